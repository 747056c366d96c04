#include "desktop/session/snapshot_file.h"

#include "base/text.h"
#include "engine/file_access.h"

namespace scout::desktop {

using base::Error;
using base::ErrorKind;

namespace {

void tell(const OnWork& onWork, std::string_view work) {
    if (onWork) onWork(work);
}

}  // namespace

base::Result<trace::Snapshot> parseSnapshot(const std::string& text, const std::string& where, const OnWork& onWork) {
    tell(onWork, "parse");
    if (base::trim(text).empty()) {
        return Error{ErrorKind::config, "the file is empty", where, "Give a file that `kubectl scout snapshot` wrote."};
    }
    return trace::readSnapshot(text, where);
}

base::Result<trace::Snapshot> loadSnapshot(const std::string& path, const OnWork& onWork) {
    tell(onWork, "read");
    const auto text = engine::readFileUpTo(path, engine::largestSnapshot);
    if (text) return parseSnapshot(*text, path, onWork);
    Error error = text.error();
    error.kind = ErrorKind::config;  // a file, not something of the cluster
    return error;
}

std::optional<Error> saveSnapshot(const std::string& path, const trace::Snapshot& snapshot, const OnWork& onWork) {
    tell(onWork, "write");
    return engine::writeFile(path, trace::writeSnapshot(snapshot), engine::Readers::owner);
}

}  // namespace scout::desktop
