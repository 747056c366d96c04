// A ConfigHub server and how its refusals read.
#pragma once

#include <string>

#include "base/error.h"
#include "base/http.h"

namespace scout::confighub {

struct Server {
    std::string url;           ///< base URL without a slash at the end and without "/api"
    std::string uiUrl;         ///< of the web pages; "" = url
    std::string organization;  ///< display name, "" when not known
    bool worker = false;       ///< the credentials are a worker's: what to do about a refusal differs
};

/// Whether the body is ConfigHub's own error, {"Code","Message"}.
bool isConfigHubError(const base::HttpResponse& response);

/// The error that an answer without a 2xx status, or with a body that is no JSON, stands for. `target` is path and
/// query. Kinds: auth (401), forbidden, notFound, throttled, server, protocol (redirects, pages of HTML, anything
/// else). Always with advice; never holds a credential.
base::Error errorOf(const base::HttpResponse& response, const Server& server, const std::string& target);

}  // namespace scout::confighub
