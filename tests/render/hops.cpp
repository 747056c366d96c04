#include "hops.h"

namespace scout::test {

using model::Because;
using model::Health;
using model::Hop;
using model::ObjectRef;
using model::Stage;
using model::State;
using model::Trace;
using model::VerdictState;

namespace {

std::string relation(const Hop& cause, const Hop& effect) {
    if (effect.stage == Stage::cluster) return cause.stage == Stage::cluster ? "owns" : "applies";
    return effect.stage == Stage::gitops ? "source" : "origin";
}

}  // namespace

Health ready(std::string status) {
    return {State::ready, std::move(status), {}, {}, since};
}

Hop object(const std::string& apiVersion, const std::string& kind, const std::string& ns, const std::string& name,
           Stage stage, Health health) {
    Hop hop;
    const ObjectRef ref{model::splitApiVersion(apiVersion).first, kind, ns, name};
    hop.id = ref.id();
    hop.stage = stage;
    hop.kind = kind;
    hop.name = name;
    hop.ns = ns;
    hop.apiVersion = apiVersion;
    hop.health = std::move(health);
    return hop;
}

Hop deployment(Health health) {
    Hop hop = object("apps/v1", "Deployment", "prod", "frontend", Stage::cluster, std::move(health));
    hop.uid = "4c6e9d3a-7f57-4e0e-9f5f-0c8a3f5d2b11";
    return hop;
}

Hop kustomization(Health health) {
    Hop hop = object("kustomize.toolkit.fluxcd.io/v1", "Kustomization", "flux-system", "apps", Stage::gitops,
                     std::move(health));
    hop.path = "./";
    return hop;
}

Hop ociRepository(Health health) {
    Hop hop =
        object("source.toolkit.fluxcd.io/v1", "OCIRepository", "flux-system", "apps", Stage::oci, std::move(health));
    hop.url = "oci://registry.example.org:5000/acme/apps";
    model::OciSource source;
    source.raw = hop.url;
    source.instance = "registry.example.org:5000";
    source.registry = "registry.example.org:5000";
    source.repository = "acme/apps";
    source.tag = "latest";
    hop.ociSource = source;
    return hop;
}

Hop configHubOci(const std::string& revision) {
    Hop hop;
    hop.id = "source.toolkit.fluxcd.io/OCIRepository/flux-system/confighub-prod";
    hop.stage = Stage::confighub;
    hop.kind = "ConfigHub OCI";
    hop.name = "prod/us-west";
    hop.ns = "flux-system";
    hop.apiVersion = "source.toolkit.fluxcd.io/v1";
    hop.resource = ObjectRef{"source.toolkit.fluxcd.io", "OCIRepository", "flux-system", "confighub-prod"};
    hop.health = ready("Artifact is up to date");
    hop.revision = revision;
    hop.url = "oci://oci.api.confighub.com/target/prod/us-west";
    model::OciSource source;
    source.raw = hop.url;
    source.isConfigHub = true;
    source.confidence = "host";
    source.instance = "api.confighub.com";
    source.space = "prod";
    source.target = "us-west";
    source.registry = "oci.api.confighub.com";
    source.repository = "target/prod/us-west";
    source.tag = "latest";
    hop.ociSource = source;
    return hop;
}

Hop git(Health health) {
    Hop hop;
    hop.id = "git:https://github.com/acme/apps@" + commit;
    hop.stage = Stage::git;
    hop.kind = "Git";
    hop.name = "acme/apps";
    hop.url = "https://github.com/acme/apps";
    hop.revision = "main@sha1:" + commit;
    hop.health = std::move(health);
    hop.git = model::GitOrigin{hop.url, "main", {}, commit, hop.url + "/commit/" + commit};
    return hop;
}

Trace traceOf(std::vector<Hop> chain, const std::string& tool) {
    Trace trace;
    const Hop& last = chain.back();
    trace.object = {model::splitApiVersion(last.apiVersion).first, last.kind, last.ns, last.name};
    trace.objectApiVersion = last.apiVersion;
    trace.objectUid = last.uid;
    trace.tool = tool;
    trace.nodes = chain;
    for (Hop& node : trace.nodes) node.because = {};
    for (std::size_t i = 0; i + 1 < chain.size(); ++i) {
        trace.edges.push_back({chain[i].id, chain[i + 1].id, relation(chain[i], chain[i + 1]), chain[i].because});
    }
    trace.chain = std::move(chain);
    trace.cost = {3, 3, 12'700};
    trace.context = "prod-east";
    trace.tracedAt = "2026-11-21T02:16:43Z";
    return trace;
}

Trace healthy(std::vector<Hop> chain, const std::string& tool) {
    Trace trace = traceOf(std::move(chain), tool);
    trace.fullyManaged = true;
    trace.verdict.state = VerdictState::ready;
    return trace;
}

Hop proven(Hop hop, Because because) {
    hop.because = std::move(because);
    return hop;
}

Hop application(const std::string& name, Health health) {
    return object("argoproj.io/v1alpha1", "Application", "argocd", name, Stage::gitops, std::move(health));
}

Hop argoGit(const std::string& name, const std::string& path) {
    Hop hop = git({State::ready, "Resolved by Argo CD", {}, {}, since});
    hop.id = "source:argoproj.io/Application/argocd/shop/" + name;
    hop.name = "acme/" + name;
    hop.url = "https://github.com/acme/" + name;
    hop.path = path;
    hop.git->repository = hop.url;
    hop.git->commitUrl = hop.url + "/commit/" + commit;
    return hop;
}

}  // namespace scout::test
