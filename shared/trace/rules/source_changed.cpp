#include "trace/rules/source_changed.h"

#include <optional>
#include <string>
#include <vector>

#include "trace/field_managers.h"

namespace scout::trace::rules {

namespace {

// The newest generation with which the condition came true. status.observedGeneration is no proof: a suspended object's
// follows the spec too.
std::optional<std::int64_t> generationOf(const model::KubeObject& object, std::string_view condition) {
    const auto found = object.condition(condition);
    return found && found->isTrue() ? found->observedGeneration : std::nullopt;
}

// `done`: the newest generation that was carried out; `since`: when that was.
bool mayHaveChanged(const model::KubeObject& object, const std::vector<std::string>& field,
                    const std::optional<std::int64_t>& done, const std::string& since) {
    const auto generation = object.generation();
    if (done && generation && *done >= *generation) return false;
    const auto writer = writerOf(object, field);
    // Times are whole seconds: within one, nobody tells which came first.
    if (writer && !since.empty() && writer->time != since) return writer->time > since;
    if (!done || !generation) return false;
    // Something in the spec was changed, and nobody tells what; where it was one change, it was the suspension.
    return !object.at("spec.suspend").isTrue() || *done + 1 < *generation;
}

}  // namespace

bool mayBeOfAnotherUrl(const model::KubeObject& source) {
    return mayHaveChanged(source, {"spec", "url"}, generationOf(source, "ArtifactInStorage"),
                          source.at("status.artifact.lastUpdateTime").text());
}

bool mayBeOfAnotherSource(const model::KubeObject& applier, const std::string& appliedAt) {
    const char* field = applier.kind() == "HelmRelease" ? "chartRef" : "sourceRef";
    return mayHaveChanged(applier, {"spec", field}, generationOf(applier, "Ready"), appliedAt);
}

}  // namespace scout::trace::rules
