// One GET of a registry's, with everything that may come before its answer: the challenge, the token, redirects
// (facts: protocols 4; decisions: registry-credentials.md).
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/http.h"
#include "base/time.h"
#include "oci/challenge.h"
#include "oci/credentials.h"
#include "oci/endpoint.h"
#include "oci/token_cache.h"

namespace scout::oci {

/// Who asks.
struct Caller {
    std::optional<Credentials> credentials;
    std::shared_ptr<TokenCache> tokens;  ///< must be there
};

/// Credentials go to the registry itself and to the token service that it names, and nowhere else: not to where either
/// redirects to, not to a token service without TLS (unless the registry has none), not to one at a private address
/// (unless it is the registry's own host). Credentials that are refused are left out once: expired ones keep many
/// registries from giving what is public.
class Access {
  public:
    using Step = base::WebStep<base::HttpResponse>;

    Access(Endpoint endpoint, Url target, std::string accept, Caller caller);

    base::WebRequest start(base::Time now);
    /// The answer of a 2xx, 400, 404 or 405; everything else that ends it is an error.
    Step next(const base::HttpResponse& response, base::Time now);

    const Endpoint& endpoint() const { return m_endpoint; }
    /// "" when none were sent.
    const std::string& credentialsFrom() const { return m_sentFrom; }

  private:
    bool usesCredentials() const { return m_caller.credentials && !m_way.withoutCredentials; }
    base::WebRequest ask();
    std::optional<base::WebRequest> withoutCredentials(base::Time now);
    Step challenged(const base::HttpResponse& response, base::Time now);
    Step useBasic(const base::HttpResponse& response);
    Step useBearer(const Challenge& challenge);
    base::WebRequest askToken();
    Step tokenCame(const base::HttpResponse& response, base::Time now);
    Step redirected(const base::HttpResponse& response);

    Endpoint m_endpoint;
    Url m_target;  ///< where it goes now, after redirects
    std::string m_accept;
    Caller m_caller;
    TokenCache::Way m_way;
    std::string m_authorization;
    std::string m_sentFrom;
    std::optional<Url> m_realm;  ///< while a token is awaited
    int m_challenges = 0;
    int m_redirects = 0;
};

}  // namespace scout::oci
