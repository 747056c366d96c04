// Files that the user names: read and written as a whole.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "base/error.h"
#include "engine/file_access.h"
#include "kubectl-scout/environment.h"

namespace scout::plugin {

/// The whole of a file that the user named, or of standard input for "-". Errors: config (also over `limit` bytes).
base::Result<std::string> readInput(const std::string& path, const Environment& environment,
                                    std::size_t limit = engine::largestFile);

/// Replaces or creates a file in one step, readable by its owner only: a reader sees the old content or the new one,
/// never a part. Errors: config.
std::optional<base::Error> writeFile(const std::string& path, const std::string& content);

}  // namespace scout::plugin
