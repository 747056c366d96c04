#include "net/tls_proxy.h"

#include <QHostAddress>
#include <QRandomGenerator>
#include <QtEndian>
#include <array>

#include "net/http_error.h"
#include "net/proxy.h"

namespace scout::net {

namespace {

constexpr char user[] = "scout";

QByteArray randomPassword() {
    std::array<quint32, 8> words{};
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    return QByteArray(reinterpret_cast<const char*>(words.data()), sizeof(words)).toHex();
}

std::size_t byteAt(const QByteArray& bytes, qsizetype index) {
    return static_cast<unsigned char>(bytes.at(index));
}

}  // namespace

/// One connection: SOCKS5 on one side (RFC 1928, with RFC 1929's password), TLS and CONNECT (RFC 9110 section 9.3.6) on
/// the other.
class TlsProxy::Tunnel : public QObject {
  public:
    Tunnel(TlsProxy& proxy, QTcpSocket* client) : QObject(client), m_proxy(proxy), m_client(client) {
        m_peer.host = hostAndPort(proxy.m_remote.hostName(), proxy.m_remote.port());
        m_peer.verifiedAs = proxy.m_remote.hostName().toStdString();
        connect(m_client, &QTcpSocket::readyRead, this, [this] { readClient(); });
        connect(m_client, &QTcpSocket::disconnected, m_client, &QObject::deleteLater);
        connect(&m_remote, &QSslSocket::sslErrors, this,
                [this](const QList<QSslError>& errors) { m_certificateErrors = errors; });
        connect(&m_remote, &QSslSocket::encrypted, this, [this] { sendConnect(); });
        connect(&m_remote, &QSslSocket::readyRead, this, [this] { readRemote(); });
        connect(&m_remote, &QSslSocket::errorOccurred, this,
                [this](QAbstractSocket::SocketError error) { remoteFailed(error); });
    }

  private:
    enum class State { greeting, password, request, connecting, answer, open, failed };

    void readClient() {
        if (m_state == State::open) {
            m_remote.write(m_client->readAll());
            return;
        }
        m_fromClient += m_client->readAll();
        while (readMessage()) {
        }
    }

    /// True when a whole message was there and another may follow.
    bool readMessage() {
        switch (m_state) {
            case State::greeting: {
                if (m_fromClient.size() < 2 || m_fromClient.size() < qsizetype(2 + byteAt(m_fromClient, 1)))
                    return false;
                m_fromClient.clear();
                m_client->write(QByteArray("\x05\x02", 2));
                m_state = State::password;
                return true;
            }
            case State::password: {
                const QByteArray expected = QByteArray(1, '\x01') + static_cast<char>(sizeof(user) - 1) + user +
                                            static_cast<char>(m_proxy.m_password.size()) + m_proxy.m_password;
                if (m_fromClient.size() < expected.size()) return false;
                if (m_fromClient != expected) {
                    m_client->abort();
                    return false;
                }
                m_fromClient.clear();
                m_client->write(QByteArray("\x01\x00", 2));
                m_state = State::request;
                return true;
            }
            case State::request:
                return readRequest();
            default:
                return false;
        }
    }

    bool readRequest() {
        if (m_fromClient.size() < 5) return false;
        const char type = m_fromClient.at(3);
        const std::size_t length = type == 1 ? 4 : type == 4 ? 16 : byteAt(m_fromClient, 4);
        const qsizetype start = type == 3 ? 5 : 4;
        const qsizetype end = start + static_cast<qsizetype>(length);
        if (m_fromClient.size() < end + 2) return false;
        const QByteArray address = m_fromClient.mid(start, static_cast<qsizetype>(length));
        const int port = static_cast<int>(byteAt(m_fromClient, end) << 8 | byteAt(m_fromClient, end + 1));
        QString host = QString::fromUtf8(address);
        if (type == 1) host = QHostAddress(qFromBigEndian<quint32>(address.constData())).toString();
        if (type == 4) host = QHostAddress(reinterpret_cast<const quint8*>(address.constData())).toString();
        m_target = hostAndPort(host, port);
        m_fromClient.clear();
        m_state = State::connecting;
        m_remote.setSslConfiguration(m_proxy.m_tls);
        m_remote.setProxy(QNetworkProxy::NoProxy);
        m_remote.connectToHostEncrypted(m_proxy.m_remote.hostName(), m_proxy.m_remote.port());
        return false;
    }

