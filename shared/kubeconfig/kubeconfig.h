// kubeconfig files as they are written (clientcmd/api/v1): parsed, merged, nothing decided yet.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/json.h"

namespace scout::kubeconfig {

/// Empty fields are absent fields, as client-go has it. Paths are resolved against the folder of the file they came
/// from.
struct Cluster {
    std::string server;
    std::string tlsServerName;
    bool insecureSkipTlsVerify = false;
    std::string certificateAuthority;      ///< path
    std::string certificateAuthorityData;  ///< PEM bytes, Base64 taken off
    std::string proxyUrl;
    bool disableCompression = false;
    std::map<std::string, base::Json> extensions;

    bool operator==(const Cluster&) const = default;
};

/// users[].user.exec, unchecked.
struct ExecEntry {
    std::string apiVersion;
    std::string command;  ///< a path where it holds a separator, otherwise a name for PATH
    std::vector<std::string> args;
    std::vector<std::pair<std::string, std::string>> env;
    std::string installHint;
    bool provideClusterInfo = false;
    std::string interactiveMode;

    bool operator==(const ExecEntry&) const = default;
};

struct User {
    std::string clientCertificate;      ///< path
    std::string clientCertificateData;  ///< PEM bytes
    std::string clientKey;              ///< path
    std::string clientKeyData;          ///< PEM bytes
    std::string token;
    std::string tokenFile;  ///< path
    std::string username;
    std::string password;
    std::string as;
    std::string asUid;
    std::vector<std::string> asGroups;
    std::map<std::string, std::vector<std::string>> asUserExtra;
    std::optional<ExecEntry> exec;
    std::optional<std::string> authProvider;  ///< its name

    bool operator==(const User&) const = default;
};

struct Context {
    std::string cluster;
    std::string user;
    std::string ns;

    bool operator==(const Context&) const = default;
};

struct Kubeconfig {
    std::map<std::string, Cluster> clusters;
    std::map<std::string, User> users;
    std::map<std::string, Context> contexts;
    std::string currentContext;

    bool operator==(const Kubeconfig&) const = default;
};

/// One file; an empty text is an empty kubeconfig, unknown fields are ignored, JSON is fine too. `path` names the file
/// for errors and for relative paths inside it. Errors (config): not YAML, another kind of document, a field of the
/// wrong type, data that is not Base64, a name twice in one list. Errors never quote a value that may be a secret.
base::Result<Kubeconfig> parseKubeconfig(std::string_view text, const std::string& path);

/// The first file that has an entry wins the whole entry; the first current-context that is not empty is taken.
Kubeconfig merge(const std::vector<Kubeconfig>& files);

/// In alphabetical order.
std::vector<std::string> contextNames(const Kubeconfig& kubeconfig);

}  // namespace scout::kubeconfig
