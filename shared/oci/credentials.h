// Whose credentials a registry gets: Docker's and Podman's files, credential helpers, Kubernetes pull secrets. Pure:
// the files' texts and the helpers' outputs come in as values.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/json.h"

namespace scout::oci {

/// A secret: never print anything but `from`.
struct Credentials {
    std::string username;
    std::string password;
    std::string identityToken;  ///< a refresh token for the registry's token service
    std::string registryToken;  ///< a bearer token for the registry itself
    std::string from;           ///< where they were found: "~/.docker/config.json"

    bool empty() const { return username.empty() && identityToken.empty() && registryToken.empty(); }
    bool operator==(const Credentials&) const = default;
};

/// What a credential file says of one registry; both may be absent.
struct Lookup {
    std::optional<Credentials> credentials;
    std::string helper;  ///< "pass" for docker-credential-pass; it is asked first
};

/// Docker's config.json and Podman's auth.json.
class CredentialFile {
  public:
    /// `where` is the file's name, for errors and for Credentials::from. Errors: config, without the file's content.
    static base::Result<CredentialFile> parse(std::string_view text, const std::string& where);

    /// `registry` is host[:port] in lower case. Of keys with a path (Podman) the longest that leads to the repository
    /// counts; keys that are URLs count by their host, Docker Hub by any of its names.
    Lookup find(const std::string& registry, const std::string& repository) const;

  private:
    base::Json m_content;
    std::string m_where;
};

/// What docker-credential-* expects on its stdin for that registry.
std::string helperInput(const std::string& registry);
/// Whether a name from a file may become a program's name.
bool isHelperName(std::string_view name);
/// Nothing where the helper knows the registry not. Errors: auth, without what the helper printed.
base::Result<std::optional<Credentials>> readHelper(const std::string& helper, int exitCode, const std::string& output);

/// From a pull Secret in full (kubernetes.io/dockerconfigjson or kubernetes.io/dockercfg), by the kubelet's rules: per
/// label globs, the same port, the longest path. Nothing where it has none for the registry. Errors: unsupported, for
/// another type, which Flux and the kubelet pass over in silence; config, for one that cannot be read.
base::Result<std::optional<Credentials>> readPullSecret(const base::Json& secret, const std::string& registry,
                                                        const std::string& repository);

}  // namespace scout::oci
