// Rule: a ConfigHub unit as a hop, and the units it was cloned from, up to the root and what that was made from.
#pragma once

#include <optional>
#include <string>

#include "confighub/entities.h"
#include "trace/board.h"

namespace scout::trace::rules {

/// A unit that ConfigHub told of, and how it is known to be the one that is live.
struct KnownUnit {
    confighub::Unit unit;
    std::string uiUrl;
    std::string organization;
    std::string annotated;                        ///< revision that the live object claims, "" without one
    std::optional<confighub::Revision> revision;  ///< the one that is live, as far as it is known
    std::optional<confighub::Release> release;    ///< whose manifest digest is live
    bool proven = false;
    model::Because because;  ///< of the edge to what it brings
};

/// By its id where that is known: what it is called may not be.
std::string unitHopId(const std::string& id, const std::string& space, const std::string& slug);

/// What is known of a unit as the hop's details say it: revisions, release, page.
model::ConfigHubOrigin originOf(const KnownUnit& known);

/// Adds the unit's hop above `effect`, what is to be noted about it, and its upstream units. `relation` is that of the
/// edge to `effect`.
void addUnit(Board& board, const KnownUnit& known, const model::Hop& effect, std::string_view relation);

}  // namespace scout::trace::rules
