// Files that the user names.
#pragma once

#include <cstddef>
#include <string>

#include "base/error.h"
#include "engine/file_access.h"
#include "kubectl-scout/environment.h"

namespace scout::plugin {

/// The whole of a file that the user named, or of standard input for "-". Errors: config (also over `limit` bytes).
base::Result<std::string> readInput(const std::string& path, const Environment& environment,
                                    std::size_t limit = engine::largestFile);

}  // namespace scout::plugin