    void sendConnect() {
        const QByteArray target = QByteArray::fromStdString(m_target);
        QByteArray head = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target +
                          "\r\nUser-Agent: kubectl-scout/" SCOUT_VERSION "\r\n";
        if (!m_proxy.m_remote.user().isEmpty()) {
            const QByteArray pair = m_proxy.m_remote.user().toUtf8() + ':' + m_proxy.m_remote.password().toUtf8();
            head += "Proxy-Authorization: Basic " + pair.toBase64() + "\r\n";
        }
        m_state = State::answer;
        m_remote.write(head + "\r\n");
    }

    void readRemote() {
        if (m_state == State::open) {
            m_client->write(m_remote.readAll());
            return;
        }
        m_fromRemote += m_remote.readAll();
        constexpr qsizetype longestHead = 64 * 1024;
        const qsizetype end = m_fromRemote.indexOf("\r\n\r\n");
        if (end < 0 && m_fromRemote.size() < longestHead) return;
        const int status = m_fromRemote.startsWith("HTTP/1.") ? m_fromRemote.mid(9, 3).toInt() : 0;
        if (end < 0 || status == 0) return fail(refusal("its answer is not HTTP"));
        if (status == 407) return fail(qtError(QNetworkReply::ProxyAuthenticationRequiredError));
        if (status < 200 || status > 299) return fail(refusal("HTTP status " + std::to_string(status)));
        m_state = State::open;
        m_client->write(QByteArray("\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00", 10) + m_fromRemote.mid(end + 4));
        m_fromRemote.clear();
    }

    void remoteFailed(QAbstractSocket::SocketError error) {
        if (m_state == State::open) {
            m_client->write(m_remote.readAll());
            m_client->disconnectFromHost();
            return;
        }
        const std::string text = m_remote.errorString().toStdString();
        if (!m_certificateErrors.isEmpty()) return fail(certificateError(m_certificateErrors, m_peer));
        switch (error) {
            case QAbstractSocket::ConnectionRefusedError:
                return fail(qtError(QNetworkReply::ProxyConnectionRefusedError));
            case QAbstractSocket::HostNotFoundError:
                return fail(qtError(QNetworkReply::ProxyNotFoundError));
            case QAbstractSocket::SslHandshakeFailedError:
                return fail(handshakeError(text, m_peer));
            default:
                return fail(isAlert(text) ? handshakeError(text, m_peer) : refusal(text));
        }
    }

    base::Error qtError(QNetworkReply::NetworkError code) const {
        Failure failure;
        failure.code = code;
        return networkError(failure, Peer{m_target, {}, false}, m_peer.host);
    }

    base::Error refusal(const std::string& why) const {
        Failure failure;
        failure.code = QNetworkReply::UnknownProxyError;
        failure.text = why;
        return networkError(failure, Peer{m_target, {}, false}, m_peer.host);
    }

    void fail(const base::Error& error) {
        if (m_state == State::failed) return;
        m_state = State::failed;
        m_proxy.m_failure = error;
        m_client->write(QByteArray("\x05\x01\x00\x01\x00\x00\x00\x00\x00\x00", 10));
        m_client->disconnectFromHost();
    }

    TlsProxy& m_proxy;
    QTcpSocket* m_client;
    QSslSocket m_remote;
    Peer m_peer;
    QList<QSslError> m_certificateErrors;
    State m_state = State::greeting;
    std::string m_target;  ///< "host:port" of the server
    QByteArray m_fromClient;
    QByteArray m_fromRemote;
};

TlsProxy::TlsProxy(QNetworkProxy remote, QSslConfiguration tls)
    : m_remote(std::move(remote)), m_tls(std::move(tls)), m_password(randomPassword()) {
    m_server.setProxy(QNetworkProxy::NoProxy);
    connect(&m_server, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket* client = m_server.nextPendingConnection()) new Tunnel(*this, client);
    });
    m_server.listen(QHostAddress::LocalHost);
}

QNetworkProxy TlsProxy::local() const {
    if (!m_server.isListening()) return QNetworkProxy(QNetworkProxy::NoProxy);
    return QNetworkProxy(QNetworkProxy::Socks5Proxy, m_server.serverAddress().toString(), m_server.serverPort(),
                         QString::fromLatin1(user), QString::fromLatin1(m_password));
}

}  // namespace scout::net
