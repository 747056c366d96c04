// Joins the traces of all subjects with what the evidence says of everything else. Internal to trace.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "model/graph.h"
#include "trace/known.h"

namespace scout::trace {

/// By subject id.
using Traces = std::map<std::string, std::shared_ptr<const model::Trace>>;

/// Nodes, edges, traces and chains. Objects whose topmost owner has no trace yet are left out: where they belong is not
/// known.
model::Graph assemble(const KnownObjects& objects, Traces traces, const Options& options);

}  // namespace scout::trace
