// Evidence that stays true: lists the kinds that a graph is made of, then watches them, and looks up what the graph
// asks beyond that. Lives on one thread with a Qt event loop; the program puts it beside the interface thread.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/error.h"
#include "engine/cluster.h"
#include "net/transport.h"
#include "trace/evidence.h"
#include "trace/graph_builder.h"

namespace scout::engine {

class LiveEvidence {
  public:
    struct Scope {
        std::vector<std::string> namespaces;  ///< empty: all
        std::string context = {};             ///< noted in the evidence
    };

    enum class Feed {
        listing,
        watching,
        /// The watch broke, or is denied where lists are not: it is listed again after `retryIn`. What was seen stays,
        /// and may be old.
        reconnecting,
        forbidden,     ///< list denied: `error` has the rule that is missing. What it had brought before is forgotten
        notInstalled,  ///< the server serves no such kind
        failed,        ///< unreachable, unauthorized ...; tried again after `retryIn`, where that is not 0
        stopped,
    };
    struct FeedState {
        std::string group;
        std::string kind;
        std::string ns;  ///< "" for all
        Feed feed = Feed::listing;
        base::Error error;                     ///< of the last failure
        std::chrono::milliseconds retryIn{0};  ///< for reconnecting and failed
    };

    struct Ports {
        /// Query keys whose answers came, changed or went, gathered for at most `changesEvery`.
        std::function<void(const std::set<std::string>& keys)> changed;
        /// Any feed's state changed; `feeds` is the whole list.
        std::function<void(const std::vector<FeedState>& feeds)> feeds;
        /// The same of the objects that were looked up and are watched by their name.
        std::function<void(const std::vector<FeedState>& feeds)> lookups = {};
    };
    struct Options {
        std::chrono::milliseconds changesEvery{100};
        std::chrono::milliseconds firstRetry{1000};  ///< doubled up to `lastRetry`, with jitter
        std::chrono::milliseconds lastRetry{30000};
        int parallelLists = 6;  ///< and four times as many look-ups
        /// After which a server is asked to end a watch (and another one begins), and the silence after which a watch
        /// is taken for dead. Bookmarks come every minute.
        std::chrono::seconds watchFor{290};
        std::chrono::milliseconds silence{150000};
        std::function<double()> random;  ///< from 0 to below 1; absent: Qt's own
    };

    /// `transport` and `cluster` must outlive this. `kinds` are those that Cluster::resource knows; others have no
    /// feed.
    LiveEvidence(net::Transport& transport, Cluster& cluster, std::vector<trace::SurveyKind> kinds, Scope scope,
                 Ports ports, Options options);
    ~LiveEvidence();

    /// Lists everything, then watches. While the server cannot be reached or refuses the credentials (401, after they
    /// were renewed once), one request at a time tries whether it is back. A kind that may not be listed in all
    /// namespaces is not listed at all; its objects are looked up one by one where the graph asks for them. So are
    /// those of a kind that may be listed no more.
    void start();
    /// Stops lists, watches and look-ups; what was seen stays.
    void stop();
    /// Closes and opens every feed again, at once.
    void refresh();
    /// Looks up what no list has brought: a question about an object of a listed kind and namespace that was not in the
    /// list is answered as missing without asking. Objects looked up are watched too (by name) or, where that is not
    /// allowed, looked up again as often as a watch would be renewed (`watchFor`).
    void ask(const std::vector<trace::Query>& questions);
    /// These are read and kept whole from now on. Of other objects that a list brings, but for appliers and sources,
    /// less is kept (kube::Detail::lean).
    void keepWhole(const std::vector<model::ObjectRef>& objects);
    /// What another place than the cluster answered: kept as it is, and told as changed.
    void put(const trace::Query& query, const trace::Answer& answer);
    /// Questions under way, those that wait for a list among them.
    std::size_t open() const;

    /// Beside objects, why appliers are not known: a list of theirs that was refused, or never answered, is unseen.
    const trace::Evidence& evidence() const;

  private:
    class Feeds;
    std::unique_ptr<Feeds> m_feeds;
};

}  // namespace scout::engine
