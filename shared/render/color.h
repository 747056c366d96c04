// Arithmetic of colours.
#pragma once

#include "render/canvas.h"

namespace scout::render {

/// `share` of `over` on `under`, both opaque: what `over` with that opacity looks like. Opaque results are the same on
/// every canvas.
Color mix(Color over, Color under, double share);
/// WCAG 2 contrast ratio of two opaque colours, 1 to 21.
double contrast(Color first, Color second);
/// `color`, moved towards `text` until a text in it can be read on `ground` (WCAG AA: 4.5), or until it has the
/// contrast that is `enough`.
Color readable(Color color, Color text, Color ground, double enough = 4.5);
/// "#1b1e20"
std::string hex(Color color);

}  // namespace scout::render
