#include "base/sentence.h"

#include <utility>

#include "base/text.h"

namespace scout::base {

std::string withStop(std::string text) {
    if (text.empty()) return text;
    const char last = text.back();
    return last == '.' || last == '!' || last == '?' ? text : text + ".";
}

std::string asSentence(std::string text) {
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return withStop(std::move(text));
}

std::string asPart(std::string_view text, std::size_t limit) {
    text = trim(text);
    std::string out = escapeControl(text.substr(0, limit));
    if (text.size() > limit) return out + "...";
    while (!out.empty() && out.back() == '.') out.pop_back();
    return out;
}

}  // namespace scout::base
