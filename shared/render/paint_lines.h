// The lines between cards. Internal to render.
#pragma once

#include "render/picture.h"

namespace scout::render {

/// At every level of detail: what touches `options.visible`.
void paintLines(Canvas& canvas, const Picture& picture, const Theme& theme, const PaintOptions& options);

/// The two revisions of a broken line on a pill around `center`, within `width`; `label` as in Line.
void paintBreak(Canvas& canvas, Point center, std::string_view label, double width, const Theme& theme);

std::vector<double> dashesOf(Stroke stroke);

}  // namespace scout::render
