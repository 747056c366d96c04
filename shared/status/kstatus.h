// kstatus: the status of one object as kubernetes-sigs/cli-utils (pkg/kstatus/status) computes it, and with it Flux.
#pragma once

#include <string>
#include <string_view>

#include "base/time.h"
#include "model/health.h"
#include "model/object.h"

namespace scout::status {

struct KStatus {
    enum class Status {
        inProgress,
        failed,
        current,
        terminating,
        unknown,  ///< kstatus gave an error: a field has a type that it must not have, or a Pod phase is not known
    };
    Status status = Status::unknown;
    std::string reason;   ///< of the Reconciling or Stalled condition that kstatus derives; "" where it derives none
    std::string message;  ///< kstatus' own words

    bool operator==(const KStatus&) const = default;
};

/// Who reads a Job. kstatus calls a running one Current. Flux's controllers put their own reader in front
/// (fluxcd/pkg/runtime/statusreaders/job.go): running is InProgress, and spec.suspend alone makes it Current.
enum class JobReader { kstatus, flux };

/// facts/status.md 3.3. `now` decides only whether an unschedulable Pod is older than 15 seconds.
/// Deletion and the generation are looked at first under either reader.
KStatus computeKStatus(const model::KubeObject& object, base::Time now, JobReader jobReader);

/// "InProgress", "Failed", "Current", "Terminating", "Unknown".
std::string_view name(KStatus::Status status);
/// InProgress is progressing, except that a generation nobody has looked at yet is stale.
model::State toState(const KStatus& kstatus);

}  // namespace scout::status
