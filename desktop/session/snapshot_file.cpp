#include "desktop/session/snapshot_file.h"

#include <QSaveFile>

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
    const std::string text = trace::writeSnapshot(snapshot);
    QSaveFile file(QString::fromStdString(path));
    const bool written =
        file.open(QIODevice::WriteOnly) && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) &&
        file.write(text.data(), static_cast<qint64>(text.size())) == static_cast<qint64>(text.size()) && file.commit();
    if (written) return std::nullopt;
    return Error{ErrorKind::config, "cannot write the file: " + file.errorString().toStdString(), path,
                 "Choose another place."};
}

}  // namespace scout::desktop
