#include "kubectl-scout/files.h"

#include <istream>
#include <vector>

namespace scout::plugin {

using base::Error;
using base::ErrorKind;

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

}  // namespace scout::plugin
