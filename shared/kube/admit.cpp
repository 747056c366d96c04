#include "kube/admit.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string>

#include "base/text.h"
#include "model/credential_keys.h"

namespace scout::kube {

namespace {

// Copies of the whole object, also compressed ones that cannot be told by their look.
constexpr std::array<std::string_view, 6> copies = {"kubectl.kubernetes.io/last-applied-configuration",
                                                    "kapp.k14s.io/original",
                                                    "objectset.rio.cattle.io/applied",
                                                    "banzaicloud.com/last-applied",
                                                    "kopf.zalando.org/last-handled-configuration",
                                                    "cattle.io/last-applied"};

bool holdsCopy(const std::string& key, const base::Json& value) {
    if (std::find(copies.begin(), copies.end(), key) != copies.end()) return true;
    const std::string text = value.text();
    const std::string_view trimmed = base::trim(text);
    if (trimmed.empty() || trimmed.front() != '{') return false;
    const auto parsed = base::Json::parse(trimmed, {});
    // What looks like JSON and is none may be a cut copy.
    return !parsed || (*parsed)["data"].exists() || (*parsed)["stringData"].exists();
}

/// Who wrote the object itself, and not which fields; subresources left out.
nlohmann::json writersIn(const base::Json& managedFields) {
    nlohmann::json out = nlohmann::json::array();
    for (const base::Json& entry : managedFields.elements()) {
        if (!entry["manager"].isText() || !entry["subresource"].text().empty()) continue;
        nlohmann::json writer = nlohmann::json::object();
        for (const char* key : {"manager", "operation", "time"}) {
            if (entry[key].isText()) writer[key] = entry[key].text();
        }
        out.push_back(std::move(writer));
    }
    return out;
}

/// Without what Detail::lean leaves out; nothing else is copied on the way.
nlohmann::json leanMetadata(const base::Json& metadata) {
    nlohmann::json out = nlohmann::json::object();
    for (const auto& [key, value] : metadata.raw()->items()) {
        if (key != "managedFields") out[key] = value;
    }
    if (nlohmann::json writers = writersIn(metadata["managedFields"]); !writers.empty())
        out["managedFields"] = std::move(writers);
    const auto annotations = out.find("annotations");
    if (annotations != out.end() && annotations->is_object()) annotations->erase(std::string(copies.front()));
    return out;
}

nlohmann::json cleanMetadata(const base::Json& metadata) {
    nlohmann::json out = leanMetadata(metadata);
    if (const base::Json keys = model::credentialKeys(metadata["managedFields"]); keys.exists())
        out["managedFields"] = *keys.raw();
    const base::Json annotations = metadata["annotations"];
    if (!annotations.isObject()) {
        out.erase("annotations");
        return out;
    }
    for (const auto& [key, value] : annotations.members()) {
        if (!value.isText() || holdsCopy(key, value)) out["annotations"].erase(key);
    }
    return out;
}

}  // namespace

bool isSecret(const Resource& resource) {
    return resource.group.empty() && (resource.kind == "Secret" || resource.plural == "secrets");
}

base::Json admit(const base::Json& object, const Resource& resource, std::string_view version, Detail detail) {
    if (detail == Detail::secret) return object;
    const bool secret = isSecret(resource);
    const bool partial = secret || detail == Detail::metadata;
    const std::string kind = object["kind"].text();
    const bool named = !kind.empty() && kind != "PartialObjectMetadata" && !object["apiVersion"].text().empty();
    if (named && !partial && detail == Detail::full) return object;

    nlohmann::json out = nlohmann::json::object();
    if (object.isObject()) {
        for (const auto& [key, value] : object.raw()->items()) {
            if (key == "metadata" && value.is_object() && (partial || detail == Detail::lean)) {
                out[key] = secret ? cleanMetadata(object["metadata"]) : leanMetadata(object["metadata"]);
            } else if (!partial) {
                out[key] = value;
            }
        }
    }
    if (partial || !named) {
        out["apiVersion"] = apiVersion(resource.group, version);
        out["kind"] = resource.kind;
    }
    return base::Json(std::move(out));
}

}  // namespace scout::kube
