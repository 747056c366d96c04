// Where a repository's API is: Docker Hub's several names, and which names may stand in a request at all.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "oci/url.h"

namespace scout::oci {

struct Endpoint {
    Url registry;            ///< "https://registry-1.docker.io/"
    std::string repository;  ///< "library/nginx"
    std::string named;       ///< as the source names the registry: "docker.io"

    /// `rest` is below the repository: "manifests/latest".
    Url at(std::string_view rest) const;
    std::string text() const { return named + "/" + repository; }
};

bool isDockerHub(std::string_view registry);
/// `registry` is host[:port]. Errors: usage, where one of the names is none (distribution-spec).
base::Result<Endpoint> endpointOf(const std::string& registry, const std::string& repository, bool plainHttp);
bool isTag(std::string_view text);

}  // namespace scout::oci
