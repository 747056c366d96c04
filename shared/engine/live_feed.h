// One kind in one namespace, or one object by its name: listed, then watched, then watched again, for as long as it is
// open. For the live evidence only.
#pragma once

#include <QElapsedTimer>
#include <QTimer>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/live_evidence.h"
#include "engine/live_gate.h"
#include "kube/read.h"
#include "kube/watch.h"
#include "model/object.h"
#include "net/transport.h"
#include "trace/query.h"

namespace scout::engine {

/// What the feeds of one kind have found out for each other.
struct LiveKind {
    kube::Resource resource;
    bool absent = false;  ///< the server does not serve it
};

class LiveFeed {
  public:
    struct Subject {
        std::shared_ptr<LiveKind> kind;
        trace::Query::Type type = trace::Query::Type::object;  ///< object or metadata
        std::string ns;                                        ///< "" for all
        std::string name;                                      ///< "" for every object
        bool whole = true;                                     ///< else as kube::Detail::lean
    };
    class Owner {
      public:
        virtual ~Owner() = default;
        /// Added or changed.
        virtual void seen(const trace::Query& query, const base::Json& object) = 0;
        /// Whether it is kept whole, of a subject that is not.
        virtual bool wantsWhole(const trace::Query& query) const = 0;
        virtual void gone(const model::ObjectRef& ref) = 0;
        /// What was seen of it may not be listed any more: nobody knows now how it is, nor whether it is.
        virtual void denied(const Subject& subject) = 0;
        virtual void feedChanged() = 0;
        /// As Cluster::versions.
        virtual void versions(const std::string& group,
                              std::function<void(const base::Result<std::vector<std::string>>&)> callback) = 0;
        virtual double random() = 0;
    };

    /// All must outlive it. None of its methods may be called, nor it be destroyed, from the owner's.
    LiveFeed(net::Transport& transport, LiveGate& gate, Owner& owner, const LiveEvidence::Options& options,
             Subject subject);
    ~LiveFeed();
    LiveFeed(const LiveFeed&) = delete;
    LiveFeed& operator=(const LiveFeed&) = delete;

    /// Lists (anew) and watches. What was seen before is known from then on only as far as it is seen again.
    void open();
    void close();
    /// Known from elsewhere, so that its absence from the list is news.
    void expect(const model::ObjectRef& ref);

    const Subject& subject() const { return m_subject; }
    LiveEvidence::FeedState state() const;
    bool isListing() const { return m_feed == LiveEvidence::Feed::listing; }
    /// Everything that there is has been seen.
    bool isComplete() const { return m_feed == LiveEvidence::Feed::watching; }
    bool isAbsent() const { return m_feed == LiveEvidence::Feed::notInstalled; }
    bool isForbidden() const { return m_feed == LiveEvidence::Feed::forbidden; }
    /// Everything that there was has been seen once, and may be old.
    bool wasListed() const { return m_wasListed; }

  private:
    using Name = std::pair<std::string, std::string>;  ///< namespace and name

    void stop();
    void queue();
    void begin();
    void list();
    void ask(const base::HttpRequest& request);
    void listStep(const base::HttpResponse& response);
    void listed(const kube::ReadAnswer& answer);
    void notServed();
    void absent();
    void watch();
    void watchHead(const base::HttpResponse& head);
    void watchBody(std::string_view chunk);
    void watchEnded(const std::optional<base::Error>& error);
    bool isWatched() const { return m_status >= 200 && m_status <= 299; }
    bool livedWell();
    bool mustListAgain(const kube::WatchObjects::Outcome& outcome, bool refused) const;
    void failed(const base::Error& error);
    void denied(const base::Error& error);
    void forbidden(const base::Error& error);
    void pause(LiveEvidence::Feed feed, const base::Error& error);
    void settle(LiveEvidence::Feed feed, const base::Error& error);
    void leave(const std::optional<base::Error>& error = std::nullopt);
    void see(const base::Json& object);
    model::ObjectRef ref(const Name& name) const;
    /// Calls `callback` unless what is under way was given up meanwhile.
    template <typename... Arguments, typename Callback>
    auto current(Callback callback);

    net::Transport& m_transport;
    LiveGate& m_gate;
    Owner& m_owner;
    const LiveEvidence::Options& m_options;
    Subject m_subject;

    LiveEvidence::Feed m_feed = LiveEvidence::Feed::stopped;
    base::Error m_error;
    Backoff m_backoff;
    QTimer m_pause;
    LiveGate::Ticket m_turn = 0;
    net::Transport::Ticket m_request = 0;
    std::shared_ptr<bool> m_current;  ///< callbacks hold it weakly

    std::unique_ptr<kube::ListObjects> m_list;
    int m_restarts = 0;
    bool m_askedGroup = false;
    std::set<Name> m_listed;  ///< seen by the list that is under way
    std::set<Name> m_known;
    bool m_wasListed = false;
    bool m_justListed = false;  ///< no watch has ended since

    std::unique_ptr<kube::WatchObjects> m_watch;
    std::string m_version;
    std::string m_resourceVersion;  ///< "": to be listed
    int m_status = 0;               ///< of the watch's answer; 0 before it came
    QElapsedTimer m_watchLife;
    bool m_expired = false;  ///< a watch was, and none has lived well since
    bool m_renewedCredentials = false;
};

}  // namespace scout::engine
