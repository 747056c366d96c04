#include "kube/read.h"

#include <nlohmann/json.hpp>

#include "kube/admit.h"

namespace scout::kube {

namespace {

using base::Error;
using base::ErrorKind;
using base::HttpRequest;
using base::HttpResponse;
using base::Json;

Resource withVersion(Resource resource) {
    if (resource.versions.empty()) resource.versions.emplace_back("v1");
    return resource;
}

Error strange(std::string what, const Asked& asked) {
    return {ErrorKind::protocol, std::move(what), asked.where(),
            "Check the server address of the kubeconfig and what stands between here and the API server."};
}

ReadAnswer notServed(const Asked& asked) {
    ReadAnswer answer;
    answer.kindNotServed = true;
    answer.absence = notServedError(asked.resource);
    return answer;
}

ReadAnswer absent(Error error) {
    ReadAnswer answer;
    answer.absence = std::move(error);
    return answer;
}

bool namesNothing(const Asked& asked) {
    return !isPossibleName(asked.name) || (asked.resource.namespaced && !asked.ns.empty() && !isPossibleName(asked.ns));
}

}  // namespace

std::string acceptHeader(const Resource& resource, Detail detail, std::string_view metadataKind) {
    if (detail == Detail::secret || (detail != Detail::metadata && !isSecret(resource))) return "application/json";
    const std::string metadata = "application/json;as=" + std::string(metadataKind) + ";g=meta.k8s.io;v=v1";
    // No second choice for Secrets: a server that cannot leave their data out is to refuse (406) rather than to send
    // it.
    return isSecret(resource) ? metadata : metadata + ",application/json";
}

ReadObject::ReadObject(Resource resource, std::string ns, std::string name, Detail detail)
    : m_asked{withVersion(std::move(resource)), std::move(ns), std::move(name), {}}, m_detail(detail) {}

HttpRequest ReadObject::request() const {
    const Resource& resource = m_asked.resource;
    return {resourcePath(resource, resource.versions[m_version], m_asked.ns, m_asked.name),
            acceptHeader(resource, m_detail, "PartialObjectMetadata")};
}

HttpRequest ReadObject::start() {
    m_version = 0;
    return request();
}

base::Step<ReadAnswer> ReadObject::next(const HttpResponse& response) {
    if (namesNothing(m_asked)) return absent(notFoundError(m_asked));
    if (needsFallback(response)) {
        if (++m_version < m_asked.resource.versions.size()) return request();
        return notServed(m_asked);
    }
    auto body = readBody(response, m_asked);
    if (!body) {
        if (body.error().kind == ErrorKind::notFound) return absent(body.error());
        return body.error();
    }
    if (!(*body)["metadata"].isObject()) return strange("the answer is not a Kubernetes object", m_asked);
    if (body->at("metadata.name").text() != m_asked.name) return strange("the answer is about another object", m_asked);

    ReadAnswer answer;
    answer.value = admit(*body, m_asked.resource, m_asked.resource.versions[m_version], m_detail);
    answer.found = true;
    answer.version = m_asked.resource.versions[m_version];
    return answer;
}

ListObjects::ListObjects(Resource resource, Selection selection, Detail detail)
    : m_asked{withVersion(std::move(resource)), selection.ns, {}, {}},
      m_selection(std::move(selection)),
      m_detail(detail) {}

HttpRequest ListObjects::request() const {
    const Resource& resource = m_asked.resource;
    std::string target = resourcePath(resource, resource.versions[m_version], m_asked.ns, {});
    char separator = '?';
    const auto add = [&](std::string_view key, const std::string& value) {
        if (value.empty()) return;
        target += separator + std::string(key) + "=" + encodeQueryValue(value);
        separator = '&';
    };
    add("limit", m_selection.limit > 0 ? std::to_string(m_selection.limit) : std::string());
    add("continue", m_continue);
    add("fieldSelector", m_selection.fieldSelector);
    add("labelSelector", m_selection.labelSelector);
    return {std::move(target), acceptHeader(resource, m_detail, "PartialObjectMetadataList")};
}

HttpRequest ListObjects::start() {
    m_version = 0;
    m_continue.clear();
    m_resourceVersion.clear();
    m_resumed = false;
    m_pages = 0;
    m_items.clear();
    return request();
}

// The snapshot that the list was being read from is gone. The token that comes with a 410 goes on behind the last key,
// in the present state of the cluster; without one the only way is from the start.
base::Step<ReadAnswer> ListObjects::resume(const HttpResponse& response) {
    m_resumed = true;
    const auto status = Json::parse(response.body, {});
    m_continue = status ? status->at("metadata.continue").text() : std::string();
    if (m_continue.empty()) {
        m_items.clear();
        m_resourceVersion.clear();
        ++m_restarts;
    }
    return request();
}

base::Step<ReadAnswer> ListObjects::next(const HttpResponse& response) {
    const bool firstPage = m_continue.empty();
    if (firstPage && needsFallback(response)) {
        if (++m_version < m_asked.resource.versions.size()) return request();
        return notServed(m_asked);
    }
    if (response.status == 410 && !firstPage && !m_resumed) return resume(response);

    const auto body = readBody(response, m_asked);
    if (!body) return body.error();
    const Json items = (*body)["items"];
    const std::string kind = (*body)["kind"].text();
    const bool isList = kind.size() > 4 && kind.substr(kind.size() - 4) == "List";
    // Go writes an empty list as null.
    if (!items.isArray() && !(isList && (!items.exists() || items.isNull()))) {
        return strange("the answer is not a list of Kubernetes objects", m_asked);
    }
    for (const Json& item : items.elements()) {
        if (!item["metadata"].isObject())
            return strange("the list holds something that is not a Kubernetes object", m_asked);
        m_items.push_back(admit(item, m_asked.resource, m_asked.resource.versions[m_version], m_detail));
    }
    // All pages are of the first one's moment. One that goes on in a later moment leaves a gap only a watch from the
    // first one's fills.
    if (m_resourceVersion.empty()) m_resourceVersion = body->at("metadata.resourceVersion").text();
    const std::string token = body->at("metadata.continue").text();
    if (!token.empty()) {
        if (token == m_continue) return strange("the server repeats the same page of the list", m_asked);
        if (++m_pages >= maxPages) {
            return Error{ErrorKind::tooLarge, "the list has more than " + std::to_string(maxPages) + " pages",
                         m_asked.where(), "Narrow it by a namespace or a selector."};
        }
        m_continue = token;
        return request();
    }
    nlohmann::json all = nlohmann::json::array();
    for (const Json& item : m_items) all.push_back(*item.raw());
    ReadAnswer answer;
    answer.value = Json(std::move(all));
    answer.found = true;
    answer.version = m_asked.resource.versions[m_version];
    answer.resourceVersion = m_resourceVersion;
    return answer;
}

}  // namespace scout::kube
