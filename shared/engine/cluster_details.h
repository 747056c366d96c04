// What people ask of a cluster beside its objects: events, log lines, the names of namespaces.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "engine/conversations.h"
#include "model/object.h"
#include "net/transport.h"

namespace scout::engine {

/// Callbacks come exactly once, later, unless this is destroyed first. Errors of every method: forbidden with the rule
/// that is missing, and whatever net::Transport and kube::apiError give.
class ClusterDetails {
  public:
    using EventsCallback = std::function<void(base::Result<base::Json>)>;
    using LogCallback = std::function<void(base::Result<std::string>)>;
    using NamesCallback = std::function<void(base::Result<std::vector<std::string>>)>;

    /// At most so many events, the newest ones.
    static constexpr std::size_t mostEvents = 200;

    struct LogRequest {
        std::string ns;
        std::string pod;
        std::string container;  ///< "" = the one that the Pod marks as its default, else the first
        int lines = 100;
        bool previous = false;  ///< of the container that ran before its last restart
    };

    /// `transport` must outlive this.
    explicit ClusterDetails(net::Transport& transport);

    /// core/v1 Events about the object as an array, newest first. `uid` "" counts events of earlier objects of that
    /// name too. Those about a cluster-scoped object are in the namespace "default".
    void events(const model::ObjectRef& about, const std::string& uid, EventsCallback callback);
    /// Text as the container wrote it, which may be anything; at most 4 MiB. Errors: notFound (no such Pod), protocol
    /// with the server's own words (no such container, not started, no earlier run).
    void log(const LogRequest& request, LogCallback callback);
    /// Sorted.
    void namespaces(NamesCallback callback);

    /// Everything under way ends with ErrorKind::cancelled.
    void cancel();

  private:
    void readLog(const LogRequest& request, LogCallback callback);
    void chooseContainer(const LogRequest& request, LogCallback callback);

    Conversations m_conversations;
};

}  // namespace scout::engine
