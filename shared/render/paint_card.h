// One card at the two nearer levels of detail. Internal to render.
#pragma once

#include "render/picture.h"

namespace scout::render {

/// `detail` is compact or full; the overview is painted in batches (picture.h). `scale` as in PaintOptions.
void paintCard(Canvas& canvas, const Card& card, const Rect& rect, const Theme& theme, Detail detail, double scale,
               const CardLook& look);

/// Painted solid in the overview, so that they stand out without colour, too.
bool standsOut(Tone tone);

/// What is left of a colour on a card that is not looked at.
constexpr double dimmedShare = 0.28;

}  // namespace scout::render
