#include "confighub/login.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "base/base64.h"
#include "base/json.h"
#include "base/text.h"

namespace scout::confighub {

namespace {

constexpr const char* loginPath = "/auth/worker";

base::Json claimsOf(const std::string& token) {
    const auto parts = base::split(token, '.');
    if (parts.size() != 3) return {};
    // base64url without padding (RFC 7515).
    std::string payload = parts[1];
    for (char& c : payload) {
        if (c == '-') c = '+';
        if (c == '_') c = '/';
    }
    while (payload.size() % 4 != 0) payload += '=';
    const auto text = base::decodeBase64(payload);
    const auto claims = base::Json::parse(text.value_or("null"), {});
    return claims ? *claims : base::Json();
}

std::optional<base::Time> timeOf(const base::Json& value) {
    const auto seconds = value.integer();
    return seconds ? std::optional(base::Time{*seconds}) : std::nullopt;
}

}  // namespace

Token readToken(std::string text) {
    const base::Json claims = claimsOf(text);
    return {std::move(text), timeOf(claims["iat"]), timeOf(claims["exp"])};
}

bool isExpired(const Token& token, base::Time now) {
    return token.expires && now >= *token.expires;
}

bool isDue(const Token& token, base::Time obtained, base::Time now) {
    if (!token.expires) return false;
    const std::int64_t from = token.issued.value_or(obtained).seconds;
    const std::int64_t life = token.expires->seconds - from;
    return now.seconds - from >= life - life / 5;
}

WorkerLogin::WorkerLogin(Server server, std::string workerId, std::string workerSecret)
    : m_server(std::move(server)), m_id(std::move(workerId)), m_secret(std::move(workerSecret)) {}

base::WebRequest WorkerLogin::start() const {
    base::WebRequest request;
    request.method = "POST";
    request.url = m_server.url + loginPath;
    request.headers["Accept"] = "application/json";
    request.headers["Content-Type"] = "application/json";
    request.body = nlohmann::json{{"worker_id", m_id}, {"worker_secret", m_secret}}.dump(
        -1, ' ', false, nlohmann::json::error_handler_t::replace);
    return request;
}

base::WebStep<Token> WorkerLogin::next(const base::HttpResponse& response) const {
    const auto body = base::Json::parse(response.body, {});
    if (response.status < 200 || response.status > 299 || !body) {
        // A server may repeat what it was sent: none of its words are told.
        base::Error error = errorOf({response.status, response.headers, {}}, m_server, loginPath);
        if (error.kind == base::ErrorKind::forbidden) error.what = "ConfigHub forbids this worker to log in";
        return error;
    }
    std::string token = (*body)["access_token"].text();
    if (token.empty()) return errorOf({response.status, response.headers, {}}, m_server, loginPath);
    return readToken(std::move(token));
}

}  // namespace scout::confighub
