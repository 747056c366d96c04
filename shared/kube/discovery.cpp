#include "kube/discovery.h"

#include "kube/api_error.h"

namespace scout::kube {

namespace {

using base::Error;
using base::ErrorKind;
using base::Json;

// The server wants the parameters in this order (client-go discovery_client.go). The last choice is the legacy form.
constexpr std::string_view acceptAggregated =
    "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
    "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";

Asked path(std::string text) {
    return {{}, {}, {}, std::move(text)};
}

std::string listPath(const std::string& groupVersion) {
    return (groupVersion.find('/') == std::string::npos ? "/api/" : "/apis/") + groupVersion;
}

std::vector<Resource> aggregatedResources(const Json& version) {
    std::vector<Resource> out;
    for (const Json& entry : version["resources"].elements()) {
        Resource resource;
        resource.kind = entry.at("responseKind.kind").text();
        resource.plural = entry["resource"].text();
        resource.singular = entry["singularResource"].text();
        resource.shortNames = texts(entry["shortNames"]);
        resource.namespaced = entry["scope"].text() == "Namespaced";
        resource.categories = texts(entry["categories"]);
        out.push_back(std::move(resource));
    }
    return out;
}

Error wrongCount() {
    return {ErrorKind::internal, "discovery got the wrong number of answers", "/apis", {}};
}

Error notA(const std::string& thing, const Asked& asked) {
    return {ErrorKind::protocol, "the answer is not a list of " + thing, asked.where(),
            "Check the server address of the kubeconfig, its path included."};
}

}  // namespace

Discovery::Requests Discovery::start() {
    m_catalogue = {};
    m_asked.clear();
    m_started = false;
    return {{"/api", std::string(acceptAggregated)}, {"/apis", std::string(acceptAggregated)}};
}

Discovery::Step Discovery::next(const Responses& responses) {
    if (m_started) return secondRound(responses);
    m_started = true;
    return firstRound(responses);
}

Discovery::Step Discovery::firstRound(const Responses& responses) {
    if (responses.size() != 2) return wrongCount();
    for (std::size_t i = 0; i < 2; ++i) {
        const Asked asked = path(i == 0 ? "/api" : "/apis");
        if (!responses[i]) return responses[i].error();
        // A server that is not the main one may have no core group (client-go tolerates it too).
        if (i == 0 && needsFallback(*responses[i])) continue;
        const auto body = readBody(*responses[i], asked);
        if (!body) return body.error();
        if (!collect(*body)) return notA("API groups", asked);
    }
    m_asked = m_catalogue.missing();
    if (m_asked.empty()) return m_catalogue.result();
    Requests requests;
    for (const std::string& groupVersion : m_asked) requests.push_back({listPath(groupVersion)});
    return requests;
}

// The body tells which form it has; proxies have been seen to drop the parameters of Content-Type.
bool Discovery::collect(const Json& body) {
    const std::string kind = body["kind"].text();
    if (kind == "APIGroupDiscoveryList") {
        for (const Json& group : body["items"].elements()) collectAggregated(group);
        return true;
    }
    if (kind == "APIVersions") {  // the legacy form of /api
        for (const std::string& version : texts(body["versions"])) m_catalogue.add(version);
        return true;
    }
    return m_catalogue.addGroups(body);
}

void Discovery::collectAggregated(const Json& group) {
    const std::string name = group.at("metadata.name").text();
    for (const Json& entry : group["versions"].elements()) {
        const std::string version = entry["version"].text();
        const std::string groupVersion = apiVersion(name, version);
        m_catalogue.add(groupVersion);
        if (entry["freshness"].text() == "Stale") {
            m_catalogue.fail(groupVersion, {ErrorKind::server, "the server behind this API group does not answer",
                                            groupVersion, "Its state: kubectl get apiservice " + version + "." + name});
        } else {
            m_catalogue.fill(groupVersion, aggregatedResources(entry));
        }
    }
}

Discovery::Step Discovery::secondRound(const Responses& responses) {
    if (responses.size() != m_asked.size()) return wrongCount();
    for (std::size_t i = 0; i < responses.size(); ++i) {
        const Asked asked = path(listPath(m_asked[i]));
        if (!responses[i]) {
            m_catalogue.fail(m_asked[i], responses[i].error());
            continue;
        }
        const auto body = readBody(*responses[i], asked);
        if (!body) {
            m_catalogue.fail(m_asked[i], body.error());
        } else if (!m_catalogue.fillFromList(m_asked[i], *body)) {
            m_catalogue.fail(m_asked[i], notA("API resources", asked));
        }
    }
    Discovered found = m_catalogue.result();
    if (found.resources.empty() && !found.unread.empty()) return found.unread.front().error;
    return found;
}

}  // namespace scout::kube
