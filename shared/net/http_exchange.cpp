#include "net/http_exchange.h"

#include <QUrl>
#include <algorithm>

#include "base/text.h"

namespace scout::net {

namespace {

constexpr qint64 shortestChunk = 4 << 10;
constexpr qint64 longestChunk = 64 << 10;
/// Qt's thread reads a chunked body on and on without it, whatever limit is kept here.
constexpr qint64 readAhead = 1 << 20;

}  // namespace

void leaveToCaller(QNetworkRequest& request) {
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    // The size limit is kept while reading; JSON compresses better than Qt's own guard allows.
    request.setDecompressedSafetyCheckThreshold(-1);
}

HttpExchange::HttpExchange(QNetworkAccessManager& manager, Message message, Route route, const HttpOptions& options,
                           Usage& usage)
    : m_manager(manager),
      m_message(std::move(message)),
      m_route(std::move(route)),
      m_options(options),
      m_usage(usage) {}

HttpExchange::~HttpExchange() {
    dropReply();
}

void HttpExchange::cancel() {
    fail(base::Error{base::ErrorKind::cancelled, "the request was cancelled", m_route.peer.host, ""});
}

void HttpExchange::fail(const base::Error& error) {
    if (m_ended) return;
    if (!m_logged) log(0, error.what);
    ended(error);
}

void HttpExchange::send() {
    ++m_usage.requests;
    m_logged = false;
    m_received = 0;
    m_certificateErrors.clear();
    m_phase = Phase::connecting;
    m_reused = true;
    m_clock.start();
    if (m_message.method == "POST") {
        m_reply = m_manager.post(m_message.request, m_message.body);
    } else {
        m_reply = isBodiless() ? m_manager.head(m_message.request) : m_manager.get(m_message.request);
    }
    m_reply->setReadBufferSize(readAhead);
    connect(m_reply, &QNetworkReply::socketStartedConnecting, this, [this] { m_reused = false; });
    connect(m_reply, &QNetworkReply::requestSent, this, [this] { m_phase = std::max(m_phase, Phase::waiting); });
    connect(m_reply, &QNetworkReply::sslErrors, this,
            [this](const QList<QSslError>& errors) { m_certificateErrors = errors; });
    connect(m_reply, &QNetworkReply::metaDataChanged, this, [this] {
        m_phase = Phase::reading;
        m_http2 = m_reply->attribute(QNetworkRequest::Http2WasUsedAttribute).toBool();
        headersCame();
    });
    connect(m_reply, &QNetworkReply::readyRead, this, [this] { bodyCame(); });
    connect(m_reply, &QNetworkReply::finished, this, [this] { replyFinished(); });
}

std::string_view HttpExchange::readChunk() {
    if (m_ended || !m_reply) return {};
    // Many streams wait at the same time, and bring little at once.
    const qint64 room = std::clamp(m_reply->bytesAvailable(), shortestChunk, longestChunk);
    if (m_chunk.size() < static_cast<std::size_t>(room)) m_chunk.resize(static_cast<std::size_t>(room));
    const qint64 count = m_reply->read(m_chunk.data(), static_cast<qint64>(m_chunk.size()));
    if (count <= 0) return {};
    m_received += count;
    m_usage.bytes += count;
    return std::string_view(m_chunk).substr(0, static_cast<std::size_t>(count));
}

base::HttpResponse HttpExchange::head() const {
    base::HttpResponse answer;
    answer.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const auto headers = m_reply->rawHeaderPairs();
    for (const auto& [name, value] : headers) answer.headers[base::lower(name.toStdString())] = value.toStdString();
    return answer;
}

std::optional<base::Error> HttpExchange::brokenReply(int status) const {
    const QNetworkReply::NetworkError code = m_reply->error();
    if (status != 0 && (code == QNetworkReply::NoError || isHttpStatus(code))) return std::nullopt;
    const std::optional<base::Error> better = m_route.proxyFailure ? m_route.proxyFailure() : std::nullopt;
    return better ? *better : networkError(failure(), m_route.peer, m_route.proxy);
}

Failure HttpExchange::failure() const {
    return Failure{m_reply ? m_reply->error() : QNetworkReply::NoError,
                   m_reply ? m_reply->errorString().toStdString() : std::string(), m_certificateErrors, m_phase,
                   m_received};
}

void HttpExchange::log(int status, const std::string& error) {
    m_logged = true;
    if (!m_options.log) return;
    RequestLog entry;
    entry.method = m_message.method;
    entry.url = m_message.request.url().toString(QUrl::RemoveUserInfo | QUrl::FullyEncoded).toStdString();
    entry.status = status;
    entry.bytes = m_received;
    entry.milliseconds = m_clock.elapsed();
    if (status != 0) entry.protocol = m_http2.value_or(false) ? "HTTP/2" : "HTTP/1.1";
    entry.reusedConnection = m_reused;
    entry.error = error;
    m_options.log(entry);
}

void HttpExchange::dropReply() {
    if (!m_reply) return;
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
    m_reply = nullptr;
}

bool HttpExchange::markEnded() {
    if (m_ended) return false;
    m_ended = true;
    return true;
}

}  // namespace scout::net
