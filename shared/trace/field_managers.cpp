#include "trace/field_managers.h"

#include <algorithm>
#include <array>

namespace scout::trace {

namespace {

constexpr std::array<std::string_view, 5> appliers = {"kustomize-controller", "helm-controller", "argocd-controller",
                                                      "argocd-application-controller", "flux-operator"};
constexpr std::array<std::string_view, 4> tradesmen = {"kube-controller-manager", "kube-scheduler", "kubelet",
                                                       "deployment-controller"};

template <std::size_t Count>
bool holds(const std::array<std::string_view, Count>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

FieldWriter writerIn(const base::Json& entry) {
    return {entry["manager"].text(), entry["operation"].text(), entry["subresource"].text(), entry["time"].text()};
}

bool owns(const base::Json& entry, const std::vector<std::string>& path) {
    base::Json fields = entry["fieldsV1"];
    for (const std::string& step : path) fields = fields["f:" + step];
    return fields.exists();
}

// RFC 3339 in UTC, as the API server writes it, sorts as text.
bool isLater(const FieldWriter& writer, const std::optional<FieldWriter>& than) {
    return !than || writer.time > than->time;
}

std::optional<FieldWriter> lastWrite(const model::KubeObject& object, std::string_view manager,
                                     std::string_view subresource) {
    std::optional<FieldWriter> last;
    for (const base::Json& entry : object.at("metadata.managedFields").elements()) {
        FieldWriter writer = writerIn(entry);
        if (writer.manager == manager && writer.subresource == subresource && isLater(writer, last))
            last = std::move(writer);
    }
    return last;
}

}  // namespace

std::optional<FieldWriter> writerOf(const model::KubeObject& object, const std::vector<std::string>& path) {
    std::optional<FieldWriter> last;
    for (const base::Json& entry : object.at("metadata.managedFields").elements()) {
        if (!owns(entry, path)) continue;
        if (FieldWriter writer = writerIn(entry); isLater(writer, last)) last = std::move(writer);
    }
    return last;
}

std::optional<FieldWriter> otherWriterOf(const model::KubeObject& object, std::string_view field,
                                         std::string_view besides) {
    std::optional<FieldWriter> last;
    for (const base::Json& entry : object.at("metadata.managedFields").elements()) {
        FieldWriter writer = writerIn(entry);
        if (writer.manager == besides || holds(tradesmen, writer.manager) || !writer.subresource.empty()) continue;
        if (owns(entry, {std::string(field)}) && isLater(writer, last)) last = std::move(writer);
    }
    return last;
}

std::optional<FieldWriter> writerNamed(const model::KubeObject& object, std::string_view manager) {
    return lastWrite(object, manager, "");
}

std::optional<FieldWriter> statusWriterOf(const model::KubeObject& object, std::string_view manager) {
    return lastWrite(object, manager, "status");
}

bool isApplier(const FieldWriter& writer) {
    return holds(appliers, writer.manager);
}

}  // namespace scout::trace
