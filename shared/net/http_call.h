// One request from its first try to its whole answer: tries, time limit, size limit. For http_transport.cpp and
// http_web.cpp only.
#pragma once

#include <QTimer>
#include <functional>
#include <string>

#include "net/http_exchange.h"

namespace scout::net {

class HttpCall final : public HttpExchange {
  public:
    using Done = std::function<void(base::Result<base::HttpResponse>)>;

    /// Starts at once. `done` comes once, from the event loop; it may destroy the call.
    HttpCall(QNetworkAccessManager& manager, Message message, Route route, const HttpOptions& options, Usage& usage,
             Done done);

  private:
    void headersCame() override;
    void bodyCame() override;
    void replyFinished() override;
    void ended(const base::Error& error) override { end(error); }
    void start();
    bool tryAgain(const base::HttpResponse& response);
    bool cutShort(const base::HttpResponse& response) const;
    void end(base::Result<base::HttpResponse> result);

    Done m_done;
    QTimer m_deadline;
    QTimer m_pause;
    std::string m_body;
    int m_tries = 0;
    bool m_resent = false;
};

}  // namespace scout::net
