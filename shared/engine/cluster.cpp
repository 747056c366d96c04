#include "engine/cluster.h"

#include <utility>

#include "engine/discovery_cache_files.h"
#include "kube/mapper.h"

namespace scout::engine {

namespace {

trace::Answer answerFrom(kube::ReadAnswer answer) {
    if (answer.found) return trace::Answer::known(std::move(answer.value));
    return answer.kindNotServed ? trace::Answer::notInstalled() : trace::Answer::missing();
}

// A search by the name alone works on custom resources and is one page of few objects (facts: protocols 3 and 7).
kube::ListObjects::Selection byName(const std::string& name) {
    kube::ListObjects::Selection selection;
    selection.fieldSelector = "metadata.name=" + name;
    return selection;
}

}  // namespace

Cluster::Cluster(std::unique_ptr<net::Transport> transport, Options options)
    : m_options(std::move(options)), m_transport(std::move(transport)) {}

net::Usage Cluster::usage() const {
    return m_transport->usage();
}

void Cluster::cancel() {
    for (const net::Transport::Ticket ticket : std::set(m_underWay)) m_transport->cancel(ticket);
}

void Cluster::get(const base::HttpRequest& request, net::Transport::Callback callback) {
    const auto ticket = std::make_shared<net::Transport::Ticket>();
    *ticket = m_transport->get(
        request, [this, ticket, callback = std::move(callback)](base::Result<base::HttpResponse> response) {
            m_underWay.erase(*ticket);
            callback(std::move(response));
        });
    m_underWay.insert(*ticket);
}

template <typename Conversation>
void Cluster::converse(std::shared_ptr<Conversation> conversation, const base::HttpRequest& request,
                       Callback callback) {
    get(request,
        [this, conversation, callback = std::move(callback)](base::Result<base::HttpResponse> response) mutable {
            if (!response) {
                callback(trace::Answer::unseen(response.error()));
                return;
            }
            auto step = conversation->next(*response);
            if (const auto* more = std::get_if<base::HttpRequest>(&step)) {
                converse(std::move(conversation), *more, std::move(callback));
            } else if (auto* answer = std::get_if<kube::ReadAnswer>(&step)) {
                callback(answerFrom(std::move(*answer)));
            } else {
                callback(trace::Answer::unseen(std::get<base::Error>(std::move(step))));
            }
        });
}

void Cluster::read(const kube::Resource& resource, const trace::Query& query, Callback callback) {
    kube::Resource asked = resource;
    // The version that the asker has seen comes first; the others stay as the fallback.
    if (!query.version.empty()) {
        std::erase(asked.versions, query.version);
        asked.versions.insert(asked.versions.begin(), query.version);
    }
    const kube::Detail detail =
        query.type == trace::Query::Type::metadata ? kube::Detail::metadata : kube::Detail::full;
    if (query.type == trace::Query::Type::search) {
        auto list = std::make_shared<kube::ListObjects>(std::move(asked), byName(query.ref.name), detail);
        const base::HttpRequest request = list->start();
        converse(std::move(list), request, std::move(callback));
        return;
    }
    auto object = std::make_shared<kube::ReadObject>(std::move(asked), query.ref.ns, query.ref.name, detail);
    const base::HttpRequest request = object->start();
    converse(std::move(object), request, std::move(callback));
}

const kube::Discovered* Cluster::cachedKinds() {
    if (!std::exchange(m_cacheTried, true))
        m_cachedKinds = readDiscoveryCache(m_options.discoveryCache, m_options.server, m_options.now);
    return m_cachedKinds ? &*m_cachedKinds : nullptr;
}

void Cluster::ask(const trace::Query& query, Callback callback) {
    const kube::Discovered* known = m_kinds ? &*m_kinds : nullptr;
    auto resource = kube::resourceFor(query.ref.group, query.ref.kind, known);
    if (!resource && known == nullptr) resource = kube::resourceFor(query.ref.group, query.ref.kind, cachedKinds());
    if (resource) {
        read(*resource, query, std::move(callback));
        return;
    }
    discover([this, query, callback = std::move(callback)](base::Result<kube::Discovered> kinds) {
        if (!kinds) {
            callback(trace::Answer::unseen(kinds.error()));
            return;
        }
        if (const auto found = kube::resourceFor(query.ref.group, query.ref.kind, &*kinds)) {
            read(*found, query, callback);
            return;
        }
        // Absence is proven only by a list without gaps.
        callback(kinds->unread.empty() ? trace::Answer::notInstalled()
                                       : trace::Answer::unseen(kinds->unread.front().error));
    });
}

void Cluster::discover(OnDiscovered callback) {
    if (m_kinds) {
        callback(*m_kinds);
        return;
    }
    m_awaitingKinds.push_back(std::move(callback));
    if (m_discovery) return;
    m_discovery = std::make_unique<kube::Discovery>();
    discoverNext(m_discovery->start());
}

void Cluster::discoverNext(kube::Discovery::Step step) {
    if (const auto* requests = std::get_if<kube::Discovery::Requests>(&step)) {
        struct Round {
            std::vector<std::optional<base::Result<base::HttpResponse>>> responses;
            std::size_t open = 0;
        };
        const auto round = std::make_shared<Round>();
        round->responses.resize(requests->size());
        round->open = requests->size();
        for (std::size_t i = 0; i < requests->size(); ++i) {
            get((*requests)[i], [this, round, i](base::Result<base::HttpResponse> response) {
                round->responses[i] = std::move(response);
                if (--round->open > 0) return;
                kube::Discovery::Responses responses;
                for (auto& one : round->responses) responses.push_back(*std::move(one));
                discoverNext(m_discovery->next(responses));
            });
        }
        return;
    }
    m_discovery.reset();
    const std::vector<OnDiscovered> waiting = std::exchange(m_awaitingKinds, {});
    if (auto* kinds = std::get_if<kube::Discovered>(&step)) {
        m_kinds = std::move(*kinds);
        for (const OnDiscovered& callback : waiting) callback(*m_kinds);
        return;
    }
    for (const OnDiscovered& callback : waiting) callback(std::get<base::Error>(step));
}

}  // namespace scout::engine
