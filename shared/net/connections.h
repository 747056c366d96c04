// Which of several QNetworkAccessManagers a request goes through. Over HTTP/1.1 each has at most six connections to a
// host, and a stream keeps one for itself; over HTTP/2 a server limits the streams of a connection. So streams never
// share a manager with calls, and get another one when theirs is full. For http_transport.cpp only.
#pragma once

#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <cstddef>
#include <memory>
#include <vector>

namespace scout::net {

class Connections {
  public:
    /// A request holds its manager for as long as it lasts.
    using Lease = std::shared_ptr<QNetworkAccessManager>;

    /// QNetworkAccessManager's own limit.
    static constexpr std::size_t streamsOverHttp1 = 6;
    /// API servers allow 100 at least (Go's net/http2).
    static constexpr std::size_t streamsOverHttp2 = 50;

    /// Before the first request.
    void setProxy(const QNetworkProxy& proxy);
    const QNetworkProxy& proxy() const { return m_proxy; }

    Lease forCall();
    Lease forStream(bool http2);
    /// New requests get new connections; those under way keep theirs.
    void renew();

  private:
    Lease make() const;

    QNetworkProxy m_proxy = QNetworkProxy(QNetworkProxy::NoProxy);
    Lease m_calls;
    std::vector<Lease> m_streams;
};

}  // namespace scout::net
