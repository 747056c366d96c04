// Tokens of ConfigHub: how a worker gets one, and how long it lasts (facts: protocols 1.2).
#pragma once

#include <optional>
#include <string>

#include "base/http.h"
#include "base/time.h"
#include "confighub/server.h"

namespace scout::confighub {

struct Token {
    std::string text;  ///< a secret
    std::optional<base::Time> issued;
    std::optional<base::Time> expires;  ///< nothing when the token does not say
};

/// Reads the times of a JWT without checking its signature, which is the server's business; any other text is a token
/// that does not say how long it lasts.
Token readToken(std::string text);

bool isExpired(const Token& token, base::Time now);
/// After 80 % of its life; `obtained` stands in for a missing time of issue.
bool isDue(const Token& token, base::Time obtained, base::Time now);

/// The login of a worker as a conversation.
class WorkerLogin {
  public:
    WorkerLogin(Server server, std::string workerId, std::string workerSecret);

    /// POST {server}/auth/worker, which is not below /api. Holds the secret.
    base::WebRequest start() const;
    /// Errors as errorOf, without anything of what was sent.
    base::WebStep<Token> next(const base::HttpResponse& response) const;

  private:
    Server m_server;
    std::string m_id;
    std::string m_secret;
};

}  // namespace scout::confighub
