#include "kubectl-scout/connection.h"

#include <chrono>
#include <optional>
#include <utility>

#include "base/time.h"
#include "kubectl-scout/files.h"
#include "kubectl-scout/trace_options.h"

namespace scout::plugin {

namespace {

std::optional<std::chrono::milliseconds> timeoutFrom(const Options& options) {
    const auto milliseconds = base::parseDuration(options.textOr("request-timeout", "0"));
    if (!milliseconds || *milliseconds <= 0) return std::nullopt;
    return std::chrono::milliseconds(*milliseconds);
}

}  // namespace

kubeconfig::Overrides overridesFrom(const Options& options) {
    const auto text = [&options](std::string_view flag) { return options.textOr(flag, ""); };
    kubeconfig::Overrides overrides;
    overrides.kubeconfig = text("kubeconfig");
    overrides.context = text("context");
    overrides.cluster = text("cluster");
    overrides.user = text("user");
    overrides.ns = text("namespace");
    overrides.server = text("server");
    overrides.tlsServerName = text("tls-server-name");
    overrides.certificateAuthority = text("certificate-authority");
    overrides.insecureSkipTlsVerify = options.isTrue("insecure-skip-tls-verify");
    overrides.disableCompression = options.isTrue("disable-compression");
    overrides.clientCertificate = text("client-certificate");
    overrides.clientKey = text("client-key");
    overrides.token = text("token");
    overrides.username = text("username");
    overrides.password = text("password");
    overrides.as = text("as");
    overrides.asUid = text("as-uid");
    overrides.asGroups = options.list("as-group");
    overrides.asUserExtra = options.list("as-user-extra");
    return overrides;
}

engine::ConnectionSettings settingsFrom(const Options& options, const Environment& environment) {
    engine::ConnectionSettings settings;
    settings.overrides = overridesFrom(options);
    settings.environment = environment.variables;
    settings.now = environment.now;
    settings.cacheFolder = options.textOr("cache-dir", "");
    settings.requestTimeout = timeoutFrom(options);
    settings.interactive = environment.inIsTerminal;
    return settings;
}

base::Result<engine::PlacesSettings> placesSettingsFrom(const Options& options, const Environment& environment) {
    const auto beyond = beyondFrom(options);
    if (!beyond) return beyond.error();
    auto settings = engine::placesSettings(
        *beyond, [&environment](const std::string& path) { return readInput(path, environment); });
    if (!settings) return settings;
    settings->environment = environment.variables;
    settings->now = environment.now;
    settings->requestTimeout = timeoutFrom(options);
    return settings;
}

engine::ConnectionSettings managementSettingsFrom(const Options& options, const Environment& environment) {
    engine::ConnectionSettings settings = settingsFrom(options, environment);
    kubeconfig::Overrides overrides;
    overrides.kubeconfig = settings.overrides.kubeconfig;
    overrides.context = options.textOr("management-context", "");
    overrides.disableCompression = settings.overrides.disableCompression;
    settings.overrides = std::move(overrides);
    return settings;
}

engine::ConfigHubSettings configHubSettingsFrom(const Options& options, const Environment& environment) {
    engine::ConfigHubSettings settings;
    settings.context = options.textOr("confighub-context", "");
    settings.environment = environment.variables;
    settings.now = environment.now;
    settings.requestTimeout = settingsFrom(options, environment).requestTimeout;
    return settings;
}

}  // namespace scout::plugin
