// URLs of servers and proxies.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace scout::base {

/// scheme://[userInfo@]host[:port][path][?query][#fragment]; query and fragment are dropped.
struct Url {
    std::string scheme;    ///< lower case, "" when the text has none
    std::string userInfo;  ///< a secret
    std::string host;      ///< without the brackets of an IPv6 address
    std::optional<std::uint16_t> port;
    std::string path;  ///< "" or "/..."
};

/// Nothing when there is no host, the port is no port, or a character stands where none may.
std::optional<Url> parseUrl(std::string_view text);

/// "scheme://host[:port]path", brackets put back, without the user information.
std::string format(const Url& url);

}  // namespace scout::base
