#include "oci/access.h"

#include <algorithm>

#include "base/base64.h"
#include "base/json.h"
#include "base/percent.h"
#include "base/text.h"
#include "oci/registry_error.h"

namespace scout::oci {

namespace {

constexpr int mostRedirects = 5;
/// What a token is good for where the service does not say (distribution, token spec).
constexpr std::int64_t defaultLife = 60;

std::string basic(const Credentials& credentials) {
    return "Basic " + base::encodeBase64(credentials.username + ":" + credentials.password);
}

bool isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

}  // namespace

Access::Access(Endpoint endpoint, Url target, std::string accept, Caller caller)
    : m_endpoint(std::move(endpoint)),
      m_target(std::move(target)),
      m_accept(std::move(accept)),
      m_caller(std::move(caller)) {}

base::WebRequest Access::start(base::Time now) {
    const std::string origin = m_endpoint.registry.origin();
    const auto known = m_caller.tokens->way(origin, m_endpoint.repository);
    if (known) {
        m_way = *known;
        if (m_way.scheme == TokenCache::Way::Scheme::bearer) {
            const std::string token = m_caller.tokens->token(origin, m_way, now);
            if (!token.empty()) m_authorization = "Bearer " + token;
        } else if (m_way.scheme == TokenCache::Way::Scheme::basic && usesCredentials()) {
            m_authorization = basic(*m_caller.credentials);
        }
        if (!m_authorization.empty() && usesCredentials()) m_sentFrom = m_caller.credentials->from;
    }
    return ask();
}

base::WebRequest Access::ask() {
    base::WebRequest request;
    request.url = m_target.text();
    request.headers["Accept"] = m_accept;
    // A digest is that of the bytes as they are kept.
    request.headers["Accept-Encoding"] = "identity";
    if (!m_authorization.empty() && m_target.origin() == m_endpoint.registry.origin())
        request.headers["Authorization"] = m_authorization;
    return request;
}

Access::Step Access::next(const base::HttpResponse& response, base::Time now) {
    if (m_realm) return tokenCame(response, now);
    if (isRedirect(response.status)) return redirected(response);
    const bool itself = m_target.origin() == m_endpoint.registry.origin();
    if (response.status == 401 && itself) return challenged(response, now);
    if (response.status == 403 && itself && !m_sentFrom.empty()) {
        if (const auto again = withoutCredentials(now)) return *again;
    }
    const bool answered = (response.status >= 200 && response.status < 300) || response.status == 400 ||
                          response.status == 404 || response.status == 405;
    if (!answered) return registryError(response, m_endpoint, m_sentFrom);
    m_caller.tokens->keepWay(m_endpoint.registry.origin(), m_endpoint.repository, m_way);
    return response;
}

/// The same request as a stranger; nothing when it has been one.
std::optional<base::WebRequest> Access::withoutCredentials(base::Time now) {
    if (!usesCredentials()) return std::nullopt;
    m_way.withoutCredentials = true;
    m_challenges = 0;
    const std::string token = m_caller.tokens->token(m_endpoint.registry.origin(), m_way, now);
    m_authorization = token.empty() ? "" : "Bearer " + token;
    return ask();
}

Access::Step Access::challenged(const base::HttpResponse& response, base::Time now) {
    m_caller.tokens->dropToken(m_endpoint.registry.origin(), m_way);
    m_authorization.clear();
    // The first may be about a token that has ended; a second is about what was just obtained.
    if (++m_challenges > 2 || (m_challenges == 2 && m_way.scheme == TokenCache::Way::Scheme::basic)) {
        if (!m_sentFrom.empty()) {
            if (const auto again = withoutCredentials(now)) return *again;
        }
        return registryError(response, m_endpoint, m_sentFrom);
    }
    const std::vector<Challenge> challenges = parseChallenges(response.header("www-authenticate"));
    const auto find = [&challenges](std::string_view scheme) {
        return std::find_if(challenges.begin(), challenges.end(),
                            [scheme](const Challenge& challenge) { return challenge.scheme == scheme; });
    };
    if (const auto bearer = find("bearer"); bearer != challenges.end()) return useBearer(*bearer);
    if (find("basic") != challenges.end()) return useBasic(response);
    return registryError(response, m_endpoint, m_sentFrom);
}

Access::Step Access::useBasic(const base::HttpResponse& response) {
    m_way.scheme = TokenCache::Way::Scheme::basic;
    if (!usesCredentials() || m_caller.credentials->username.empty())
        return registryError(response, m_endpoint, m_sentFrom);
    m_challenges = 1;
    m_sentFrom = m_caller.credentials->from;
    m_authorization = basic(*m_caller.credentials);
    return ask();
}

Access::Step Access::useBearer(const Challenge& challenge) {
    m_way.scheme = TokenCache::Way::Scheme::bearer;
    m_way.service = challenge.parameter("service");
    m_way.scope = challenge.parameter("scope");
    if (m_way.scope.empty()) m_way.scope = "repository:" + m_endpoint.repository + ":pull";
    if (usesCredentials() && !m_caller.credentials->registryToken.empty()) {
        m_sentFrom = m_caller.credentials->from;
        m_authorization = "Bearer " + m_caller.credentials->registryToken;
        return ask();
    }
    const auto realm = parseUrl(challenge.parameter("realm"));
    const std::string shown = base::escapeControl(challenge.parameter("realm"));
    if (!realm) return brokenRegistry(m_endpoint, m_endpoint.named + " names no token service (\"" + shown + "\")");
    if (!realm->isSecure() && m_endpoint.registry.isSecure()) {
        return brokenRegistry(m_endpoint,
                              m_endpoint.named + " names a token service without TLS (" + realm->origin() + ")");
    }
    if (isLocal(realm->host) && realm->host != m_endpoint.registry.host) {
        return brokenRegistry(
            m_endpoint, m_endpoint.named + " names a token service at a private address (" + realm->origin() + ")");
    }
    m_realm = *realm;
    return askToken();
}

base::WebRequest Access::askToken() {
    base::WebRequest request;
    request.headers["Accept"] = "application/json";
    std::string query = "scope=" + base::percentEncode(m_way.scope);
    if (!m_way.service.empty()) query = "service=" + base::percentEncode(m_way.service) + "&" + query;
    request.url = m_realm->text();
    if (usesCredentials()) m_sentFrom = m_caller.credentials->from;
    if (usesCredentials() && !m_caller.credentials->identityToken.empty()) {
        request.method = "POST";
        request.headers["Content-Type"] = "application/x-www-form-urlencoded";
        request.body = "grant_type=refresh_token&client_id=kubectl-scout&" + query +
                       "&refresh_token=" + base::percentEncode(m_caller.credentials->identityToken);
        return request;
    }
    request.url += (m_realm->target.find('?') == std::string::npos ? "?" : "&") + query;
    if (usesCredentials() && !m_caller.credentials->username.empty())
        request.headers["Authorization"] = basic(*m_caller.credentials);
    return request;
}

Access::Step Access::tokenCame(const base::HttpResponse& response, base::Time now) {
    const std::string service = m_realm->authority();
    if (response.status == 400 || response.status == 401 || response.status == 403) {
        if (usesCredentials()) {
            m_way.withoutCredentials = true;
            return askToken();
        }
        return registryError({401, response.headers, response.body}, m_endpoint, m_sentFrom);
    }
    if (isRedirect(response.status)) {
        return brokenRegistry(m_endpoint, "the token service " + service + " of " + m_endpoint.named +
                                              " sends elsewhere, where no credentials go");
    }
    if (response.status != 200) return registryError(response, m_endpoint, m_sentFrom);
    const auto body = base::Json::parse(response.body, service);
    const std::string token = body ? (*body)["token"].text((*body)["access_token"].text()) : std::string();
    if (token.empty()) return brokenRegistry(m_endpoint, "the token service " + service + " gave no token");
    const std::int64_t life = (*body)["expires_in"].integer().value_or(defaultLife);
    m_caller.tokens->keepToken(m_endpoint.registry.origin(), m_way, token,
                               {now.seconds + std::max<std::int64_t>(life, 0)});
    m_realm.reset();
    m_challenges = 2;
    m_authorization = "Bearer " + token;
    return ask();
}

Access::Step Access::redirected(const base::HttpResponse& response) {
    if (++m_redirects > mostRedirects) {
        return brokenRegistry(m_endpoint, m_endpoint.named + " redirects in a circle (more than " +
                                              std::to_string(mostRedirects) + " times)");
    }
    const auto target = resolve(m_target, response.header("location"));
    if (!target) return brokenRegistry(m_endpoint, m_endpoint.named + " redirects to something that is no URL");
    if (m_target.isSecure() && !target->isSecure()) {
        return brokenRegistry(m_endpoint,
                              m_endpoint.named + " redirects to " + target->authority() + ", which has no TLS");
    }
    m_target = *target;
    return ask();
}

}  // namespace scout::oci
