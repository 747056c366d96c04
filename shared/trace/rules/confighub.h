// Rule: the ConfigHub space, unit, revision and release that a live object comes from. What the object or the URL says
// is a claim; where ConfigHub is asked, a digest that both ends name makes it certain.
#pragma once

#include <string>

#include "trace/board.h"

namespace scout::trace::rules {

/// `carrier` is the topmost object whose marks are followed, nullptr when an applier or a source is traced; `last` the
/// id of the traced hop. With an OCI source on the main path the claim is written on that hop; without one it becomes
/// a hop of its own above the carrier, unless something else applies that. Call it after the appliers' rules.
void followConfigHub(Board& board, const model::KubeObject* carrier, const std::string& last);

}  // namespace scout::trace::rules
