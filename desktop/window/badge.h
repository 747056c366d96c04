// The state badge and the icon of a kind as Qt icons, for lists, tables and labels: as on the cards (render/picture.h,
// render/icons.h), so that hue only ever doubles a shape and a glyph. For the interface thread.
#pragma once

#include <QIcon>
#include <QPalette>
#include <QRectF>
#include <string_view>

#include "model/trace.h"
#include "render/diagram.h"
#include "render/theme.h"

class QPainter;

namespace scout::desktop {

struct Badge {
    render::Tone tone = render::Tone::unknown;
    bool forbidden = false;  ///< lock instead of the tone's glyph
    bool claimed = false;    ///< known only by another's word
    bool operator==(const Badge&) const = default;
};
Badge badgeOf(const model::Hop& hop);
Badge badgeOf(model::VerdictState state);

/// Fitted into the square.
void paintBadge(QPainter& painter, const QRectF& square, const Badge& badge, const render::Theme& theme);
// Painted when shown, crisp at every size and pixel ratio. `theme` must stay (themes are static).
QIcon badgeIcon(const Badge& badge, const render::Theme& theme);
QIcon kindIcon(std::string_view kind, const render::Theme& theme);

/// The product's theme, light or dark as the palette's window colour is.
const render::Theme& themeFor(const QPalette& palette);

}  // namespace scout::desktop
