// A registry's refusals (distribution-spec, "Error codes") as errors that people can act on.
#pragma once

#include <string>

#include "base/error.h"
#include "base/http.h"
#include "oci/endpoint.h"

namespace scout::oci {

/// The code of the first error in a body, "" when it is no registry's error: MANIFEST_UNKNOWN, NAME_UNKNOWN, DENIED ...
std::string errorCode(const base::HttpResponse& response);

/// Any answer but success. `credentialsFrom` says whose credentials were sent, "" for none. Errors: auth, forbidden,
/// throttled, server, notFound, protocol.
base::Error registryError(const base::HttpResponse& response, const Endpoint& endpoint,
                          const std::string& credentialsFrom);
/// The registry's answer is not what the protocol promises.
base::Error brokenRegistry(const Endpoint& endpoint, const std::string& what);
/// Kind altered: `what` ("the manifest") came, and is not what its digest says.
base::Error alteredContent(const Endpoint& endpoint, const std::string& what, const std::string& digest);

}  // namespace scout::oci
