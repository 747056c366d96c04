// One cluster: maps the tracer's queries to conversations with its API server.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/time.h"
#include "engine/answer_source.h"
#include "kube/discovery.h"
#include "kube/read.h"
#include "net/transport.h"

namespace scout::engine {

class Cluster final : public AnswerSource {
  public:
    using OnDiscovered = std::function<void(base::Result<kube::Discovered>)>;

    struct Options {
        std::string server;          ///< URL, names the folder of the discovery cache
        std::string discoveryCache;  ///< kubectl's "<cache dir>/discovery"; "" = none
        base::Time now;              ///< for the freshness of that cache
    };

    Cluster(std::unique_ptr<net::Transport> transport, Options options);

    /// Built-in kinds need no discovery; for others kubectl's cache is asked first, then the server, once.
    void ask(const trace::Query& query, Callback callback) override;
    void cancel() override;
    net::Usage usage() const override;

    /// The server's own list of kinds, fetched at most once. Several callers share one fetch.
    void discover(OnDiscovered callback);
    /// What is known of the server's kinds without asking it: kubectl's cache, if it is fresh.
    const kube::Discovered* cachedKinds();

  private:
    void read(const kube::Resource& resource, const trace::Query& query, Callback callback);
    void get(const base::HttpRequest& request, net::Transport::Callback callback);
    void discoverNext(kube::Discovery::Step step);
    template <typename Conversation>
    void converse(std::shared_ptr<Conversation> conversation, const base::HttpRequest& request, Callback callback);

    // Outlives the transport, whose callbacks may touch them.
    Options m_options;
    std::set<net::Transport::Ticket> m_underWay;
    std::unique_ptr<kube::Discovery> m_discovery;
    std::vector<OnDiscovered> m_awaitingKinds;
    std::optional<kube::Discovered> m_kinds;
    std::optional<kube::Discovered> m_cachedKinds;
    bool m_cacheTried = false;
    std::unique_ptr<net::Transport> m_transport;
};

}  // namespace scout::engine
