// One GET from its first try to its answer: tries, time limit, size limit. For http_transport.cpp only.
#pragma once

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTimer>
#include <functional>
#include <memory>
#include <optional>

#include "net/http_error.h"
#include "net/http_transport.h"
#include "net/tls.h"

namespace scout::net {

class HttpCall : public QObject {
  public:
    using Done = std::function<void(base::Result<base::HttpResponse>)>;
    struct Route {
        Peer peer;
        std::string proxy;  ///< "host:port", "" for a direct connection
        /// A better reason than Qt's for a connection that was not made; absent where there is none.
        std::function<std::optional<base::Error>()> proxyFailure;
    };

    /// Starts at once. `options` and `usage` must outlive the call. `done` comes once, from the event loop; it may
    /// destroy the call.
    HttpCall(QNetworkAccessManager& manager, QNetworkRequest request, Route route, const HttpOptions& options,
             Usage& usage, Done done);
    ~HttpCall() override;
    HttpCall(const HttpCall&) = delete;
    HttpCall& operator=(const HttpCall&) = delete;

    void cancel();
    /// Ends the call with an error found out elsewhere.
    void fail(const base::Error& error);
    /// Sent, and nothing has come back yet.
    bool isWaiting() const { return !m_ended && m_phase != Phase::reading; }

  private:
    void send();
    void readHeaders();
    void readBody();
    void finished();
    bool tryAgain(const base::HttpResponse& response);
    base::HttpResponse response();
    bool cutShort(const base::HttpResponse& response) const;
    Failure failure() const;
    void log(int status, const std::string& error) const;
    void dropReply();
    void end(base::Result<base::HttpResponse> result);

    QNetworkAccessManager& m_manager;
    QNetworkRequest m_request;
    Route m_route;
    const HttpOptions& m_options;
    Usage& m_usage;
    Done m_done;
    QNetworkReply* m_reply = nullptr;
    QTimer m_deadline;
    QTimer m_pause;
    QElapsedTimer m_clock;
    QList<QSslError> m_certificateErrors;
    std::string m_body;
    std::int64_t m_received = 0;
    Phase m_phase = Phase::connecting;
    int m_tries = 0;
    bool m_resent = false;
    bool m_reused = true;
    bool m_ended = false;
};

}  // namespace scout::net
