#include "fake_proxy.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QUrl>

#include "hostile_server.h"

namespace scout::test {

FakeProxy::FakeProxy(Kind kind, const QByteArray& user, const QByteArray& password)
    : m_kind(kind), m_user(user), m_password(password) {
    if (kind == Kind::httpOverTls) {
        auto server = std::make_unique<QSslServer>();
        QSslConfiguration config = QSslConfiguration::defaultConfiguration();
        config.setLocalCertificate(QSslCertificate(pki(QStringLiteral("server.pem"))));
        config.setPrivateKey(QSslKey(pki(QStringLiteral("server.key.pem")), QSsl::Ec));
        config.setPeerVerifyMode(QSslSocket::VerifyNone);
        server->setSslConfiguration(config);
        m_server = std::move(server);
    } else {
        m_server = std::make_unique<QTcpServer>();
    }
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, [this] {
        while (QTcpSocket* client = m_server->nextPendingConnection()) {
            connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
            const auto serve = [this, client] { m_kind == Kind::socks5 ? serveSocks(client) : serveHttp(client); };
            connect(client, &QTcpSocket::readyRead, this, serve);
            if (client->bytesAvailable() > 0) serve();
        }
    });
    if (!m_server->listen(QHostAddress::LocalHost)) qFatal("cannot listen on the loopback interface");
}

void FakeProxy::serveHttp(QTcpSocket* client) {
    const QByteArray seen = client->peek(65536);
    const qsizetype end = seen.indexOf("\r\n\r\n");
    if (end < 0) return;
    const QByteArray head = client->read(end + 4);
    const QList<QByteArray> line = head.left(head.indexOf("\r\n")).split(' ');
    const QByteArray wanted = "Proxy-Authorization: Basic " + (m_user + ":" + m_password).toBase64();
    if (!m_user.isEmpty() && !head.contains(wanted)) {
        client->write("HTTP/1.1 407 Auth\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n");
        return;
    }
    m_asked << (line.value(0) == "CONNECT" ? "CONNECT " + line.value(1) : line.value(1));
    if (refuses) {
        client->write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
        client->disconnectFromHost();
        return;
    }
    if (line.value(0) == "CONNECT") {
        pipe(client, line.value(1).split(':').last().toUShort(), "HTTP/1.1 200 Connection established\r\n\r\n", {});
        return;
    }
    const QUrl url(QString::fromUtf8(line.value(1)));
    QByteArray direct = head;
    direct.replace(line.value(1), url.path().toUtf8());
    pipe(client, static_cast<quint16>(url.port(80)), {}, direct);
}

/// RFC 1928 and 1929, as much of them as a client needs that connects by name.
void FakeProxy::serveSocks(QTcpSocket* client) {
    const QByteArray message = client->readAll();
    const int stage = client->property("stage").toInt();
    const bool wantsPassword = !m_user.isEmpty();
    if (stage == 0) {
        client->write(wantsPassword ? QByteArray("\x05\x02", 2) : QByteArray("\x05\x00", 2));
        client->setProperty("stage", wantsPassword ? 1 : 2);
    } else if (stage == 1) {
        const QByteArray expected = QByteArray(1, '\x01') + static_cast<char>(m_user.size()) + m_user +
                                    static_cast<char>(m_password.size()) + m_password;
        client->write(message == expected ? QByteArray("\x01\x00", 2) : QByteArray("\x01\x01", 2));
        client->setProperty("stage", 2);
    } else if (stage == 2) {
        const bool byName = message.at(3) == 3;
        const qsizetype length = byName ? message.at(4) : 4;
        const QByteArray host = byName ? message.mid(5, length) : QByteArray("an address");
        const qsizetype at = (byName ? 5 : 4) + length;
        const auto port = static_cast<quint16>((static_cast<unsigned char>(message.at(at)) << 8) |
                                               static_cast<unsigned char>(message.at(at + 1)));
        m_asked << "CONNECT " + host + ":" + QByteArray::number(port);
        if (refuses) {
            client->write(QByteArray("\x05\x02\x00\x01\x00\x00\x00\x00\x00\x00", 10));
            client->disconnectFromHost();
            return;
        }
        pipe(client, port, QByteArray("\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x00", 10), {});
    }
}

void FakeProxy::pipe(QTcpSocket* client, quint16 port, const QByteArray& greeting, const QByteArray& first) {
    client->disconnect(this);
    auto* server = new QTcpSocket(client);
    connect(server, &QTcpSocket::connected, client, [=] {
        if (!greeting.isEmpty()) client->write(greeting);
        if (!first.isEmpty()) server->write(first);
    });
    connect(server, &QTcpSocket::readyRead, client, [=] { client->write(server->readAll()); });
    connect(server, &QTcpSocket::disconnected, client, [=] { client->disconnectFromHost(); });
    connect(client, &QTcpSocket::readyRead, server, [=] { server->write(client->readAll()); });
    connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    server->connectToHost(QHostAddress(QHostAddress::LocalHost), port);
}

}  // namespace scout::test
