// Traces from a snapshot: no cluster, no clock.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "kubectl-scout/environment.h"
#include "kubectl-scout/flags.h"
#include "kubectl-scout/subjects.h"
#include "model/deliveries.h"
#include "model/trace.h"
#include "trace/investigate.h"
#include "trace/reverse.h"
#include "trace/snapshot.h"

namespace scout::plugin {

/// --from or --demo. Errors: config; usage, when standard input has two readers.
base::Result<trace::Snapshot> loadSnapshot(const Environment& environment, const Options& options);

/// The kinds that a snapshot knows, as if a server had listed them.
kube::Discovered recordedKinds(const trace::Evidence& evidence);

/// The subjects that the snapshot was recorded for.
std::vector<base::Result<Subject>> recordedSubjects(const trace::Snapshot& snapshot);

/// Finds the namespace of a subject that none was said for (`subject.ref.ns` is empty): that of the one recorded object
/// with its kind and name. Error: several have it. What is not recorded at all stays without.
base::Result<Subject> placed(Subject subject, const trace::Evidence& evidence);

/// The same, and an Application named without a namespace is where the recording has it.
base::Result<Subject> placedAnywhere(const Subject& subject, const trace::Evidence& evidence);

/// The one object that `request` names. Errors: of `resolve` and `placed`.
base::Result<Subject> recordedSubject(const Request& request, const Options& options, const trace::Snapshot& snapshot,
                                      const std::string& argocdNamespace);

/// The subject is not recorded, or was recorded as missing or unreadable; nothing when it is there.
std::optional<base::Error> recordedProblem(const Subject& subject, const trace::Snapshot& snapshot);

/// Errors: the subject is not recorded, or was recorded as missing or unreadable. What else the recording lacks becomes
/// a hole.
base::Result<model::Trace> traceRecorded(const Subject& subject, const trace::Snapshot& snapshot,
                                         const trace::Options& options);

/// Why there is nothing to trace: the subject's answer is not an object. Nothing when it is one.
std::optional<base::Error> subjectProblem(const Subject& subject, const trace::Evidence& evidence);

/// From the recording alone. Lists are hardly ever in one: what is not recorded is a note.
model::Deliveries deliveriesRecorded(const trace::ReverseSubject& subject, const trace::Snapshot& snapshot,
                                     trace::Options options);

}  // namespace scout::plugin
