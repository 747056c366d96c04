#include "status/words.h"

#include <algorithm>

#include "base/text.h"

namespace scout::status {

std::string firstLine(std::string_view text) {
    text = base::trim(text);
    return std::string(base::trim(text.substr(0, text.find_first_of("\r\n"))));
}

std::string enumerate(const std::vector<std::string>& items, std::size_t shown) {
    const std::size_t count = std::min(shown, items.size());
    std::string out = base::join({items.begin(), items.begin() + static_cast<std::ptrdiff_t>(count)}, ", ");
    if (count < items.size()) out += " and " + std::to_string(items.size() - count) + " more";
    return out;
}

std::string latestTransition(const std::vector<model::Condition>& conditions) {
    // The API server writes times in UTC with seconds, so their text order is their order in time.
    std::string latest;
    for (const model::Condition& condition : conditions) latest = std::max(latest, condition.lastTransitionTime);
    return latest;
}

model::Health terminatingHealth(const model::KubeObject& object) {
    std::vector<std::string> finalizers;
    for (const base::Json& finalizer : object.at("metadata.finalizers").elements()) {
        finalizers.push_back(finalizer.text());
    }
    model::Health out;
    out.state = model::State::terminating;
    out.status = "Terminating";
    out.lastTransitionTime = object.at("metadata.deletionTimestamp").text();
    out.message = "Deletion was requested";
    if (!finalizers.empty()) out.message += "; waiting for finalizers: " + enumerate(finalizers, 5);
    return out;
}

}  // namespace scout::status
