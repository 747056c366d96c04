// The built-in table. Names and scopes as Kubernetes' own discovery (api/discovery/*.json) and the CRDs of Flux, the
// Flux Operator and Argo CD have them; versions as of Kubernetes 1.23 and later (extensions/v1beta1 and the like are
// gone since 1.22). A version that a server lacks costs one more request, so only versions that some server in use
// prefers are listed.
#include "base/text.h"
#include "kube/resource.h"

namespace scout::kube {

namespace {

constexpr bool namespaced = true;
constexpr bool clusterWide = false;

struct Row {
    std::string_view group;
    std::string_view kind;  // the singular is its lower case, for every kind here
    std::string_view plural;
    std::string_view shortNames;
    std::string_view versions;
    bool scope = namespaced;
    std::string_view categories = {};
};

constexpr Row rows[] = {
    // The order is the precedence among equal names: core first, as kubectl has it.
    {"", "Pod", "pods", "po", "v1", namespaced, "all"},
    {"", "Service", "services", "svc", "v1", namespaced, "all"},
    {"", "ConfigMap", "configmaps", "cm", "v1"},
    {"", "Secret", "secrets", "", "v1"},
    {"", "Namespace", "namespaces", "ns", "v1", clusterWide},
    {"", "Node", "nodes", "no", "v1", clusterWide},
    {"", "ServiceAccount", "serviceaccounts", "sa", "v1"},
    {"", "PersistentVolumeClaim", "persistentvolumeclaims", "pvc", "v1"},
    {"", "PersistentVolume", "persistentvolumes", "pv", "v1", clusterWide},
    {"", "Endpoints", "endpoints", "ep", "v1"},
    {"", "Event", "events", "ev", "v1"},
    {"", "LimitRange", "limitranges", "limits", "v1"},
    {"", "ResourceQuota", "resourcequotas", "quota", "v1"},
    {"", "ReplicationController", "replicationcontrollers", "rc", "v1", namespaced, "all"},
    {"", "PodTemplate", "podtemplates", "", "v1"},
    {"", "ComponentStatus", "componentstatuses", "cs", "v1", clusterWide},

    {"apiregistration.k8s.io", "APIService", "apiservices", "", "v1", clusterWide, "api-extensions"},
    {"apps", "Deployment", "deployments", "deploy", "v1", namespaced, "all"},
    {"apps", "ReplicaSet", "replicasets", "rs", "v1", namespaced, "all"},
    {"apps", "StatefulSet", "statefulsets", "sts", "v1", namespaced, "all"},
    {"apps", "DaemonSet", "daemonsets", "ds", "v1", namespaced, "all"},
    {"apps", "ControllerRevision", "controllerrevisions", "", "v1"},
    {"events.k8s.io", "Event", "events", "ev", "v1"},
    {"autoscaling", "HorizontalPodAutoscaler", "horizontalpodautoscalers", "hpa", "v2,v1", namespaced, "all"},
    {"batch", "CronJob", "cronjobs", "cj", "v1", namespaced, "all"},
    {"batch", "Job", "jobs", "", "v1", namespaced, "all"},
    {"certificates.k8s.io", "CertificateSigningRequest", "certificatesigningrequests", "csr", "v1", clusterWide},
    {"networking.k8s.io", "Ingress", "ingresses", "ing", "v1"},
    {"networking.k8s.io", "IngressClass", "ingressclasses", "", "v1", clusterWide},
    {"networking.k8s.io", "NetworkPolicy", "networkpolicies", "netpol", "v1"},
    {"networking.k8s.io", "IPAddress", "ipaddresses", "ip", "v1,v1beta1", clusterWide},
    {"networking.k8s.io", "ServiceCIDR", "servicecidrs", "", "v1,v1beta1", clusterWide},
    {"policy", "PodDisruptionBudget", "poddisruptionbudgets", "pdb", "v1"},
    {"rbac.authorization.k8s.io", "Role", "roles", "", "v1"},
    {"rbac.authorization.k8s.io", "RoleBinding", "rolebindings", "", "v1"},
    {"rbac.authorization.k8s.io", "ClusterRole", "clusterroles", "", "v1", clusterWide},
    {"rbac.authorization.k8s.io", "ClusterRoleBinding", "clusterrolebindings", "", "v1", clusterWide},
    {"storage.k8s.io", "StorageClass", "storageclasses", "sc", "v1", clusterWide},
    {"storage.k8s.io", "VolumeAttachment", "volumeattachments", "", "v1", clusterWide},
    {"storage.k8s.io", "VolumeAttributesClass", "volumeattributesclasses", "vac", "v1,v1beta1", clusterWide},
    {"storage.k8s.io", "CSIDriver", "csidrivers", "", "v1", clusterWide},
    {"storage.k8s.io", "CSINode", "csinodes", "", "v1", clusterWide},
    {"storage.k8s.io", "CSIStorageCapacity", "csistoragecapacities", "", "v1,v1beta1"},
    {"admissionregistration.k8s.io", "MutatingWebhookConfiguration", "mutatingwebhookconfigurations", "", "v1",
     clusterWide, "api-extensions"},
    {"admissionregistration.k8s.io", "ValidatingWebhookConfiguration", "validatingwebhookconfigurations", "", "v1",
     clusterWide, "api-extensions"},
    {"admissionregistration.k8s.io", "ValidatingAdmissionPolicy", "validatingadmissionpolicies", "", "v1,v1beta1",
     clusterWide, "api-extensions"},
    {"admissionregistration.k8s.io", "ValidatingAdmissionPolicyBinding", "validatingadmissionpolicybindings", "",
     "v1,v1beta1", clusterWide, "api-extensions"},
    {"apiextensions.k8s.io", "CustomResourceDefinition", "customresourcedefinitions", "crd,crds", "v1", clusterWide,
     "api-extensions"},
    {"scheduling.k8s.io", "PriorityClass", "priorityclasses", "pc", "v1", clusterWide},
    {"coordination.k8s.io", "Lease", "leases", "", "v1"},
    {"node.k8s.io", "RuntimeClass", "runtimeclasses", "", "v1", clusterWide},
    {"discovery.k8s.io", "EndpointSlice", "endpointslices", "", "v1"},
    {"flowcontrol.apiserver.k8s.io", "FlowSchema", "flowschemas", "", "v1,v1beta3,v1beta2", clusterWide},
    {"flowcontrol.apiserver.k8s.io", "PriorityLevelConfiguration", "prioritylevelconfigurations", "",
     "v1,v1beta3,v1beta2", clusterWide},
    {"resource.k8s.io", "DeviceClass", "deviceclasses", "", "v1,v1beta2,v1beta1", clusterWide},
    {"resource.k8s.io", "ResourceClaim", "resourceclaims", "", "v1,v1beta2,v1beta1"},
    {"resource.k8s.io", "ResourceClaimTemplate", "resourceclaimtemplates", "", "v1,v1beta2,v1beta1"},
    {"resource.k8s.io", "ResourceSlice", "resourceslices", "", "v1,v1beta2,v1beta1", clusterWide},

    {"source.toolkit.fluxcd.io", "GitRepository", "gitrepositories", "gitrepo", "v1,v1beta2,v1beta1", namespaced,
     "all,fluxcd,fluxcd-sources"},
    {"source.toolkit.fluxcd.io", "OCIRepository", "ocirepositories", "ocirepo", "v1,v1beta2", namespaced,
     "all,fluxcd,fluxcd-sources"},
    {"source.toolkit.fluxcd.io", "HelmRepository", "helmrepositories", "helmrepo", "v1,v1beta2,v1beta1", namespaced,
     "all,fluxcd,fluxcd-sources"},
    {"source.toolkit.fluxcd.io", "HelmChart", "helmcharts", "hc", "v1,v1beta2,v1beta1", namespaced,
     "all,fluxcd,fluxcd-sources"},
    {"source.toolkit.fluxcd.io", "Bucket", "buckets", "", "v1,v1beta2,v1beta1", namespaced,
     "all,fluxcd,fluxcd-sources"},
    {"source.toolkit.fluxcd.io", "ExternalArtifact", "externalartifacts", "ea", "v1", namespaced,
     "all,fluxcd,fluxcd-sources"},
    {"source.extensions.fluxcd.io", "ArtifactGenerator", "artifactgenerators", "ag", "v1beta1", namespaced,
     "all,fluxcd,fluxcd-sources"},
    {"kustomize.toolkit.fluxcd.io", "Kustomization", "kustomizations", "ks", "v1,v1beta2,v1beta1", namespaced,
     "all,fluxcd,fluxcd-appliers"},
    {"helm.toolkit.fluxcd.io", "HelmRelease", "helmreleases", "hr", "v2,v2beta2,v2beta1", namespaced,
     "all,fluxcd,fluxcd-appliers"},
    {"image.toolkit.fluxcd.io", "ImageRepository", "imagerepositories", "imgrepo,imagerepo", "v1,v1beta2,v1beta1",
     namespaced, "all,fluxcd,fluxcd-images"},
    {"image.toolkit.fluxcd.io", "ImagePolicy", "imagepolicies", "imgpol,imagepol", "v1,v1beta2,v1beta1", namespaced,
     "all,fluxcd,fluxcd-images"},
    {"image.toolkit.fluxcd.io", "ImageUpdateAutomation", "imageupdateautomations", "iua,imgupd,imgauto",
     "v1,v1beta2,v1beta1", namespaced, "all,fluxcd,fluxcd-images"},
    {"notification.toolkit.fluxcd.io", "Alert", "alerts", "", "v1beta3,v1beta2,v1beta1", namespaced,
     "all,fluxcd,fluxcd-notifications"},
    {"notification.toolkit.fluxcd.io", "Provider", "providers", "", "v1beta3,v1beta2,v1beta1", namespaced,
     "all,fluxcd,fluxcd-notifications"},
    {"notification.toolkit.fluxcd.io", "Receiver", "receivers", "", "v1,v1beta2,v1beta1", namespaced,
     "all,fluxcd,fluxcd-notifications"},
    {"fluxcd.controlplane.io", "FluxInstance", "fluxinstances", "", "v1", namespaced, "fluxcd,fluxcd-appliers"},
    {"fluxcd.controlplane.io", "FluxReport", "fluxreports", "", "v1", namespaced, "fluxcd"},
    {"fluxcd.controlplane.io", "ResourceSet", "resourcesets", "rset", "v1", namespaced, "all,fluxcd,fluxcd-appliers"},
    {"fluxcd.controlplane.io", "ResourceSetInputProvider", "resourcesetinputproviders", "rsip", "v1", namespaced,
     "all,fluxcd,fluxcd-sources"},

    {"argoproj.io", "Application", "applications", "app,apps", "v1alpha1"},
    {"argoproj.io", "ApplicationSet", "applicationsets", "appset,appsets", "v1alpha1"},
    {"argoproj.io", "AppProject", "appprojects", "appproj,appprojs", "v1alpha1"},
};

std::vector<std::string> listed(std::string_view commaSeparated) {
    return commaSeparated.empty() ? std::vector<std::string>() : base::split(commaSeparated, ',');
}

std::vector<Resource> build() {
    std::vector<Resource> out;
    out.reserve(std::size(rows));
    for (const Row& row : rows) {
        out.push_back({std::string(row.group), std::string(row.kind), std::string(row.plural), base::lower(row.kind),
                       listed(row.shortNames), listed(row.versions), row.scope, listed(row.categories)});
    }
    return out;
}

}  // namespace

const std::vector<Resource>& builtinResources() {
    static const std::vector<Resource> resources = build();
    return resources;
}

}  // namespace scout::kube
