#include "render/theme.h"

#include <algorithm>

#include "render/color.h"

namespace scout::render {

namespace {

using Tones = std::array<Color, toneCount>;  // ok, working, problem, attention, missing, paused, leaving, unknown

constexpr Tones scoutLight = {0xff18765b, 0xff6a8afc, 0xffa51507, 0xffc57c00,
                              0xffa51507, 0xff4d4484, 0xff8e909a, 0xff8e909a};
constexpr Tones scoutDark = {0xff5b996c, 0xff3fc6f8, 0xfff64001, 0xfff8dd4b,
                             0xfff64001, 0xffac50c3, 0xffaeafb2, 0xffaeafb2};
// Leaving is the colour of a terminating operation there; a deletion that is pending has none of its own.
constexpr Tones argo = {0xff18be94, 0xff0dadea, 0xffe96d76, 0xfff4c030, 0xfff4c030, 0xff766f94, 0xffde303d, 0xffccd6dd};

Tones all(Color color) {
    Tones tones;
    tones.fill(color);
    return tones;
}

Theme light(std::string_view name, const Tones& tones) {
    return {name,       false,      0xfff4f5f7, 0xffffffff, 0xff1b1e24, 0xff5a6270,
            0xff808896, 0xff1b1e24, 0xffcdd2da, 0xff0b57d0, tones,      {}};
}

Theme dark(std::string_view name, const Tones& tones) {
    return {name,       true,       0xff111315, 0xff1b1e20, 0xffeceef1, 0xffa3abb7,
            0xff6d7683, 0xffeceef1, 0xff3b4148, 0xff8ab4f8, tones,      {}};
}

Theme withTexts(Theme theme) {
    for (std::size_t i = 0; i < toneCount; ++i) theme.toneTexts[i] = readable(theme.tones[i], theme.text, theme.card);
    return theme;
}

}  // namespace

Color Theme::toneOn(Color ground, Tone tone) const {
    const Color color = this->tone(tone);
    return readable(color, text, ground, std::min(3.0, contrast(color, card)));
}

std::string_view name(Palette palette) {
    switch (palette) {
        case Palette::scout:
            return "Scout";
        case Palette::argocd:
            return "Argo CD colours";
        case Palette::monochrome:
            return "High contrast";
    }
    return {};
}

const Theme& theme(Palette palette, bool isDark) {
    static const std::array<std::array<Theme, 2>, 3> themes = {{
        {withTexts(light("light", scoutLight)), withTexts(dark("dark", scoutDark))},
        {withTexts(light("light, Argo CD colours", argo)), withTexts(dark("dark, Argo CD colours", argo))},
        {withTexts({"light, high contrast",
                    false,
                    0xffffffff,
                    0xffffffff,
                    0xff000000,
                    0xff000000,
                    0xff000000,
                    0xff000000,
                    0xff000000,
                    0xff0000c8,
                    all(0xff000000),
                    {}}),
         withTexts({"dark, high contrast",
                    true,
                    0xff000000,
                    0xff000000,
                    0xffffffff,
                    0xffffffff,
                    0xffffffff,
                    0xffffffff,
                    0xffffffff,
                    0xffffff00,
                    all(0xffffffff),
                    {}})},
    }};
    return themes.at(static_cast<std::size_t>(palette))[isDark ? 1 : 0];
}

}  // namespace scout::render
