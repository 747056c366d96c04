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

/// JSON text {"apiVersion":"kubectl-scout/v1","kind":"Snapshot",...}. Leaves out what a trace never needs and may hold
/// secrets: Secrets' data, containers' arguments and environment, values and parameters of charts and templates,
/// last-applied-configuration, user info in URLs. Of managedFields it keeps who wrote which field when: names of
/// fields, no keys of free-form settings, no list items but those known by their names or ports; nothing of a Secret's.
std::string writeSnapshot(const Snapshot& snapshot);
/// Errors: kind config, naming `where`.
base::Result<Snapshot> readSnapshot(std::string_view text, std::string_view where);

/// The answer to a query that a recording does not answer: unseen (unsupported), because a recording cannot tell
/// whether the object was there.
Answer notRecorded(const Query& query);

}  // namespace scout::trace
