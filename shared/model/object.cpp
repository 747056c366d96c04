#include "model/object.h"

namespace scout::model {

std::pair<std::string, std::string> splitApiVersion(std::string_view apiVersion) {
    const auto slash = apiVersion.find('/');
    if (slash == std::string_view::npos) return {"", std::string(apiVersion)};
    return {std::string(apiVersion.substr(0, slash)), std::string(apiVersion.substr(slash + 1))};
}

std::string KubeObject::group() const {
    std::string text = apiVersion();
    const auto slash = text.find('/');
    if (slash == std::string::npos) return {};
    text.resize(slash);
    return text;
}
std::string KubeObject::version() const {
    return splitApiVersion(apiVersion()).second;
}

std::vector<OwnerReference> KubeObject::owners() const {
    std::vector<OwnerReference> out;
    for (const base::Json& entry : m_json.at("metadata.ownerReferences").elements()) {
        auto [group, version] = splitApiVersion(entry["apiVersion"].text());
        out.push_back({std::move(group), std::move(version), entry["kind"].text(), entry["name"].text(),
                       entry["uid"].text(), entry["controller"].isTrue()});
    }
    return out;
}

namespace {

Condition conditionFrom(const base::Json& entry) {
    return {entry["type"].text(),
            entry["status"].text(),
            entry["reason"].text(),
            entry["message"].text(),
            entry["lastTransitionTime"].text(),
            entry["observedGeneration"].integer()};
}

}  // namespace

std::vector<Condition> KubeObject::conditions() const {
    std::vector<Condition> out;
    for (const base::Json& entry : m_json.at("status.conditions").elements()) out.push_back(conditionFrom(entry));
    return out;
}

std::optional<Condition> KubeObject::condition(std::string_view type) const {
    for (const base::Json& entry : m_json.at("status.conditions").elements()) {
        if (entry["type"].text() == type) return conditionFrom(entry);
    }
    return std::nullopt;
}

}  // namespace scout::model
