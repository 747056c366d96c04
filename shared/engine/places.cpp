#include "engine/places.h"

#include <utility>

#include "engine/registry.h"
#include "net/http_web.h"

namespace scout::engine {

namespace {

net::WebOptions webOptions(const PlacesSettings& settings, bool checkCertificates) {
    net::WebOptions options;
    // A trace without a registry's word is better than one that waits for it.
    options.timeout = settings.requestTimeout.value_or(std::chrono::seconds(5));
    options.authorities = settings.authorities;
    options.checkCertificates = checkCertificates;
    options.environment = settings.environment;
    options.log = settings.log;
    options.advice = {
        "name the file of the authority that signed it with --registry-ca",
        "if the registry really has no TLS, say so with --plain-http HOST:PORT",
        "check the registry's name and the network, VPN or proxy on the way to it; --no-registry keeps to the cluster",
        "check that this is an OCI registry"};
    return options;
}

RegistrySettings registrySettings(const PlacesSettings& settings) {
    RegistrySettings out;
    out.environment = settings.environment;
    out.plainHttp = settings.plainHttp;
    out.now = settings.now;
    out.secrets = settings.pullSecrets.get();
    return out;
}

}  // namespace

struct Places::Registries {
    explicit Registries(PlacesSettings settings)
        : checked(webOptions(settings, true)),
          unchecked(webOptions(settings, false)),
          registry({checked, unchecked}, registrySettings(settings)),
          secrets(std::move(settings.pullSecrets)) {}

    net::HttpWeb checked;
    net::HttpWeb unchecked;
    Registry registry;
    std::unique_ptr<PullSecrets> secrets;  // ends before the registry: its callbacks are the registry's
};

Places::Places(AnswerSource& cluster, AnswerSource* management, AnswerSource* configHub, PlacesSettings settings) {
    if (settings.registries) m_registries = std::make_unique<Registries>(std::move(settings));
    m_router = std::make_unique<Router>(
        Router::Places{&cluster, management, m_registries ? &m_registries->registry : nullptr, configHub});
}

Places::~Places() = default;

}  // namespace scout::engine
