// Questions that other places than the traced cluster answer: registries, ConfigHub, a management cluster. Lives on the
// worker's thread.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "engine/answer_source.h"
#include "trace/query.h"

namespace scout::desktop {

class Elsewhere {
  public:
    /// Of the newest questions: older ones are not asked again by refresh().
    static constexpr std::size_t mostRefreshed = 200;
    using Answered = std::function<void(const trace::Query& query, const trace::Answer& answer)>;

    /// `places` must outlive this.
    Elsewhere(engine::AnswerSource& places, Answered answered);
    /// Callbacks that have not come by then never come.
    ~Elsewhere();

    static bool concerns(const trace::Query& query);
    /// Nothing when it was asked before. `answered` may come before this returns.
    void ask(const trace::Query& query);
    /// Asks again; what was answered stays until the new answer comes.
    void refresh();
    /// Nobody waits for what is under way any more; it is asked again when it is wanted again.
    void stop();
    /// Questions under way.
    std::size_t open() const { return m_open.size(); }
    /// Whom anything was asked, in words: "registry ghcr.io", "ConfigHub", "the management cluster".
    std::vector<std::string> asked() const { return {m_places.begin(), m_places.end()}; }

  private:
    void send(const trace::Query& query);

    engine::AnswerSource& m_source;
    Answered m_answered;
    std::set<std::string> m_known;       ///< keys that were asked
    std::vector<trace::Query> m_newest;  ///< the oldest first
    std::map<std::string, int> m_open;   ///< by key: which of its askings is under way
    int m_askings = 0;
    std::set<std::string> m_places;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

}  // namespace scout::desktop
