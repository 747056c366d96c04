#include "kubectl-scout/talk.h"

#include <ostream>
#include <string_view>
#include <utility>

#include "base/text.h"

namespace scout::plugin {

namespace {

std::string outcome(const trace::Answer& answer) {
    if (answer.isKnown()) return "known";
    if (answer.isNotInstalled()) return "kind not served";
    if (answer.isMissing()) return "missing";
    return "unseen: " + answer.error().what;
}

}  // namespace

Talk::Talk(const Environment& environment, int verbosity)
    : m_environment(environment), m_verbosity(verbosity), m_progress(environment) {}

void Talk::line(const std::string& text) {
    m_progress.erase();
    *m_environment.err << base::escapeControl(text) << '\n';
}

void Talk::request(const net::RequestLog& log) {
    std::string text = log.method + " " + log.url + " ";
    text += log.status == 0 ? "failed" : std::to_string(log.status);
    text += " in " + std::to_string(log.milliseconds) + " ms";
    if (log.status != 0) {
        text += " (" + log.protocol + ", " + std::to_string(log.bytes) + " bytes" +
                (log.reusedConnection ? "" : ", new connection") + ")";
    }
    if (!log.error.empty()) text += ": " + log.error;
    line(text);
}

void TalkingSource::answer(const trace::Query& query, Callback callback) {
    if (m_talk.tells(level::rounds)) m_talk.line("  ask " + query.key());
    m_talk.progress().update(m_answered, ++m_asked);
    m_source.answer(query, [this, key = query.key(), callback = std::move(callback)](trace::Answer answer) {
        m_talk.progress().update(++m_answered, m_asked);
        if (m_talk.tells(level::rounds)) m_talk.line("  got " + key + ": " + outcome(answer));
        callback(std::move(answer));
    });
}

net::Transport::Ticket TalkingTransport::get(const base::HttpRequest& request, Callback callback) {
    return m_transport->get(request, [this, target = request.target,
                                      callback = std::move(callback)](base::Result<base::HttpResponse> response) {
        if (response) {
            m_talk.line("answer to " + target + ":");
            for (const auto& [name, value] : response->headers) {
                const bool secret = name == "set-cookie" || name.find("auth") != std::string::npos;
                m_talk.line("  " + name + ": " + (secret ? "(not shown)" : value));
            }
        }
        callback(std::move(response));
    });
}

}  // namespace scout::plugin
