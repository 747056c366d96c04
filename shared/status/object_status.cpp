#include "status/object_status.h"

#include <set>

#include "status/argo_application.h"
#include "status/argo_health.h"
#include "status/flux.h"
#include "status/kstatus.h"
#include "status/summary.h"
#include "status/words.h"

namespace scout::status {

namespace {

using model::Health;
using model::State;

Health byKStatus(const model::KubeObject& object, base::Time now) {
    const KStatus result = computeKStatus(object, now, JobReader::flux);
    Health out;
    out.state = toState(result);
    out.reason = result.reason;
    out.message = result.message;
    out.status = firstLine(result.message);
    if (result.message == "Resource is current" || result.message == "Resource is always ready") {
        out.status = "Exists";
        out.message.clear();
    }
    if (out.status.empty()) out.status = result.reason.empty() ? std::string(name(result.status)) : result.reason;
    return out;
}

Health byArgo(const model::KubeObject& object, base::Time now) {
    const ArgoHealth result = argoHealth(object);
    if (result.status == ArgoHealth::Status::none) return byKStatus(object, now);
    Health out;
    out.state = toState(result.status);
    out.status = name(result.status);
    if (out.state != State::ready) out.reason = out.status;
    out.message = result.message;
    return out;
}

bool isFailedPod(const model::KubeObject& object) {
    return object.group().empty() && object.kind() == "Pod" && object.at("status.phase").text() == "Failed";
}

void addSummary(const model::KubeObject& object, Health& out) {
    const auto summary = summarise(object);
    if (!summary) return;
    out.status = summary->line;
    if (out.state == State::ready) return;
    // A container's or a controller's own words say more than "Pod is running but is not Ready".
    if (!summary->reason.empty()) out.reason = summary->reason;
    if (!summary->message.empty()) out.message = summary->message;
}

}  // namespace

Health objectHealth(const model::KubeObject& object, ManagedBy managedBy, base::Time now) {
    const std::string group = object.group();
    if (isFluxKind(group)) return fluxHealth(object);
    if (isApplication(group, object.kind())) return applicationHealth(object);
    if (object.terminating()) return terminatingHealth(object);

    Health out = managedBy == ManagedBy::argocd ? byArgo(object, now) : byKStatus(object, now);
    const bool doneByKStatus = isFailedPod(object) && out.state == State::ready;
    if (doneByKStatus) out.state = State::failed;
    addSummary(object, out);
    if (doneByKStatus) out.message += " (kstatus, and with it Flux, counts it as done)";
    out.lastTransitionTime = latestTransition(object.conditions());
    return out;
}

bool needsBody(std::string_view group, std::string_view kind) {
    static const std::set<std::string, std::less<>> metadataOnly{
        "/ConfigMap",
        "/Endpoints",
        "/Event",
        "/LimitRange",
        "/Namespace",
        "/PodTemplate",
        "/ResourceQuota",
        "/Secret",
        "/ServiceAccount",
        "admissionregistration.k8s.io/MutatingWebhookConfiguration",
        "admissionregistration.k8s.io/ValidatingWebhookConfiguration",
        "apps/ControllerRevision",
        "coordination.k8s.io/Lease",
        "discovery.k8s.io/EndpointSlice",
        "events.k8s.io/Event",
        "networking.k8s.io/IngressClass",
        "networking.k8s.io/NetworkPolicy",
        "node.k8s.io/RuntimeClass",
        "rbac.authorization.k8s.io/ClusterRole",
        "rbac.authorization.k8s.io/ClusterRoleBinding",
        "rbac.authorization.k8s.io/Role",
        "rbac.authorization.k8s.io/RoleBinding",
        "scheduling.k8s.io/PriorityClass",
        "storage.k8s.io/CSIDriver",
        "storage.k8s.io/StorageClass",
    };
    return metadataOnly.find(std::string(group) + "/" + std::string(kind)) == metadataOnly.end();
}

}  // namespace scout::status
