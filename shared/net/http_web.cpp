#include "net/http_web.h"

#include <QDateTime>
#include <QNetworkProxy>
#include <QNetworkRequest>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QUrl>
#include <QUrlQuery>
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>

#include "base/text.h"
#include "kubeconfig/proxy.h"
#include "net/connections.h"
#include "net/http_call.h"
#include "net/proxy.h"
#include "net/request_headers.h"
#include "net/tls.h"
#include "net/tls_proxy.h"

namespace scout::net {

namespace {

/// Storage behind a registry is reached through URLs that are a credential themselves (RFC 9110 knows no such thing,
/// but every object store does).
bool looksSecret(const QString& parameter) {
    static constexpr std::array<std::string_view, 9> parts{"sig",    "token",    "credential", "secret", "key",
                                                           "policy", "password", "x-amz-",     "x-goog-"};
    const std::string name = base::lower(parameter.toStdString());
    return std::any_of(parts.begin(), parts.end(),
                       [&name](std::string_view part) { return name.find(part) != std::string::npos; });
}

std::string withoutSecrets(const std::string& text) {
    QUrl url = QUrl::fromEncoded(QByteArray::fromStdString(text));
    QUrlQuery query(url);
    auto items = query.queryItems(QUrl::FullyEncoded);
    for (auto& [name, value] : items) {
        if (looksSecret(name)) value = QStringLiteral("...");
    }
    query.setQueryItems(items);
    url.setQuery(query);
    return url.toString(QUrl::RemoveUserInfo | QUrl::FullyEncoded).toStdString();
}

HttpOptions callOptions(const WebOptions& options) {
    HttpOptions call;
    call.timeout = options.timeout;
    call.maxBody = options.maxBody;
    call.maxTries = 2;
    call.longestPause = std::chrono::seconds(2);
    if (options.log) {
        call.log = [log = options.log](RequestLog entry) {
            entry.url = withoutSecrets(entry.url);
            log(entry);
        };
    }
    return call;
}

base::Result<QSslConfiguration> tlsOf(const WebOptions& options) {
    // The default configuration finds system certificates as they are needed.
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setPeerVerifyMode(options.checkCertificates ? QSslSocket::VerifyPeer : QSslSocket::VerifyNone);
    if (options.authorities.empty()) return tls;
    const QList<QSslCertificate> more =
        QSslCertificate::fromData(QByteArray::fromStdString(options.authorities), QSsl::Pem);
    if (more.isEmpty()) {
        return base::Error{base::ErrorKind::config, "the certificate authorities hold no PEM certificate", "",
                           options.advice.unknownAuthority};
    }
    tls.setCaCertificates(QSslConfiguration::systemCaCertificates() + more);
    return tls;
}

}  // namespace

class HttpWeb::Network : public QObject {
    /// What goes the same way: directly, or through one proxy.
    struct Lane {
        Connections connections;
        std::unique_ptr<TlsProxy> tlsProxy;
        std::string proxy;  ///< "host:port", "" for a direct connection
    };
    struct Call {
        Callback callback;
        Connections::Lease lease;
        std::unique_ptr<HttpCall> http;  ///< null when it has failed before it was sent
    };

  public:
    explicit Network(WebOptions options)
        : m_options(std::move(options)), m_callOptions(callOptions(m_options)), m_tls(tlsOf(m_options)) {}

    Ticket send(const base::WebRequest& request, Callback callback) {
        const Ticket ticket = ++m_lastTicket;
        m_calls[ticket].callback = std::move(callback);
        if (const auto broken = start(ticket, request)) endLater(ticket, *broken);
        return ticket;
    }

    void cancel(Ticket ticket) {
        const auto found = m_calls.find(ticket);
        if (found != m_calls.end() && found->second.http) found->second.http->cancel();
    }

    const Usage& usage() const { return m_usage; }

  private:
    std::optional<base::Error> start(Ticket ticket, const base::WebRequest& asked) {
        if (!m_tls) return m_tls.error();
        const QUrl url = QUrl::fromEncoded(QByteArray::fromStdString(asked.url), QUrl::StrictMode);
        const bool secure = url.scheme() == QLatin1String("https");
        if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty() ||
            (!secure && url.scheme() != QLatin1String("http"))) {
            return base::Error{base::ErrorKind::config, "this is not an http or https URL without a password",
                               withoutSecrets(asked.url), m_options.advice.noHttp};
        }
        HttpExchange::Route route;
        route.peer = Peer{hostAndPort(url.host(), url.port(secure ? 443 : 80)), url.host().toStdString(), false,
                          m_options.advice};
        base::Result<Lane*> lane = laneTo(url);
        if (!lane) return lane.error();
        route.proxy = (*lane)->proxy;
        if (const TlsProxy* proxy = (*lane)->tlsProxy.get()) {
            route.proxyFailure = [proxy] { return proxy->failure(); };
        }
        base::Result<QNetworkRequest> request = headed(asked, url);
        if (!request) return request.error();

