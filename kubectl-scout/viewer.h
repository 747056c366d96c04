// The desktop viewer as another program: found beside this one or on PATH.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "kubectl-scout/environment.h"

namespace scout::plugin {

/// The path of scout-desktop: beside this program first (a link to it is followed), then on PATH. Error: notFound, with
/// `advice`.
base::Result<std::string> findViewer(const Environment& environment, const std::string& advice);

/// Runs it to its end, without a display. Errors: what it wrote on stderr, timeout after two minutes, cancelled by
/// Ctrl-C.
std::optional<base::Error> runViewer(const std::string& program, const std::vector<std::string>& args);

}  // namespace scout::plugin
