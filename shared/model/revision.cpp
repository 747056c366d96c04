#include "model/revision.h"

#include <algorithm>
#include <cctype>

namespace scout::model {

namespace {

constexpr std::size_t sha1Digits = 40;
constexpr std::size_t sha256Digits = 64;
constexpr std::size_t shortDigits = 8;

bool isHash(std::string_view text) {
    return (text.size() == sha1Digits || text.size() == sha256Digits) &&
           std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isxdigit(c) != 0; });
}

std::string algorithmOf(std::string_view hash) {
    return hash.size() == sha1Digits ? "sha1" : "sha256";
}

}  // namespace

Revision parseRevision(std::string_view text) {
    Revision revision;
    revision.text = text;
    const auto at = text.rfind('@');
    const std::string_view digest = at == std::string_view::npos ? text : text.substr(at + 1);
    const auto colon = digest.find(':');
    if (colon == std::string_view::npos || !isHash(digest.substr(colon + 1))) {
        // A chart version, or a text that names no content.
        if (at == std::string_view::npos) revision.pointer = text;
        return revision;
    }
    if (at != std::string_view::npos) revision.pointer = text.substr(0, at);
    revision.algorithm = digest.substr(0, colon);
    revision.hex = digest.substr(colon + 1);
    return revision;
}

Revision parseOriginRevision(std::string_view text) {
    if (isHash(text)) return {std::string(text), {}, algorithmOf(text), std::string(text)};
    const auto slash = text.rfind('/');
    if (slash != std::string_view::npos && isHash(text.substr(slash + 1))) {
        const std::string_view hash = text.substr(slash + 1);
        return {std::string(text), std::string(text.substr(0, slash)), algorithmOf(hash), std::string(hash)};
    }
    return parseRevision(text);
}

std::string shorten(const Revision& revision) {
    if (revision.hex.empty()) return revision.text;
    const std::string pointer = revision.pointer.empty() ? "" : revision.pointer + "@";
    return pointer + revision.algorithm + ":" + revision.hex.substr(0, shortDigits);
}

bool sameContent(const Revision& left, const Revision& right) {
    if (left.empty() || right.empty()) return false;
    if (!left.hex.empty() && !right.hex.empty()) return left.hex == right.hex;
    if (left.hex.empty() && right.hex.empty()) return left.text == right.text;
    const Revision& withDigest = left.hex.empty() ? right : left;
    const std::string& version = left.hex.empty() ? left.text : right.text;
    const auto plus = version.rfind('+');
    static constexpr std::size_t recordedDigits = 12;
    return plus != std::string::npos && version.size() - plus - 1 >= recordedDigits &&
           withDigest.hex.starts_with(version.substr(plus + 1));
}

}  // namespace scout::model
