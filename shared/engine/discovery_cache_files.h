// Reading kubectl's own discovery cache from disk.
#pragma once

#include <optional>
#include <string>

#include "base/time.h"
#include "kube/discovery.h"

namespace scout::engine {

/// What kubectl wrote for this server below `folder` ("~/.kube/cache/discovery"), as far as it is fresh. Nothing when
/// there is no fresh list of groups or it cannot be read.
std::optional<kube::Discovered> readDiscoveryCache(const std::string& folder, const std::string& serverUrl,
                                                   base::Time now);

}  // namespace scout::engine
