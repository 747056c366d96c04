#include "render/color.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace scout::render {

namespace {

constexpr Color opaque = 0xff000000;

std::uint32_t channel(Color color, int shift) {
    return (color >> shift) & 0xffU;
}

double luminance(Color color) {
    const auto linear = [color](int shift) {
        const double value = channel(color, shift) / 255.0;
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(16) + 0.7152 * linear(8) + 0.0722 * linear(0);
}

}  // namespace

Color mix(Color over, Color under, double share) {
    Color out = opaque;
    for (const int shift : {16, 8, 0}) {
        const double value = channel(over, shift) * share + channel(under, shift) * (1 - share);
        out |= static_cast<Color>(std::lround(std::clamp(value, 0.0, 255.0))) << shift;
    }
    return out;
}

double contrast(Color first, Color second) {
    const double a = luminance(first);
    const double b = luminance(second);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

Color readable(Color color, Color text, Color ground, double enough) {
    constexpr int steps = 20;
    for (int step = 0; step < steps; ++step) {
        const Color mixed = mix(text, color, static_cast<double>(step) / steps);
        if (contrast(mixed, ground) >= enough) return mixed;
    }
    return text;
}

std::string hex(Color color) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string out = "#";
    for (int shift = 20; shift >= 0; shift -= 4) out += digits[(color >> shift) & 0xfU];
    return out;
}

}  // namespace scout::render
