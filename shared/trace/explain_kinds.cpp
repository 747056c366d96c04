#include "trace/explain_kinds.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace scout::trace {

namespace {

struct Kind {
    std::string_view name;
    std::string_view words;
};

constexpr std::array kinds = {
    Kind{"Git", "A Git repository: where people change what shall run. A commit is one state of it."},
    Kind{"GitRepository",
         "Tells Flux' source-controller which Git repository and branch or tag to fetch, and how often. What was "
         "fetched "
         "is kept as an artifact that appliers take."},
    Kind{"OCIRepository",
         "Tells Flux' source-controller which artifact of an OCI registry to fetch: manifests in a package, stored "
         "like a "
         "container image, named by a tag and identified by a digest."},
    Kind{
        "ConfigHub OCI",
        "An artifact that ConfigHub publishes in its OCI registry: the configuration of one target or space, as it was "
        "released there."},
    Kind{"ConfigHub Unit", "A unit of ConfigHub: a set of manifests that is kept there, revision by revision."},
    Kind{"Bucket", "Tells Flux' source-controller which bucket of an object store to fetch manifests from."},
    Kind{"HelmRepository", "Tells Flux where a repository of Helm charts is."},
    Kind{"HelmChart",
         "One Helm chart in one version, fetched for a HelmRelease by Flux' source-controller. A chart is a set of "
         "templates for manifests."},
    Kind{"ExternalArtifact", "An artifact that another controller made for Flux' appliers to take."},
    Kind{"ArtifactGenerator", "Makes new artifacts for Flux out of parts of others."},
    Kind{"Kustomization",
         "Tells Flux' kustomize-controller which folder of a source to build and apply. It keeps an inventory of every "
         "object that it applied, and removes what has left the source if pruning is on."},
    Kind{"HelmRelease",
         "Tells Flux' helm-controller which Helm chart to install, with which values. Helm keeps a history of the "
         "releases that it made."},
    Kind{"ResourceSet", "Tells the Flux Operator to make objects from a template and a set of inputs."},
    Kind{"FluxInstance", "Tells the Flux Operator which Flux to install, and what Flux itself shall synchronize."},
    Kind{"Application",
         "Tells Argo CD which source to render and where to apply it. Argo CD keeps comparing what is live with it: "
         "Synced or OutOfSync, and beside that how healthy it is."},
    Kind{"ApplicationSet", "Makes Argo CD Applications from a template, one for each of its inputs."},
    Kind{"OCI", "An artifact in an OCI registry that Argo CD takes manifests or a chart from."},
    Kind{"Helm Chart", "A Helm chart in a repository that Argo CD takes."},
    Kind{"Helm Release", "A release that was installed with Helm itself, without a GitOps tool."},
    Kind{"Deployment",
         "Keeps the wanted number of equal Pods running and replaces them step by step when they change. It does so "
         "through ReplicaSets."},
    Kind{"StatefulSet", "Keeps Pods with fixed names and storage of their own running, in order."},
    Kind{"DaemonSet", "Keeps one Pod on every node that it selects."},
    Kind{"ReplicaSet", "Keeps the Pods of one version of a Deployment running."},
    Kind{"Job", "Runs Pods until they have done their work."},
    Kind{"CronJob", "Starts a Job at fixed times."},
    Kind{"Pod", "The containers that really run, on one node."},
    Kind{"Service", "One address for a set of Pods that come and go."},
    Kind{"ConfigMap", "Settings that Pods read."},
    Kind{"Secret", "Settings that nobody should read by accident; only its metadata was looked at here."},
    Kind{"Namespace", "A part of the cluster that keeps names apart."},
    Kind{"CustomResourceDefinition", "Teaches the API server a new kind of objects."},
};

}  // namespace

std::string whatIs(const model::Hop& hop) {
    const auto found =
        std::find_if(kinds.begin(), kinds.end(), [&hop](const Kind& kind) { return kind.name == hop.kind; });
    if (found == kinds.end())
        return hop.apiVersion.empty()
                   ? std::string()
                   : "An object of " + hop.apiVersion +
                         ", a kind that this program knows nothing special about: its own controller "
                         "decides what it does.";
    std::string out(found->words);
    if (hop.kind == "ConfigHub OCI" && hop.resource) out += " " + hop.resource->label() + " of Flux fetches it.";
    return out;
}

}  // namespace scout::trace
