// Files for the modules that open none themselves.
#pragma once

#include <optional>
#include <string>

#include "base/error.h"
#include "base/time.h"
#include "kube/catalogue.h"

namespace scout::engine {

/// The whole file. Errors: notFound (no such file), config (a folder, not readable, larger than 64 MiB).
base::Result<std::string> readFile(const std::string& path);

/// What kubectl noted about `server` in its cache folder ("~/.kube/cache") less than six hours before `now`; with
/// `group`, of that group only. Nothing when there is no fresh list. A kind that it lacks may exist all the same.
std::optional<kube::Discovered> readDiscoveryCache(const std::string& cacheFolder, const std::string& server,
                                                   base::Time now,
                                                   const std::optional<std::string>& group = std::nullopt);

}  // namespace scout::engine
