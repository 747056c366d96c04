// What the command lines of both programs have in common.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace scout::base {

/// strconv.ParseBool's words; nothing for any other.
std::optional<bool> parseBool(std::string_view text);

/// The words of `text` from column `indent` on, in lines that end before column `width` where a word fits. The first
/// line is not indented.
std::string wrapped(std::string_view text, std::size_t indent, std::size_t width);

}  // namespace scout::base
