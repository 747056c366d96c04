// Text of the cluster on its way to the screen: always plain, with control characters and bidirectional overrides made
// visible.
#pragma once

#include <QString>
#include <string_view>

namespace scout::desktop {

/// One line: line breaks are shown as spaces.
QString line(std::string_view utf8);
/// Line breaks stay.
QString lines(std::string_view utf8);
/// A tooltip that Qt cannot take for rich text; long lines are wrapped.
QString plainTooltip(const QString& text);

}  // namespace scout::desktop
