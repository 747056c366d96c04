#include "render/font_widths.h"

#include <array>
#include <cstdint>

namespace scout::render {

namespace {

// Thousandths of an em, from ' ' to '~'; the wider one of DejaVu Sans and Liberation Sans, which has Arial's widths.
constexpr std::array<std::uint16_t, 95> regular = {
    318, 401, 460, 838, 637, 951, 780, 275, 391, 391, 500, 838, 318, 361,  318, 337, 637, 637, 637,
    637, 637, 637, 637, 637, 637, 637, 337, 337, 838, 838, 838, 557, 1016, 685, 687, 723, 771, 667,
    611, 778, 752, 295, 500, 667, 558, 863, 749, 788, 667, 788, 723, 667,  611, 732, 685, 989, 686,
    667, 686, 391, 337, 391, 838, 557, 500, 613, 635, 550, 635, 616, 353,  635, 634, 278, 278, 580,
    278, 975, 634, 612, 635, 635, 412, 521, 393, 634, 592, 818, 592, 592,  525, 637, 337, 637, 838};
constexpr std::array<std::uint16_t, 95> bold = {
    349, 457,  521, 838, 696, 1002, 873, 307, 458, 458, 523, 838, 380, 416,  380, 366, 696, 696,  696,
    696, 696,  696, 696, 696, 696,  696, 400, 400, 838, 838, 838, 611, 1000, 774, 763, 734, 831,  684,
    684, 821,  837, 373, 557, 775,  638, 996, 837, 851, 733, 851, 771, 721,  683, 812, 774, 1104, 771,
    725, 726,  458, 366, 458, 838,  557, 500, 675, 716, 593, 716, 679, 436,  716, 712, 343, 343,  666,
    343, 1042, 712, 687, 716, 716,  494, 596, 479, 712, 652, 924, 646, 652,  583, 712, 366, 712,  838};
constexpr double monospace = 602;
constexpr double middleDot = 380;
constexpr double wide = 1000;     // CJK, and more than nearly every letter elsewhere
constexpr double picture = 1375;  // emoji
constexpr char32_t firstPicture = 0x1f000;
constexpr char32_t firstWide = 0x2e80;

/// Code point at `text[at]`, which moves behind it. Bytes that are no UTF-8 count as one character each.
char32_t next(std::string_view text, std::size_t& at) {
    const auto lead = static_cast<unsigned char>(text[at++]);
    const int more = lead >= 0xf0 ? 3 : (lead >= 0xe0 ? 2 : (lead >= 0xc0 ? 1 : 0));
    char32_t out = more == 3 ? lead & 0x07U : (more == 2 ? lead & 0x0fU : (more == 1 ? lead & 0x1fU : lead));
    for (int i = 0; i < more && at < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if ((byte & 0xc0U) != 0x80U) break;
        out = (out << 6U) | (byte & 0x3fU);
        ++at;
    }
    return out;
}

bool isCombining(char32_t code) {
    return (code >= 0x300 && code <= 0x36f) || (code >= 0x200b && code <= 0x200f) || (code >= 0xfe00 && code <= 0xfe0f);
}

double widthOf(char32_t code, const Font& font) {
    if (isCombining(code)) return 0;
    if (code >= firstPicture) return picture;
    if (code >= ' ' && code <= '~') {
        return font.monospace ? monospace : (font.bold ? bold : regular)[code - U' '];
    }
    if (font.monospace && code < firstWide) return monospace;
    return code == U'·' ? middleDot : wide;
}

}  // namespace

double textWidthAtMost(std::string_view utf8, const Font& font) {
    double width = 0;
    for (std::size_t at = 0; at < utf8.size();) width += widthOf(next(utf8, at), font);
    return width * font.size / 1000;
}

}  // namespace scout::render
