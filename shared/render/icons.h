// The icon set of resources/icons: one colour (currentColor) on a grid of 24 x 24.
#pragma once

#include <string_view>
#include <vector>

namespace scout::render {

/// Names without ending ("deployment", "state-ok"), sorted.
std::vector<std::string_view> iconNames();
/// A whole SVG document; "" for a name that is none of them.
std::string_view iconSvg(std::string_view name);
/// What stands inside its <svg> element; "" as above.
std::string_view iconBody(std::string_view name);
/// The icon of a kind as cards and lists show it: "deployment" for "Deployment", "git" for "GitRepository" and the hop
/// "Git"; "object" for kinds without one of their own. Never "".
std::string_view iconFor(std::string_view kind);

}  // namespace scout::render
