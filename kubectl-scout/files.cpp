#include "kubectl-scout/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <istream>
#include <vector>

namespace scout::plugin {

using base::Error;
using base::ErrorKind;

namespace {

Error cannotWrite(const std::string& path) {
    return {ErrorKind::config, std::string("cannot write the file: ") + std::strerror(errno), path,
            "Choose another place."};
}

bool writeAll(int file, const std::string& content) {
    std::size_t written = 0;
    while (written < content.size()) {
        const ssize_t count = ::write(file, content.data() + written, content.size() - written);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return false;
        written += static_cast<std::size_t>(count);
    }
    return ::fsync(file) == 0 || errno == EINVAL;
}

}  // namespace

base::Result<std::string> readInput(const std::string& path, const Environment& environment, std::size_t limit) {
    if (path != "-") {
        auto content = engine::readFileUpTo(path, limit);
        if (content || content.error().kind != ErrorKind::notFound) return content;
        Error error = content.error();
        error.kind = ErrorKind::config;  // a file, not something of the cluster
        return error;
    }
    std::string content;
    std::vector<char> block(65536);
    std::istream& in = *environment.in;
    while (in.read(block.data(), static_cast<std::streamsize>(block.size())), in.gcount() > 0) {
        content.append(block.data(), static_cast<std::size_t>(in.gcount()));
        if (content.size() > limit) {
            return Error{ErrorKind::config, "larger than " + engine::sizeInWords(limit), "standard input",
                         "Is this the right input?"};
        }
    }
    return content;
}

std::optional<Error> writeFile(const std::string& path, const std::string& content) {
    // Beside the file itself, so that renaming is one step; a name that nobody can have prepared.
    std::string temporary = path + ".XXXXXX";
    const int file = ::mkstemp(temporary.data());  // mode 0600
    if (file < 0) return cannotWrite(path);
    const bool written = writeAll(file, content);
    const int reason = errno;
    const bool closed = ::close(file) == 0;
    if (written && closed && std::rename(temporary.c_str(), path.c_str()) == 0) return std::nullopt;
    if (!written) errno = reason;
    const Error error = cannotWrite(path);
    ::unlink(temporary.c_str());
    return error;
}

}  // namespace scout::plugin
