#include "engine/connection.h"

#include <utility>

#include "engine/file_access.h"
#include "kube/api_error.h"
#include "kubeconfig/proxy.h"

namespace scout::engine {

using base::Error;
using base::ErrorKind;

namespace {

/// "" without a home.
std::string cacheFolder(const ConnectionSettings& settings) {
    if (!settings.cacheFolder.empty()) return settings.cacheFolder;
    const auto variable = [&settings](const std::string& name) {
        const auto found = settings.environment.find(name);
        return found == settings.environment.end() ? std::string() : found->second;
    };
    if (const std::string folder = variable("KUBECACHEDIR"); !folder.empty()) return folder;
    const std::string home = variable("HOME");
    return home.empty() ? std::string() : home + "/.kube/cache";
}

std::unique_ptr<net::Transport> makeTransport(const ConnectionSettings& settings, kubeconfig::ClientConfig config) {
    net::HttpOptions http;
    if (settings.requestTimeout) {
        http.timeout = *settings.requestTimeout;
        http.credentials.pluginTimeout = *settings.requestTimeout;
    }
    http.log = settings.log;
    http.credentials.now = settings.now;
    http.credentials.interactive = settings.interactive;
    http.credentials.pluginErrors = settings.pluginErrors;
    std::unique_ptr<net::Transport> transport =
        std::make_unique<net::HttpTransport>(std::move(config), std::move(http));
    return settings.decorate ? settings.decorate(std::move(transport)) : std::move(transport);
}

}  // namespace

base::Result<kubeconfig::LoadedKubeconfig> loadKubeconfig(const kubeconfig::Overrides& overrides,
                                                          const kubeconfig::Environment& environment) {
    return kubeconfig::loadKubeconfig(overrides, environment, readFile);
}

base::Result<std::unique_ptr<Connection>> Connection::open(ConnectionSettings settings) {
    auto config = kubeconfig::loadClientConfig(settings.overrides, settings.environment, readFile);
    if (!config) {
        Error error = config.error();
        if (error.advice.empty())
            error.advice = "Correct it there, or choose another kubeconfig with --kubeconfig or KUBECONFIG.";
        return error;
    }
    auto proxy = kubeconfig::proxyFor(*config, settings.environment);
    if (!proxy) return proxy.error();
    config->proxyUrl = *std::move(proxy);
    return std::unique_ptr<Connection>(new Connection(std::move(settings), *std::move(config)));
}

Connection::Connection(ConnectionSettings settings, kubeconfig::ClientConfig config)
    : m_context(config.context),
      m_user(config.userName),
      m_namespace(config.ns),
      m_server(config.server),
      m_warnings(config.warnings),
      m_cacheFolder(cacheFolder(settings)),
      m_now(settings.now),
      m_transport(makeTransport(settings, std::move(config))) {
    m_cluster = std::make_unique<Cluster>(*m_transport, [this](const std::string& group) {
        return readDiscoveryCache(m_cacheFolder, m_server, m_now(), group);
    });
    m_details = std::make_unique<ClusterDetails>(*m_transport);
}

Connection::~Connection() = default;

std::optional<kube::Discovered> Connection::cachedKinds() const {
    return readDiscoveryCache(m_cacheFolder, m_server, m_now());
}

Error Connection::explained(Error error) const {
    if (error.kind == ErrorKind::auth && error.advice == kube::renewAdvice({}) && !m_user.empty()) {
        error.advice = kube::renewAdvice("user \"" + m_user + "\"" +
                                         (m_context.empty() ? std::string() : " of context \"" + m_context + "\""));
    }
    const bool ours =
        error.kind == ErrorKind::usage || error.kind == ErrorKind::config || error.kind == ErrorKind::cancelled;
    if (!ours && !m_context.empty()) error.where += (error.where.empty() ? "context " : ", context ") + m_context;
    return error;
}

}  // namespace scout::engine
