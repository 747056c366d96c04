// What ConfigHub's REST API is asked (facts: protocols 1.3, 1.4): path and query below the server's base URL.
//
// Inferred, because no public document shows them: the paths of releases, `include=` on the look-up of one unit, and
// that a quote inside a where clause is written twice, as in SQL.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace scout::confighub {

/// Nothing when a part of it cannot be what it stands for (an id with a slash, a slug with a control character): it
/// came from a label or annotation, and asking would ask for something else.
using Question = std::optional<std::string>;

/// ApiInfo; it needs no login.
std::string infoTarget();

Question spaceBySlug(const std::string& slug);
Question spaceById(const std::string& spaceId);

/// With its space, target, upstream unit and status, where the server has envelopes.
Question unitById(const std::string& spaceId, const std::string& unitId);
/// The same without its space being known.
Question unitAnywhere(const std::string& unitId);
Question unitBySlug(const std::string& spaceId, const std::string& slug);
/// Units whose configuration data hold that object: `type` "apps/v1/Deployment", `name` "prod/frontend" (facts:
/// protocols 1.4). A server that does not know the parameter answers with all units of the space.
Question unitsWithResource(const std::string& spaceId, const std::string& type, const std::string& name);

Question revisionByNumber(const std::string& spaceId, const std::string& unitId, std::int64_t number);
/// The revision of the unit that carries that tag, such as a release's.
Question revisionByTag(const std::string& spaceId, const std::string& unitId, const std::string& tagId);

Question targetById(const std::string& spaceId, const std::string& targetId);
Question targetBySlug(const std::string& spaceId, const std::string& slug);

/// `digest` of the manifest: what Flux and Argo CD report as the revision.
Question releaseByDigest(const std::string& spaceId, const std::string& digest);

/// The entity that the answers to `target` are: "Space", "Unit", "Revision", "Target", "Release", "ApiInfo"; "" for a
/// path that is none of these.
std::string entityOf(const std::string& target);

}  // namespace scout::confighub
