// The verdict: which hop holds the chain back, why, and what to do next. A pure reading of a finished graph.
#pragma once

#include <string>
#include <vector>

#include "model/trace.h"

namespace scout::trace {

/// Judges trace.chain. `unseenOwners` says why an owner that may exist could not be looked at; with one of them nothing
/// is "unmanaged".
model::Verdict judge(const model::Trace& trace, const std::vector<std::string>& unseenOwners);

/// Every hop is known and each is proven to belong to the next, up to a source that a GitOps applier follows.
bool isFullyManaged(const model::Trace& trace);

}  // namespace scout::trace
