#include "net/tls_probe.h"

namespace scout::net {

TlsProbe::TlsProbe(const QSslConfiguration& tls, const QNetworkProxy& proxy, Peer peer, const QString& host,
                   quint16 port, std::function<void(const base::Error&)> refused)
    : m_peer(std::move(peer)), m_refused(std::move(refused)) {
    m_socket.setSslConfiguration(tls);
    m_socket.setProxy(proxy);
    connect(&m_socket, &QSslSocket::errorOccurred, this, [this] { failed(); });
    m_socket.connectToHostEncrypted(host, port, QString::fromStdString(m_peer.verifiedAs));
}

void TlsProbe::failed() {
    const std::string text = m_socket.errorString().toStdString();
    if (!isAlert(text)) return;
    m_socket.disconnect(this);
    // The call may destroy this probe, and the socket is on the stack now.
    QMetaObject::invokeMethod(
        this, [this, text] { m_refused(handshakeError(text, m_peer)); }, Qt::QueuedConnection);
}

}  // namespace scout::net
