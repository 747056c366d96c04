// What -v tells on stderr, and the progress line: decorators of the ports that the pump stands on.
#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "engine/answer_source.h"
#include "kubectl-scout/environment.h"
#include "kubectl-scout/progress.h"
#include "net/http_transport.h"
#include "net/transport.h"

namespace scout::plugin {

/// The levels of -v.
namespace level {
inline constexpr int rounds = 1;
inline constexpr int requests = 6;
inline constexpr int headers = 8;
}  // namespace level

/// Lines on stderr; takes the progress line away before each.
class Talk {
  public:
    Talk(const Environment& environment, int verbosity);

    bool tells(int level) const { return m_verbosity >= level; }
    void line(const std::string& text);
    void request(const net::RequestLog& log);
    Progress& progress() { return m_progress; }

  private:
    const Environment& m_environment;
    int m_verbosity;
    Progress m_progress;
};

/// Tells each question and its answer, and counts them for the progress line.
class TalkingSource final : public engine::AnswerSource {
  public:
    TalkingSource(engine::AnswerSource& source, Talk& talk) : m_source(source), m_talk(talk) {}

    void answer(const trace::Query& query, Callback callback) override;
    void cancel() override { m_source.cancel(); }
    net::Usage usage() const override { return m_source.usage(); }

  private:
    engine::AnswerSource& m_source;
    Talk& m_talk;
    std::size_t m_asked = 0;
    std::size_t m_answered = 0;
};

/// Tells the headers of each answer but those that may hold credentials.
class TalkingTransport final : public net::Transport {
  public:
    TalkingTransport(std::unique_ptr<net::Transport> transport, Talk& talk)
        : m_transport(std::move(transport)), m_talk(talk) {}

    Ticket get(const base::HttpRequest& request, Callback callback) override;
    Ticket stream(const base::HttpRequest& request, net::Stream stream) override {
        return m_transport->stream(request, std::move(stream));
    }
    void cancel(Ticket ticket) override { m_transport->cancel(ticket); }
    net::Usage usage() const override { return m_transport->usage(); }

  private:
    std::unique_ptr<net::Transport> m_transport;
    Talk& m_talk;
};

}  // namespace scout::plugin
