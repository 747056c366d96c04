#include "net/http_call.h"

#include <QDateTime>
#include <QLocale>
#include <algorithm>
#include <optional>
#include <utility>

namespace scout::net {

namespace {

/// Seconds, or an HTTP date (RFC 9110 section 10.2.3). Absent when the header is missing or neither.
std::optional<std::chrono::milliseconds> retryAfter(const base::HttpResponse& response) {
    const QByteArray text = QByteArray::fromStdString(response.header("retry-after")).trimmed();
    bool isNumber = false;
    const int seconds = text.toInt(&isNumber);
    if (isNumber) return std::chrono::seconds(std::max(seconds, 0));
    QDateTime at =
        QLocale::c().toDateTime(QString::fromLatin1(text), QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
    if (!at.isValid()) return std::nullopt;
    at.setTimeSpec(Qt::UTC);
    return std::chrono::milliseconds(std::max<qint64>(QDateTime::currentDateTimeUtc().msecsTo(at), 0));
}

}  // namespace

HttpCall::HttpCall(QNetworkAccessManager& manager, Message message, Route route, const HttpOptions& options,
                   Usage& usage, Done done)
    : HttpExchange(manager, std::move(message), std::move(route), options, usage), m_done(std::move(done)) {
    m_deadline.setSingleShot(true);
    m_pause.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        fail(timeoutError(this->options().timeout, failure(), this->route().peer, this->route().proxy));
    });
    connect(&m_pause, &QTimer::timeout, this, [this] { start(); });
    if (options.timeout.count() > 0) m_deadline.start(options.timeout);
    start();
}

void HttpCall::start() {
    ++m_tries;
    m_body.clear();
    send();
}

void HttpCall::headersCame() {
    if (isBodiless()) return;
    const qint64 length = reply()->header(QNetworkRequest::ContentLengthHeader).toLongLong();
    if (length > static_cast<qint64>(options().maxBody)) fail(tooLargeError(options().maxBody, route().peer));
}

void HttpCall::bodyCame() {
    for (std::string_view chunk = readChunk(); !chunk.empty(); chunk = readChunk()) {
        m_body += chunk;
        if (m_body.size() > options().maxBody) return fail(tooLargeError(options().maxBody, route().peer));
    }
}

void HttpCall::replyFinished() {
    bodyCame();
    if (hasEnded()) return;
    // Sent on a connection that the server was about to leave (HTTP/2 GOAWAY): it has not looked at the request.
    if (reply()->error() == QNetworkReply::ContentReSendError && !m_resent && m_tries < options().maxTries) {
        m_resent = true;
        log(0, reply()->errorString().toStdString());
        dropReply();
        start();
        return;
    }
    base::HttpResponse answer = head();
    answer.body = std::move(m_body);
    if (const auto broken = brokenReply(answer.status)) return fail(*broken);
    if (cutShort(answer)) return fail(cutShortError(received(), route().peer));
    log(answer.status, "");
    if (!tryAgain(answer)) end(std::move(answer));
}

bool HttpCall::tryAgain(const base::HttpResponse& answer) {
    if (answer.status != 429 && answer.status < 500) return false;
    if (m_tries >= options().maxTries) return false;
    const auto wait = retryAfter(answer);
    if (!wait || *wait > options().longestPause) return false;
    if (m_deadline.isActive() && *wait >= m_deadline.remainingTimeAsDuration()) return false;
    dropReply();
    m_pause.start(*wait);
    return true;
}

bool HttpCall::cutShort(const base::HttpResponse& answer) const {
    const std::string& length = answer.header("content-length");
    if (isBodiless() || length.empty() || !answer.header("content-encoding").empty()) return false;
    bool isNumber = false;
    const qulonglong promised = QByteArray::fromStdString(length).toULongLong(&isNumber);
    return isNumber && answer.body.size() < promised;
}

void HttpCall::end(base::Result<base::HttpResponse> result) {
    if (!markEnded()) return;
    m_deadline.stop();
    m_pause.stop();
    dropReply();
    // A signal of the reply may be on the stack, and `done` may destroy this call.
    QMetaObject::invokeMethod(
        this,
        [this, result = std::move(result)]() mutable {
            const Done done = std::move(m_done);
            done(std::move(result));
        },
        Qt::QueuedConnection);
}

}  // namespace scout::net
