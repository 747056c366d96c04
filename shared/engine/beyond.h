// What both programs can be told about the places beside the traced cluster: whom to ask, how, and whom to believe. One
// table says which options there are and what they mean, whoever takes them: a command line, a dialog, remembered
// settings.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "engine/places.h"
#include "trace/investigate.h"

namespace scout::engine {

struct Beyond {
    bool noRegistry = false;
    std::string registryCa;               ///< file (PEM); "" for none
    std::vector<std::string> plainHttp;   ///< "HOST" for every port, or "HOST:PORT"
    bool clusterCredentials = false;      ///< read the pull Secret that a source names
    bool noConfigHub = false;             ///< otherwise it is asked where somebody is logged in
    std::string configHubContext;         ///< of cub; "" = its current one
    std::string managementContext;        ///< of the kubeconfig; "" without a management cluster
    std::optional<bool> verify;           ///< absent: when anything below says whom to believe
    std::vector<std::string> verifyKeys;  ///< files (PEM)
    std::vector<std::string> verifyCertificates;
    std::string verifyIdentity;  ///< "" = anybody's
    std::string verifyIssuer;    ///< "" = any

    /// Something says whom to believe.
    bool trustsAny() const;
    bool verifies() const { return verify.value_or(trustsAny()); }
    bool operator==(const Beyond&) const = default;
};

struct BeyondOption {
    enum class Kind { flag, one, several };
    std::string_view name;  ///< without dashes
    Kind kind = Kind::flag;
    std::string_view placeholder;  ///< of its value, "" for a flag; "FILE" for the name of a file
    std::string_view help;

    constexpr bool isFile() const { return placeholder == "FILE"; }
};

inline constexpr std::array<BeyondOption, 12> beyondOptions{{
    {"verify", BeyondOption::Kind::flag, "",
     "look in the registry for signatures and provenance of what is deployed; what is shown as verified was checked "
     "with the keys and certificates given here"},
    {"verify-key", BeyondOption::Kind::several, "FILE",
     "believe signatures by any public key in this file (PEM, cosign.pub); implies --verify; may be repeated"},
    {"verify-certificate", BeyondOption::Kind::several, "FILE",
     "believe certificates that lead to this one (PEM): notation's trust store, or a certificate authority; implies "
     "--verify; may be repeated"},
    {"verify-identity", BeyondOption::Kind::one, "NAME",
     "whose the certificate must be: its mail address, URI or subject; implies --verify"},
    {"verify-issuer", BeyondOption::Kind::one, "URL",
     "the OIDC issuer that the certificate must name; implies --verify"},
    {"no-registry", BeyondOption::Kind::flag, "",
     "keep to the cluster: do not ask registries what a tag means now and where an artifact came from"},
    {"registry-ca", BeyondOption::Kind::one, "FILE",
     "certificate authority of the registries (PEM), believed beside the system's"},
    {"plain-http", BeyondOption::Kind::several, "HOST[:PORT]",
     "speak to this registry without TLS, and send it credentials so; may be repeated"},
    {"use-cluster-credentials", BeyondOption::Kind::flag, "",
     "read the pull Secret that a source names, and ask its registry with that; otherwise with your own logins "
     "(docker, podman)"},
    {"no-confighub", BeyondOption::Kind::flag, "", "do not ask ConfigHub, even with a login to it"},
    {"confighub-context", BeyondOption::Kind::one, "NAME",
     "the cub context whose login ConfigHub is asked with; otherwise CUB_TOKEN, a worker's id and secret, or cub's "
     "current context"},
    {"management-context", BeyondOption::Kind::one, "NAME",
     "the kubeconfig context of the management cluster, where appliers live that deliver to this one by "
     "spec.kubeConfig or an Argo CD destination"},
}};

/// The option of that name. A name that is not in the table is a mistake in the program: it does not compile.
consteval const BeyondOption& beyondOption(std::string_view name) {
    for (const BeyondOption& option : beyondOptions) {
        if (option.name == name) return option;
    }
    throw "no such option";
}

/// `value` as somebody wrote it; of a flag strconv.ParseBool's words. One value more of an option that may be repeated,
/// else the value. Errors: usage (it has no such form), where "--NAME"; then nothing is taken.
std::optional<base::Error> take(Beyond& into, const BeyondOption& option, const std::string& value);
/// As if it had not been given.
void forget(Beyond& from, const BeyondOption& option);
/// What take() would have to be given; empty when it was not given. Never a secret: names, addresses and paths.
std::vector<std::string> valuesOf(const Beyond& beyond, const BeyondOption& option);

using ReadFile = std::function<base::Result<std::string>(const std::string& path)>;

/// What a trace looks into and whom it believes; ConfigHub and the management cluster are reached where there is a
/// connection to them, which is the caller's to say. Errors: usage (--verify beside --no-registry; a file that holds
/// neither key nor certificate), config (a file cannot be read).
base::Result<trace::Options> tracingOptions(const Beyond& beyond, const ReadFile& read);

/// How registries are spoken to; environment, clock and pull Secrets are the caller's to fill. Errors: config (the
/// certificate authority cannot be read or holds no certificate).
base::Result<PlacesSettings> placesSettings(const Beyond& beyond, const ReadFile& read);

}  // namespace scout::engine
