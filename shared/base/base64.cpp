#include "base/base64.h"

#include <cstdint>

namespace scout::base {

namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

std::string encodeBase64(std::string_view bytes) {
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto byte = [&bytes](std::size_t at) {
            return at < bytes.size() ? static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at])) : 0U;
        };
        const std::uint32_t group = (byte(i) << 16) | (byte(i + 1) << 8) | byte(i + 2);
        out += alphabet[(group >> 18) & 63];
        out += alphabet[(group >> 12) & 63];
        out += i + 1 < bytes.size() ? alphabet[(group >> 6) & 63] : '=';
        out += i + 2 < bytes.size() ? alphabet[group & 63] : '=';
    }
    return out;
}

std::optional<std::string> decodeBase64(std::string_view text) {
    std::string out;
    std::uint32_t group = 0;
    int digits = 0;
    int padding = 0;
    for (const char c : text) {
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n') continue;
        const auto value = alphabet.find(c);
        if (c == '=') {
            ++padding;
            group <<= 6;
        } else if (value == std::string_view::npos || padding > 0) {
            return std::nullopt;
        } else {
            group = (group << 6) | static_cast<std::uint32_t>(value);
        }
        if (++digits < 4) continue;
        if (padding > 2) return std::nullopt;
        for (int byte = 0; byte < 3 - padding; ++byte) out += static_cast<char>((group >> (16 - 8 * byte)) & 0xFF);
        group = 0;
        digits = 0;
    }
    if (digits != 0) return std::nullopt;
    return out;
}

}  // namespace scout::base
