#include <algorithm>
#include <optional>

#include "base/near_matches.h"
#include "base/text.h"
#include "base/url.h"
#include "kubeconfig/contradictions.h"
#include "kubeconfig/load.h"

namespace scout::kubeconfig {

namespace {

using base::Error;
using base::ErrorKind;

constexpr const char* serviceAccount = "/var/run/secrets/kubernetes.io/serviceaccount/";
constexpr const char* execExtension = "client.authentication.k8s.io/exec";
constexpr std::size_t mostNamesListed = 10;

std::string quoted(const std::string& name) {
    return '"' + name + '"';
}

/// Unnamed entries consist of flags alone.
std::string owner(const std::string& kind, const std::string& name) {
    return name.empty() ? "the " + kind + " given by flags" : kind + ' ' + quoted(name);
}

template <typename Value>
std::vector<std::string> namesOf(const std::map<std::string, Value>& entries) {
    std::vector<std::string> names;
    for (const auto& [name, value] : entries) names.push_back(name);
    return names;
}

std::string listed(std::vector<std::string> names) {
    const std::size_t all = names.size();
    names.resize(std::min(all, mostNamesListed));
    const std::string rest = all > mostNamesListed ? " and " + std::to_string(all - mostNamesListed) + " more" : "";
    return base::join(names, ", ") + rest;
}

std::string suggestion(const std::string& kind, const std::string& name, const std::vector<std::string>& names) {
    if (names.empty()) return "The kubeconfig has no " + kind + "s.";
    std::vector<std::string> near = base::nearMatches(name, names);
    for (std::string& match : near) match = quoted(match);
    const std::string question = near.empty() ? "" : "Did you mean " + base::join(near, " or ") + "? ";
    return question + "The kubeconfig has the " + kind + (names.size() == 1 ? " " : "s ") + listed(names) + '.';
}

void replaceIfGiven(std::string& value, const std::string& flag) {
    if (!flag.empty()) value = flag;
}

bool mentions(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

class Resolver {
  public:
    Resolver(const LoadedKubeconfig& loaded, const Overrides& overrides, const Environment& environment,
             const ReadFile& readFile)
        : m_loaded(loaded),
          m_kubeconfig(loaded.kubeconfig),
          m_flags(overrides),
          m_environment(environment),
          m_readFile(readFile) {}

    base::Result<ClientConfig> run() {
        chooseContext();
        if (!m_error) chooseCluster();
        if (!m_error) chooseUser();
        if (!m_error) chooseNamespace();
        if (!m_error) applyClusterFlags();
        if (!m_error) applyUserFlags();
        if (!m_error) checkEntries();
        if (!m_error) setServer();
        if (!m_error) setImpersonation();
        if (!m_error && m_isTls) setTlsAndCredentials();
        if (!m_error && !m_isTls) warnOfPlainHttp();
        if (!m_error) complainOfAll();
        if (m_error) return *m_error;
        return m_config;
    }

  private:
    void fail(ErrorKind kind, std::string what, std::string advice) {
        m_error = Error{kind, std::move(what), base::join(m_loaded.files, ", "), std::move(advice)};
    }

    std::string variable(const char* name) const {
        const auto found = m_environment.find(name);
        return found == m_environment.end() ? std::string() : found->second;
    }

    /// Whether this is a Pod with a service account (clientcmd inClusterClientConfig.Possible).
    bool isInCluster() const {
        const bool hasAddress =
            !variable("KUBERNETES_SERVICE_HOST").empty() && !variable("KUBERNETES_SERVICE_PORT").empty();
        if (!hasAddress) return false;
        const auto token = m_readFile(std::string(serviceAccount) + "token");
        return token.ok() || token.error().kind != ErrorKind::notFound;
    }

    void chooseContext() {
        const bool byFlag = !m_flags.context.empty();
        m_config.context = byFlag ? m_flags.context : m_kubeconfig.currentContext;
        if (!m_config.context.empty()) {
            const auto found = m_kubeconfig.contexts.find(m_config.context);
            if (found == m_kubeconfig.contexts.end()) {
                const std::string what = byFlag ? "context " : "the kubeconfig's current-context ";
                return fail(ErrorKind::config, what + quoted(m_config.context) + " does not exist",
                            suggestion("context", m_config.context, contextNames(m_kubeconfig)) +
                                (byFlag ? "" : " Choose one with --context."));
            }
            m_context = found->second;
        }
        replaceIfGiven(m_context.cluster, m_flags.cluster);
        replaceIfGiven(m_context.user, m_flags.user);
        const bool nothingNamed = m_config.context.empty() && m_flags.cluster.empty() && m_flags.server.empty();
        if (!nothingNamed) return;
        if (isInCluster()) return useServiceAccount();
        m_cluster.server = variable("KUBERNETES_MASTER");
        if (m_cluster.server.empty()) failWithoutConfiguration();
    }

    void failWithoutConfiguration() {
        if (!m_kubeconfig.contexts.empty()) {
            return fail(ErrorKind::config, "no context is chosen, and the kubeconfig sets no current-context",
                        "Choose one with --context: " + listed(contextNames(m_kubeconfig)) + '.');
        }
        const bool isEmpty = !m_loaded.files.empty();
        fail(ErrorKind::config, isEmpty ? "the kubeconfig is empty: it has no contexts" : "there is no kubeconfig",
             "Name a file with --kubeconfig or in KUBECONFIG, or a server with --server.");
        if (!isEmpty) m_error->where = base::join(m_loaded.missing, ", ");
    }

    void useServiceAccount() {
        const std::string host = variable("KUBERNETES_SERVICE_HOST");
        const bool isV6 = host.find(':') != std::string::npos;
        m_config.context = "in-cluster";
        m_cluster.server = "https://" + (isV6 ? '[' + host + ']' : host) + ':' + variable("KUBERNETES_SERVICE_PORT");
        const std::string authority = std::string(serviceAccount) + "ca.crt";
        if (m_readFile(authority).ok()) m_cluster.certificateAuthority = authority;
        m_user.tokenFile = std::string(serviceAccount) + "token";
    }

    void chooseCluster() {
        m_config.clusterName = m_context.cluster;
        if (m_context.cluster.empty()) {
            const bool hasServer = !m_cluster.server.empty() || !m_flags.server.empty();
            if (!hasServer)
                fail(ErrorKind::config, "context " + quoted(m_config.context) + " names no cluster",
                     "Name one with --cluster or --server.");
            return;
        }
        const auto found = m_kubeconfig.clusters.find(m_context.cluster);
        if (found != m_kubeconfig.clusters.end()) {
            m_cluster = found->second;
        } else if (!m_flags.cluster.empty() || m_flags.server.empty()) {
            const std::string by =
                m_flags.cluster.empty() ? ", which context " + quoted(m_config.context) + " names," : "";
            fail(ErrorKind::config, "cluster " + quoted(m_context.cluster) + by + " does not exist",
                 suggestion("cluster", m_context.cluster, namesOf(m_kubeconfig.clusters)));
        }
    }

    void chooseUser() {
        m_config.userName = m_context.user;
        if (m_context.user.empty()) return;
        const auto found = m_kubeconfig.users.find(m_context.user);
        if (found != m_kubeconfig.users.end()) {
            m_user = found->second;
        } else if (!m_flags.user.empty()) {
            fail(ErrorKind::config, "user " + quoted(m_context.user) + " does not exist",
                 suggestion("user", m_context.user, namesOf(m_kubeconfig.users)));
        } else if (m_flags.token.empty() && m_flags.username.empty() && m_flags.clientCertificate.empty()) {
            m_config.warnings.push_back("the kubeconfig has no user " + quoted(m_context.user) + ", which context " +
                                        quoted(m_config.context) + " names: requests are anonymous");
        }
    }

    void chooseNamespace() {
        m_config.ns = !m_flags.ns.empty() ? m_flags.ns : m_context.ns;
        if (m_config.ns.empty() && isInCluster()) {
            m_config.ns = variable("POD_NAMESPACE");
            if (m_config.ns.empty()) {
                const auto file = m_readFile(std::string(serviceAccount) + "namespace");
                if (file) m_config.ns = base::trim(*file);
            }
        }
        if (m_config.ns.empty()) m_config.ns = "default";
    }

    void applyClusterFlags() {
        if (!m_flags.server.empty() || !m_flags.tlsServerName.empty()) m_cluster.tlsServerName = m_flags.tlsServerName;
        replaceIfGiven(m_cluster.server, m_flags.server);
        if (m_flags.insecureSkipTlsVerify || !m_flags.certificateAuthority.empty()) {
            m_cluster.insecureSkipTlsVerify = m_flags.insecureSkipTlsVerify;
            m_cluster.certificateAuthority = m_flags.certificateAuthority;
            m_cluster.certificateAuthorityData.clear();
        }
        m_cluster.disableCompression = m_cluster.disableCompression || m_flags.disableCompression;
    }

    void applyUserFlags() {
        if (!m_flags.clientCertificate.empty()) m_user.clientCertificateData.clear();
        replaceIfGiven(m_user.clientCertificate, m_flags.clientCertificate);
        if (!m_flags.clientKey.empty()) m_user.clientKeyData.clear();
        replaceIfGiven(m_user.clientKey, m_flags.clientKey);
        // Otherwise the file's content would win over the flag.
        if (!m_flags.token.empty()) m_user.tokenFile.clear();
        replaceIfGiven(m_user.token, m_flags.token);
        replaceIfGiven(m_user.username, m_flags.username);
        replaceIfGiven(m_user.password, m_flags.password);
        replaceIfGiven(m_user.as, m_flags.as);
        replaceIfGiven(m_user.asUid, m_flags.asUid);
        if (!m_flags.asGroups.empty()) m_user.asGroups = m_flags.asGroups;
        std::map<std::string, std::vector<std::string>> extra;
        for (const std::string& text : m_flags.asUserExtra) {
            const auto equals = text.find('=');
            if (equals == std::string::npos || equals == 0) {
                m_error = Error{ErrorKind::usage, "--as-user-extra needs KEY=VALUE, not " + quoted(text), {}, {}};
                return;
            }
            extra[text.substr(0, equals)].push_back(text.substr(equals + 1));
        }
        for (auto& [key, values] : extra) m_user.asUserExtra[key] = std::move(values);
    }

    std::string clusterOwner() const { return owner("cluster", m_context.cluster); }
    std::string userOwner() const { return owner("user", m_context.user); }

    void checkEntries() {
        if (m_cluster.server.empty())
            m_problems.push_back({clusterOwner() + " has no server", "Add \"server\" to it, or give --server."});
        for (auto& problem : contradictions(clusterOwner(), m_cluster)) m_problems.push_back(std::move(problem));
        for (auto& problem : contradictions(userOwner(), m_user)) m_problems.push_back(std::move(problem));
        if (!m_problems.empty()) complainOfAll();
    }

    void complainOfAll() {
        if (m_problems.empty()) return;
        std::vector<std::string> whats;
        std::vector<std::string> advices;
        for (const Contradiction& problem : m_problems) {
            whats.push_back(problem.what);
            const bool isNew = std::find(advices.begin(), advices.end(), problem.advice) == advices.end();
            if (!problem.advice.empty() && isNew) advices.push_back(problem.advice);
        }
        fail(ErrorKind::config, base::join(whats, "; "), base::join(advices, " "));
    }

    void failAtServer(const std::string& problem, std::string advice) {
        if (m_flags.server.empty())
            return fail(ErrorKind::config, "the server of " + clusterOwner() + ' ' + problem, std::move(advice));
        if (advice.empty()) advice = "Write it like https://cluster.example.com:6443.";
        m_error = Error{ErrorKind::usage, "the given server " + problem, "--server", std::move(advice)};
    }

    void setServer() {
        auto url = base::parseUrl(m_cluster.server);
        const bool lacksScheme = url && url->scheme.empty();
        const bool isSupported = url && (lacksScheme || url->scheme == "https" || url->scheme == "http");
        const bool isHostOnly = url && (url->path.empty() || url->path == "/");
        if (!isSupported || (lacksScheme && !isHostOnly)) {
            failAtServer("is not https://HOST[:PORT][/PATH]", {});
            return;
        }
        if (!url->userInfo.empty()) {
            failAtServer("holds a user name or password",
                         "Put them into the user entry of the kubeconfig.");
            return;
        }
        // client-go decides this before it looks at certificates, so not even a CA makes it https.
        if (lacksScheme) url->scheme = "http";
        while (!url->path.empty() && url->path.back() == '/') url->path.pop_back();
        m_isTls = url->scheme == "https";
        m_config.server = base::format(*url);
        m_config.proxyUrl = m_cluster.proxyUrl;
        m_config.disableCompression = m_cluster.disableCompression;
    }

    void setImpersonation() { m_config.impersonate = {m_user.as, m_user.asUid, m_user.asGroups, m_user.asUserExtra}; }

    bool hasCertificate() const { return !m_user.clientCertificate.empty() || !m_user.clientCertificateData.empty(); }

    bool hasCredentials() const {
        return !m_user.token.empty() || !m_user.tokenFile.empty() || !m_user.username.empty() ||
               !m_user.password.empty() || hasCertificate();
    }

    void warnOfPlainHttp() {
        if (!hasCredentials() && !m_user.exec && !m_user.authProvider) return;
        const bool lacksScheme = m_cluster.server.find("://") == std::string::npos;
        m_config.warnings.push_back("the server " + m_config.server + " is plain HTTP" +
                                    (lacksScheme ? " for want of https://" : "") + ": no credentials are sent to it");
    }

    void setTlsAndCredentials() {
        const bool hasAuthority =
            !m_cluster.certificateAuthority.empty() || !m_cluster.certificateAuthorityData.empty();
        if (hasAuthority && m_cluster.insecureSkipTlsVerify) {
            m_problems.push_back({clusterOwner() + " has a certificate authority and insecure-skip-tls-verify",
                                  "Remove one of the two."});
            return;
        }
        const std::string authorityName = "certificate-authority of " + clusterOwner();
        m_config.caPem =
            pem(m_cluster.certificateAuthorityData, m_cluster.certificateAuthority, authorityName, "CERTIFICATE");
        m_config.insecureSkipTlsVerify = m_cluster.insecureSkipTlsVerify;
        m_config.tlsServerName = m_cluster.tlsServerName;
        if (hasCertificate()) {
            m_config.clientCertPem = pem(m_user.clientCertificateData, m_user.clientCertificate,
                                         "client-certificate of " + userOwner(), "CERTIFICATE");
            m_config.clientKeyPem =
                pem(m_user.clientKeyData, m_user.clientKey, "client-key of " + userOwner(), "PRIVATE KEY");
        } else if (!m_user.clientKey.empty() || !m_user.clientKeyData.empty()) {
            m_config.warnings.push_back(userOwner() + " has a client key without its certificate: it is not used");
        }
        const bool isEncrypted = mentions(m_config.clientKeyPem, "ENCRYPTED PRIVATE KEY-----") ||
                                 mentions(m_config.clientKeyPem, "Proc-Type: 4,ENCRYPTED");
        if (isEncrypted) {
            return fail(ErrorKind::unsupported, "client-key of " + userOwner() + " is protected by a passphrase",
                        "Nothing can ask for it here: give a key without one.");
        }
        m_config.username = m_user.username;
        m_config.password = m_user.password;
        setToken();
        if (!hasCredentials()) setPlugin();
    }

    /// Bytes in PEM that hold at least one block of a type that ends with `type`; "" when neither data nor path is
    /// given.
    std::string pem(const std::string& data, const std::string& path, const std::string& what,
                    const std::string& type) {
        std::string bytes = data;
        if (bytes.empty() && !path.empty()) {
            auto file = m_readFile(path);
            if (!file) {
                m_problems.push_back({what + " cannot be read: " + file.error().what + " (" + path + ")", {}});
                return {};
            }
            bytes = *std::move(file);
        }
        if (data.empty() && path.empty()) return {};
        const bool isPem = mentions(bytes, "-----BEGIN ") && mentions(bytes, type + "-----");
        if (!isPem)
            m_problems.push_back(
                {what + " holds no " + base::lower(type) + " in PEM" + (path.empty() ? "" : " (" + path + ")"), {}});
        return bytes;
    }

    void setToken() {
        m_config.token = m_user.token;
        m_config.tokenFile = m_user.tokenFile;
        if (m_user.tokenFile.empty()) return;
        if (!m_user.username.empty() || !m_user.password.empty()) {
            m_problems.push_back({userOwner() + " has both a tokenFile and a user name or password",
                                  "Only one way to log in is allowed."});
            return;
        }
        const auto file = m_readFile(m_user.tokenFile);
        const std::string token = file ? std::string(base::trim(*file)) : std::string();
        if (!token.empty()) m_config.token = token;
        // client-go falls back to the written token, and reads the file again later.
        if (!m_config.token.empty()) return;
        const std::string why = file ? "is empty" : "cannot be read: " + file.error().what;
        m_problems.push_back({"tokenFile of " + userOwner() + ' ' + why + " (" + m_user.tokenFile + ")", {}});
    }

    void setPlugin() {
        if (m_user.authProvider) {
            return fail(ErrorKind::unsupported,
                        userOwner() + " logs in with auth-provider " + quoted(*m_user.authProvider) +
                            ", which is not supported",
                        "Kubernetes has replaced auth-provider by credential plugins (exec): gke-gcloud-auth-plugin "
                        "for gcp, kubelogin for "
                        "azure and oidc. Or give --token.");
        }
        if (!m_user.exec) return;
        const ExecEntry& entry = *m_user.exec;
        const bool isSpoken = entry.apiVersion == "client.authentication.k8s.io/v1" ||
                              entry.apiVersion == "client.authentication.k8s.io/v1beta1";
        if (!isSpoken) {
            return fail(ErrorKind::unsupported,
                        "exec of " + userOwner() + " has the unsupported apiVersion " + quoted(entry.apiVersion),
                        "client.authentication.k8s.io/v1 and /v1beta1 are supported: update the plugin and let it "
                        "write the kubeconfig entry anew.");
        }
        ExecConfig exec;
        exec.apiVersion = entry.apiVersion;
        exec.command = entry.command;
        exec.args = entry.args;
        exec.env = entry.env;
        exec.installHint = base::escapeControl(entry.installHint, true);
        exec.provideClusterInfo = entry.provideClusterInfo;
        exec.interactive = entry.interactiveMode == "Never"    ? ExecConfig::Interactive::never
                           : entry.interactiveMode == "Always" ? ExecConfig::Interactive::always
                                                               : ExecConfig::Interactive::ifAvailable;
        const auto extension = m_cluster.extensions.find(execExtension);
        if (extension != m_cluster.extensions.end()) exec.clusterExtension = extension->second;
        m_config.exec = std::move(exec);
    }

    const LoadedKubeconfig& m_loaded;
    const Kubeconfig& m_kubeconfig;
    const Overrides& m_flags;
    const Environment& m_environment;
    const ReadFile& m_readFile;

    Context m_context;
    Cluster m_cluster;
    User m_user;
    bool m_isTls = false;
    ClientConfig m_config;
    std::vector<Contradiction> m_problems;
    std::optional<Error> m_error;
};

}  // namespace

base::Result<ClientConfig> resolve(const LoadedKubeconfig& loaded, const Overrides& overrides,
                                   const Environment& environment, const ReadFile& readFile) {
    return Resolver(loaded, overrides, environment, readFile).run();
}

}  // namespace scout::kubeconfig
