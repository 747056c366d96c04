#include "kubectl-scout/connection.h"

#include "base/time.h"
#include "engine/file_access.h"
#include "kubeconfig/proxy.h"

namespace scout::plugin {

namespace {

base::Error withAdvice(base::Error error) {
    if (error.advice.empty())
        error.advice = "Correct it there, or choose another kubeconfig with --kubeconfig or KUBECONFIG.";
    return error;
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

base::Result<kubeconfig::ClientConfig> connectionFrom(const Options& options, const Environment& environment) {
    auto config = kubeconfig::loadClientConfig(overridesFrom(options), environment.variables, engine::readFile);
    if (!config) return withAdvice(config.error());
    auto proxy = kubeconfig::proxyFor(*config, environment.variables);
    if (!proxy) return proxy.error();
    config->proxyUrl = *std::move(proxy);
    return config;
}

base::Result<kubeconfig::LoadedKubeconfig> kubeconfigFrom(const Options& options, const Environment& environment) {
    return kubeconfig::loadKubeconfig(overridesFrom(options), environment.variables, engine::readFile);
}

std::optional<std::chrono::milliseconds> requestTimeout(const Options& options) {
    const auto milliseconds = base::parseDuration(options.textOr("request-timeout", "0"));
    if (!milliseconds || *milliseconds <= 0) return std::nullopt;
    return std::chrono::milliseconds(*milliseconds);
}

std::string cacheFolder(const Options& options, const Environment& environment) {
    if (const auto given = options.text("cache-dir"); given && !given->empty()) return *given;
    if (const std::string folder = environment.variable("KUBECACHEDIR"); !folder.empty()) return folder;
    const std::string home = environment.variable("HOME");
    return home.empty() ? std::string() : home + "/.kube/cache";
}

}  // namespace scout::plugin
