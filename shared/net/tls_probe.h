// Why a server stays silent after the TLS handshake. In TLS 1.3 it turns a client certificate down only after the
// client believes the handshake done; over HTTP/2, Qt 6.4 drops that alert and the request waits for its timeout. A
// second connection, on which nothing is asked, hears the alert. For http_transport.cpp only.
#pragma once

#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QSslSocket>
#include <functional>

#include "base/error.h"
#include "net/tls.h"

namespace scout::net {

class TlsProbe : public QObject {
  public:
    /// `refused` comes at most once, and only if the server refuses; a server that is merely slow gives no call.
    TlsProbe(const QSslConfiguration& tls, const QNetworkProxy& proxy, Peer peer, const QString& host, quint16 port,
             std::function<void(const base::Error&)> refused);

  private:
    void failed();

    QSslSocket m_socket;
    Peer m_peer;
    std::function<void(const base::Error&)> m_refused;
};

}  // namespace scout::net
