#include "net/http_transport.h"

#include <QDateTime>
#include <QHttp2Configuration>
#include <QNetworkProxy>
#include <QNetworkRequest>
#include <QTimer>
#include <QUrl>
#include <map>
#include <optional>

#include "net/connections.h"
#include "net/http_call.h"
#include "net/http_stream.h"
#include "net/proxy.h"
#include "net/request_headers.h"
#include "net/tls.h"
#include "net/tls_probe.h"
#include "net/tls_proxy.h"

namespace scout::net {

namespace {

base::Time systemTime() {
    return base::Time{QDateTime::currentSecsSinceEpoch()};
}

CredentialPorts withClock(CredentialPorts ports) {
    if (!ports.now) ports.now = systemTime;
    return ports;
}

/// Qt 6.4 has one value for a name. In HTTP/1.1, where headers are lines, several lines can stand in one value; every
/// value was checked for line breaks before (requestHeaders).
void setHeaders(QNetworkRequest& request, const std::vector<std::pair<std::string, std::string>>& headers) {
    std::map<QByteArray, QByteArray> lines;
    bool repeated = false;
    for (const auto& [name, value] : headers) {
        const QByteArray key = QByteArray::fromStdString(name);
        const auto [line, added] = lines.try_emplace(key, QByteArray::fromStdString(value));
        if (added) continue;
        line->second += "\r\n" + key + ": " + QByteArray::fromStdString(value);
        repeated = true;
    }
    for (const auto& [name, value] : lines) request.setRawHeader(name, value);
    if (repeated) request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
}

}  // namespace

class HttpTransport::Connection : public QObject {
    struct Call {
        base::HttpRequest request;
        Callback callback;             ///< of a get
        std::optional<Stream> stream;  ///< of a stream
        Connections::Lease lease;
        std::unique_ptr<HttpExchange> http;  ///< null while credentials are being waited for
        bool ending = false;
    };

  public:
    Connection(kubeconfig::ClientConfig config, HttpOptions options)
        : m_config(std::move(config)),
          m_options(std::move(options)),
          m_server(QUrl::fromEncoded(QByteArray::fromStdString(m_config.server), QUrl::StrictMode)),
          m_now(withClock(m_options.credentials).now),
          m_credentials(m_config, withClock(m_options.credentials)) {
        m_secure = m_server.scheme() == QLatin1String("https");
        // The protocol's default of 64 KiB would cost a round trip for each 64 KiB of a large list.
        m_http2.setStreamReceiveWindowSize(4U << 20);
        m_http2.setSessionReceiveWindowSize(16U << 20);
        m_broken = prepare();
        m_doubt.setSingleShot(true);
        connect(&m_doubt, &QTimer::timeout, this, [this] { probe(); });
    }

    Ticket get(const base::HttpRequest& request, Callback callback) {
        Call call;
        call.request = request;
        call.callback = std::move(callback);
        return begin(std::move(call));
    }

    Ticket stream(const base::HttpRequest& request, Stream stream) {
        Call call;
        call.request = request;
        call.stream = std::move(stream);
        return begin(std::move(call));
    }

    void cancel(Ticket ticket) {
        const auto found = m_calls.find(ticket);
        if (found == m_calls.end() || found->second.ending) return;
        if (found->second.http) return found->second.http->cancel();
        endLater(ticket, base::Error{base::ErrorKind::cancelled, "the request was cancelled", m_route.peer.host, ""});
        // A plugin that nobody waits for any more (it may ask a person to log in) has no reason to go on.
        for (const auto& [other, call] : m_calls) {
            if (!call.http && !call.ending) return;
        }
        if (m_waiting > 0) m_credentials.cancel();
    }

    const Usage& usage() const { return m_usage; }

  private:
    Ticket begin(Call&& call) {
        const Ticket ticket = ++m_lastTicket;
        m_calls[ticket] = std::move(call);
        if (m_broken) {
            endLater(ticket, *m_broken);
        } else if (m_secure) {
            ++m_waiting;
            m_credentials.get([this, ticket](base::Result<Credential> credential) {
                --m_waiting;
                const auto found = m_calls.find(ticket);
                if (found == m_calls.end() || found->second.ending) return;
                if (!credential) return endLater(ticket, credential.error());
                send(ticket, found->second, &*credential);
            });
        } else {
            send(ticket, m_calls[ticket], nullptr);
        }
        return ticket;
    }

