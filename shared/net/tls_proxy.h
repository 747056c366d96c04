// A proxy that is spoken to over TLS (https://), which Qt cannot do: a SOCKS5 proxy of our own on the loopback
// interface passes each connection on through TLS and CONNECT. A random password keeps other users of the machine out.
// For http_transport.cpp only.
#pragma once

#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpServer>
#include <QTcpSocket>
#include <optional>
#include <string>

#include "base/error.h"
#include "net/tls.h"

namespace scout::net {

class TlsProxy : public QObject {
  public:
    /// `remote` as proxyFromUrl gives it. Its certificate is checked by `tls`.
    TlsProxy(QNetworkProxy remote, QSslConfiguration tls);

    /// What to give to Qt. Type NoProxy when no port could be had.
    QNetworkProxy local() const;
    /// Why the last connection that failed did, in better words than Qt's.
    const std::optional<base::Error>& failure() const { return m_failure; }

  private:
    class Tunnel;

    QNetworkProxy m_remote;
    QSslConfiguration m_tls;
    QTcpServer m_server;
    QByteArray m_password;
    std::optional<base::Error> m_failure;
};

}  // namespace scout::net
