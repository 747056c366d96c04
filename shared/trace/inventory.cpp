#include "trace/inventory.h"

namespace scout::trace {

namespace {

std::string replaceAll(std::string text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

// No applied revision, no release, and nothing under way: there is no object that it could have made.
bool hasAppliedNothing(const base::Json& applier) {
    const auto reconciling = model::KubeObject(applier).condition("Reconciling");
    const bool underWay = reconciling && reconciling->isTrue() && reconciling->reason == "Progressing";
    return !underWay && applier.at("status.lastAppliedRevision").text().empty() &&
           applier.at("status.history").size() == 0;
}

}  // namespace

std::optional<model::ObjectRef> parseInventoryId(std::string_view id) {
    const auto first = id.find('_');
    const auto last = id.rfind('_');
    if (first == std::string_view::npos || last <= first) return std::nullopt;
    const auto middle = id.rfind('_', last - 1);
    if (middle == std::string_view::npos || middle <= first) return std::nullopt;
    const std::string name = replaceAll(std::string(id.substr(first + 1, middle - first - 1)), "__", ":");
    return model::ObjectRef{std::string(id.substr(middle + 1, last - middle - 1)), std::string(id.substr(last + 1)),
                            std::string(id.substr(0, first)), name};
}

std::string inventoryId(const model::ObjectRef& ref) {
    return ref.ns + "_" + replaceAll(ref.name, ":", "__") + "_" + ref.group + "_" + ref.kind;
}

Listing listingOfOthers(const base::Json& applier) {
    if (applier.at("status.inventory").isObject() || hasAppliedNothing(applier)) return Listing::notListed;
    return Listing::noInventory;
}

}  // namespace scout::trace
