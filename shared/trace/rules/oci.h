// Rule: what an OCI source URL says, ConfigHub's layouts included.
#pragma once

#include <string>

#include "model/trace.h"
#include "trace/investigate.h"

namespace scout::trace::rules {

/// Fills url, stage and ociSource of a source hop from its URL. On a known ConfigHub registry the hop becomes
/// "ConfigHub OCI" with the name "space/target" (requirement 000), and the object that declares it moves to `resource`.
/// A path that only has ConfigHub's shape keeps its kind and gets confidence "path". `tag` and `digest` are what the
/// source asks for.
void describeOciSource(model::Hop& hop, const std::string& url, const std::string& tag, const std::string& digest,
                       const Options& options);

/// What describeOciSource makes of a hop whose path has ConfigHub's shape, once its registry is known to be
/// ConfigHub's.
void becomeConfigHub(model::Hop& hop);

}  // namespace scout::trace::rules
