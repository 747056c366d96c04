#include "trace/fetch_advice.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace scout::trace {

namespace {

struct Words {
    std::string_view said;  ///< a part of the message, in lower case
    std::string_view flux;
    std::string_view argocd;
};

constexpr std::string_view place = "REGISTRY/REPOSITORY";
constexpr std::string_view notReached =
    "The server was not reached: check its host and port in the URL, that it runs, and that the controller's network "
    "may reach it.";
constexpr std::string_view fluxCa =
    "The registry's certificate comes from an authority that is not trusted: put that authority's certificate into a "
    "Secret under the key ca.crt, and name it in spec.certSecretRef.";
constexpr std::string_view argocdCa =
    "The registry's certificate comes from an authority that is not trusted: add that authority's certificate to "
    "ConfigMap argocd-tls-certs-cm, under the registry's host without its port, and restart argocd-repo-server.";
constexpr std::string_view fluxCredentials =
    "The registry wants credentials, or other ones: name a Secret in spec.secretRef. It must be of type "
    "kubernetes.io/dockerconfigjson (kubectl create secret docker-registry); any other type is ignored without a word.";
constexpr std::string_view argocdCredentials =
    "The registry wants credentials, or other ones: give them in a Secret of Argo CD's namespace that has the label "
    "argocd.argoproj.io/secret-type: repository, and type, url, username and password.";
constexpr std::string_view notThere =
    "The registry has no such tag, digest or repository. See what it has: oras repo tags REGISTRY/REPOSITORY.";
constexpr std::string_view foreignProvider =
    "spec.provider takes credentials from that cloud, for that cloud's own registries only: use generic for any other.";

// The first that fits: what a server said is more than that it was asked in vain.
constexpr std::array words = {
    Words{"expected only a single oci content layer", "",
          "Argo CD takes an artifact with one content layer only: pack the manifests into one archive and push that "
          "(tar -czf manifests.tar.gz *.yaml; oras push REGISTRY/REPOSITORY:TAG "
          "manifests.tar.gz:application/vnd.oci.image.layer.v1.tar+gzip)."},
    Words{"invalid aws registry", foreignProvider, ""},
    Words{"invalid gcp registry", foreignProvider, ""},
    Words{"invalid azure registry", foreignProvider, ""},
    Words{"x509:", fluxCa, argocdCa},
    Words{"manifest_unknown", notThere, notThere},
    Words{"manifest unknown", notThere, notThere},
    Words{"name_unknown", notThere, notThere},
    Words{"unauthorized", fluxCredentials, argocdCredentials},
    Words{"authentication required", fluxCredentials, argocdCredentials},
    Words{"basic credential not found", fluxCredentials, argocdCredentials},
    Words{"denied:", "The registry knows who asks and does not let them pull: give that account the right to.",
          "The registry knows who asks and does not let them pull: give that account the right to."},
    Words{"connection refused", notReached, notReached},
    Words{"no such host", notReached, notReached},
    Words{"no route to host", notReached, notReached},
    Words{"i/o timeout", notReached, notReached},
};

const Words* wordsFor(std::string_view message) {
    const std::string said = base::lower(message);
    const auto known = std::find_if(words.begin(), words.end(),
                                    [&said](const Words& entry) { return said.find(entry.said) != std::string::npos; });
    return known == words.end() ? nullptr : &*known;
}

}  // namespace

std::string fetchAdvice(std::string_view message, Fetcher fetcher, const model::OciSource* from) {
    const Words* known = wordsFor(message);
    if (known == nullptr) return {};
    std::string advice(fetcher == Fetcher::flux ? known->flux : known->argocd);
    const auto at = advice.find(place);
    if (at != std::string::npos && from != nullptr && !from->registry.empty() && !from->repository.empty())
        advice.replace(at, place.size(), from->registry + "/" + from->repository);
    return advice;
}

bool wantsCredentials(std::string_view message) {
    const Words* known = wordsFor(message);
    return known != nullptr && known->argocd == argocdCredentials;
}

}  // namespace scout::trace
