// Flags of `trace` that mean nothing together.
#pragma once

#include <optional>
#include <string>

#include "base/error.h"
#include "kubectl-scout/flags.h"

namespace scout::plugin {

/// What is wrong before anything is asked; nothing when all is well. `form` is outputForm's. Errors: usage.
std::optional<base::Error> combinationProblem(const Options& options, const std::string& form);

}  // namespace scout::plugin
