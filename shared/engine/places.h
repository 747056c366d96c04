// Everything that one trace may ask, behind one Router: the cluster, its management cluster, registries, ConfigHub.
// What the programs that trace have in common.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "engine/answer_source.h"
#include "engine/pull_secrets.h"
#include "engine/router.h"
#include "kubeconfig/load.h"
#include "net/http_transport.h"

namespace scout::engine {

struct PlacesSettings {
    bool registries = true;  ///< false: --no-registry
    /// Reads the pull Secret that a source names (--use-cluster-credentials); nullptr: no Secret is read.
    std::unique_ptr<PullSecrets> pullSecrets;
    std::string authorities;             ///< PEM, believed beside the system's (--registry-ca); "" for none
    std::vector<std::string> plainHttp;  ///< registries without TLS, as RegistrySettings has them
    kubeconfig::Environment environment;
    std::function<base::Time()> now;  ///< must be there
    std::optional<std::chrono::milliseconds> requestTimeout;
    std::function<void(const net::RequestLog&)> log;
};

class Places {
  public:
    /// `cluster`, and `management` and `configHub` where they are not null, must outlive this.
    Places(AnswerSource& cluster, AnswerSource* management, AnswerSource* configHub, PlacesSettings settings);
    ~Places();
    Places(const Places&) = delete;
    Places& operator=(const Places&) = delete;

    Router& router() { return *m_router; }

  private:
    struct Registries;
    std::unique_ptr<Registries> m_registries;  ///< null where they are not asked
    std::unique_ptr<Router> m_router;
};

}  // namespace scout::engine
