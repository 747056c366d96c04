// Pages about a hop that a browser can open.
#pragma once

#include <string>
#include <vector>

#include "model/trace.h"

namespace scout::trace {

struct Link {
    std::string title;  ///< "Commit 1a2b3c4d"
    std::string url;    ///< http or https, without user info
    bool operator==(const Link&) const = default;
};

/// Only addresses that the evidence names as http or https, and the commit pages of known hosting sites: a guess would
/// be a dead link. Empty when there is none.
std::vector<Link> linksOf(const model::Hop& hop);

}  // namespace scout::trace
