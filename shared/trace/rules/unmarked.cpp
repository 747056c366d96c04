#include "trace/rules/unmarked.h"

#include <algorithm>
#include <array>

#include "trace/field_managers.h"
#include "trace/inventory.h"
#include "trace/rules/argocd.h"
#include "trace/rules/flux.h"

namespace scout::trace::rules {

namespace {

// Flux sets its labels on all that it applies; Argo CD's label has a name that can be chosen (argocd-cm
// application.instanceLabelKey).
struct Controller {
    std::string_view manager;   ///< of the fields that it writes
    std::string_view applier;   ///< with its article
    std::string_view resource;  ///< as kubectl takes it
};
constexpr std::string_view applications = "applications.argoproj.io";
constexpr std::array<Controller, 4> controllers = {
    {{"kustomize-controller", "a Kustomization", "kustomizations.kustomize.toolkit.fluxcd.io"},
     {"helm-controller", "a HelmRelease", "helmreleases.helm.toolkit.fluxcd.io"},
     {"argocd-controller", "an Application", applications},
     {"argocd-application-controller", "an Application", applications}}};

bool isOfArgo(const Controller& controller) {
    return controller.resource == applications;
}

std::string adviceFor(const Controller& controller, const model::ObjectRef& ref, const Options& options) {
    if (isOfArgo(controller))
        return "Argo CD may track it by a label of another name: see application.instanceLabelKey in ConfigMap/argocd-cm "
               "of namespace " +
               options.argocdNamespace +
               ". The Application that this label names tells the rest: kubectl scout trace --app NAME.";
    return "See which one lists it, if any does: kubectl get " + std::string(controller.resource) +
           " -A -o custom-columns='NS:.metadata.namespace,NAME:.metadata.name,LISTS:.status.inventory.entries[*].id' | "
           "grep " +
           inventoryId(ref);
}

}  // namespace

bool isWrittenByArgo(const model::KubeObject& object) {
    return std::any_of(controllers.begin(), controllers.end(), [&object](const Controller& controller) {
        return isOfArgo(controller) && writerNamed(object, controller.manager);
    });
}

void noteUnmarked(Board& board, const model::KubeObject& object) {
    for (const Controller& controller : controllers) {
        const bool marked = isOfArgo(controller) ? hasArgoTracking(object) : hasFluxLabels(object);
        const auto writer = writerNamed(object, controller.manager);
        if (marked || !writer) continue;
        const model::Hop& hop = *board.find(object.ref());
        model::Finding finding{"applied-without-mark", model::Severity::warning, hop.label(),
                               writer->manager + " wrote it, and no mark on it names " +
                                   std::string(controller.applier) +
                                   ": whether one keeps it in step with a source is not known",
                               adviceFor(controller, object.ref(), board.options())};
        finding.by = writer->manager;
        finding.since = writer->time;
        board.ownerUnseen(hop.label() + ": " + finding.message);
        board.note(std::move(finding));
        return;
    }
}

}  // namespace scout::trace::rules
