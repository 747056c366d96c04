// Words of others in sentences of our own.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace scout::base {

/// With a full stop, unless the sentence has an end already; "" stays "".
std::string withStop(std::string text);
/// The same with a capital: an error's what or advice as a sentence of its own.
std::string asSentence(std::string text);
/// Foreign text as part of a sentence: one line, no control characters, not longer than `limit`, no full stop.
std::string asPart(std::string_view text, std::size_t limit);

}  // namespace scout::base
