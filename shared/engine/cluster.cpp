#include "engine/cluster.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "kube/api_error.h"
#include "kube/mapper.h"

namespace scout::engine {

using base::HttpRequest;
using base::HttpResponse;
using base::Result;
using kube::ReadAnswer;
using trace::Answer;
using trace::Query;

/// One query on its way to an answer.
struct Cluster::Question {
    enum class Knowledge { builtin, cached, server };

    Query query;
    Callback callback;
    kube::Resource resource;
    Knowledge knowledge = Knowledge::builtin;
    bool askedGroup = false;
};

Cluster::Cluster(net::Transport& transport, DiscoveryCache cache)
    : m_transport(transport), m_cache(std::move(cache)), m_alive(std::make_shared<bool>(true)) {}

Cluster::~Cluster() = default;

void Cluster::cancel() {
    // Cancelling may call back, and callbacks change the set.
    for (const net::Transport::Ticket ticket : std::set(m_tickets)) m_transport.cancel(ticket);
}

void Cluster::get(const HttpRequest& request, net::Transport::Callback callback) {
    const auto ticket = std::make_shared<net::Transport::Ticket>(0);
    *ticket = m_transport.get(request, [this, weak = std::weak_ptr<bool>(m_alive), ticket,
                                        callback = std::move(callback)](Result<HttpResponse> response) {
        if (weak.expired()) return;
        m_tickets.erase(*ticket);
        callback(std::move(response));
    });
    m_tickets.insert(*ticket);
}

template <typename Conversation>
void Cluster::converse(const std::shared_ptr<Conversation>& conversation, const HttpRequest& request,
                       const std::function<void(const Result<ReadAnswer>&)>& done) {
    get(request, [this, conversation, done](const Result<HttpResponse>& response) {
        if (!response) return done(response.error());
        base::Step<ReadAnswer> step = conversation->next(*response);
        if (const auto* next = std::get_if<HttpRequest>(&step)) {
            converse(conversation, *next, done);
        } else if (const auto* answer = std::get_if<ReadAnswer>(&step)) {
            done(*answer);
        } else {
            done(std::get<base::Error>(step));
        }
    });
}

void Cluster::answer(const Query& query, Callback callback) {
    const auto question = std::make_shared<Question>();
    question->query = query;
    question->callback = std::move(callback);
    if (const kube::Resource* builtin = kube::findBuiltin(query.ref.group, query.ref.kind))
        return read(question, *builtin);
    if (!m_discovered && m_cache) {
        const std::optional<kube::Discovered> cached = m_cache(query.ref.group);
        if (const auto resource = kube::resourceFor(query.ref.group, query.ref.kind, cached ? &*cached : nullptr)) {
            question->knowledge = Question::Knowledge::cached;
            return read(question, *resource);
        }
    }
    askServer(question);
}

void Cluster::read(const QuestionPtr& question, const kube::Resource& resource) {
    const Query& query = question->query;
    question->resource = question->askedGroup ? resource : kube::preferring(resource, query.version);
    const auto done = [this, question](const Result<ReadAnswer>& answer) { finished(question, answer); };
    if (query.type == Query::Type::search) {
        kube::ListObjects::Selection selection;
        selection.fieldSelector = "metadata.name=" + query.ref.name;
        const auto list = std::make_shared<kube::ListObjects>(question->resource, selection, kube::Detail::full);
        converse(list, list->start(), done);
        return;
    }
    const kube::Detail detail = query.type == Query::Type::metadata ? kube::Detail::metadata : kube::Detail::full;
    const auto object = std::make_shared<kube::ReadObject>(question->resource, query.ref.ns, query.ref.name, detail);
    converse(object, object->start(), done);
}

void Cluster::finished(const QuestionPtr& question, const Result<ReadAnswer>& answer) {
    if (!answer) return question->callback(Answer::unseen(answer.error()));
    if (answer->found) return question->callback(Answer::known(answer->value));
    if (answer->kindNotServed) return kindNotServed(question);
    question->callback(Answer::missing());
}

void Cluster::kindNotServed(const QuestionPtr& question) {
    const std::string& group = question->query.ref.group;
    switch (question->knowledge) {
        case Question::Knowledge::builtin:
            if (!question->askedGroup && !kube::isServerGroup(group)) return askGroup(question);
            break;
        case Question::Knowledge::cached:
            return askServer(question);  // the cache is older than the change
        case Question::Knowledge::server:
            break;
    }
    question->callback(Answer::notInstalled());
}

/// GET /apis/GROUP is one small request; a discovery of everything is not.
void Cluster::askGroup(const QuestionPtr& question) {
    question->askedGroup = true;
    const std::string path = "/apis/" + question->query.ref.group;
    HttpRequest request;
    request.target = path;
    get(request, [this, question, path](const Result<HttpResponse>& response) {
        if (!response) return question->callback(Answer::unseen(response.error()));
        if (response->status == 404) return question->callback(Answer::notInstalled());
        kube::Asked asked;
        asked.path = path;
        const Result<base::Json> body = kube::readBody(*response, asked);
        if (!body) return question->callback(Answer::unseen(body.error()));
        kube::Resource untried = question->resource;
        untried.versions.clear();
        for (const base::Json& version : (*body)["versions"].elements()) {
            const std::string name = version["version"].text();
            const auto& tried = question->resource.versions;
            if (std::find(tried.begin(), tried.end(), name) == tried.end()) untried.versions.push_back(name);
        }
        if (untried.versions.empty()) return question->callback(Answer::notInstalled());
        read(question, untried);
    });
}

void Cluster::askServer(const QuestionPtr& question) {
    discover([this, question](const Result<kube::Discovered>& discovered) {
        if (!discovered) return question->callback(Answer::unseen(discovered.error()));
        const std::string& group = question->query.ref.group;
        if (const auto resource = kube::resourceFor(group, question->query.ref.kind, &*discovered)) {
            question->knowledge = Question::Knowledge::server;
            return read(question, *resource);
        }
        for (const kube::Discovered::Unread& unread : discovered->unread) {
            if (unread.groupVersion.starts_with(group + "/")) return question->callback(Answer::unseen(unread.error));
        }
        question->callback(Answer::notInstalled());
    });
}

void Cluster::discover(DiscoveredCallback callback) {
    if (m_discovered) return callback(*m_discovered);
    m_waiting.push_back(std::move(callback));
    if (m_waiting.size() > 1) return;
    const auto discovery = std::make_shared<kube::Discovery>();
    askDiscovery(discovery, discovery->start());
}

void Cluster::askDiscovery(const std::shared_ptr<kube::Discovery>& discovery,
                           const kube::Discovery::Requests& requests) {
    struct Gathering {
        std::vector<std::optional<Result<HttpResponse>>> responses;
        std::size_t open = 0;
    };
    const auto gathering = std::make_shared<Gathering>();
    gathering->responses.resize(requests.size());
    gathering->open = requests.size();
    for (std::size_t i = 0; i < requests.size(); ++i) {
        get(requests[i], [this, discovery, gathering, i](Result<HttpResponse> response) {
            gathering->responses[i] = std::move(response);
            if (--gathering->open > 0) return;
            kube::Discovery::Responses all;
            for (auto& one : gathering->responses) all.push_back(std::move(*one));
            kube::Discovery::Step step = discovery->next(all);
            if (const auto* next = std::get_if<kube::Discovery::Requests>(&step)) {
                askDiscovery(discovery, *next);
            } else if (auto* found = std::get_if<kube::Discovered>(&step)) {
                discovered(std::move(*found));
            } else {
                discovered(std::get<base::Error>(step));
            }
        });
    }
}

void Cluster::discovered(Result<kube::Discovered> result) {
    if (result) m_discovered = *result;
    const std::weak_ptr<bool> alive = m_alive;
    for (const DiscoveredCallback& callback : std::exchange(m_waiting, {})) {
        if (!alive.expired()) callback(result);
    }
}

}  // namespace scout::engine
