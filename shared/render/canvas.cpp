#include "render/canvas.h"

#include <algorithm>

namespace scout::render {

namespace {

constexpr std::string_view ellipsis = "…";

bool startsCodePoint(char byte) {
    return (static_cast<unsigned char>(byte) & 0xc0U) != 0x80U;
}

/// Where each code point starts, and the end.
std::vector<std::size_t> startsOf(std::string_view text) {
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (startsCodePoint(text[i])) starts.push_back(i);
    }
    starts.push_back(text.size());
    return starts;
}

}  // namespace

void Canvas::beginGroup(std::string_view) {}

std::string elideMiddle(Canvas& canvas, std::string_view text, const Font& font, double width) {
    const double whole = canvas.textWidth(text, font);
    if (whole <= width) return std::string(text);
    const std::vector<std::size_t> starts = startsOf(text);
    const std::size_t count = starts.size() - 1;
    // The end of a name tells more than its middle: of an odd number it gets the last one.
    const auto shortened = [&](std::size_t kept) {
        const std::size_t head = kept / 2;
        std::string out(text.substr(0, starts[head]));
        out += ellipsis;
        out += text.substr(starts[count - (kept - head)]);
        return out;
    };
    const auto fits = [&](std::size_t kept) { return canvas.textWidth(shortened(kept), font) <= width; };
    const double room = std::max(0.0, width - canvas.textWidth(ellipsis, font));
    std::size_t kept = std::min(count - 1, static_cast<std::size_t>(static_cast<double>(count) * room / whole));
    while (kept > 0 && !fits(kept)) --kept;
    while (kept + 1 < count && fits(kept + 1)) ++kept;
    if (kept == 0 && !fits(0)) return {};
    return shortened(kept);
}

}  // namespace scout::render