        Call& call = m_calls[ticket];
        call.lease = (*lane)->connections.forCall();
        call.http = std::make_unique<HttpCall>(
            *call.lease,
            HttpExchange::Message(std::move(*request), asked.method, QByteArray::fromStdString(asked.body)), route,
            m_callOptions, m_usage, [this, ticket, way = *lane](base::Result<base::HttpResponse> result) {
                // The connection may have died unnoticed (http_transport.cpp).
                if (!result && result.error().kind == base::ErrorKind::timeout) way->connections.renew();
                end(ticket, std::move(result));
            });
        return std::nullopt;
    }

    base::Result<QNetworkRequest> headed(const base::WebRequest& asked, const QUrl& url) const {
        QNetworkRequest request(url);
        request.setSslConfiguration(*m_tls);
        // Over HTTP/2, Qt 6.4 drops the connection at a 401 that asks for a password, and the challenge with it.
        request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
        request.setRawHeader("User-Agent", "kubectl-scout/" SCOUT_VERSION);
        for (const auto& [name, value] : asked.headers) {
            if (!isHeaderValue(value)) {
                return base::Error{base::ErrorKind::config,
                                   "the value for the header " + name + " holds a control character",
                                   url.host().toStdString(), "check the credentials for line breaks"};
            }
            request.setRawHeader(QByteArray::fromStdString(name), QByteArray::fromStdString(value));
        }
        leaveToCaller(request);
        return request;
    }

    base::Result<Lane*> laneTo(const QUrl& url) {
        const base::Result<std::string> through = kubeconfig::environmentProxy(
            url.toString(QUrl::RemoveUserInfo | QUrl::RemovePath | QUrl::RemoveQuery).toStdString(),
            m_options.environment);
        if (!through) return through.error();
        if (const auto known = m_lanes.find(*through); known != m_lanes.end()) return known->second.get();

        auto lane = std::make_unique<Lane>();
        base::Result<QNetworkProxy> proxy = proxyFromUrl(*through);
        if (!proxy) return proxy.error();
        if (proxy->type() != QNetworkProxy::NoProxy) lane->proxy = hostAndPort(proxy->hostName(), proxy->port());
        if (isTlsProxy(*through)) {
            lane->tlsProxy = std::make_unique<TlsProxy>(*proxy, *m_tls);
            *proxy = lane->tlsProxy->local();
            if (proxy->type() == QNetworkProxy::NoProxy) {
                return base::Error{base::ErrorKind::unreachable,
                                   "no port on the loopback interface for the way to the proxy", lane->proxy,
                                   "use the proxy's http:// or socks5:// port"};
            }
        }
        lane->connections.setProxy(*proxy);
        return (m_lanes[*through] = std::move(lane)).get();
    }

    void endLater(Ticket ticket, const base::Error& error) {
        QMetaObject::invokeMethod(
            this, [this, ticket, error] { end(ticket, error); }, Qt::QueuedConnection);
    }

    /// The callback may destroy this.
    void end(Ticket ticket, base::Result<base::HttpResponse> result) {
        auto call = m_calls.extract(ticket);
        if (!call.empty()) call.mapped().callback(std::move(result));
    }

    WebOptions m_options;
    HttpOptions m_callOptions;
    base::Result<QSslConfiguration> m_tls;
    std::map<std::string, std::unique_ptr<Lane>> m_lanes;  ///< by the proxy's URL
    Usage m_usage;
    Ticket m_lastTicket = 0;
    std::map<Ticket, Call> m_calls;  // last: calls use everything above
};

HttpWeb::HttpWeb(WebOptions options) : m_network(std::make_unique<Network>(std::move(options))) {}

HttpWeb::~HttpWeb() = default;

Web::Ticket HttpWeb::send(const base::WebRequest& request, Callback callback) {
    return m_network->send(request, std::move(callback));
}

void HttpWeb::cancel(Ticket ticket) {
    m_network->cancel(ticket);
}

Usage HttpWeb::usage() const {
    return m_network->usage();
}

}  // namespace scout::net
