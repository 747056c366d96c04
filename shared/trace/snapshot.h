// A snapshot: evidence written down, with the subjects it was gathered for. The bundled demo, a bug report and a test
// case are snapshots.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "trace/evidence.h"

namespace scout::trace {

struct Snapshot {
    Evidence evidence;
    std::vector<model::ObjectRef> subjects;
};

/// JSON text {"apiVersion":"kubectl-scout/v1","kind":"Snapshot",...}. Of a cluster's objects it keeps what traces read
/// (trace/recorded_object.h): no data of Secrets and ConfigMaps, no arguments, environment, probes' commands and
/// headers, values, parameters and patches, no annotations of other tools. Credentials in URLs are not even in the
/// evidence.
std::string writeSnapshot(const Snapshot& snapshot);
/// Errors: kind config, naming `where`.
base::Result<Snapshot> readSnapshot(std::string_view text, std::string_view where);

/// The answer to a query that a recording does not answer: unseen (unsupported), because a recording cannot tell
/// whether the object was there.
Answer notRecorded(const Query& query);

}  // namespace scout::trace
