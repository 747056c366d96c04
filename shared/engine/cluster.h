// One cluster as a source of answers: which conversation answers a query, and what its end means.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/answer_source.h"
#include "engine/conversations.h"
#include "kube/catalogue.h"
#include "kube/discovery.h"
#include "kube/read.h"
#include "kube/resource.h"
#include "net/transport.h"

namespace scout::engine {

/// Built-in kinds are read without discovery. Others are looked up in kubectl's cache, then in one discovery of the
/// server's, which all of them share. Where none of a built-in kind's versions is served, the server is asked which
/// versions its group has, because it may be newer than this program.
class Cluster final : public AnswerSource {
  public:
    /// What kubectl's cache says about one group; nothing when it says nothing.
    using DiscoveryCache = std::function<std::optional<kube::Discovered>(const std::string& group)>;
    using DiscoveredCallback = std::function<void(const base::Result<kube::Discovered>&)>;

    /// `transport` must outlive this; `cache` may be empty.
    explicit Cluster(net::Transport& transport, DiscoveryCache cache = {});
    /// Callbacks that have not come by then never come.
    ~Cluster() override;

    /// Known: the object, or an array for a search. Missing: the server has no such object. NotInstalled: it serves no
    /// such kind. Every error is unseen, a 401 and an unreachable server too; what that means for the program is the
    /// caller's decision.
    void answer(const trace::Query& query, Callback callback) override;
    void cancel() override { m_conversations.cancel(); }
    net::Usage usage() const override { return m_conversations.transport().usage(); }

    /// The server's own list, asked for once. An error is not kept: the next one who asks tries again.
    void discover(DiscoveredCallback callback);

    /// How the kind is addressed, as far as that is known without asking: built in, discovered or in the cache.
    std::optional<kube::Resource> resource(const std::string& group, const std::string& kind) const;
    using VersionsCallback = std::function<void(const base::Result<std::vector<std::string>>&)>;
    /// The versions that the server has of a group, preferred first, as it says now; none when it has no such group.
    void versions(const std::string& group, VersionsCallback callback);

  private:
    struct Question;
    using QuestionPtr = std::shared_ptr<Question>;

    void read(const QuestionPtr& question, const kube::Resource& resource);
    void finished(const QuestionPtr& question, const base::Result<kube::ReadAnswer>& answer);
    void kindNotServed(const QuestionPtr& question);
    void askGroup(const QuestionPtr& question);
    void askServer(const QuestionPtr& question);
    void askDiscovery(const std::shared_ptr<kube::Discovery>& discovery, const kube::Discovery::Requests& requests);
    void discovered(base::Result<kube::Discovered> result);

    DiscoveryCache m_cache;
    std::optional<kube::Discovered> m_discovered;
    std::vector<DiscoveredCallback> m_waiting;  ///< for the discovery that is under way
    std::shared_ptr<bool> m_alive;              ///< callbacks hold it weakly
    Conversations m_conversations;
};

}  // namespace scout::engine
