#include "oci/token_cache.h"

#include <utility>

namespace scout::oci {

namespace {

// Spaces stand in none of the parts.
std::string wayKey(const std::string& origin, const std::string& repository) {
    return origin + " " + repository;
}

std::string tokenKey(const std::string& origin, const TokenCache::Way& way) {
    return origin + " " + way.service + "\n" + way.scope + (way.withoutCredentials ? "\nanonymous" : "");
}

constexpr std::int64_t margin = 10;

}  // namespace

std::optional<TokenCache::Way> TokenCache::way(const std::string& origin, const std::string& repository) const {
    const auto found = m_ways.find(wayKey(origin, repository));
    return found == m_ways.end() ? std::nullopt : std::optional(found->second);
}

void TokenCache::keepWay(const std::string& origin, const std::string& repository, Way way) {
    m_ways[wayKey(origin, repository)] = std::move(way);
}

std::string TokenCache::token(const std::string& origin, const Way& way, base::Time now) const {
    const auto found = m_tokens.find(tokenKey(origin, way));
    if (found == m_tokens.end() || found->second.until.seconds < now.seconds + margin) return {};
    return found->second.text;
}

void TokenCache::keepToken(const std::string& origin, const Way& way, std::string token, base::Time until) {
    m_tokens[tokenKey(origin, way)] = {std::move(token), until};
}

void TokenCache::dropToken(const std::string& origin, const Way& way) {
    m_tokens.erase(tokenKey(origin, way));
}

}  // namespace scout::oci
