// Traces that are kept true: the objects that they were made from are watched by name, and traced again when one of
// them changes or time goes by.
#pragma once

#include <QTimer>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "base/time.h"
#include "engine/answer_source.h"
#include "engine/cluster.h"
#include "engine/elsewhere.h"
#include "engine/live_evidence.h"
#include "model/trace.h"
#include "trace/investigate.h"

namespace scout::plugin {

class Watching {
  public:
    struct Ports {
        std::function<base::Time()> now;
        /// Nothing is asked any more: what is proven now, one for each subject. Of its cost, the rounds since start().
        std::function<void(std::vector<model::Trace> traces, const trace::Evidence& evidence)> settled;
        /// A sentence about the connection, "" when all is well again.
        std::function<void(const std::string& trouble)> connection;
    };

    /// `seen` is the evidence of a first trace. Objects of the traced cluster are watched; what else it holds
    /// (registries, ConfigHub, another cluster, searches) is asked of `others`, and stays as it was until a source that
    /// it is about moves on. All references must outlive this.
    Watching(net::Transport& transport, engine::Cluster& cluster, engine::AnswerSource& others,
             std::vector<model::ObjectRef> subjects, trace::Evidence seen, trace::Options options, Ports ports);

    void start();

  private:
    void changed(const std::set<std::string>& keys);
    void heard(const trace::Query& query, const trace::Answer& answer);
    void look();
    void ask(const std::vector<trace::Query>& questions);
    void tell(const std::vector<engine::LiveEvidence::FeedState>& states);
    trace::Evidence merged() const;

    std::vector<model::ObjectRef> m_subjects;
    trace::Evidence m_seen;
    trace::Options m_options;
    Ports m_ports;
    QTimer m_clock;                 ///< what depends on time alone
    std::set<std::string> m_asked;  ///< keys of the watched objects since start()
    std::int64_t m_rounds = 0;
    std::string m_trouble;
    engine::Elsewhere m_others;
    engine::LiveEvidence m_live;  // last: its callbacks use the rest
};

}  // namespace scout::plugin
