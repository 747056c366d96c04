// Traces against a cluster: the pump, waited for, with Ctrl-C, progress and -v.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "kubectl-scout/environment.h"
#include "kubectl-scout/flags.h"
#include "kubectl-scout/reverse_target.h"
#include "kubectl-scout/subjects.h"
#include "model/deliveries.h"
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

    /// The same, and again whenever something of it changes, until Ctrl-C. `changed` comes first for the first traces,
    /// which may all be errors: then it ends with them. `connection` tells what is wrong with the connection, "" when
    /// it is well again. Errors: cancelled, when it was interrupted before the first trace.
    using Changed = std::function<void(const Gathered& gathered)>;
    using ConnectionTold = std::function<void(const std::string& trouble)>;
    virtual base::Result<bool> watch(const Request& request, const Changed& changed,
                                     const ConnectionTold& connection) = 0;

    /// What `target` delivers. Errors: that it is not there, could not be read, is of a kind that delivers nothing;
    /// cancelled.
    virtual base::Result<model::Deliveries> reverse(const ReverseTarget& target) = 0;

    /// Names of the objects of a type for completion, at most 500, sorted; none when it fails or takes longer than
    /// `limit`.
    virtual std::vector<std::string> names(const std::string& typeName, std::chrono::milliseconds limit) = 0;
};

}  // namespace scout::plugin
