// What a kubeconfig says about one connection, resolved: the only thing that the network layer needs to know of it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"

namespace scout::kubeconfig {

/// users[].user.exec, checked (client-go plugin/pkg/client/auth/exec).
struct ExecConfig {
    enum class Interactive { never, ifAvailable, always };

    std::string apiVersion;  ///< client.authentication.k8s.io/v1 or /v1beta1
    std::string command;     ///< resolved against the kubeconfig's folder where it holds a '/'
    std::vector<std::string> args;
    std::vector<std::pair<std::string, std::string>> env;
    std::string installHint;
    bool provideClusterInfo = false;
    Interactive interactive = Interactive::ifAvailable;
    base::Json clusterExtension;  ///< cluster.extensions[name=client.authentication.k8s.io/exec].extension
};

struct Impersonation {
    std::string user;
    std::string uid;
    std::vector<std::string> groups;
    std::map<std::string, std::vector<std::string>> extra;
    bool empty() const { return user.empty(); }
};

/// One resolved connection. Certificates and keys are PEM bytes in memory, never paths. Credentials in here are
/// secrets: never print this struct.
struct ClientConfig {
    std::string context;  ///< name of the context, "in-cluster", or "" when flags alone describe the connection
    std::string clusterName;
    std::string userName;
    std::string ns;      ///< namespace by flag, context, service account or "default"
    std::string server;  ///< scheme://host[:port][/prefix], no trailing slash

    std::string caPem;  ///< "": the system's certificates
    bool insecureSkipTlsVerify = false;
    std::string tlsServerName;  ///< SNI and name to verify, "" = the server's host
    std::string proxyUrl;  ///< http://, https:// or socks5://; "" = what the proxy environment says for this server
    bool disableCompression = false;

    std::string clientCertPem;
    std::string clientKeyPem;
    std::string token;
    std::string tokenFile;  ///< re-read when older than a minute; its content wins over `token`
    std::string username;
    std::string password;
    std::optional<ExecConfig> exec;
    Impersonation impersonate;

    /// What the user should know although it is no error, one sentence each without a full stop: credentials that are
    /// not sent because the server is plain HTTP, a context whose user is not in the kubeconfig. For stderr; holds no
    /// credentials.
    std::vector<std::string> warnings;
};

}  // namespace scout::kubeconfig
