// Traces against a cluster: the pump, waited for, with Ctrl-C, progress and -v.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "kubectl-scout/environment.h"
#include "kubectl-scout/flags.h"
#include "kubectl-scout/subjects.h"
#include "model/trace.h"
#include "trace/snapshot.h"

namespace scout::plugin {

class Live {
  public:
    /// Resolves the connection; asks nothing yet. Errors: config, usage ...
    static base::Result<std::unique_ptr<Live>> connect(const Environment& environment, const Options& options);
    virtual ~Live() = default;

    struct Gathered {
        /// One for each thing asked for, in order. An error means that it is not there or could not be read.
        std::vector<base::Result<model::Trace>> traces;
        /// What was seen on the way, and the subjects that were traced.
        trace::Snapshot snapshot;
    };
    /// Subjects share evidence. Errors: cancelled.
    virtual base::Result<Gathered> gather(const Request& request) = 0;

    /// Names of the objects of a type for completion, at most 500, sorted; none when it fails or takes longer than
    /// `limit`.
    virtual std::vector<std::string> names(const std::string& typeName, std::chrono::milliseconds limit) = 0;
};

}  // namespace scout::plugin
