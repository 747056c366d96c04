// One time line along a chain (--history): what each object on it recorded of its own past.
#pragma once

#include <vector>

#include "model/trace.h"
#include "trace/evidence.h"

namespace scout::trace {

/// Oldest first. From the objects that appliers and sources of the graph, and every hop of the chain, were read from:
/// histories of Flux' and Argo CD's appliers, the last operation of an Application, artifacts, releases of ConfigHub,
/// changes of conditions, who wrote the object last. An entry says what its field says: what is not recorded (the
/// revision of a repeated reconciliation, today's meaning of a tag) is not added. Times are in UTC;
/// what has none is left out.
std::vector<model::HistoryEntry> historyOf(const model::Trace& trace, const Evidence& evidence);

}  // namespace scout::trace
