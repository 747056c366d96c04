#include "base/url.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace scout::base {

namespace {

bool isScheme(std::string_view text) {
    const auto isLetter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const auto isAllowed = [&](char c) {
        return isLetter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
    };
    return !text.empty() && isLetter(text.front()) && std::all_of(text.begin(), text.end(), isAllowed);
}

bool isVisible(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) > ' ' && c != '\x7F'; });
}

/// host, host:port or [address]:port; false when it is none of them.
bool readHost(std::string_view text, Url& url) {
    std::string_view port;
    if (!text.empty() && text.front() == '[') {
        const auto close = text.find(']');
        if (close == std::string_view::npos) return false;
        url.host = text.substr(1, close - 1);
        port = text.substr(close + 1);
        if (url.host.find(':') == std::string::npos) return false;
    } else {
        const auto colon = text.find(':');
        url.host = text.substr(0, colon);
        if (colon != std::string_view::npos) port = text.substr(colon);
    }
    if (url.host.empty() || url.host.find_first_of("[]<>\"\\^`{|}") != std::string::npos) return false;
    if (port.empty() || port == ":") return port.empty() || port.front() == ':';
    if (port.front() != ':') return false;
    port.remove_prefix(1);
    std::uint16_t number = 0;
    const char* const end = port.data() + port.size();
    const auto [stop, error] = std::from_chars(port.data(), end, number);
    if (error != std::errc() || stop != end || number == 0) return false;
    url.port = number;
    return true;
}

}  // namespace

std::optional<Url> parseUrl(std::string_view text) {
    if (!isVisible(text)) return std::nullopt;
    Url url;
    if (const auto mark = text.find("://"); mark != std::string_view::npos) {
        const std::string_view scheme = text.substr(0, mark);
        if (!isScheme(scheme)) return std::nullopt;
        url.scheme = lower(scheme);
        text.remove_prefix(mark + 3);
    }
    text = text.substr(0, text.find_first_of("?#"));
    const auto slash = text.find('/');
    std::string_view authority = text.substr(0, slash);
    if (slash != std::string_view::npos) url.path = text.substr(slash);
    if (const auto at = authority.rfind('@'); at != std::string_view::npos) {
        url.userInfo = authority.substr(0, at);
        authority.remove_prefix(at + 1);
    }
    if (!readHost(authority, url)) return std::nullopt;
    return url;
}

std::string format(const Url& url) {
    std::string out = url.scheme.empty() ? std::string() : url.scheme + "://";
    out += url.host.find(':') == std::string::npos ? url.host : '[' + url.host + ']';
    if (url.port) out += ':' + std::to_string(*url.port);
    return out + url.path;
}

}  // namespace scout::base
