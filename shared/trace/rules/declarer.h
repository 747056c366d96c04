// Who made the applier itself: an applier is an object of the cluster too, and somebody applies it. Followed up to the
// one that nobody declares, through Flux and Argo CD alike.
#pragma once

#include "trace/board.h"

namespace scout::trace::rules {

/// Follows the owners and marks of an applier or source that is on the board, after its own source was followed: what
/// declares it stands beside the main path, which leads to where the content comes from. Only where the applier's spec
/// is all the content there is (ResourceSet, FluxInstance, ApplicationSet) the main path goes on through it. Costs nothing where the
/// object carries no mark.
void followDeclarer(Board& board, const model::KubeObject& object);

/// Sources that an applier on the board declares too. Asks nothing.
void connectDeclaredSources(Board& board);

}  // namespace scout::trace::rules
