// kubectl's connection flags as the engine takes them.
#pragma once

#include "engine/confighub_connection.h"
#include "engine/connection.h"
#include "engine/places.h"
#include "kubeconfig/load.h"
#include "kubectl-scout/environment.h"
#include "kubectl-scout/flags.h"

namespace scout::plugin {

kubeconfig::Overrides overridesFrom(const Options& options);

/// --request-timeout=0 is no limit of its own.
engine::ConnectionSettings settingsFrom(const Options& options, const Environment& environment);
/// The same for the context that --management-context names: the kubeconfig alone says how that one is reached.
engine::ConnectionSettings managementSettingsFrom(const Options& options, const Environment& environment);

/// What is asked beside the clusters. Errors: config (--registry-ca cannot be read or holds no certificate), usage
/// (--plain-http names no registry).
base::Result<engine::PlacesSettings> placesSettingsFrom(const Options& options, const Environment& environment);

engine::ConfigHubSettings configHubSettingsFrom(const Options& options, const Environment& environment);

}  // namespace scout::plugin
