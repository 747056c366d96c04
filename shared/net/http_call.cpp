#include "net/http_call.h"

#include <QDateTime>
#include <QLocale>
#include <QUrl>
#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"

namespace scout::net {

namespace {

/// A server that wants to be left alone for longer gets its wish: its 429 or 5xx is the answer.
constexpr std::chrono::seconds longestPause{60};

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

HttpCall::HttpCall(QNetworkAccessManager& manager, QNetworkRequest request, Route route, const HttpOptions& options,
                   Usage& usage, Done done)
    : m_manager(manager),
      m_request(std::move(request)),
      m_route(std::move(route)),
      m_options(options),
      m_usage(usage),
      m_done(std::move(done)) {
    m_deadline.setSingleShot(true);
    m_pause.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this,
            [this] { fail(timeoutError(m_options.timeout, failure(), m_route.peer, m_route.proxy)); });
    connect(&m_pause, &QTimer::timeout, this, [this] { send(); });
    if (m_options.timeout.count() > 0) m_deadline.start(m_options.timeout);
    send();
}

HttpCall::~HttpCall() {
    dropReply();
}

void HttpCall::cancel() {
    fail(base::Error{base::ErrorKind::cancelled, "the request was cancelled", m_route.peer.host, ""});
}

void HttpCall::send() {
    ++m_tries;
    ++m_usage.requests;
    m_body.clear();
    m_received = 0;
    m_certificateErrors.clear();
    m_phase = Phase::connecting;
    m_reused = true;
    m_clock.start();
    m_reply = m_manager.get(m_request);
    connect(m_reply, &QNetworkReply::socketStartedConnecting, this, [this] { m_reused = false; });
    connect(m_reply, &QNetworkReply::requestSent, this, [this] { m_phase = std::max(m_phase, Phase::waiting); });
    connect(m_reply, &QNetworkReply::sslErrors, this,
            [this](const QList<QSslError>& errors) { m_certificateErrors = errors; });
    connect(m_reply, &QNetworkReply::metaDataChanged, this, [this] { readHeaders(); });
    connect(m_reply, &QNetworkReply::readyRead, this, [this] { readBody(); });
    connect(m_reply, &QNetworkReply::finished, this, [this] { finished(); });
}

void HttpCall::readHeaders() {
    m_phase = Phase::reading;
    const qint64 length = m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong();
    if (length > static_cast<qint64>(m_options.maxBody)) fail(tooLargeError(m_options.maxBody, m_route.peer));
}

void HttpCall::readBody() {
    if (m_ended) return;
    std::array<char, 64 * 1024> chunk;
    // Chunk by chunk, because decompression happens while reading: a small answer can be very large.
    while (true) {
        const qint64 count = m_reply->read(chunk.data(), static_cast<qint64>(chunk.size()));
        if (count <= 0) return;
        m_body.append(chunk.data(), static_cast<std::size_t>(count));
        m_received += count;
        m_usage.bytes += count;
        if (m_body.size() > m_options.maxBody) {
            fail(tooLargeError(m_options.maxBody, m_route.peer));
            return;
        }
    }
}

void HttpCall::finished() {
    readBody();
    if (m_ended) return;
    const QNetworkReply::NetworkError code = m_reply->error();
    // Sent on a connection that the server was about to leave (HTTP/2 GOAWAY): it has not looked at the request.
    if (code == QNetworkReply::ContentReSendError && !m_resent && m_tries < m_options.maxTries) {
        m_resent = true;
        log(0, m_reply->errorString().toStdString());
        dropReply();
        send();
        return;
    }
    base::HttpResponse answer = response();
    if (answer.status == 0 || (code != QNetworkReply::NoError && !isHttpStatus(code))) {
        const std::optional<base::Error> better = m_route.proxyFailure ? m_route.proxyFailure() : std::nullopt;
        fail(better ? *better : networkError(failure(), m_route.peer, m_route.proxy));
        return;
    }
    if (cutShort(answer)) {
        fail(cutShortError(m_received, m_route.peer));
        return;
    }
    log(answer.status, "");
    if (!tryAgain(answer)) end(std::move(answer));
}

bool HttpCall::tryAgain(const base::HttpResponse& answer) {
    if (answer.status != 429 && answer.status < 500) return false;
    if (m_tries >= m_options.maxTries) return false;
    const auto wait = retryAfter(answer);
    if (!wait || *wait > longestPause) return false;
    if (m_deadline.isActive() && *wait >= m_deadline.remainingTimeAsDuration()) return false;
    dropReply();
    m_pause.start(*wait);
    return true;
}

base::HttpResponse HttpCall::response() {
    base::HttpResponse answer;
    answer.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const auto headers = m_reply->rawHeaderPairs();
    for (const auto& [name, value] : headers) answer.headers[base::lower(name.toStdString())] = value.toStdString();
    answer.body = std::move(m_body);
    return answer;
}

bool HttpCall::cutShort(const base::HttpResponse& answer) const {
    const std::string& length = answer.header("content-length");
    if (length.empty() || !answer.header("content-encoding").empty()) return false;
    bool isNumber = false;
    const qulonglong promised = QByteArray::fromStdString(length).toULongLong(&isNumber);
    return isNumber && answer.body.size() < promised;
}

Failure HttpCall::failure() const {
    return Failure{m_reply ? m_reply->error() : QNetworkReply::NoError,
                   m_reply ? m_reply->errorString().toStdString() : std::string(), m_certificateErrors, m_phase,
                   m_received};
}

void HttpCall::log(int status, const std::string& error) const {
    if (!m_options.log) return;
    RequestLog entry;
    entry.method = "GET";
    entry.url = m_request.url().toString(QUrl::RemoveUserInfo | QUrl::FullyEncoded).toStdString();
    entry.status = status;
    entry.bytes = m_received;
    entry.milliseconds = m_clock.elapsed();
    if (status != 0) {
        entry.protocol = m_reply->attribute(QNetworkRequest::Http2WasUsedAttribute).toBool() ? "HTTP/2" : "HTTP/1.1";
    }
    entry.reusedConnection = m_reused;
    entry.error = error;
    m_options.log(entry);
}

void HttpCall::dropReply() {
    if (!m_reply) return;
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
    m_reply = nullptr;
}

void HttpCall::fail(const base::Error& error) {
    if (m_ended) return;
    log(0, error.what);
    end(error);
}

void HttpCall::end(base::Result<base::HttpResponse> result) {
    if (m_ended) return;
    m_ended = true;
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
