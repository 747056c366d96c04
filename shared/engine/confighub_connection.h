// From a login to a ConfigHub that can be asked: what every program that traces needs of it.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/error.h"
#include "base/time.h"
#include "confighub/credentials.h"
#include "engine/confighub.h"
#include "net/http_transport.h"
#include "net/web.h"

namespace scout::engine {

struct ConfigHubSettings {
    std::string context;  ///< --confighub-context; "" = as cub would choose
    confighub::Environment environment;
    std::function<base::Time()> now;  ///< must be there
    std::optional<std::chrono::milliseconds> requestTimeout;
    std::function<void(const net::RequestLog&)> log;
};

/// Lives on one thread with a Qt event loop.
class ConfigHubConnection {
  public:
    /// Reads the login; the server is not contacted. Null where nobody is logged in. Errors as
    /// confighub::loadCredentials, and config for a SSL_CERT_FILE that cannot be read; always with advice.
    static base::Result<std::unique_ptr<ConfigHubConnection>> open(ConfigHubSettings settings);

    ConfigHub& source() { return m_source; }
    const std::string& server() const { return m_server; }

  private:
    ConfigHubConnection(ConfigHubSettings settings, const confighub::Credentials& credentials, std::string authorities);

    std::string m_server;
    std::unique_ptr<net::Web> m_web;
    ConfigHub m_source;
};

}  // namespace scout::engine
