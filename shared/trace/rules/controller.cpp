#include "trace/rules/controller.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "trace/rules/argocd.h"
#include "trace/rules/flux.h"
#include "trace/rules/flux_source.h"

namespace scout::trace::rules {

namespace {

constexpr std::string_view shardLabel = "sharding.fluxcd.io/key";

struct Controller {
    std::string_view group;
    std::string_view workload;
};
constexpr std::array<Controller, 5> controllers = {{{fluxSourceGroup, "source-controller"},
                                                    {fluxKustomizeGroup, "kustomize-controller"},
                                                    {fluxHelmGroup, "helm-controller"},
                                                    {fluxOperatorGroup, "flux-operator"},
                                                    {"source.extensions.fluxcd.io", "source-watcher"}}};

model::ObjectRef fluxController(std::string_view workload, const std::string& shard) {
    return {"apps", "Deployment", "flux-system", std::string(workload) + (shard.empty() ? shard : "-" + shard)};
}

}  // namespace

std::optional<model::ObjectRef> controllerOf(const model::KubeObject& object, const Options& options) {
    if (isApplication(object.ref())) {
        const std::string ns = object.at("status.controllerNamespace").text(options.argocdNamespace);
        return model::ObjectRef{"apps", "StatefulSet", ns, "argocd-application-controller"};
    }
    const auto found =
        std::find_if(controllers.begin(), controllers.end(),
                     [group = object.group()](const Controller& controller) { return controller.group == group; });
    if (found == controllers.end()) return std::nullopt;
    return fluxController(found->workload, object.label(shardLabel));
}

model::ObjectRef sourceController() {
    return fluxController(controllers.front().workload, {});
}

}  // namespace scout::trace::rules
