#include "net/http_stream.h"

#include <utility>

namespace scout::net {

HttpStream::HttpStream(QNetworkAccessManager& manager, QNetworkRequest request, Route route, const HttpOptions& options,
                       Usage& usage, const Stream& stream, Done done)
    : HttpExchange(manager, std::move(request), std::move(route), options, usage),
      m_stream(stream),
      m_done(std::move(done)) {
    m_silence.setSingleShot(true);
    connect(&m_silence, &QTimer::timeout, this, [this] { silent(); });
    if (options.timeout.count() > 0) m_silence.start(options.timeout);
    send();
}

void HttpStream::silent() {
    if (!m_hasHead) return fail(timeoutError(options().timeout, failure(), route().peer, route().proxy));
    fail(silenceError(m_stream.idle, route().peer));
}

void HttpStream::headersCame() {
    if (m_hasHead || hasEnded()) return;
    base::HttpResponse answer = head();
    if (answer.status == 0) return;
    m_hasHead = true;
    m_silence.stop();
    if (m_stream.idle.count() > 0) m_silence.start(m_stream.idle);
    log(answer.status, "");
    if (m_stream.onHead) m_stream.onHead(answer);
}

void HttpStream::bodyCame() {
    for (std::string_view chunk = readChunk(); !chunk.empty(); chunk = readChunk()) {
        if (m_silence.isActive()) m_silence.start();
        if (m_stream.onChunk) m_stream.onChunk(chunk);
    }
}

void HttpStream::replyFinished() {
    headersCame();
    bodyCame();
    if (hasEnded()) return;
    if (const auto broken = brokenReply(m_hasHead ? head().status : 0)) return fail(*broken);
    end(std::nullopt);
}

void HttpStream::end(const std::optional<base::Error>& error) {
    if (!markEnded()) return;
    m_silence.stop();
    dropReply();
    // A signal of the reply may be on the stack, and `done` may destroy this.
    QMetaObject::invokeMethod(
        this,
        [this, error] {
            const Done done = std::move(m_done);
            done(error);
        },
        Qt::QueuedConnection);
}

}  // namespace scout::net
