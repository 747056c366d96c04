#include "kubeconfig/contradictions.h"

#include "base/text.h"
#include "base/url.h"

namespace scout::kubeconfig {

namespace {

constexpr const char* keepOne = "Remove one of the two.";

void checkExec(const std::string& owner, const ExecEntry& exec, std::vector<Contradiction>& out) {
    if (exec.command.empty()) out.push_back({"exec of " + owner + " has no command", {}});
    if (exec.apiVersion.empty()) {
        out.push_back({"exec of " + owner + " has no apiVersion",
                       "Set it to client.authentication.k8s.io/v1 or what the plugin speaks."});
    }
    for (const auto& [name, value] : exec.env) {
        if (name.empty()) out.push_back({"exec of " + owner + " has an env entry without a name", {}});
    }
    const std::string& mode = exec.interactiveMode;
    const std::string choice = "It is Never, IfAvailable or Always; IfAvailable suits most plugins.";
    if (mode.empty())
        out.push_back({"exec of " + owner + " has no interactiveMode", choice});
    else if (mode != "Never" && mode != "IfAvailable" && mode != "Always") {
        out.push_back({"exec of " + owner + " has the unknown interactiveMode \"" + mode + "\"", choice});
    }
}

}  // namespace

std::vector<Contradiction> contradictions(const std::string& owner, const Cluster& cluster) {
    std::vector<Contradiction> out;
    if (!cluster.certificateAuthority.empty() && !cluster.certificateAuthorityData.empty()) {
        out.push_back({owner + " has both certificate-authority and certificate-authority-data", keepOne});
    }
    if (!cluster.proxyUrl.empty()) {
        const auto proxy = base::parseUrl(cluster.proxyUrl);
        const bool isSupported =
            proxy && (proxy->scheme == "http" || proxy->scheme == "https" || proxy->scheme == "socks5");
        // The URL itself may hold a password, so the message does not repeat it.
        if (!isSupported)
            out.push_back({"proxy-url of " + owner + " is not http://, https:// or socks5://HOST[:PORT]", {}});
    }
    return out;
}

std::vector<Contradiction> contradictions(const std::string& owner, const User& user) {
    std::vector<Contradiction> out;
    const bool hasBasic = !user.username.empty() || !user.password.empty();
    if (!user.token.empty() && hasBasic) {
        out.push_back({owner + " has both a token and a user name or password", "Only one way to log in is allowed."});
    }
    const bool hasCertificate = !user.clientCertificate.empty() || !user.clientCertificateData.empty();
    const bool hasKey = !user.clientKey.empty() || !user.clientKeyData.empty();
    if (!user.clientCertificate.empty() && !user.clientCertificateData.empty()) {
        out.push_back({owner + " has both client-certificate and client-certificate-data", keepOne});
    }
    if (!user.clientKey.empty() && !user.clientKeyData.empty()) {
        out.push_back({owner + " has both client-key and client-key-data", keepOne});
    }
    if (hasCertificate && !hasKey)
        out.push_back({owner + " has a client certificate without its key", "Add client-key or client-key-data."});
    if (user.exec) checkExec(owner, *user.exec, out);
    if (user.exec && user.authProvider) out.push_back({owner + " has both exec and auth-provider", keepOne});
    const bool hasDetails = !user.asUid.empty() || !user.asGroups.empty() || !user.asUserExtra.empty();
    if (hasDetails && user.as.empty()) {
        out.push_back({owner + " impersonates a UID, groups or extras without a user",
                       "Add --as USER, or \"as\" in the kubeconfig."});
    }
    return out;
}

}  // namespace scout::kubeconfig
