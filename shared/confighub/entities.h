// ConfigHub's entities as values (facts: protocols 1.5). Its API has had three generations of field names; each reader
// takes whichever is there. Every field may be empty.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"

namespace scout::confighub {

using Number = std::optional<std::int64_t>;

/// What a space was made from (annotation confighub.com/external-source).
struct ExternalSource {
    std::string ref;     ///< "oci://...", or "dir", "stdin", "text"
    std::string digest;  ///< only of an OCI reference
};

struct Space {
    std::string id;
    std::string slug;
    std::string organizationId;
    std::string releaseTargetId;  ///< newest generation
    std::vector<ExternalSource> externalSources;
};

struct Target {
    std::string id;
    std::string slug;
    std::string providerType;
};

/// An object in a unit's configuration data, named as ConfigHub does.
struct Resource {
    std::string type;  ///< "apps/v1/Deployment"
    std::string name;  ///< "prod/frontend"; cluster-scoped "/frontend"
    bool operator==(const Resource&) const = default;
};

struct UnitStatus {
    std::string status;
    std::string action;
    std::string result;  ///< "ApplyCompleted", "ApplyFailed" ...
    std::string at;      ///< RFC 3339, when the action ended
    bool drifted = false;
    bool failed = false;  ///< the last action did not do what it should
};

struct Unit {
    std::string id;
    std::string slug;
    std::string spaceId;
    std::string spaceSlug;
    std::string organizationId;
    std::string targetId;
    std::string targetSlug;
    Number head;
    Number live;      ///< LiveRevisionNum: older servers only
    Number released;  ///< LastReleasedRevisionNum: newest servers only
    Number applied;   ///< LastAppliedRevisionNum: older servers only
    std::string upstreamSpaceId;
    std::string upstreamSpaceSlug;
    std::string upstreamUnitId;
    std::string upstreamUnitSlug;
    Number upstreamRevision;  ///< of the upstream unit, that was merged into this one
    std::vector<std::string> applyGates;
    std::string lastChange;  ///< LastChangeDescription
    std::string helmChart;   ///< label HelmChart, with the version of HelmChartVersion: "podinfo 6.7.0"
    UnitStatus status;
    std::optional<Space> space;  ///< where the answer had it
    /// Objects in its data, where the answer had data; nothing where it did not.
    std::optional<std::vector<Resource>> resources;

    /// "prod/backend".
    std::string name() const;
};

struct Revision {
    std::string id;
    Number number;
    std::string description;
    std::string createdAt;
    std::vector<std::string> tagIds;
    std::vector<std::string> releaseIds;  ///< newest generation
    std::optional<std::vector<Resource>> resources;
};

/// Newest generation only; which fields mean what is inferred from its public clients.
struct Release {
    std::string id;
    Number number;
    std::string tagId;
    std::string targetId;
    std::string manifestDigest;  ///< what Flux and Argo CD report
    Number unitCount;
    std::string createdAt;
};

struct ServerInfo {
    std::string ociHost;
    std::string ociPort;  ///< "" = 443
    std::string version;

    /// Whether that registry ("host[:port]") is the one that the server says is its own.
    bool isRegistry(const std::string& registry) const;
};

Space readSpace(const base::Json& entity);
Target readTarget(const base::Json& entity);
Unit readUnit(const base::Json& entity);
Revision readRevision(const base::Json& entity);
Release readRelease(const base::Json& entity);
ServerInfo readServerInfo(const base::Json& entity);

/// Which revision is live, and the field that says so. The annotation on the live object is the best witness, then
/// LiveRevisionNum, LastReleasedRevisionNum, LastAppliedRevisionNum. Nothing when none of them is there.
struct LiveRevision {
    std::int64_t number = 0;
    std::string from;
};
std::optional<LiveRevision> liveRevision(const Unit& unit, const std::string& annotatedRevision);

}  // namespace scout::confighub
