// From kubectl's connection flags, the kubeconfig and the environment to one connection.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "base/error.h"
#include "kubeconfig/client_config.h"
#include "kubeconfig/load.h"
#include "kubectl-scout/environment.h"
#include "kubectl-scout/flags.h"

namespace scout::plugin {

kubeconfig::Overrides overridesFrom(const Options& options);

/// Resolved, with the proxy chosen.
base::Result<kubeconfig::ClientConfig> connectionFrom(const Options& options, const Environment& environment);

/// The kubeconfig alone, for completion.
base::Result<kubeconfig::LoadedKubeconfig> kubeconfigFrom(const Options& options, const Environment& environment);

/// --request-timeout; nothing when it is not given, or 0.
std::optional<std::chrono::milliseconds> requestTimeout(const Options& options);

/// kubectl's discovery cache: --cache-dir, KUBECACHEDIR or ~/.kube/cache; "" without a home.
std::string cacheFolder(const Options& options, const Environment& environment);

}  // namespace scout::plugin
