// One GET whose answer comes bit by bit: no tries, a limit for its silence instead of one for its length. For
// http_transport.cpp only.
#pragma once

#include <QTimer>
#include <functional>
#include <optional>

#include "net/http_exchange.h"

namespace scout::net {

class HttpStream final : public HttpExchange {
  public:
    using Done = std::function<void(const std::optional<base::Error>&)>;

    /// Starts at once. `done` comes once, from the event loop and in place of stream.onEnd; it may destroy this.
    HttpStream(QNetworkAccessManager& manager, QNetworkRequest request, Route route, const HttpOptions& options,
               Usage& usage, const Stream& stream, Done done);

  private:
    void headersCame() override;
    void bodyCame() override;
    void replyFinished() override;
    void ended(const base::Error& error) override { end(error); }
    void silent();
    void end(const std::optional<base::Error>& error);

    Stream m_stream;
    Done m_done;
    QTimer m_silence;
    bool m_hasHead = false;
};

}  // namespace scout::net
