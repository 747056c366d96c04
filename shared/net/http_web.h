// HTTP to servers that no kubeconfig names: registries, token services, ConfigHub. Needs a running Qt event loop
// (QCoreApplication) on the thread that made it.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "kubeconfig/load.h"
#include "net/advice.h"
#include "net/http_transport.h"
#include "net/web.h"

namespace scout::net {

struct WebOptions {
    /// For one request, from its sending to the last byte of the body. Zero: no limit.
    std::chrono::milliseconds timeout{30000};
    std::size_t maxBody = std::size_t{8} << 20;  ///< bytes, decompressed
    /// Authorities that are believed beside the system's, as PEM; "" for none.
    std::string authorities;
    bool checkCertificates = true;
    kubeconfig::Environment environment;  ///< HTTPS_PROXY, HTTP_PROXY and NO_PROXY are read
    /// Values of a URL that look like a signature or a credential come as "...".
    std::function<void(const RequestLog&)> log;
    Advice advice;
};

/// TLS 1.2 or newer, HTTP/1.1, connections are kept. Redirects are responses, nothing is stored on disk, there are no
/// cookies. A 429 or 5xx with Retry-After of two seconds at most is tried again once. Errors as
/// Transport's, and config for a URL that is not http or https or that carries a password, for a header that would
/// break out of its line, for authorities that are not PEM, and for a proxy that cannot be used.
class HttpWeb final : public Web {
  public:
    explicit HttpWeb(WebOptions options = {});
    /// Callbacks that have not come by then never come.
    ~HttpWeb() override;

    Ticket send(const base::WebRequest& request, Callback callback) override;
    void cancel(Ticket ticket) override;
    Usage usage() const override;

  private:
    class Network;
    std::unique_ptr<Network> m_network;
};

}  // namespace scout::net
