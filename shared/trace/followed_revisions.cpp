#include "trace/followed_revisions.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "confighub/registry.h"
#include "model/object.h"
#include "oci/reference.h"
#include "trace/rules/argocd.h"
#include "trace/rules/flux.h"

namespace scout::trace {

namespace {

/// What it knows of the repositories that it follows; "" when it knows nothing.
std::string revisionOf(const model::KubeObject& object) {
    if (object.group() == rules::fluxSourceGroup) return object.at("status.artifact.revision").text();
    if (!rules::isApplication(object.ref())) return {};
    std::string out = object.at("status.sync.revision").text();
    for (const base::Json& revision : object.at("status.sync.revisions").elements()) out += " " + revision.text();
    return out;
}

std::string urlOfChart(const model::KubeObject& chart, const Evidence& evidence) {
    const model::ObjectRef repository{std::string(rules::fluxSourceGroup), "HelmRepository", chart.ns(),
                                      chart.at("spec.sourceRef.name").text()};
    const Answer* answer = evidence.find(askFor(repository));
    if (answer == nullptr || chart.at("spec.sourceRef.kind").text() != repository.kind) return {};
    return answer->value().at("spec.url").text() + "/" + chart.at("spec.chart").text();
}

std::string urlOf(const base::Json& applicationSource) {
    const std::string url = applicationSource["repoURL"].text();
    const std::string chart = applicationSource["chart"].text();
    return chart.empty() || url.starts_with(oci::scheme) ? url : url + "/" + chart;
}

std::vector<std::string> urlsOf(const model::KubeObject& object, const Evidence& evidence) {
    if (object.kind() == "OCIRepository") return {object.at("spec.url").text()};
    if (object.kind() == "HelmChart") return {urlOfChart(object, evidence)};
    if (!rules::isApplication(object.ref())) return {};
    std::vector<std::string> urls{urlOf(object.at("spec.source"))};
    for (const base::Json& source : object.at("spec.sources").elements()) urls.push_back(urlOf(source));
    return urls;
}

/// Nothing for what is in no OCI registry.
std::optional<Repository> repositoryOf(const std::string& url) {
    if (!url.starts_with(oci::scheme) && url.find("://") != std::string::npos) return std::nullopt;
    const auto reference = oci::parseReference(url);
    if (!reference) return std::nullopt;
    return Repository{reference->registry, reference->repository};
}

}  // namespace

std::set<Repository> FollowedRevisions::moved(const Evidence& evidence, const std::set<std::string>& changedKeys) {
    std::set<Repository> out;
    for (const std::string& key : changedKeys) {
        const Evidence::Entry* entry = evidence.entry(key);
        if (entry == nullptr || entry->query.type != Query::Type::object || !entry->answer.isKnown()) continue;
        const model::KubeObject object(entry->answer.value());
        std::string revision = revisionOf(object);
        if (revision.empty() || m_revisions[key] == revision) continue;
        m_revisions[key] = std::move(revision);
        for (const std::string& url : urlsOf(object, evidence)) {
            if (auto repository = repositoryOf(url)) out.insert(std::move(*repository));
        }
    }
    return out;
}

bool mayAnswerAnew(const Query& query, const std::set<Repository>& moved) {
    using Type = Query::Type;
    if (query.type == Type::configHub) {
        return std::any_of(moved.begin(), moved.end(), [](const Repository& repository) {
            return confighub::parseRepository(repository.second).has_value();
        });
    }
    const bool byTag = query.type == Type::manifest && query.registry.reference.find(':') == std::string::npos;
    return (byTag || query.type == Type::tags) && moved.contains({query.registry.registry, query.registry.repository});
}

}  // namespace scout::trace
