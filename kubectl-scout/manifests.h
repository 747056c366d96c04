// The objects that manifests name (-f): which ones they are, not what they should look like.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "kube/arguments.h"
#include "kubectl-scout/environment.h"

namespace scout::plugin {

/// `sources` are files, directories (their *.yaml, *.yml and *.json in name order; subdirectories with `recursive`) or
/// "-" for standard input, once. Lists are opened. Errors: usage or config - a path that does not exist, broken YAML,
/// an object without kind or name, nothing in it at all.
base::Result<std::vector<kube::ManifestObject>> readManifests(const std::vector<std::string>& sources, bool recursive,
                                                              const Environment& environment);

}  // namespace scout::plugin
