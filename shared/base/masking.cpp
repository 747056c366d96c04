#include "base/masking.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/text.h"

namespace scout::base {

namespace {

constexpr std::string_view hidden = "***";
constexpr std::string_view mark = "://";
constexpr std::string_view urlEnds = " \t\r\n\"'`<>\\";
constexpr std::string_view escapedAmpersand = "u0026";  ///< behind a backslash: how Go writes & into JSON

bool isWordCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool isSecretName(std::string_view name) {
    static constexpr std::array<std::string_view, 12> parts = {"token",  "secret",     "passw",      "pwd",
                                                               "apikey", "api_key",    "access_key", "accesskey",
                                                               "jwt",    "credential", "signature",  "private_key"};
    static constexpr std::array<std::string_view, 6> wholes = {"auth", "authorization", "sig", "key", "pass", "code"};
    std::string plain = lower(name);
    std::replace(plain.begin(), plain.end(), '-', '_');
    return std::find(wholes.begin(), wholes.end(), plain) != wholes.end() ||
           std::any_of(parts.begin(), parts.end(),
                       [&plain](std::string_view part) { return plain.find(part) != std::string::npos; });
}

// "nginx:1@sha256:..." behind "docker-pullable://" is an image.
bool isDigest(std::string_view text) {
    return text.starts_with("sha256:") || text.starts_with("sha512:");
}

// Where the user info of the authority that begins at `start` ends, at its @; npos without.
std::size_t userInfoEnd(const std::string& text, std::size_t start) {
    const std::size_t urlEnd = std::min(text.find_first_of(urlEnds, start), text.size());
    const std::size_t end = std::min(text.find_first_of("/?#", start), urlEnd);
    const std::string_view url = std::string_view(text).substr(0, urlEnd);
    if (const auto at = url.substr(0, end).rfind('@'); at != std::string_view::npos && at >= start) return at;
    // A password with a slash in it: what stands where the port should is no number.
    const auto colon = url.substr(0, end).find(':', start);
    const bool odd =
        colon != std::string_view::npos && url[start] != '[' && colon + 1 < end &&
        !std::all_of(url.begin() + static_cast<std::ptrdiff_t>(colon) + 1,
                     url.begin() + static_cast<std::ptrdiff_t>(end), [](char c) { return c >= '0' && c <= '9'; });
    const auto at = url.rfind('@');
    return odd && at != std::string_view::npos && at > end ? at : std::string::npos;
}

void hideUserInfo(std::string& text) {
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + mark.size())) {
        const std::size_t start = at + mark.size();
        const std::size_t end = userInfoEnd(text, start);
        if (end == std::string::npos || end == start || isDigest(std::string_view(text).substr(end + 1))) continue;
        const bool shell = std::string_view(text).substr(0, at).ends_with("ssh");
        const std::size_t colon = std::min(text.find(':', start), end);
        if (!shell) {
            text.replace(start, end - start, hidden);
        } else if (colon < end) {
            text.replace(colon + 1, end - colon - 1, hidden);
        }
    }
}

// The name that ends before `equals`, where it stands in a query or a fragment; "" else.
std::string_view queryName(std::string_view text, std::size_t equals) {
    constexpr std::size_t longest = 64;
    std::size_t start = equals;
    const auto belongs = [](char c) {
        return isWordCharacter(c) || c == '_' || c == '-' || c == '.' || c == '~' || c == '%' || c == '[' || c == ']';
    };
    while (start > 0 && equals - start < longest && belongs(text[start - 1])) --start;
    if (start == 0) return {};
    const std::string_view name = text.substr(start, equals - start);
    const char before = text[start - 1];
    if (before == '\\' && name.starts_with(escapedAmpersand)) return name.substr(escapedAmpersand.size());
    return before == '?' || before == '&' || before == '#' || before == ';' ? name : std::string_view();
}

void hideQueryValues(std::string& text) {
    for (auto at = text.find('='); at != std::string::npos; at = text.find('=', at + 1)) {
        const std::string_view name = queryName(text, at);
        if (name.empty() || !isSecretName(name)) continue;
        std::size_t end = std::min(text.find_first_of("&#", at + 1), text.size());
        end = std::min(end, text.find_first_of(urlEnds, at + 1));
        // A sentence's own characters behind the URL.
        while (end > at + 1 && std::string_view(".,:;)]}").find(text[end - 1]) != std::string_view::npos) --end;
        if (end > at + 1) text.replace(at + 1, end - at - 1, hidden);
    }
}

bool holdsCredentials(const nlohmann::json& value) {
    if (value.is_string()) {
        const auto& text = value.get_ref<const std::string&>();
        return withoutCredentials(text) != text;
    }
    return value.is_structured() && std::any_of(value.begin(), value.end(), holdsCredentials);
}

void hideIn(nlohmann::json& value) {
    if (value.is_string()) {
        value = withoutCredentials(value.get_ref<const std::string&>());
    } else if (value.is_structured()) {
        std::for_each(value.begin(), value.end(), hideIn);
    }
}

}  // namespace

std::string withoutCredentials(std::string_view text) {
    std::string out(text);
    if (out.find('@') != std::string::npos) hideUserInfo(out);
    if (out.find('=') != std::string::npos) hideQueryValues(out);
    return out;
}

Json withoutCredentials(const Json& document) {
    if (!document.exists() || !holdsCredentials(*document.raw())) return document;
    nlohmann::json copy = *document.raw();
    hideIn(copy);
    return Json(std::move(copy));
}

bool lacksCredentials(std::string_view text) {
    return text.find(hidden) != std::string_view::npos;
}

}  // namespace scout::base
