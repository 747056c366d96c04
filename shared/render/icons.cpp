#include "render/icons.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "render/icons_data.h"

namespace scout::render {

namespace {

constexpr std::pair<std::string_view, std::string_view> kinds[] = {
    {"Git", "git"},
    {"GitRepository", "git"},
    {"ConfigHub OCI", "confighub"},
    {"ConfigHub", "confighub"},
    {"ConfigHub Unit", "unit"},
    {"OCI", "artifact"},
    {"OCIRepository", "artifact"},
    {"ExternalArtifact", "artifact"},
    {"ArtifactGenerator", "artifact"},
    {"HelmRepository", "helm"},
    {"HelmChart", "helm"},
    {"Helm", "helm"},
    {"Bucket", "bucket"},
    {"Kustomization", "kustomization"},
    {"HelmRelease", "helmrelease"},
    {"Helm Release", "helmrelease"},
    {"Application", "application"},
    {"ApplicationSet", "application"},
    {"ResourceSet", "applier"},
    {"FluxInstance", "applier"},
    {"Deployment", "deployment"},
    {"StatefulSet", "statefulset"},
    {"DaemonSet", "daemonset"},
    {"ReplicaSet", "replicaset"},
    {"Pod", "pod"},
    {"Pods", "pods"},
    {"Job", "job"},
    {"CronJob", "cronjob"},
    {"Service", "service"},
    {"Endpoints", "service"},
    {"EndpointSlice", "service"},
    {"Ingress", "ingress"},
    {"Gateway", "ingress"},
    {"HTTPRoute", "ingress"},
    {"NetworkPolicy", "ingress"},
    {"ConfigMap", "configmap"},
    {"Secret", "secret"},
    {"Namespace", "namespace"},
    {"PersistentVolume", "volume"},
    {"PersistentVolumeClaim", "volume"},
    {"StorageClass", "volume"},
    {"ServiceAccount", "account"},
    {"Role", "account"},
    {"RoleBinding", "account"},
    {"ClusterRole", "account"},
    {"ClusterRoleBinding", "account"},
    {"CustomResourceDefinition", "definition"},
};

const IconFile* find(std::string_view name) {
    const auto files = iconFiles();
    const auto found =
        std::lower_bound(files.begin(), files.end(), name,
                         [](const IconFile& file, std::string_view wanted) { return file.name < wanted; });
    return found == files.end() || found->name != name ? nullptr : &*found;
}

}  // namespace

std::vector<std::string_view> iconNames() {
    std::vector<std::string_view> names;
    for (const IconFile& file : iconFiles()) names.push_back(file.name);
    return names;
}

std::string_view iconSvg(std::string_view name) {
    const IconFile* file = find(name);
    return file == nullptr ? std::string_view() : file->svg;
}

std::string_view iconBody(std::string_view name) {
    const std::string_view svg = iconSvg(name);
    const auto begin = svg.find('>');
    const auto end = svg.rfind("</svg>");
    if (begin == std::string_view::npos || end == std::string_view::npos) return {};
    return svg.substr(begin + 1, end - begin - 1);
}

std::string_view iconFor(std::string_view kind) {
    const auto found =
        std::find_if(std::begin(kinds), std::end(kinds), [kind](const auto& entry) { return entry.first == kind; });
    return found == std::end(kinds) ? "object" : found->second;
}

}  // namespace scout::render
