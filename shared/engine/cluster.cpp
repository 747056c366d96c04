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
    : m_cache(std::move(cache)), m_alive(std::make_shared<bool>(true)), m_conversations(transport) {}

Cluster::~Cluster() = default;

std::optional<kube::Resource> Cluster::resource(const std::string& group, const std::string& kind) const {
    if (const kube::Resource* builtin = kube::findBuiltin(group, kind)) return *builtin;
    if (m_discovered) return kube::resourceFor(group, kind, &*m_discovered);
    const std::optional<kube::Discovered> cached = m_cache ? m_cache(group) : std::nullopt;
    return kube::resourceFor(group, kind, cached ? &*cached : nullptr);
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
    const std::function<void(const Result<ReadAnswer>&)> done = [this, question](const Result<ReadAnswer>& answer) {
        finished(question, answer);
    };
    if (query.type == Query::Type::search || query.type == Query::Type::list) {
        kube::ListObjects::Selection selection;
        selection.ns = query.ref.ns;
        selection.labelSelector = query.labels;
        if (query.type == Query::Type::search) selection.fieldSelector = "metadata.name=" + query.ref.name;
        const auto list = std::make_shared<kube::ListObjects>(question->resource, selection, kube::Detail::full);
        m_conversations.converse(list, list->start(), done);
        return;
    }
    const kube::Detail detail = query.type == Query::Type::metadata ? kube::Detail::metadata : kube::Detail::full;
    const auto object = std::make_shared<kube::ReadObject>(question->resource, query.ref.ns, query.ref.name, detail);
    m_conversations.converse(object, object->start(), done);
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
    versions(question->query.ref.group, [this, question](const Result<std::vector<std::string>>& served) {
        if (!served) return question->callback(Answer::unseen(served.error()));
        kube::Resource untried = question->resource;
        const std::vector<std::string> tried = std::exchange(untried.versions, {});
        for (const std::string& version : *served) {
            if (std::find(tried.begin(), tried.end(), version) == tried.end()) untried.versions.push_back(version);
        }
        if (untried.versions.empty()) return question->callback(Answer::notInstalled());
        read(question, untried);
    });
}

void Cluster::versions(const std::string& group, VersionsCallback callback) {
    kube::Asked asked;
    asked.path = "/apis/" + group;
    HttpRequest request;
    request.target = asked.path;
    m_conversations.get(request, [asked, callback = std::move(callback)](const Result<HttpResponse>& response) {
        if (!response) return callback(response.error());
        std::vector<std::string> versions;
        if (response->status == 404) return callback(versions);
        const Result<base::Json> body = kube::readBody(*response, asked);
        if (!body) return callback(body.error());
        for (const base::Json& version : (*body)["versions"].elements()) versions.push_back(version["version"].text());
        callback(versions);
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
        m_conversations.get(requests[i], [this, discovery, gathering, i](Result<HttpResponse> response) {
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
