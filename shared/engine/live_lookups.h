// Objects that no list brings, looked up one by one and then watched by name. For the live evidence only.
#pragma once

#include <QTimer>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/cluster.h"
#include "engine/live_feed.h"
#include "engine/live_gate.h"

namespace scout::engine {

class LiveLookups {
  public:
    /// Objects watched by name; further ones are looked up again, as those that may not be watched.
    static constexpr std::size_t mostWatches = 200;
    /// Of an answer that another try may better, before it stays what it is.
    static constexpr int mostTries = 6;

    /// `once`: of readOnce, so that whoever lists the object knows better whether it is there.
    using Answered = std::function<void(const trace::Query& query, const trace::Answer& answer, bool once)>;

    LiveLookups(net::Transport& transport, Cluster& cluster, LiveGate& gate, LiveFeed::Owner& owner,
                const LiveEvidence::Options& options, Answered answered);
    ~LiveLookups();

    /// Answered once, and again where another try gives a better answer, or where it cannot be watched: then as often
    /// as a watch would be renewed. Nothing when it is under way or done.
    void begin(const trace::Query& query) { begin(query, false); }
    /// The same without watching it: a list and its watch have it, in part.
    void readOnce(const trace::Query& query) { begin(query, true); }
    /// Gives up those under way, and the watches.
    void clear();
    /// Those that are answered and their watches: what is asked again is looked up again. Not from a watch's callback.
    void forget(const std::function<bool(const trace::Query& query)>& concerned);
    /// Has those looked up again, after a while, whose watch was denied meanwhile. For whenever a feed has changed.
    void followDenied();
    /// Of the watches.
    std::vector<LiveEvidence::FeedState> states() const;
    /// Those without any answer yet.
    std::size_t open() const;

  private:
    struct Lookup;
    void begin(const trace::Query& query, bool once);
    void queue(Lookup& lookup);
    void ask(Lookup& lookup);
    void finished(Lookup& lookup, const trace::Answer& answer);
    void watch(Lookup& lookup, const trace::Answer& answer);

    net::Transport& m_transport;
    Cluster& m_cluster;
    LiveGate& m_gate;
    LiveFeed::Owner& m_owner;
    const LiveEvidence::Options& m_options;
    Answered m_answered;
    std::map<std::string, std::shared_ptr<Lookup>> m_lookups;  ///< by key
    std::size_t m_watches = 0;
};

}  // namespace scout::engine
