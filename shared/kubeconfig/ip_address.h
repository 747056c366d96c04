// IP addresses as text, compared as numbers; no socket is near.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace scout::kubeconfig {

/// IPv4 addresses are kept in IPv6's mapped form (::ffff:a.b.c.d), which is therefore equal to them.
struct IpAddress {
    std::array<std::uint8_t, 16> bytes{};

    bool isV4() const;
    bool isLoopback() const;  ///< 127.0.0.0/8 or ::1
    bool operator==(const IpAddress&) const = default;
};

/// Dotted IPv4 without leading zeros, or IPv6 with "::" and an optional dotted tail; a zone ("%eth0") is ignored.
std::optional<IpAddress> parseIpAddress(std::string_view text);

/// 10.0.0.0/8, fd00::/8.
struct IpNetwork {
    IpAddress address;
    std::size_t bits = 0;  ///< that count, out of 128

    bool contains(const IpAddress& other) const;
};

std::optional<IpNetwork> parseIpNetwork(std::string_view text);

}  // namespace scout::kubeconfig
