// The lines between placed boxes. They run in the gaps between columns, and sideways only where no box stands.
#pragma once

#include <functional>
#include <vector>

#include "layout/placement.h"

namespace scout::layout {

/// In the order of the links; empty when it was cancelled.
std::vector<Route> routeLinks(const Tree& tree, const Placement& placement, const Options& options,
                              const std::function<bool()>& cancelled);

}  // namespace scout::layout
