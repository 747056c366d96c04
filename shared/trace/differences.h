// What an applier last applied against what is live (--diff), from the object itself. Internal to trace.
#pragma once

#include <string>
#include <vector>

#include "trace/board.h"

namespace scout::trace {

struct Differences {
    std::vector<model::Difference> found;  ///< in path order
    std::string unread;                    ///< why they could not be told, "" otherwise
};

/// Of the object nearest to `last` on the main path that an applier applies: fields that another manager holds now
/// (metadata.managedFields). What the applier wanted there is known only where it left the annotation
/// last-applied-configuration (Argo CD's client-side apply); then fields that are gone are found too. Notes findings:
/// `drift` for each other manager with what becomes of its change, or `no-drift`. Asks for the object in full. Values
/// of a Secret are never looked at.
Differences differencesOf(Board& board, const std::string& last);

}  // namespace scout::trace