    /// The error that every request gets, if the configuration cannot work.
    std::optional<base::Error> prepare() {
        if (!m_server.isValid() || m_server.host().isEmpty() ||
            (!m_secure && m_server.scheme() != QLatin1String("http"))) {
            return base::Error{base::ErrorKind::config,
                               "the server of cluster \"" + m_config.clusterName + "\" is not an http or https URL",
                               m_server.toString(QUrl::RemoveUserInfo).toStdString(),
                               "correct server in the kubeconfig"};
        }
        m_route.peer.host = hostAndPort(m_server.host(), m_server.port(m_secure ? 443 : 80));
        m_route.peer.verifiedAs =
            m_config.tlsServerName.empty() ? m_server.host().toStdString() : m_config.tlsServerName;
        base::Result<QNetworkProxy> proxy = proxyFromUrl(m_config.proxyUrl);
        if (!proxy) return proxy.error();
        if (proxy->type() != QNetworkProxy::NoProxy) m_route.proxy = hostAndPort(proxy->hostName(), proxy->port());
        if (isTlsProxy(m_config.proxyUrl)) {
            // No client certificate: that is for the server behind it.
            kubeconfig::ClientConfig anonymous = m_config;
            anonymous.clientCertPem.clear();
            base::Result<QSslConfiguration> tls = tlsConfiguration(anonymous, m_now());
            if (!tls) return tls.error();
            m_tlsProxy = std::make_unique<TlsProxy>(*proxy, *tls);
            *proxy = m_tlsProxy->local();
            if (proxy->type() == QNetworkProxy::NoProxy) {
                return base::Error{base::ErrorKind::unreachable,
                                   "no port on the loopback interface for the way to the proxy", m_route.proxy,
                                   "use the proxy's http:// or socks5:// port"};
            }
            m_route.proxyFailure = [this] { return m_tlsProxy->failure(); };
        }
        m_connections.setProxy(*proxy);
        return std::nullopt;
    }

    void send(Ticket ticket, Call& call, const Credential* credential) {
        QNetworkRequest request(
            QUrl::fromEncoded(QByteArray::fromStdString(m_config.server + call.request.target), QUrl::StrictMode));
        if (credential) {
            if (const auto set = useCredential(*credential); !set) return endLater(ticket, set.error());
            request.setSslConfiguration(m_tls);
            if (!m_config.tlsServerName.empty())
                request.setPeerVerifyName(QString::fromStdString(m_config.tlsServerName));
        }
        // Over plain http Qt would offer an upgrade to HTTP/2, which some servers stumble over.
        request.setAttribute(QNetworkRequest::Http2AllowedAttribute, m_secure);
        const auto headers = requestHeaders(call.request, m_config, credential);
        if (!headers) return endLater(ticket, headers.error());
        setHeaders(request, *headers);
        // What compresses a stream keeps it back until a block is full.
        if (call.stream) request.setRawHeader("Accept-Encoding", "identity");
        leaveToCaller(request);
        request.setHttp2Configuration(m_http2);

        if (m_secure && !m_answered && !m_probe && !m_doubt.isActive()) m_doubt.start(m_options.doubtAfter);
        const std::uint64_t generation = credential ? credential->generation : 0;
        if (call.stream) {
            Stream ports = *call.stream;
            ports.onHead = [this, ticket, generation](const base::HttpResponse& head) {
                answered(ticket, head.status, generation);
                const auto found = m_calls.find(ticket);
                if (found != m_calls.end() && found->second.stream->onHead) found->second.stream->onHead(head);
            };
            call.lease = m_connections.forStream(m_http2Spoken);
            call.http = std::make_unique<HttpStream>(
                *call.lease, std::move(request), m_route, m_options, m_usage, ports,
                [this, ticket](const std::optional<base::Error>& error) { endStream(ticket, error); });
            return;
        }
        call.lease = m_connections.forCall();
        call.http = std::make_unique<HttpCall>(*call.lease, std::move(request), m_route, m_options, m_usage,
                                               [this, ticket, generation](base::Result<base::HttpResponse> result) {
                                                   if (result) answered(ticket, result->status, generation);
                                                   end(ticket, std::move(result));
                                               });
    }

