#include "kube/resource.h"

#include <algorithm>

#include "base/percent.h"

namespace scout::kube {

namespace {

std::string segment(std::string_view text) {
    if (isPossibleName(text)) return base::percentEncode(text, ":");  // "system:node" stays readable in audit logs
    std::string once;
    for (const char c : text) once += c == '.' ? "%2E" : base::percentEncode({&c, 1});
    return base::percentEncode(once);
}

bool endsWith(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

}  // namespace

const Resource* findBuiltin(std::string_view group, std::string_view kind) {
    const auto& all = builtinResources();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Resource& resource) {
        return resource.group == group && resource.kind == kind;
    });
    return found == all.end() ? nullptr : &*found;
}

bool isServerGroup(std::string_view group) {
    if (endsWith(group, ".fluxcd.io") || group == "fluxcd.controlplane.io" || group == "argoproj.io") return false;
    const auto& all = builtinResources();
    return std::any_of(all.begin(), all.end(), [group](const Resource& resource) { return resource.group == group; });
}

Resource preferring(Resource resource, std::string_view version) {
    if (version.empty()) return resource;
    auto& versions = resource.versions;
    versions.erase(std::remove(versions.begin(), versions.end(), version), versions.end());
    versions.insert(versions.begin(), std::string(version));
    return resource;
}

std::string qualifiedName(const Resource& resource) {
    return resource.group.empty() ? resource.plural : resource.plural + "." + resource.group;
}

std::string apiVersion(std::string_view group, std::string_view version) {
    return group.empty() ? std::string(version) : std::string(group) + "/" + std::string(version);
}

bool isPossibleName(std::string_view name) {
    if (name.empty() || name == "." || name == "..") return false;
    return std::none_of(name.begin(), name.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return c == '/' || c == '%' || byte <= 0x20 || byte == 0x7F;
    });
}

std::string resourcePath(const Resource& resource, std::string_view version, std::string_view ns,
                         std::string_view name) {
    std::string path = resource.group.empty() ? "/api/" : "/apis/" + segment(resource.group) + "/";
    path += segment(version);
    if (resource.namespaced && !ns.empty()) path += "/namespaces/" + segment(ns);
    path += "/" + segment(resource.plural);
    if (!name.empty()) path += "/" + segment(name);
    return path;
}

std::string encodeQueryValue(std::string_view value) {
    return base::percentEncode(value);
}

}  // namespace scout::kube
