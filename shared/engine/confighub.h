// ConfigHub's API as a source of answers: one login, a token that stays in memory, and no question asked twice at once.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/time.h"
#include "confighub/credentials.h"
#include "confighub/login.h"
#include "confighub/read.h"
#include "engine/answer_source.h"
#include "net/web.h"

namespace scout::engine {

class ConfigHub final : public AnswerSource {
  public:
    /// `web` must outlive this; `now` must be there.
    ConfigHub(net::Web& web, confighub::Credentials credentials, std::function<base::Time()> now);
    /// Ends what is under way; its callbacks never come.
    ~ConfigHub() override;
    ConfigHub(const ConfigHub&) = delete;
    ConfigHub& operator=(const ConfigHub&) = delete;

    /// For Query::Type::configHub. Missing: ConfigHub says so; not installed: the server is of a generation that does
    /// not know the entity. Everything else is unseen, with confighub::errorOf's errors and those of the web. A worker
    /// whose token is refused logs in once more. A server that cannot be reached is not tried again for a while.
    void answer(const trace::Query& query, Callback callback) override;
    void cancel() override;
    net::Usage usage() const override { return m_usage; }

  private:
    struct Question;
    using QuestionPtr = std::shared_ptr<Question>;
    using Response = base::Result<base::HttpResponse>;

    void ask(const QuestionPtr& question);
    void send(const base::WebRequest& request, std::function<void(const Response&)> done);
    void converse(const QuestionPtr& question, base::WebRequest request);
    void answered(const QuestionPtr& question, const base::HttpResponse& response);
    void finish(const QuestionPtr& question, const trace::Answer& answer);
    void fail(const QuestionPtr& question, const base::Error& error);
    void logIn();
    void loggedIn(const base::Result<confighub::Token>& token);
    bool hasToken() const;

    net::Web& m_web;
    const confighub::Credentials m_credentials;
    const std::function<base::Time()> m_now;
    std::map<std::string, QuestionPtr> m_open;  ///< by target
    std::vector<QuestionPtr> m_waiting;         ///< for the login
    std::optional<confighub::Token> m_token;
    base::Time m_obtained;
    int m_logins = 0;  ///< which token it is
    bool m_loggingIn = false;
    std::optional<base::Error> m_refused;  ///< the login is no good, or the server was away at m_refusedAt
    base::Time m_refusedAt;
    std::set<net::Web::Ticket> m_tickets;
    net::Usage m_usage;
    std::shared_ptr<bool> m_alive;  ///< callbacks hold it weakly
};

}  // namespace scout::engine
