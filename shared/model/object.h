// One Kubernetes object: who it is, and a reader for the metadata that every kind has.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace scout::model {

/// Identity of an object inside one cluster: group, kind, namespace, name. The version is no part of it, because one
/// object is served under several (cli-utils pkg/object/objmetadata.go has the same rule).
struct ObjectRef {
    std::string group;  ///< "" is the core group
    std::string kind;
    std::string ns;  ///< "" when cluster-scoped
    std::string name;

    auto operator<=>(const ObjectRef&) const = default;

    /// "Deployment/frontend", the form of verdicts and headings.
    std::string label() const { return kind + "/" + name; }
    /// "apps/Deployment/prod/frontend" - unique in a cluster; the id of a hop and the key of evidence.
    std::string id() const { return group + "/" + kind + "/" + ns + "/" + name; }
};

/// An entry of metadata.ownerReferences. Owners live in the same namespace or are cluster-scoped.
struct OwnerReference {
    std::string group;
    std::string version;
    std::string kind;
    std::string name;
    std::string uid;
    bool controller = false;
};

/// An entry of status.conditions.
struct Condition {
    std::string type;
    std::string status;  ///< "True", "False", "Unknown", or whatever stands there
    std::string reason;
    std::string message;
    std::string lastTransitionTime;
    std::optional<std::int64_t> observedGeneration;

    bool isTrue() const { return status == "True"; }
    bool isFalse() const { return status == "False"; }
};

/// An object (or its PartialObjectMetadata) as the API server sent it.
class KubeObject {
  public:
    KubeObject() = default;
    explicit KubeObject(base::Json json) : m_json(std::move(json)) {}

    const base::Json& json() const { return m_json; }
    base::Json operator[](std::string_view key) const { return m_json[key]; }
    base::Json at(std::string_view dottedPath) const { return m_json.at(dottedPath); }

    std::string apiVersion() const { return m_json["apiVersion"].text(); }
    std::string group() const;
    std::string version() const;
    std::string kind() const { return m_json["kind"].text(); }
    std::string name() const { return m_json.at("metadata.name").text(); }
    std::string ns() const { return m_json.at("metadata.namespace").text(); }
    std::string uid() const { return m_json.at("metadata.uid").text(); }
    ObjectRef ref() const { return {group(), kind(), ns(), name()}; }

    /// "" when absent.
    std::string label(std::string_view key) const { return m_json.at("metadata.labels")[key].text(); }
    std::string annotation(std::string_view key) const { return m_json.at("metadata.annotations")[key].text(); }
    std::optional<std::int64_t> generation() const { return m_json.at("metadata.generation").integer(); }
    bool terminating() const { return !m_json.at("metadata.deletionTimestamp").text().empty(); }
    std::vector<OwnerReference> owners() const;
    std::vector<Condition> conditions() const;
    /// The first condition of that type.
    std::optional<Condition> condition(std::string_view type) const;

  private:
    base::Json m_json;
};

/// "apps/v1" -> {"apps", "v1"}, "v1" -> {"", "v1"}.
std::pair<std::string, std::string> splitApiVersion(std::string_view apiVersion);

}  // namespace scout::model
