#include "kubeconfig/ip_address.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "base/text.h"

namespace scout::kubeconfig {

namespace {

constexpr std::size_t mappedBytes = 12;

template <typename Number>
std::optional<Number> number(std::string_view text, int base, std::size_t mostDigits) {
    Number value = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value, base);
    if (text.empty() || text.size() > mostDigits || error != std::errc() || stop != end) return std::nullopt;
    return value;
}

std::optional<std::array<std::uint8_t, 4>> dotted(std::string_view text) {
    const auto parts = base::split(text, '.');
    std::array<std::uint8_t, 4> out{};
    if (parts.size() != out.size()) return std::nullopt;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const auto value = number<std::uint8_t>(parts[i], 10, 3);
        const bool hasLeadingZero = parts[i].size() > 1 && parts[i].front() == '0';
        if (!value || hasLeadingZero) return std::nullopt;
        out[i] = *value;
    }
    return out;
}

/// The bytes of "fe80:1", or of "1:2:10.0.0.1" where the address ends; empty text gives none.
std::optional<std::vector<std::uint8_t>> groups(std::string_view text, bool endsAddress) {
    std::vector<std::uint8_t> out;
    if (text.empty()) return out;
    const auto parts = base::split(text, ':');
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const bool isDotted = endsAddress && i + 1 == parts.size() && parts[i].find('.') != std::string::npos;
        if (isDotted) {
            const auto tail = dotted(parts[i]);
            if (!tail) return std::nullopt;
            out.insert(out.end(), tail->begin(), tail->end());
            continue;
        }
        const auto group = number<std::uint16_t>(parts[i], 16, 4);
        if (!group) return std::nullopt;
        out.push_back(static_cast<std::uint8_t>(*group >> 8));
        out.push_back(static_cast<std::uint8_t>(*group & 0xFF));
    }
    return out;
}

}  // namespace

bool IpAddress::isV4() const {
    const bool zeros = std::all_of(bytes.begin(), bytes.begin() + 10, [](std::uint8_t byte) { return byte == 0; });
    return zeros && bytes[10] == 0xFF && bytes[11] == 0xFF;
}

bool IpAddress::isLoopback() const {
    if (isV4()) return bytes[mappedBytes] == 127;
    IpAddress one;
    one.bytes.back() = 1;
    return *this == one;
}

std::optional<IpAddress> parseIpAddress(std::string_view text) {
    IpAddress address;
    if (text.find(':') == std::string_view::npos) {
        const auto four = dotted(text);
        if (!four) return std::nullopt;
        address.bytes[10] = address.bytes[11] = 0xFF;
        std::copy(four->begin(), four->end(), address.bytes.begin() + mappedBytes);
        return address;
    }
    text = text.substr(0, text.find('%'));
    const auto gap = text.find("::");
    const bool hasGap = gap != std::string_view::npos;
    const auto head = groups(text.substr(0, gap), !hasGap);
    const auto tail = groups(hasGap ? text.substr(gap + 2) : "", true);
    if (!head || !tail) return std::nullopt;
    const std::size_t written = head->size() + tail->size();
    const bool fits = hasGap ? written < address.bytes.size() : written == address.bytes.size();
    if (!fits) return std::nullopt;
    std::copy(head->begin(), head->end(), address.bytes.begin());
    std::copy_backward(tail->begin(), tail->end(), address.bytes.end());
    return address;
}

bool IpNetwork::contains(const IpAddress& other) const {
    if (address.isV4() != other.isV4()) return false;
    for (std::size_t bit = 0; bit < bits; ++bit) {
        const auto differing = static_cast<unsigned>(address.bytes[bit / 8] ^ other.bytes[bit / 8]);
        if ((differing >> (7 - bit % 8) & 1U) != 0) return false;
    }
    return true;
}

std::optional<IpNetwork> parseIpNetwork(std::string_view text) {
    const auto slash = text.find('/');
    if (slash == std::string_view::npos || text.find('%') != std::string_view::npos) return std::nullopt;
    const std::string_view host = text.substr(0, slash);
    const auto address = parseIpAddress(host);
    const auto bits = number<std::uint8_t>(text.substr(slash + 1), 10, 3);
    const bool isDotted = host.find(':') == std::string_view::npos;
    if (!address || !bits || *bits > (isDotted ? 32 : 128)) return std::nullopt;
    return IpNetwork{*address, isDotted ? 96U + *bits : *bits};
}

}  // namespace scout::kubeconfig