    void answered(Ticket ticket, int status, std::uint64_t generation) {
        m_answered = true;
        const auto found = m_calls.find(ticket);
        if (found != m_calls.end()) m_http2Spoken = found->second.http->http2().value_or(m_http2Spoken);
        if (!m_secure) return;
        if (status == 401) {
            m_credentials.refused(generation);
        } else {
            m_credentials.accepted(generation);
        }
    }

    /// Brings the TLS settings in line with the credential's certificate.
    base::Result<bool> useCredential(const Credential& credential) {
        if (m_tlsGeneration == credential.generation) return true;
        const bool first = !m_tlsGeneration;
        if (!first && credential.clientCertPem == m_config.clientCertPem &&
            credential.clientKeyPem == m_config.clientKeyPem) {
            m_tlsGeneration = credential.generation;
            return true;
        }
        m_config.clientCertPem = credential.clientCertPem;
        m_config.clientKeyPem = credential.clientKeyPem;
        base::Result<QSslConfiguration> tls = tlsConfiguration(m_config, m_now());
        if (!tls) return tls.error();
        m_tls = *tls;
        m_route.peer.clientCertificate = !m_config.clientCertPem.empty();
        m_tlsGeneration = credential.generation;
        // A connection belongs to the certificate that it was made with.
        if (!first) m_connections.renew();
        return true;
    }

    void probe() {
        if (m_answered) return;
        m_probe =
            std::make_unique<TlsProbe>(m_tls, m_connections.proxy(), m_route.peer, m_server.host(),
                                       static_cast<quint16>(m_server.port(443)), [this](const base::Error& error) {
                                           for (const auto& [ticket, call] : m_calls) {
                                               if (call.http && call.http->isWaiting()) call.http->fail(error);
                                           }
                                       });
    }

    void endLater(Ticket ticket, const base::Error& error) {
        m_calls[ticket].ending = true;
        QMetaObject::invokeMethod(
            this, [this, ticket, error] { end(ticket, error); }, Qt::QueuedConnection);
    }

    /// The callback may destroy the transport.
    void end(Ticket ticket, base::Result<base::HttpResponse> result) {
        auto call = m_calls.extract(ticket);
        if (call.empty()) return;
        if (!result) doubtConnection(result.error());
        if (call.mapped().stream) {
            call.mapped().stream->onEnd(result.error());
        } else {
            call.mapped().callback(std::move(result));
        }
    }

    void endStream(Ticket ticket, const std::optional<base::Error>& error) {
        if (error) return end(ticket, *error);
        const auto call = m_calls.extract(ticket);
        if (!call.empty()) call.mapped().stream->onEnd(std::nullopt);
    }

    /// A connection on which nothing comes any more may have died unnoticed (a laptop that slept, a new network), and
    /// over HTTP/2 every request would go the same way.
    void doubtConnection(const base::Error& error) {
        if (error.kind == base::ErrorKind::timeout) m_connections.renew();
    }

    kubeconfig::ClientConfig m_config;
    HttpOptions m_options;
    QUrl m_server;
    std::function<base::Time()> m_now;
    Credentials m_credentials;
    Connections m_connections;
    QHttp2Configuration m_http2;
    QSslConfiguration m_tls;
    std::optional<std::uint64_t> m_tlsGeneration;
    HttpExchange::Route m_route;
    std::unique_ptr<TlsProxy> m_tlsProxy;
    std::optional<base::Error> m_broken;
    Usage m_usage;
    bool m_secure = false;
    bool m_answered = false;     ///< the server has answered at least once
    bool m_http2Spoken = false;  ///< in its last answer
    QTimer m_doubt;
    std::unique_ptr<TlsProbe> m_probe;
    int m_waiting = 0;
    Ticket m_lastTicket = 0;
    std::map<Ticket, Call> m_calls;  // last: calls use everything above
};

HttpTransport::HttpTransport(kubeconfig::ClientConfig config, HttpOptions options)
    : m_connection(std::make_unique<Connection>(std::move(config), std::move(options))) {}

HttpTransport::~HttpTransport() = default;

Transport::Ticket HttpTransport::get(const base::HttpRequest& request, Callback callback) {
    return m_connection->get(request, std::move(callback));
}

Transport::Ticket HttpTransport::stream(const base::HttpRequest& request, Stream stream) {
    return m_connection->stream(request, std::move(stream));
}

void HttpTransport::cancel(Ticket ticket) {
    m_connection->cancel(ticket);
}

Usage HttpTransport::usage() const {
    return m_connection->usage();
}

}  // namespace scout::net
