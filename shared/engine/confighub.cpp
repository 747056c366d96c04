#include "engine/confighub.h"

#include <utility>
#include <variant>

namespace scout::engine {

using base::Error;
using base::ErrorKind;
using trace::Answer;

namespace {

/// A trace asks in rounds, and each would wait for a server that is away. Seconds.
constexpr std::int64_t patience = 30;

bool isAway(ErrorKind kind) {
    return kind == ErrorKind::unreachable || kind == ErrorKind::timeout || kind == ErrorKind::tls;
}

}  // namespace

struct ConfigHub::Question {
    std::string target;
    std::vector<Callback> callbacks;
    confighub::Read read;
    int login = 0;  ///< which token the request under way carries
    bool again = false;
};

ConfigHub::ConfigHub(net::Web& web, confighub::Credentials credentials, std::function<base::Time()> now)
    : m_web(web), m_credentials(std::move(credentials)), m_now(std::move(now)), m_alive(std::make_shared<bool>(true)) {
    if (m_credentials.kind == confighub::Credentials::Kind::bearer)
        m_token = confighub::readToken(m_credentials.secret);
    if (m_credentials.kind == confighub::Credentials::Kind::basic) m_token = confighub::Token{};
}

ConfigHub::~ConfigHub() {
    m_alive.reset();
    for (const net::Web::Ticket ticket : m_tickets) m_web.cancel(ticket);
}

void ConfigHub::answer(const trace::Query& query, Callback callback) {
    if (const auto open = m_open.find(query.target); open != m_open.end()) {
        open->second->callbacks.push_back(std::move(callback));
        return;
    }
    auto question = std::make_shared<Question>(
        Question{query.target, {std::move(callback)}, confighub::Read(m_credentials.server, query.target)});
    m_open[query.target] = question;
    ask(question);
}

bool ConfigHub::hasToken() const {
    if (!m_token) return false;
    return m_credentials.kind != confighub::Credentials::Kind::worker ||
           !confighub::isDue(*m_token, m_obtained, m_now());
}

void ConfigHub::ask(const QuestionPtr& question) {
    const base::Time now = m_now();
    const bool worker = m_credentials.kind == confighub::Credentials::Kind::worker;
    const bool final = m_refused && (m_refused->kind == ErrorKind::auth || m_refused->kind == ErrorKind::forbidden);
    if (final || (m_refused && now.seconds - m_refusedAt.seconds < patience))
        return finish(question, Answer::unseen(*m_refused));
    if (!worker && confighub::isExpired(*m_token, now)) {
        return finish(question, Answer::unseen({ErrorKind::auth,
                                                "the login to ConfigHub expired at " + base::format(*m_token->expires),
                                                m_credentials.from, "Log in again with `cub auth login`."}));
    }
    if (!hasToken()) {
        m_waiting.push_back(question);
        if (!m_loggingIn) logIn();
        return;
    }
    question->login = m_logins;
    converse(question, question->read.start());
}

void ConfigHub::send(const base::WebRequest& request, std::function<void(const Response&)> done) {
    ++m_usage.requests;
    const auto ticket = std::make_shared<net::Web::Ticket>();
    *ticket = m_web.send(request, [this, alive = std::weak_ptr<bool>(m_alive), ticket,
                                   done = std::move(done)](const Response& response) {
        if (alive.expired()) return;
        m_tickets.erase(*ticket);
        if (response) m_usage.bytes += static_cast<std::int64_t>(response->body.size());
        done(response);
    });
    m_tickets.insert(*ticket);
}

void ConfigHub::converse(const QuestionPtr& question, base::WebRequest request) {
    request.headers["Authorization"] = confighub::authorization(m_credentials, *m_token);
    send(request, [this, question](const Response& response) {
        if (!response) return fail(question, response.error());
        answered(question, *response);
    });
}

void ConfigHub::answered(const QuestionPtr& question, const base::HttpResponse& response) {
    const bool worker = m_credentials.kind == confighub::Credentials::Kind::worker;
    if (response.status == 401 && worker && !std::exchange(question->again, true)) {
        // Another question may have got a new token in the meantime.
        if (question->login == m_logins) m_token.reset();
        return ask(question);
    }
    auto step = question->read.next(response);
    if (auto* request = std::get_if<base::WebRequest>(&step)) return converse(question, std::move(*request));
    if (const auto* error = std::get_if<Error>(&step)) return fail(question, *error);
    const auto& answer = std::get<confighub::ReadAnswer>(step);
    if (!answer.served) return finish(question, Answer::notInstalled());
    finish(question, answer.found ? Answer::known(answer.entities) : Answer::missing());
}

void ConfigHub::fail(const QuestionPtr& question, const Error& error) {
    if (isAway(error.kind)) {
        m_refused = error;
        m_refusedAt = m_now();
    }
    finish(question, Answer::unseen(error));
}

void ConfigHub::finish(const QuestionPtr& question, const Answer& answer) {
    m_open.erase(question->target);
    // A callback may destroy this.
    const std::vector<Callback> callbacks = std::move(question->callbacks);
    for (const Callback& callback : callbacks) callback(answer);
}

void ConfigHub::logIn() {
    m_loggingIn = true;
    const confighub::WorkerLogin login(m_credentials.server, m_credentials.user, m_credentials.secret);
    send(login.start(), [this, login](const Response& response) {
        if (!response) return loggedIn(response.error());
        const auto step = login.next(*response);
        if (const auto* token = std::get_if<confighub::Token>(&step)) return loggedIn(*token);
        loggedIn(std::get<Error>(step));
    });
}

void ConfigHub::loggedIn(const base::Result<confighub::Token>& token) {
    m_loggingIn = false;
    const std::vector<QuestionPtr> waiting = std::exchange(m_waiting, {});
    if (token) {
        m_token = *token;
        m_obtained = m_now();
        ++m_logins;
        m_refused.reset();
    } else if (token.error().kind != ErrorKind::cancelled) {
        m_refused = token.error();
        m_refusedAt = m_now();
    }
    const std::weak_ptr<bool> alive = m_alive;
    for (const QuestionPtr& question : waiting) {
        if (alive.expired()) return;
        if (!token) {
            finish(question, Answer::unseen(token.error()));
        } else {
            question->login = m_logins;
            converse(question, question->read.start());
        }
    }
}

void ConfigHub::cancel() {
    const std::set<net::Web::Ticket> tickets = m_tickets;
    for (const net::Web::Ticket ticket : tickets) m_web.cancel(ticket);
}

}  // namespace scout::engine
