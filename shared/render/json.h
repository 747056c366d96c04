// A trace for programs: JSON, YAML and names. resources/schema/trace.schema.json describes the JSON; the YAML is the
// same document. Empty texts and absent parts are left out; lists, numbers, booleans and `revisions.behind` (null:
// none) are always there.
#pragma once

#include <string>
#include <vector>

#include "model/deliveries.h"
#include "model/trace.h"

namespace scout::render {

/// `indent` < 0: one line. Text that is not UTF-8 becomes U+FFFD. Characters that could drive a terminal (C1, DEL,
/// bidirectional overrides) are written as \uXXXX, which a JSON reader turns back. Ends with a line feed.
std::string toJson(const model::Trace& trace, int indent = 2);
/// {"apiVersion": "kubectl-scout/v1", "kind": "TraceList", "items": [...]}.
std::string toJson(const std::vector<model::Trace>& traces, int indent = 2);
/// {"apiVersion": "kubectl-scout/v1", "kind": "Deliveries", ...}.
std::string toJson(const model::Deliveries& deliveries, int indent = 2);

/// Block style; ends with a line feed.
std::string toYaml(const model::Trace& trace);
std::string toYaml(const std::vector<model::Trace>& traces);
std::string toYaml(const model::Deliveries& deliveries);

/// The Kubernetes objects of the chain as `kubectl get -o name` writes them, one per line, root first:
/// "ocirepository.source.toolkit.fluxcd.io/confighub-prod". Only objects that were seen in the traced
/// cluster: no holes, nothing that is merely claimed.
std::string toName(const model::Trace& trace);
/// The same of all that is delivered in this cluster, in the order of the deliveries.
std::string toName(const model::Deliveries& deliveries);

}  // namespace scout::render
