// One request on its way, as far as answers that come whole (http_call.h) and streams (http_stream.h) have it in
// common. For http_transport.cpp and http_web.cpp only.
#pragma once

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <functional>
#include <optional>
#include <string>

#include "net/http_error.h"
#include "net/http_transport.h"
#include "net/tls.h"

namespace scout::net {

/// No redirects, cookies, remembered passwords, cache or limits of Qt's own.
void leaveToCaller(QNetworkRequest& request);

class HttpExchange : public QObject {
  public:
    struct Route {
        Peer peer;
        std::string proxy;  ///< "host:port", "" for a direct connection
        /// A better reason than Qt's for a connection that was not made; absent where there is none.
        std::function<std::optional<base::Error>()> proxyFailure;
    };

    struct Message {
        Message(QNetworkRequest get) : request(std::move(get)) {}  // NOLINT: implicit on purpose
        Message(QNetworkRequest other, std::string verb, QByteArray content)
            : request(std::move(other)), method(std::move(verb)), body(std::move(content)) {}

        QNetworkRequest request;
        std::string method = "GET";  ///< GET, HEAD or POST
        QByteArray body = {};
    };

    /// `options` and `usage` must outlive it.
    HttpExchange(QNetworkAccessManager& manager, Message message, Route route, const HttpOptions& options,
                 Usage& usage);
    ~HttpExchange() override;
    HttpExchange(const HttpExchange&) = delete;
    HttpExchange& operator=(const HttpExchange&) = delete;

    void cancel();
    /// Ends it with an error, also with one found out elsewhere.
    void fail(const base::Error& error);
    /// Sent, and nothing has come back yet.
    bool isWaiting() const { return !m_ended && m_phase != Phase::reading; }
    /// Whether HTTP/2 was spoken; absent before there was an answer.
    std::optional<bool> http2() const { return m_http2; }

  protected:
    virtual void headersCame() = 0;
    virtual void bodyCame() = 0;
    virtual void replyFinished() = 0;
    /// Called once.
    virtual void ended(const base::Error& error) = 0;

    void send();
    /// Status and headers.
    base::HttpResponse head() const;
    /// The error that a reply ended with, unless it is an answer.
    std::optional<base::Error> brokenReply(int status) const;
    Failure failure() const;
    void log(int status, const std::string& error);
    void dropReply();
    /// False when it had ended before.
    bool markEnded();

    QNetworkReply* reply() const { return m_reply; }
    const Route& route() const { return m_route; }
    const HttpOptions& options() const { return m_options; }
    /// A HEAD, whose answer has no body whatever its headers say.
    bool isBodiless() const { return m_message.method == "HEAD"; }
    bool hasEnded() const { return m_ended; }
    std::int64_t received() const { return m_received; }
    /// Reads what is there; empty when nothing is. At most 64 KiB, because a small answer can decompress to a large
    /// one.
    std::string_view readChunk();

  private:
    QNetworkAccessManager& m_manager;
    Message m_message;
    Route m_route;
    const HttpOptions& m_options;
    Usage& m_usage;
    QNetworkReply* m_reply = nullptr;
    QElapsedTimer m_clock;
    QList<QSslError> m_certificateErrors;
    std::string m_chunk;
    std::int64_t m_received = 0;
    Phase m_phase = Phase::connecting;
    std::optional<bool> m_http2;
    bool m_reused = true;
    bool m_logged = false;  ///< this try
    bool m_ended = false;
};

}  // namespace scout::net
