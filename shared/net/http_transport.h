// HTTP to one API server with the settings and credentials of one ClientConfig. Needs a running Qt event loop
// (QCoreApplication) on the thread that made it.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "kubeconfig/client_config.h"
#include "net/credentials.h"
#include "net/transport.h"

namespace scout::net {

/// One try of one request, for -v; of a stream, its beginning. Never holds credentials.
struct RequestLog {
    std::string method;  ///< "GET"
    std::string url;
    int status = 0;          ///< 0: no answer
    std::int64_t bytes = 0;  ///< of the body, decompressed
    std::int64_t milliseconds = 0;
    std::string protocol;  ///< "HTTP/2" or "HTTP/1.1"; "" without an answer
    bool reusedConnection = false;
    std::string error;  ///< "" when there was an answer
};

struct HttpOptions {
    /// For one GET, from its sending to the last byte of the body, all tries together; for a stream, until the head of
    /// the answer. Zero: no limit.
    std::chrono::milliseconds timeout{30000};
    std::size_t maxBody = std::size_t{64} << 20;  ///< bytes, decompressed
    int maxTries = 3;
    /// A server that wants to be left alone for longer gets its wish: its 429 or 5xx is the answer.
    std::chrono::milliseconds longestPause{60000};
    /// How long the first answer over TLS may take before a second connection looks whether the server refused the
    /// client's certificate (net/tls_probe.h). It sends no request.
    std::chrono::milliseconds doubtAfter{2000};
    std::function<void(const RequestLog&)> log;
    CredentialPorts credentials;
};

/// TLS 1.2 or newer, HTTP/2 where the server has it; one connection for all GETs then, and one for every 50 streams.
/// Streams keep no GET waiting over HTTP/1.1 either. After a timeout, new requests get new connections. A proxy only as
/// config.proxyUrl says (choosing it from the environment is the caller's part); redirects are responses; nothing is
/// stored on disk. Over plain http no credentials are sent. A 429 or 5xx with Retry-After of a minute at most is tried
/// again as long as tries and timeout allow; where they do not, it is the response. An error of the configuration
/// (broken PEM, expired client certificate) is the answer to every GET.
class HttpTransport final : public Transport {
  public:
    explicit HttpTransport(kubeconfig::ClientConfig config, HttpOptions options = {});
    /// Callbacks that have not come by then never come.
    ~HttpTransport() override;

    Ticket get(const base::HttpRequest& request, Callback callback) override;
    Ticket stream(const base::HttpRequest& request, Stream stream) override;
    void cancel(Ticket ticket) override;
    Usage usage() const override;

  private:
    class Connection;
    std::unique_ptr<Connection> m_connection;
};

}  // namespace scout::net
