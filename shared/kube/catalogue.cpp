#include "kube/catalogue.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "model/object.h"

namespace scout::kube {

namespace {

using base::Json;

bool isGroupVersion(std::string_view text) {
    const auto parts = base::split(text, '/');
    return parts.size() <= 2 &&
           std::all_of(parts.begin(), parts.end(), [](const std::string& part) { return isPossibleName(part); });
}

std::vector<std::string> orderedVersions(const Json& group) {
    std::vector<std::string> out;
    for (const Json& version : group["versions"].elements()) out.push_back(version["groupVersion"].text());
    const auto preferred = std::find(out.begin(), out.end(), group.at("preferredVersion.groupVersion").text());
    if (preferred != out.end()) std::rotate(out.begin(), preferred, preferred + 1);
    return out;
}

}  // namespace

std::vector<std::string> texts(const Json& array) {
    std::vector<std::string> out;
    for (const Json& element : array.elements()) out.push_back(element.text());
    return out;
}

void Catalogue::add(const std::string& groupVersion) {
    if (isGroupVersion(groupVersion) && m_read.try_emplace(groupVersion).second) m_order.push_back(groupVersion);
}

bool Catalogue::addGroups(const Json& groupList) {
    if (groupList["kind"].text() != "APIGroupList" && !groupList["groups"].isArray()) return false;
    for (const Json& group : groupList["groups"].elements()) {
        for (const std::string& groupVersion : orderedVersions(group)) add(groupVersion);
    }
    return true;
}

void Catalogue::fill(const std::string& groupVersion, std::vector<Resource> resources) {
    m_read[groupVersion] = std::move(resources);
}

bool Catalogue::fillFromList(const std::string& groupVersion, const Json& resourceList) {
    if (resourceList["kind"].text() != "APIResourceList" && !resourceList["resources"].isArray()) return false;
    std::vector<Resource> resources;
    for (const Json& entry : resourceList["resources"].elements()) {
        Resource resource;
        resource.kind = entry["kind"].text();
        resource.plural = entry["name"].text();
        resource.singular = entry["singularName"].text();
        resource.shortNames = texts(entry["shortNames"]);
        resource.namespaced = entry["namespaced"].isTrue();
        resource.categories = texts(entry["categories"]);
        resources.push_back(std::move(resource));
    }
    fill(groupVersion, std::move(resources));
    return true;
}

void Catalogue::fail(const std::string& groupVersion, base::Error error) {
    m_read[groupVersion] = std::vector<Resource>();
    m_unread.push_back({groupVersion, std::move(error)});
}

std::vector<std::string> Catalogue::missing() const {
    std::vector<std::string> out;
    for (const std::string& groupVersion : m_order) {
        if (!m_read.at(groupVersion)) out.push_back(groupVersion);
    }
    return out;
}

Discovered Catalogue::result() const {
    Discovered out;
    out.unread = m_unread;
    std::map<std::pair<std::string, std::string>, std::size_t> known;
    for (const std::string& groupVersion : m_order) {
        const auto [group, version] = model::splitApiVersion(groupVersion);
        for (const Resource& resource : m_read.at(groupVersion).value_or(std::vector<Resource>())) {
            // "deployments/scale" is no kind of its own, and what has no kind cannot be an object's.
            if (resource.kind.empty() || !isPossibleName(resource.plural)) continue;
            const auto [entry, isNew] = known.try_emplace({group, resource.plural}, out.resources.size());
            if (isNew) {
                out.resources.push_back(resource);
                Resource& added = out.resources.back();
                added.group = group;
                added.versions.clear();
                if (added.singular.empty()) added.singular = base::lower(added.kind);
            }
            auto& versions = out.resources[entry->second].versions;
            if (versions.empty() || versions.back() != version) versions.push_back(version);
        }
    }
    return out;
}

}  // namespace scout::kube
