#include "hostile_server.h"

#include <QEventLoop>
#include <QFile>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QTimer>

namespace scout::test {

QByteArray pki(const QString& name) {
    QFile file(QStringLiteral(SCOUT_TESTS_DIR "/net/pki/") + name);
    if (!file.open(QIODevice::ReadOnly)) qFatal("no test file %s", qPrintable(file.fileName()));
    return file.readAll();
}

std::string pkiText(const QString& name) {
    return pki(name).toStdString();
}

QList<QByteArray> Seen::all(const QByteArray& name) const {
    QList<QByteArray> values;
    for (const auto& [key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0) values << value;
    }
    return values;
}

HostileServer::HostileServer(Handler handler, std::optional<Tls> tls)
    : m_handler(std::move(handler)), m_tls(tls.has_value()) {
    if (tls) {
        auto server = std::make_unique<QSslServer>();
        QSslConfiguration config = QSslConfiguration::defaultConfiguration();
        config.setLocalCertificate(QSslCertificate(pki(tls->certificate)));
        config.setPrivateKey(QSslKey(pki(QStringLiteral("server.key.pem")), QSsl::Ec));
        config.setProtocol(QSsl::TlsV1_2OrLater);
        if (tls->requireClientCertificate) {
            config.setCaCertificates({QSslCertificate(pki(QStringLiteral("ca.pem")))});
            config.setPeerVerifyMode(QSslSocket::VerifyPeer);
            // So that it answers with an alert, as other servers do, and not by hanging up.
            config.setHandshakeMustInterruptOnError(true);
            config.setMissingCertificateIsFatal(true);
        } else {
            config.setPeerVerifyMode(QSslSocket::VerifyNone);
        }
        if (tls->http2) config.setAllowedNextProtocols({QByteArrayLiteral("h2")});
        server->setSslConfiguration(config);
        m_server = std::move(server);
    } else {
        m_server = std::make_unique<QTcpServer>();
    }
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, [this] {
        while (QTcpSocket* socket = m_server->nextPendingConnection()) accept(socket);
    });
    if (!m_server->listen(QHostAddress::LocalHost)) qFatal("cannot listen on the loopback interface");
}

std::string HostileServer::url(const QString& host) const {
    return QStringLiteral("%1://%2:%3")
        .arg(m_tls ? QStringLiteral("https") : QStringLiteral("http"), host)
        .arg(port())
        .toStdString();
}

void HostileServer::accept(QTcpSocket* socket) {
    const int number = ++m_connections;
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    if (onConnection) onConnection(*socket);
    auto buffer = std::make_shared<QByteArray>();
    const auto read = [this, socket, buffer, number] {
        buffer->append(socket->readAll());
        for (qsizetype end = buffer->indexOf("\r\n\r\n"); end >= 0; end = buffer->indexOf("\r\n\r\n")) {
            const QList<QByteArray> lines = buffer->left(end).split('\n');
            Seen seen;
            seen.connection = number;
            const QList<QByteArray> first = lines.first().trimmed().split(' ');
            seen.method = first.value(0);
            seen.target = first.value(1);
            for (qsizetype i = 1; i < lines.size(); ++i) {
                const qsizetype colon = lines[i].indexOf(':');
                seen.headers.emplace_back(lines[i].left(colon), lines[i].mid(colon + 1).trimmed());
            }
            const qsizetype length = seen.header("Content-Length").toLongLong();
            if (buffer->size() < end + 4 + length) return;
            seen.body = buffer->mid(end + 4, length);
            buffer->remove(0, end + 4 + length);
            if (const auto* secure = qobject_cast<QSslSocket*>(socket)) {
                seen.clientName = secure->peerCertificate().subjectInfo(QSslCertificate::CommonName).value(0);
            }
            m_seen << seen;
            if (m_handler) m_handler(seen, *socket);
        }
    };
    connect(socket, &QTcpSocket::readyRead, this, read);
    // A request may have come with the handshake.
    if (socket->bytesAvailable() > 0) read();
}

QByteArray answer(int status, const QByteArray& body, const QByteArray& moreHeaders) {
    return "HTTP/1.1 " + QByteArray::number(status) + " X\r\nContent-Length: " + QByteArray::number(body.size()) +
           "\r\n" + moreHeaders + "\r\n" + body;
}

HostileServer::Handler always(const QByteArray& bytes) {
    return [bytes](const Seen&, QTcpSocket& socket) { socket.write(bytes); };
}

namespace {

base::Result<base::HttpResponse> waitFor(const std::function<void(net::Transport::Callback)>& ask) {
    std::optional<base::Result<base::HttpResponse>> result;
    QEventLoop loop;
    ask([&](base::Result<base::HttpResponse> got) {
        result = std::move(got);
        loop.quit();
    });
    QTimer::singleShot(30000, &loop, [] { qFatal("no answer in 30 s: a hang"); });
    loop.exec();
    return *result;
}

}  // namespace

base::Result<base::HttpResponse> fetch(net::Transport& transport, const std::string& target) {
    return waitFor([&](net::Transport::Callback done) {
        base::HttpRequest request;
        request.target = target;
        transport.get(request, std::move(done));
    });
}

base::Result<base::HttpResponse> fetch(net::Web& web, const base::WebRequest& request) {
    return waitFor([&](net::Web::Callback done) { web.send(request, std::move(done)); });
}

}  // namespace scout::test
