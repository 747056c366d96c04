// Which kubeconfig files there are, and how they become one connection (clientcmd loader.go, client_config.go,
// merged_client_builder.go, cli-runtime's config_flags.go). Files and environment come in from outside.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/error.h"
#include "kubeconfig/client_config.h"
#include "kubeconfig/kubeconfig.h"

namespace scout::kubeconfig {

/// Environment variables by name. An empty value counts as unset, as everywhere in client-go.
using Environment = std::map<std::string, std::string>;

/// The content of a file. ErrorKind::notFound means that there is no such file; every other error that it cannot be
/// read.
using ReadFile = std::function<base::Result<std::string>(const std::string& path)>;

/// kubectl's connection flags; "", false and empty lists mean "not given". Paths are relative to the working directory.
struct Overrides {
    std::string kubeconfig;
    std::string context;
    std::string cluster;
    std::string user;
    std::string ns;
    std::string server;
    std::string tlsServerName;
    std::string certificateAuthority;
    bool insecureSkipTlsVerify = false;
    bool disableCompression = false;
    std::string clientCertificate;
    std::string clientKey;
    std::string token;
    std::string username;
    std::string password;
    std::string as;
    std::string asUid;
    std::vector<std::string> asGroups;
    std::vector<std::string> asUserExtra;  ///< KEY=VALUE
};

/// The merged kubeconfig and where it came from.
struct LoadedKubeconfig {
    Kubeconfig kubeconfig;
    std::vector<std::string> files;    ///< read, in order of precedence
    std::vector<std::string> missing;  ///< looked for and not there
};

/// --kubeconfig alone; else the parts of KUBECONFIG without empty ones and repetitions; else .kube/config in the home
/// folder.
std::vector<std::string> kubeconfigPaths(const Overrides& overrides, const Environment& environment);

/// Reads, parses and merges them. Errors (config): a file named by --kubeconfig that is not there, any file that cannot
/// be read or parsed. Other files may be missing.
base::Result<LoadedKubeconfig> loadKubeconfig(const Overrides& overrides, const Environment& environment,
                                              const ReadFile& readFile);

/// The connection that context, flags and environment describe, with every file it needs read into memory.
///
/// Where no context, cluster or server is named at all, a Pod's service account is used if there is one (context
/// "in-cluster"), and KUBERNETES_MASTER as the server otherwise. A server without a scheme is http, and http gets no
/// credentials. Differences from client-go: a context whose cluster is missing is an error, never another cluster;
/// every flag counts in a cluster too, --as among them; --token wins over a token file; a malformed --as-user-extra is
/// an error; a plugin or auth-provider that is not needed may be outdated; there is no localhost:8080.
///
/// Errors: config (unknown names with near matches and the list, contradictions, unreadable or empty files, a server or
/// proxy-url that is no URL), usage (a malformed flag), unsupported (auth-provider,
/// client.authentication.k8s.io/v1alpha1, an encrypted key). Several contradictions are told at once.
base::Result<ClientConfig> resolve(const LoadedKubeconfig& loaded, const Overrides& overrides,
                                   const Environment& environment, const ReadFile& readFile);

/// loadKubeconfig and resolve in one.
base::Result<ClientConfig> loadClientConfig(const Overrides& overrides, const Environment& environment,
                                            const ReadFile& readFile);

}  // namespace scout::kubeconfig
