// An HTTP and SOCKS5 proxy for tests: it takes every name for this machine, and notes what it was asked for.
#pragma once

#include <QList>
#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>
#include <memory>

namespace scout::test {

class FakeProxy : public QObject {
  public:
    enum class Kind { http, httpOverTls, socks5 };
    explicit FakeProxy(Kind kind, const QByteArray& user = {}, const QByteArray& password = {});

    quint16 port() const { return m_server->serverPort(); }
    /// "CONNECT host:port", or the target of a plain HTTP request.
    const QList<QByteArray>& asked() const { return m_asked; }
    /// Say no to everything.
    bool refuses = false;

  private:
    void serveHttp(QTcpSocket* client);
    void serveSocks(QTcpSocket* client);
    /// To this machine's `port`; `greeting` goes to the client when connected, `first` to the server.
    void pipe(QTcpSocket* client, quint16 port, const QByteArray& greeting, const QByteArray& first);

    Kind m_kind;
    QByteArray m_user;
    QByteArray m_password;
    std::unique_ptr<QTcpServer> m_server;
    QList<QByteArray> m_asked;
};

}  // namespace scout::test
