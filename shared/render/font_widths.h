// How wide a text is at most, without a font at hand: for documents that are shown with fonts we do not know.
#pragma once

#include <string_view>

#include "render/canvas.h"

namespace scout::render {

/// The advance in scene units: for each character the widest of DejaVu Sans and Arial (and with it Helvetica and Segoe
/// UI), so that what fits here fits there.
double textWidthAtMost(std::string_view utf8, const Font& font);

}  // namespace scout::render
