#include "oci/url.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"

namespace scout::oci {

namespace {

int defaultPort(const std::string& scheme) {
    return scheme == "https" ? 443 : 80;
}

bool isUrlText(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; }) &&
           text.find_first_of("\\<>\"{}|^`") == std::string_view::npos;
}

bool isHost(std::string_view host) {
    if (host.starts_with('[')) {
        return host.size() > 2 && host.ends_with(']') &&
               host.find_first_not_of("0123456789abcdef:.", 1) == host.size() - 1;
    }
    return !host.empty() && host.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-._") == std::string_view::npos;
}

std::optional<std::array<int, 4>> ipv4(const std::string& host) {
    const std::vector<std::string> parts = base::split(host, '.');
    std::array<int, 4> address{};
    if (parts.size() != address.size()) return std::nullopt;
    for (std::size_t i = 0; i < address.size(); ++i) {
        const std::string& part = parts[i];
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), address[i]);
        if (part.empty() || error != std::errc() || end != part.data() + part.size() || address[i] > 255)
            return std::nullopt;
    }
    return address;
}

}  // namespace

std::string Url::authority() const {
    return port == defaultPort(scheme) ? host : host + ":" + std::to_string(port);
}

std::string Url::origin() const {
    return scheme + "://" + authority();
}

std::optional<Url> parseUrl(std::string_view text) {
    const auto colon = text.find("://");
    if (colon == std::string_view::npos || !isUrlText(text)) return std::nullopt;
    Url url;
    url.scheme = base::lower(text.substr(0, colon));
    if (url.scheme != "https" && url.scheme != "http") return std::nullopt;
    text.remove_prefix(colon + 3);
    text = text.substr(0, text.find('#'));
    const auto end = std::min(text.find_first_of("/?"), text.size());
    const std::string authority = base::lower(text.substr(0, end));
    url.target = text.substr(end);
    if (!url.target.starts_with('/')) url.target.insert(0, "/");

    const auto bracket = authority.rfind(']');
    const auto portAt = authority.find(':', bracket == std::string::npos ? 0 : bracket);
    url.host = authority.substr(0, portAt);
    url.port = defaultPort(url.scheme);
    if (portAt != std::string::npos) {
        const std::string port = authority.substr(portAt + 1);
        const auto [last, error] = std::from_chars(port.data(), port.data() + port.size(), url.port);
        if (error != std::errc() || last != port.data() + port.size() || url.port < 1 || url.port > 65535)
            return std::nullopt;
    }
    if (!isHost(url.host)) return std::nullopt;
    return url;
}

std::optional<Url> resolve(const Url& base, std::string_view reference) {
    reference = base::trim(reference);
    if (reference.starts_with("//")) return parseUrl(base.scheme + ":" + std::string(reference));
    const auto scheme = reference.find("://");
    if (scheme != std::string_view::npos && scheme < reference.find_first_of("/?#")) return parseUrl(reference);
    if (reference.empty()) return std::nullopt;
    std::string path = base.target.substr(0, base.target.find('?'));
    if (reference.starts_with('/')) {
        path.clear();
    } else if (!reference.starts_with('?')) {
        path = path.substr(0, path.rfind('/') + 1);
    }
    return parseUrl(base.origin() + path + std::string(reference));
}

bool isLocal(const std::string& host) {
    if (host == "localhost" || host.ends_with(".localhost")) return true;
    if (host.starts_with('[')) {
        // Unspecified and loopback, unique local, link-local, IPv4 in IPv6 (which nobody needs for a server's name).
        const std::string address = host.substr(1, host.size() - 2);
        return address == "::" || address == "::1" || address.starts_with("fc") || address.starts_with("fd") ||
               address.starts_with("fe8") || address.starts_with("fe9") || address.starts_with("fea") ||
               address.starts_with("feb") || address.find('.') != std::string::npos || address.starts_with("0:") ||
               address.starts_with("::ffff:");
    }
    const auto address = ipv4(host);
    if (!address) return false;
    const auto [a, b, c, d] = *address;
    return a == 0 || a == 10 || a == 127 || (a == 100 && b >= 64 && b < 128) || (a == 169 && b == 254) ||
           (a == 172 && b >= 16 && b < 32) || (a == 192 && b == 168);
}

}  // namespace scout::oci
