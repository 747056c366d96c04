#include "trace/survival.h"

#include "base/text.h"
#include "status/argo_application.h"
#include "trace/rules/argocd.h"
#include "trace/rules/flux.h"

namespace scout::trace {

namespace {

using model::KubeObject;

// kustomize-controller takes fields away from these by force, whether its source sets them or not (fluxcd/pkg ssa).
bool isKubectl(const std::string& manager) {
    return manager.starts_with("kubectl");
}

bool isDisabled(const KubeObject& object, std::string_view annotation) {
    return base::lower(object.annotation(annotation)) == "disabled";
}

std::string atMost(const KubeObject& applier) {
    const std::string interval = applier.at("spec.interval").text();
    return interval.empty() ? std::string(".") : ", at most " + interval + " after the last one.";
}

std::string byKustomization(const Change& change, const std::string& who, const KubeObject& applier) {
    constexpr std::string_view group = "kustomize.toolkit.fluxcd.io/";
    const std::string ssa = base::lower(change.object.annotation(std::string(group) + "ssa"));
    if (isDisabled(change.object, std::string(group) + "reconcile") || ssa == "ignore")
        return "It stays: an annotation of the object tells " + who + " to leave it alone.";
    if (ssa == "ifnotpresent")
        return "It stays: an annotation of the object (ssa: IfNotPresent) tells " + who + " to create it only.";
    if (applier.at("spec.suspend").isTrue())
        return "It stays as long as " + who + " is suspended; after that what the source sets is set back.";
    const auto ready = applier.condition("Ready");
    const std::string unready = ready && ready->isFalse() ? " It is not ready now (" + ready->reason + ")." : "";
    const bool whole = isKubectl(change.manager) && !change.byScale && ssa != "merge";
    const std::string sets = whole ? who + " sets back what kubectl changed at its next reconciliation"
                                   : who + " sets back the fields that its source sets at its next reconciliation";
    const std::string kept = whole ? "" : " Fields that the source leaves out stay.";
    return sets + atMost(applier) + kept + unready;
}

std::string byHelmRelease(const Change& change, const std::string& who, const KubeObject& applier) {
    if (isDisabled(change.object, "helm.toolkit.fluxcd.io/driftDetection"))
        return "It stays until an upgrade changes the field: an annotation of the object turns drift detection off.";
    if (applier.at("spec.suspend").isTrue()) return "It stays as long as " + who + " is suspended.";
    const std::string mode = applier.at("spec.driftDetection.mode").text();
    if (mode == "enabled") {
        const bool ignores = applier.at("spec.driftDetection.ignore").size() > 0;
        return who + " sets back the fields that the chart sets at its next reconciliation" + atMost(applier) +
               (ignores ? " Not those that spec.driftDetection.ignore names." : "");
    }
    if (mode == "warn")
        return "It stays until an upgrade changes the field: " + who + " reports drift and does not correct it.";
    return "It stays until an upgrade changes the field: " + who +
           " has no drift detection (spec.driftDetection.mode: enabled would correct it).";
}

base::Json entryFor(const KubeObject& application, const model::ObjectRef& ref) {
    for (const base::Json& entry : application.at("status.resources").elements()) {
        const model::ObjectRef listed{entry["group"].text(), entry["kind"].text(), entry["namespace"].text(),
                                      entry["name"].text()};
        if (listed == ref) return entry;
    }
    return {};
}

std::string byApplication(const Change& change, const std::string& who, const KubeObject& applier) {
    if (status::skipsReconcile(applier))
        return "It stays: an annotation of " + who + " tells Argo CD to skip it.";
    if (entryFor(applier, change.object.ref())["status"].text() == "Synced")
        return "It stays: Argo CD compares the object as Synced, so its source does not set these fields or the "
               "difference is ignored.";
    const base::Json automated = applier.at("spec.syncPolicy.automated");
    const bool off = !automated.isObject() || automated["enabled"].boolean() == false;
    if (off) return "It stays until somebody syncs " + who + ": auto-sync is off.";
    if (!automated["selfHeal"].isTrue())
        return "It stays until the next sync of " + who + ", when a new revision comes: self-heal is off.";
    return "Argo CD sets back the fields that the source of " + who + " sets, within seconds: self-heal is on.";
}

std::string byFluxOperator(const Change& change, const std::string& who) {
    if (isDisabled(change.object, "fluxcd.controlplane.io/reconcile"))
        return "It stays: an annotation of the object tells " + who + " to leave it alone.";
    return who + " sets back the fields that it sets at its next reconciliation.";
}

}  // namespace

std::vector<std::string> managersOf(const std::string& applierKind) {
    if (applierKind == "Kustomization") return {"kustomize-controller"};
    if (applierKind == "HelmRelease") return {"helm-controller"};
    if (applierKind == "Application") return {"argocd-controller", "argocd-application-controller"};
    if (applierKind == "ApplicationSet") return {"argocd-applicationset-controller"};
    if (applierKind == "ResourceSet" || applierKind == "FluxInstance") return {"flux-operator"};
    if (applierKind == "Helm Release") return {"helm", "Helm"};
    if (applierKind == "ConfigHub Unit") return {"confighub"};
    return {};
}

std::string survivalOf(const Change& change, const model::Hop& hop, const std::optional<KubeObject>& applier) {
    const std::string who = hop.label();
    if (hop.kind == "Helm Release")
        return "It stays until an upgrade of the release changes the field: Helm corrects nothing by itself.";
    if (!applier) return "Whether it stays is not known: " + who + " was not read.";
    if (applier->terminating()) return "Whether it stays is not known: " + who + " is being deleted.";
    if (hop.kind == "Kustomization") return byKustomization(change, who, *applier);
    if (hop.kind == "HelmRelease") return byHelmRelease(change, who, *applier);
    if (rules::isApplication(applier->ref())) return byApplication(change, who, *applier);
    if (applier->group() == rules::fluxOperatorGroup) return byFluxOperator(change, who);
    return "Whether it stays is not known.";
}

}  // namespace scout::trace
