#include "base/command_line.h"

#include "base/text.h"

namespace scout::base {

std::optional<bool> parseBool(std::string_view text) {
    for (const std::string_view word : {"1", "t", "T", "true", "TRUE", "True"}) {
        if (text == word) return true;
    }
    for (const std::string_view word : {"0", "f", "F", "false", "FALSE", "False"}) {
        if (text == word) return false;
    }
    return std::nullopt;
}

std::string wrapped(std::string_view text, std::size_t indent, std::size_t width) {
    std::string out;
    std::size_t column = indent;
    for (const auto& word : split(text, ' ')) {
        if (column > indent && column + 1 + word.size() > width) {
            out += '\n' + std::string(indent, ' ');
            column = indent;
        } else if (column > indent) {
            out += ' ';
            ++column;
        }
        out += word;
        column += word.size();
    }
    return out;
}

}  // namespace scout::base
