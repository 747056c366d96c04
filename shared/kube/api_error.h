// What an API server's answer means when it is not the thing that was asked for, in words that help.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "base/http.h"
#include "base/json.h"
#include "kube/resource.h"

namespace scout::kube {

/// What was asked. Either a resource (get of `name`, list where it is "") or, with an empty resource, a path such as
/// "/apis".
struct Asked {
    Resource resource;
    std::string ns;                ///< "": cluster-scoped, or all namespaces
    std::string name;              ///< "": a list
    std::string path;              ///< shown where there is no resource
    std::string subresource = {};  ///< "log"
    bool watch = false;            ///< a list that goes on

    /// "get", "list" or "watch", RBAC's words.
    std::string verb() const { return watch ? "watch" : name.empty() ? "list" : "get"; }
    /// "Deployment/frontend in prod", "deployments.apps in prod", "deployments.apps in all namespaces", "/apis".
    std::string where() const;
};

/// A 404 that says "this path is not served" (version, group or kind), rather than "there is no such object": the plain
/// text "404 page not found", or a Status whose details name no object.
bool needsFallback(const base::HttpResponse& response);

/// The error in an answer that is not 2xx: the kind, the server's own message, where, and what to do next.
/// 401 and 407 auth, 403 forbidden, 404 notFound or notInstalled, 405 unsupported, 408 and 504 timeout, 429 throttled,
/// other 5xx, 409 and 410 server, anything else protocol. A page of HTML is named as one.
base::Error apiError(const base::HttpResponse& response, const Asked& asked);

/// The JSON of a 2xx answer; apiError of any other. A page of HTML, an empty body, a body that ends early and broken
/// JSON are errors of kind protocol, which never quote the body: it may be a Secret's.
base::Result<base::Json> readBody(const base::HttpResponse& response, const Asked& asked);

/// What to do about a 401. `credentials` tells which ones were sent ("user \"dev\" of context \"prod\", exec plugin
/// aws"); "" when that is not known here. The one who knows replaces the advice of an auth error with it.
std::string renewAdvice(std::string_view credentials);

/// `{apiGroups: ["apps"], resources: ["deployments"], resourceNames: ["frontend"], verbs: ["get"]}`: the smallest RBAC
/// rule that allows it. Who watches lists first, so a watch's rule has both verbs.
std::string smallestRule(const Asked& asked);

/// The "no such object" of a name, for a caller to whom its absence is an error.
base::Error notFoundError(const Asked& asked);
/// The "serves no such kind" of a resource, naming the versions that were tried.
base::Error notServedError(const Resource& resource);

}  // namespace scout::kube
