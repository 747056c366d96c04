// Colours. Hue means status only (facts/status.md 3.6); tests recompute the distances and contrasts.
#pragma once

#include <array>
#include <string_view>

#include "render/canvas.h"
#include "render/diagram.h"

namespace scout::render {

struct Theme {
    std::string_view name;  ///< "light", "dark", "light, high contrast" ...
    bool dark = false;
    Color background = 0;
    Color card = 0;
    Color text = 0;
    Color mutedText = 0;
    Color line = 0;
    Color litLine = 0;
    Color border = 0;
    Color accent = 0;                          ///< selection and focus: the only colour that is no status
    std::array<Color, toneCount> tones{};      ///< of shapes
    std::array<Color, toneCount> toneTexts{};  ///< the same hue, dark or light enough to be read as text on a card
    Color tone(Tone tone) const { return tones[static_cast<std::size_t>(tone)]; }
    /// Of a shape that does not stand on a card: as plain there as it is on a card, as far as WCAG 1.4.11 asks for
    /// (3:1).
    Color toneOn(Color ground, Tone tone) const;
    Color toneText(Tone tone) const { return toneTexts[static_cast<std::size_t>(tone)]; }
};

enum class Palette { scout, argocd, monochrome };
/// "Scout", "Argo CD colours", "High contrast".
std::string_view name(Palette palette);
/// Static: a reference stays valid.
const Theme& theme(Palette palette, bool dark);

}  // namespace scout::render
