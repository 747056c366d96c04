#include "engine/confighub_connection.h"

#include <utility>

#include "engine/file_access.h"
#include "net/http_web.h"

namespace scout::engine {

namespace {

// A file of authorities that Go's programs, cub among them, believe; "" without one.
base::Result<std::string> authorities(const confighub::Environment& environment) {
    const auto file = environment.find("SSL_CERT_FILE");
    if (file == environment.end() || file->second.empty()) return std::string();
    return readFile(file->second);
}

net::WebOptions webOptions(ConfigHubSettings settings, std::string authorities) {
    net::WebOptions options;
    options.authorities = std::move(authorities);
    // A trace without ConfigHub's word is better than one that waits for it.
    options.timeout = settings.requestTimeout.value_or(std::chrono::seconds(10));
    options.environment = std::move(settings.environment);
    options.log = std::move(settings.log);
    options.advice = {"add the authority that signed it to the system's, or name its file in SSL_CERT_FILE",
                      "check the server's address: cub context, CUB_SERVER or CONFIGHUB_URL",
                      "check the server's address, and the network, VPN or proxy on the way to it; --no-confighub does "
                      "without ConfigHub",
                      "check that this is a ConfigHub server"};
    return options;
}

}  // namespace

base::Result<std::unique_ptr<ConfigHubConnection>> ConfigHubConnection::open(ConfigHubSettings settings) {
    const auto credentials = confighub::loadCredentials(settings.context, settings.environment, readFile);
    if (!credentials) {
        base::Error error = credentials.error();
        if (error.advice.empty()) error.advice = "Correct it, or do without ConfigHub: --no-confighub.";
        return error;
    }
    if (!*credentials) return std::unique_ptr<ConfigHubConnection>();
    auto pem = authorities(settings.environment);
    if (!pem) {
        base::Error error = pem.error();
        error.kind = base::ErrorKind::config;
        error.advice = "Correct or unset SSL_CERT_FILE.";
        return error;
    }
    return std::unique_ptr<ConfigHubConnection>(
        new ConfigHubConnection(std::move(settings), **credentials, *std::move(pem)));
}

ConfigHubConnection::ConfigHubConnection(ConfigHubSettings settings, const confighub::Credentials& credentials,
                                         std::string authorities)
    : m_server(credentials.server.url),
      m_web(std::make_unique<net::HttpWeb>(webOptions(settings, std::move(authorities)))),
      m_source(*m_web, credentials, settings.now) {}

}  // namespace scout::engine
