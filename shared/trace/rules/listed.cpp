#include "trace/rules/listed.h"

#include "status/argo_application.h"
#include "trace/board.h"
#include "trace/inventory.h"
#include "trace/rules/argocd.h"
#include "trace/rules/flux.h"
#include "trace/rules/flux_source.h"

namespace scout::trace::rules {

namespace {

std::vector<Listed> inventoryOf(const model::KubeObject& applier) {
    std::vector<Listed> out;
    for (const base::Json& entry : applier.at("status.inventory.entries").elements()) {
        auto ref = parseInventoryId(entry["id"].text());
        if (!ref || ref->kind.empty() || ref->name.empty()) continue;
        Listed listed{std::move(*ref), entry["v"].text(), {}, deliversElsewhere(applier), {}};
        listed.because = becauseInventory(applier, listed.ref);
        out.push_back(std::move(listed));
    }
    return out;
}

std::vector<Listed> resourcesOf(const model::KubeObject& application) {
    std::vector<Listed> out;
    for (const base::Json& entry : application.at("status.resources").elements()) {
        Listed listed;
        listed.ref = {entry["group"].text(), entry["kind"].text(), entry["namespace"].text(), entry["name"].text()};
        if (listed.ref.kind.empty() || listed.ref.name.empty()) continue;
        listed.version = entry["version"].text();
        listed.because = becauseListed(application, entry);
        listed.elsewhere = !deploysHere(application);
        listed.entry = entry;
        out.push_back(std::move(listed));
    }
    return out;
}

model::Stage stageOfListed(const model::ObjectRef& ref) {
    if (isFluxSource(ref)) return stageOf(ref.kind);
    return isFluxApplier(ref) || isApplication(ref) ? model::Stage::gitops : model::Stage::cluster;
}

}  // namespace

std::vector<Listed> listedBy(const model::KubeObject& applier) {
    const model::ObjectRef ref = applier.ref();
    if (isApplication(ref)) return resourcesOf(applier);
    return isFluxApplier(ref) ? inventoryOf(applier) : std::vector<Listed>{};
}

model::Hop hopOfListed(const Listed& listed, const std::string& applier) {
    model::Hop hop = hopFor(listed.ref, stageOfListed(listed.ref));
    const std::string unread = listed.elsewhere ? "; it may be in another cluster" : "; not read";
    if (listed.entry.exists()) {
        hop.health = status::recordedHealth(listed.entry);
        hop.health.status += ", says " + applier + unread;
    } else {
        hop.health = {model::State::unknown, "Listed by " + applier + unread, {}, {}, {}};
    }
    return hop;
}

}  // namespace scout::trace::rules
