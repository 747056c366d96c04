// Questions that other places than the traced cluster answer: registries, ConfigHub, a management cluster. They tell no
// changes: each is asked once, and again when what the cluster shows is newer than its answer.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "engine/answer_source.h"
#include "trace/evidence.h"
#include "trace/followed_revisions.h"
#include "trace/query.h"

namespace scout::engine {

class Elsewhere {
  public:
    /// Of the newest questions: older ones are not asked again by refresh().
    static constexpr std::size_t mostRefreshed = 200;
    using Answered = std::function<void(const trace::Query& query, const trace::Answer& answer)>;

    /// `places` must outlive this.
    Elsewhere(AnswerSource& places, Answered answered);
    /// Callbacks that have not come by then never come.
    ~Elsewhere();

    static bool concerns(const trace::Query& query);
    /// False when it was asked before. `answered` may come before this returns.
    bool ask(const trace::Query& query);
    /// `evidence` came from the same time, whoever gathered it: no answer in it is outdated.
    void start(const trace::Evidence& evidence);
    /// What is under `changedKeys` has come or changed. Where a source moved on by that, what was said of the tags that
    /// it follows is answered once more as outdated, and asked anew when it is wanted.
    void changed(const trace::Evidence& evidence, const std::set<std::string>& changedKeys);
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
    void forget(const std::string& key);

    AnswerSource& m_source;
    Answered m_answered;
    trace::FollowedRevisions m_followed;
    std::map<std::string, trace::Query> m_known;  ///< that were asked, by key
    std::vector<trace::Query> m_newest;           ///< the oldest first
    std::map<std::string, int> m_open;            ///< by key: which of its askings is under way
    int m_askings = 0;
    std::set<std::string> m_places;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

}  // namespace scout::engine
