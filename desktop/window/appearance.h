// Light and dark: as the system has it, or as the user wants it. Qt 6.4 has no colour scheme of its own: a dark system
// is one whose window colour is dark.
#pragma once

#include <QPalette>

#include "desktop/window/settings.h"
#include "render/theme.h"

namespace scout::desktop {

/// The whole program's style and colours. System: the style and palette that it started with.
void applyThemeMode(ThemeMode mode);

QPalette fusionPalette(bool dark);

/// Of the pictures, to suit the program's palette.
const render::Theme& pictureTheme(render::Palette palette, const QPalette& window);

}  // namespace scout::desktop
