// Absolute http and https URLs, and what a Location or Link header means next to one.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace scout::oci {

struct Url {
    std::string scheme;  ///< "https" or "http"
    std::string host;    ///< in lower case, an IPv6 address in its brackets
    int port = 0;
    std::string target;  ///< path and query, percent-encoded; "/" at least

    bool isSecure() const { return scheme == "https"; }
    std::string origin() const;     ///< "https://registry.test:5000"; without the scheme's own port
    std::string authority() const;  ///< "registry.test:5000"; without the scheme's own port
    std::string text() const { return origin() + target; }
    bool operator==(const Url&) const = default;
};

/// Nothing for another scheme, a URL with user information, and characters that stand in no URL. A fragment is dropped.
std::optional<Url> parseUrl(std::string_view text);
/// The URL that `reference` means in an answer of `base`: absolute, "//host/path", "/path", "path" or "?query".
std::optional<Url> resolve(const Url& base, std::string_view reference);
/// "localhost", and addresses that mean this machine or its neighbours: loopback, private, link-local, unspecified.
bool isLocal(const std::string& host);

}  // namespace scout::oci
