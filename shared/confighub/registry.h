// ConfigHub as an OCI registry: host names and repository layouts (facts: protocols 1.6, requirement 000).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "oci/reference.h"

namespace scout::confighub {

/// What a repository path of ConfigHub's shape names. Three layouts: /target/{space}/{target} (requirement 000),
/// /space/{space} (current servers), /unit/{space}/{unit} (the oldest).
struct RepositoryPath {
    std::string space;
    std::string target;  ///< only in the target layout
    std::string unit;    ///< only in the unit layout

    bool operator==(const RepositoryPath&) const = default;
    /// "prod/us-west", "prod", "prod/backend" - the name of the hop.
    std::string name() const;
};

/// Nothing when the path has another shape, also when there are more or fewer segments. Slugs are lower-cased.
std::optional<RepositoryPath> parseRepository(std::string_view repository);

/// Whether the registry is known to be ConfigHub's: `oci.*.confighub.com` with any port, or one of `configured`
/// ("host[:port]"). The shape of a path alone proves nothing.
bool isConfigHubRegistry(std::string_view registry, const std::vector<std::string>& configured);

/// The instance behind a registry: the host without port and leading "oci.".
std::string instanceOf(std::string_view registry);

}  // namespace scout::confighub
