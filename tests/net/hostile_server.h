// A web server for tests that does what it is told, on a free port of the loopback interface, in this thread's event
// loop.
#pragma once

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QSslSocket>
#include <QTcpServer>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "base/error.h"
#include "base/http.h"
#include "net/transport.h"
#include "net/web.h"

namespace scout::test {

/// A file of tests/net/pki.
QByteArray pki(const QString& name);
std::string pkiText(const QString& name);

struct Seen {
    QByteArray method;
    QByteArray target;
    QList<std::pair<QByteArray, QByteArray>> headers;  ///< as they came, repeated ones repeated
    QByteArray body;                                   ///< as long as Content-Length says
    int connection = 0;                                ///< 1 for the first connection
    QString clientName;                                ///< CN of the client's certificate

    /// All values of a header, in any case of its name.
    QList<QByteArray> all(const QByteArray& name) const;
    QByteArray header(const QByteArray& name) const { return all(name).value(0); }
};

class HostileServer : public QObject {
  public:
    struct Tls {
        QString certificate = QStringLiteral("server.pem");
        bool requireClientCertificate = false;
        bool http2 = false;  ///< offers HTTP/2, which it does not speak
    };
    /// Called for each request; writes to the socket, or does not.
    using Handler = std::function<void(const Seen&, QTcpSocket&)>;

    explicit HostileServer(Handler handler, std::optional<Tls> tls = std::nullopt);

    quint16 port() const { return m_server->serverPort(); }
    /// "http://127.0.0.1:PORT", https with TLS.
    std::string url(const QString& host = QStringLiteral("127.0.0.1")) const;
    const QList<Seen>& seen() const { return m_seen; }
    int connections() const { return m_connections; }
    /// Runs when a connection is there, before any request: to close it, or to say something else than HTTP.
    std::function<void(QTcpSocket&)> onConnection;

  private:
    void accept(QTcpSocket* socket);

    Handler m_handler;
    std::unique_ptr<QTcpServer> m_server;
    bool m_tls = false;
    QList<Seen> m_seen;
    int m_connections = 0;
};

/// A complete answer with Content-Length.
QByteArray answer(int status, const QByteArray& body, const QByteArray& moreHeaders = {});
/// A handler that always gives it.
HostileServer::Handler always(const QByteArray& bytes);

/// Waits for the answer of one GET.
base::Result<base::HttpResponse> fetch(net::Transport& transport, const std::string& target = "/version");

/// Waits for the answer of one request.
base::Result<base::HttpResponse> fetch(net::Web& web, const base::WebRequest& request);

}  // namespace scout::test
