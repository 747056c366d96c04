#include "trace/readings.h"

namespace scout::trace {

Listing Readings::listing(const base::Json& applier, const model::ObjectRef& ref) {
    const auto [at, added] = m_inventories.try_emplace(applier.raw());
    Inventory& inventory = at->second;
    if (added) {
        inventory.applier = applier;
        inventory.without = listingOfOthers(applier);
        for (const base::Json& entry : applier.at("status.inventory.entries").elements())
            inventory.ids.insert(entry["id"].text());
    }
    return inventory.ids.contains(inventoryId(ref)) ? Listing::listed : inventory.without;
}

base::Json Readings::resource(const base::Json& application, const model::ObjectRef& ref) {
    const auto [at, added] = m_resources.try_emplace(application.raw());
    Resources& resources = at->second;
    if (added) {
        resources.application = application;
        for (const base::Json& entry : application.at("status.resources").elements()) {
            const model::ObjectRef named{entry["group"].text(), entry["kind"].text(), entry["namespace"].text(),
                                         entry["name"].text()};
            resources.entries.try_emplace(named.id(), entry);
        }
    }
    const auto found = resources.entries.find(ref.id());
    return found == resources.entries.end() ? base::Json() : found->second;
}

const model::Hop& Readings::hop(const model::KubeObject& object,
                                const std::function<model::Hop(const model::KubeObject&)>& describe) {
    const auto [at, added] = m_hops.try_emplace(object.json().raw());
    if (added) at->second = {object.json(), describe(object)};
    return at->second.hop;
}

void Readings::clear() {
    m_inventories.clear();
    m_resources.clear();
    m_hops.clear();
}

}  // namespace scout::trace
