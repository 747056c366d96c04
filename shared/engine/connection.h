// From a kubeconfig context to one cluster: what every program needs before it can ask anything.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/time.h"
#include "engine/cluster.h"
#include "engine/cluster_details.h"
#include "kube/catalogue.h"
#include "kubeconfig/client_config.h"
#include "kubeconfig/load.h"
#include "net/http_transport.h"
#include "net/transport.h"

namespace scout::engine {

/// Everything that a connection takes from outside.
struct ConnectionSettings {
    kubeconfig::Overrides overrides;      ///< context, namespace and kubectl's other connection flags
    kubeconfig::Environment environment;  ///< variables by name
    std::function<base::Time()> now;      ///< must be there
    std::string cacheFolder;              ///< --cache-dir; "" = KUBECACHEDIR, else ~/.kube/cache
    /// For one request, and for a credential plugin that can ask nobody. Absent: net's own limits.
    std::optional<std::chrono::milliseconds> requestTimeout;
    bool interactive = false;              ///< stdin is a terminal that a credential plugin may use
    net::Process::ErrorSink pluginErrors;  ///< absent: this process' stderr. Errors hold its last line either way
    std::function<void(const net::RequestLog&)> log;
    /// Puts something in front of the transport (-v); may be empty.
    std::function<std::unique_ptr<net::Transport>(std::unique_ptr<net::Transport>)> decorate;
};

/// Which kubeconfig there is. Errors as kubeconfig::loadKubeconfig.
base::Result<kubeconfig::LoadedKubeconfig> loadKubeconfig(const kubeconfig::Overrides& overrides,
                                                          const kubeconfig::Environment& environment);

/// Lives on one thread with a Qt event loop, which asks and gets the answers.
class Connection {
  public:
    /// Reads the kubeconfig and the files that it names, and chooses the proxy; the cluster is not contacted. Errors:
    /// config, usage, unsupported, as kubeconfig::resolve, always with advice.
    static base::Result<std::unique_ptr<Connection>> open(ConnectionSettings settings);
    ~Connection();

    const std::string& context() const { return m_context; }  ///< "" when flags alone describe the connection
    const std::string& user() const { return m_user; }
    const std::string& ns() const { return m_namespace; }  ///< by flag, context, service account or "default"
    const std::string& server() const { return m_server; }
    /// What the user should know although it is no error, one sentence each without a full stop.
    const std::vector<std::string>& warnings() const { return m_warnings; }

    net::Transport& transport() { return *m_transport; }
    Cluster& cluster() { return *m_cluster; }
    ClusterDetails& details() { return *m_details; }
    /// What kubectl's cache knows about this server, while it is fresh.
    std::optional<kube::Discovered> cachedKinds() const;

    /// The same error with what is known here only: whose credentials were refused, and in which context it happened.
    base::Error explained(base::Error error) const;

  private:
    Connection(ConnectionSettings settings, kubeconfig::ClientConfig config);

    std::string m_context;
    std::string m_user;
    std::string m_namespace;
    std::string m_server;
    std::vector<std::string> m_warnings;
    std::string m_cacheFolder;
    std::function<base::Time()> m_now;
    std::unique_ptr<net::Transport> m_transport;
    std::unique_ptr<Cluster> m_cluster;
    std::unique_ptr<ClusterDetails> m_details;
};

}  // namespace scout::engine
