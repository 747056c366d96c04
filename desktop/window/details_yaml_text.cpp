#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/yaml.h"
#include "desktop/window/details_yaml.h"
#include "desktop/window/plain_text.h"
#include "kube/admit.h"
#include "model/object.h"

namespace scout::desktop {

namespace {

using Ordered = nlohmann::ordered_json;

constexpr std::array<std::string_view, 3> firstKeys = {"apiVersion", "kind", "metadata"};
constexpr std::array<std::string_view, 4> firstMetadata = {"name", "namespace", "labels", "annotations"};

template <std::size_t count>
Ordered ordered(const nlohmann::json& object, const std::array<std::string_view, count>& first, std::string_view last) {
    Ordered out = Ordered::object();
    const auto take = [&](const std::string& key) {
        const auto found = object.find(key);
        if (found != object.end()) out[key] = *found;
    };
    for (const std::string_view key : first) take(std::string(key));
    if (object.contains("spec")) take("spec");
    for (const auto& [key, value] : object.items()) {
        if (key != last && !out.contains(key)) out[key] = value;
    }
    take(std::string(last));
    return out;
}

}  // namespace

QString yamlOf(const base::Json& object, bool managedFields) {
    const model::KubeObject kubeObject(object);
    const kube::Resource resource = [&] {
        kube::Resource known;
        known.group = kubeObject.group();
        known.kind = kubeObject.kind();
        return known;
    }();
    const base::Json shown =
        kube::isSecret(resource) ? kube::admit(object, resource, kubeObject.version(), kube::Detail::metadata) : object;
    if (!shown.isObject()) return {};
    nlohmann::json json = *shown.raw();
    if (!managedFields && json.contains("metadata") && json["metadata"].is_object()) {
        json["metadata"].erase("managedFields");
    }
    Ordered out = ordered(json, firstKeys, "status");
    if (out.contains("metadata") && json["metadata"].is_object()) {
        out["metadata"] = ordered(json["metadata"], firstMetadata, "managedFields");
    }
    return lines(base::toYaml(out));
}

}  // namespace scout::desktop
