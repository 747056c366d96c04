#include "samples.h"

#include "hops.h"

namespace scout::test {

using model::Grade;
using model::Hop;
using model::Severity;
using model::Stage;
using model::State;
using model::Trace;
using model::VerdictState;

Trace requirementFlux() {
    Hop apps = kustomization(ready("Applied revision latest@sha1:abc123"));
    apps.path = ".";
    return healthy({proven(configHubOci("latest@sha1:abc123"), byReference), proven(apps, byInventory),
                    deployment(ready("3/3 ready"))},
                   "flux");
}

Trace requirementArgo() {
    Hop source = configHubOci("latest@sha1:abc123");
    source.id = "source:argoproj.io/Application/argocd/frontend-app/0";
    source.ns.clear();
    source.apiVersion.clear();
    source.resource.reset();
    source.path = ".";
    const Hop app = application("frontend-app", ready("Synced / Healthy"));
    Trace trace = healthy({proven(source, {Grade::reference, "spec.source of Application/frontend-app names it"}),
                           proven(app, {Grade::inventory, "status.resources of Application/frontend-app lists it"}),
                           deployment(ready("Synced / Healthy"))},
                          "argocd");
    trace.object = {"argoproj.io", "Application", "argocd", "frontend-app"};
    trace.objectApiVersion = app.apiVersion;
    trace.objectUid.clear();
    trace.cost = {2, 2, 812};
    return trace;
}

Trace fluxWithOrigins() {
    Hop origin = git({State::unknown, "Claimed by the artifact; Git itself was not read", {}, {}, {}});
    origin.claimed = true;
    origin.verification = model::Verification{"claimed", "artifact annotation", {}};
    Hop source = configHubOci("latest@" + digestA);
    source.confighub = model::ConfigHubOrigin{{}, "prod", "frontend", "12", "us-west", {}, {}, "claimed"};
    source.verification =
        model::Verification{"verified", "cosign", "https://github.com/acme/apps/.github/workflows/publish.yaml"};
    Hop apps = kustomization(ready("Applied revision: latest@" + digestA));
    apps.revision = "latest@" + digestA;
    Trace trace = healthy(
        {proven(origin,
                {Grade::digest, "status.lastAppliedOriginRevision of Kustomization/apps for latest@sha256:1a2b3c4d"}),
         proven(source, byReference), proven(apps, byInventory), deployment(ready("3/3 ready"))},
        "flux");
    trace.revisions.fetched = {"latest@" + digestA, "2026-11-21T02:09:30Z",
                               "OCIRepository/confighub-prod status.artifact.revision"};
    trace.revisions.attempted = {"latest@" + digestA, {}, "Kustomization/apps status.lastAttemptedRevision"};
    trace.revisions.applied = {"latest@" + digestA, since, "Kustomization/apps status.lastAppliedRevision"};
    trace.revisions.live = trace.revisions.applied;
    return trace;
}

Trace forbiddenApplier() {
    const std::string what =
        "User \"dev\" may not get kustomizations.kustomize.toolkit.fluxcd.io \"apps\" in namespace \"flux-system\"";
    const std::string advice =
        "Ask for this Role in namespace flux-system:\n"
        "  rules:\n"
        "  - apiGroups: [\"kustomize.toolkit.fluxcd.io\"]\n"
        "    resources: [\"kustomizations\"]\n"
        "    verbs: [\"get\"]";
    Hop hole = kustomization({State::forbidden, what, "forbidden", what, {}});
    hole.apiVersion.clear();
    hole.path.clear();
    Trace trace = traceOf(
        {proven(hole, {Grade::label, "label kustomize.toolkit.fluxcd.io/name of Deployment/frontend; not confirmed"}),
         deployment(ready("3/3 ready"))},
        "none");
    trace.verdict = {VerdictState::incomplete, "Kustomization/apps", "forbidden", what,
                     "Whether Deployment/frontend is managed cannot be told without reading it."};
    trace.findings.push_back({"missing-permission", Severity::warning, "Kustomization/apps", what, advice});
    trace.cost = {2, 2, 1'024};
    return trace;
}

Trace failedSource() {
    const std::string message =
        "failed to pull artifact from 'oci://registry.example.org:5000/acme/apps': failed to determine artifact "
        "digest: GET "
        "https://registry.example.org:5000/v2/acme/apps/manifests/v7: MANIFEST_UNKNOWN: manifest unknown";
    Hop source = ociRepository({State::failed, message, "OCIArtifactPullFailed", message, "2026-11-21T01:58:12Z"});
    source.revision = "latest@" + digestA;
    source.verification = model::Verification{"unchecked", "cosign", {}};
    Trace trace = traceOf(
        {proven(source, byReference), proven(kustomization(ready("Applied revision: latest@" + digestA)), byInventory),
         deployment(ready("3/3 ready"))},
        "flux");
    trace.verdict = {
        VerdictState::failed, "OCIRepository/apps", "OCIArtifactPullFailed", message,
        "Push the tag that spec.ref names, or change spec.ref: kubectl edit ocirepository apps -n flux-system"};
    return trace;
}

Trace failedHealthCheck() {
    const std::string message =
        "health check failed after 30.1s: timeout waiting for:\n"
        "\t- Deployment/prod/frontend status: 'InProgress'\r\n"
        "  - Deployment/prod/a-rather-long-name-of-a-backend-service-that-nobody-shortened status: 'Failed'";
    Hop source = ociRepository(ready("stored artifact for digest 'latest@" + digestB + "'"));
    source.revision = "latest@" + digestB;
    Hop apps = kustomization({State::failed, "HealthCheckFailed, retrying", "HealthCheckFailed", message, since});
    apps.revision = "latest@" + digestB;
    Hop pod = object("v1", "Pod", "prod", "frontend-7c9d-x2x4v", Stage::cluster,
                     {State::failed, "CrashLoopBackOff", "ContainerCrashLooping",
                      "back-off 5m0s restarting failed container=web", since});
    Hop web = deployment({State::progressing, "1/3 ready", "LessReady", "Ready: 1/3", since});
    Trace trace = traceOf(
        {proven(source, byReference), proven(apps, byInventory),
         proven(web, {Grade::uid, "ownerReference of Pod/frontend-7c9d-x2x4v names Deployment/frontend and its UID"}),
         pod},
        "flux");
    trace.verdict = {VerdictState::failed, "Kustomization/apps", "HealthCheckFailed", message,
                     "See what keeps the objects above from becoming ready: kubectl describe deploy/frontend -n prod"};
    trace.revisions.fetched = {"latest@" + digestB, {}, "OCIRepository/apps status.artifact.revision"};
    trace.revisions.attempted = {"latest@" + digestB, {}, "Kustomization/apps status.lastAttemptedRevision"};
    trace.revisions.applied = {"latest@" + digestA, since, "Kustomization/apps status.lastAppliedRevision"};
    trace.revisions.liveUnknown = "latest@sha256:9f8e7d6c was attempted, and how far it came is not recorded";
    trace.revisions.behind = "applied";
    return trace;
}

Trace suspended() {
    Hop source = ociRepository(ready("stored artifact"));
    source.ociSource->confidence = "path";
    source.revision = "latest@" + digestB;
    Hop apps = kustomization({State::suspended, "Suspended; last: Applied revision: latest@" + digestA, {}, {}, since});
    apps.revision = "latest@" + digestA;
    Trace trace =
        traceOf({proven(source, byReference), proven(apps, byInventory), deployment(ready("3/3 ready"))}, "flux");
    trace.verdict = {VerdictState::suspended,
                     "Kustomization/apps",
                     {},
                     "spec.suspend is true: changes in the source are not applied",
                     "flux resume kustomization apps -n flux-system"};
    trace.revisions.fetched = {"latest@" + digestB, {}, "OCIRepository/apps status.artifact.revision"};
    trace.revisions.applied = {"latest@" + digestA, since, "Kustomization/apps status.lastAppliedRevision"};
    trace.revisions.behind = "applied";
    return trace;
}

Trace progressing() {
    Hop release = object("helm.toolkit.fluxcd.io/v2", "HelmRelease", "prod", "frontend", Stage::gitops,
                         {State::progressing, "Running 'upgrade' action with timeout of 5m0s", "Progressing",
                          "Running 'upgrade' action with timeout of 5m0s", since});
    release.revision = "1.4.0";
    Hop chart = object("source.toolkit.fluxcd.io/v1", "HelmChart", "prod", "prod-frontend", Stage::helm,
                       ready("pulled 'frontend' chart with version '1.4.0'"));
    chart.revision = "1.4.0";
    chart.path = "frontend 1.x";
    Trace trace = traceOf(
        {proven(chart, {Grade::reference, "status.helmChart of HelmRelease/frontend names it"}),
         proven(release,
                {Grade::label,
                 "label helm.toolkit.fluxcd.io/name of Deployment/frontend; HelmRelease/frontend keeps no inventory"}),
         deployment({State::stale, "generation 5, seen 4", "LatestGenerationNotObserved", {}, {}})},
        "flux");
    trace.verdict = {VerdictState::progressing, "HelmRelease/frontend", "Progressing", {}, {}};
    return trace;
}

Trace unmanaged() {
    Trace trace = traceOf({deployment(ready("3/3 ready"))}, "none");
    trace.verdict = {VerdictState::unmanaged,
                     {},
                     {},
                     "Not managed by Flux, Argo CD or Helm: every read that could have found an owner succeeded.",
                     "Nothing will restore it when it is deleted or changed. Add it to a source that a Kustomization "
                     "or an Application applies."};
    trace.cost = {1, 1, 2'345'678};
    return trace;
}

Trace helmOnly() {
    Hop release;
    release.id = "helm:prod/frontend";
    release.stage = Stage::helm;
    release.kind = "Helm Release";
    release.name = "frontend";
    release.ns = "prod";
    release.revision = "frontend-1.4.0";
    release.claimed = true;
    release.health = {
        State::unknown, "Named by annotations; the release record is a Secret and was not read", {}, {}, {}};
    Trace trace =
        traceOf({proven(release, {Grade::label, "annotation meta.helm.sh/release-name of Deployment/frontend"}),
                 deployment(ready("3/3 ready"))},
                "helm");
    trace.verdict.state = VerdictState::ready;
    trace.verdict.message =
        "Brought by Helm Release/frontend; neither Flux nor Argo CD keeps it in step with a source.";
    return trace;
}

Trace configHubUnit() {
    Hop unit;
    unit.id = "confighub:prod/backend";
    unit.stage = Stage::confighub;
    unit.kind = "ConfigHub Unit";
    unit.name = "prod/backend";
    unit.revision = "12";
    unit.claimed = true;
    unit.health = {State::unknown, "Claimed by the object; ConfigHub was not asked", {}, {}, {}};
    unit.confighub = model::ConfigHubOrigin{
        "acme", "prod", "backend", "12", {}, "r7", "https://hub.confighub.com/unit/backend", "claimed"};
    Trace trace = traceOf({proven(unit, {Grade::label, "annotation confighub.com/origin of Deployment/frontend"}),
                           deployment(ready("3/3 ready"))},
                          "confighub");
    trace.verdict.state = VerdictState::ready;
    return trace;
}

Trace noSource() {
    const Hop set = object("fluxcd.controlplane.io/v1", "ResourceSet", "prod", "tenants", Stage::gitops,
                           ready("Reconciliation finished"));
    Trace trace = traceOf(
        {proven(set, {Grade::inferred, "the naming rule of ResourceSets"}), deployment(ready("3/3 ready"))}, "flux");
    trace.verdict.state = VerdictState::ready;
    return trace;
}

Trace multiSource() {
    const Hop app = application("shop", {State::failed, "Unknown / Healthy", "ComparisonError",
                                         "failed to load target state: values.yaml: no such file or directory", since});
    Trace trace = traceOf(
        {proven(argoGit("apps", "charts/frontend"), {Grade::reference, "spec.sources[0] of Application/shop names it"}),
         proven(app, {Grade::inventory, "status.resources of Application/shop lists it"}),
         deployment(ready("Synced / Healthy"))},
        "argocd");
    trace.verdict = {VerdictState::failed, "Application/shop", "ComparisonError",
                     "failed to load target state: values.yaml: no such file or directory",
                     "Look at the source that it names: argocd app get shop"};
    Hop values = argoGit("values", "prod");
    values.health = {
        State::unknown, "Argo CD could not compare with it; see the Application", "ComparisonError", {}, {}};
    Hop chart;
    chart.id = "source:argoproj.io/Application/argocd/shop/2";
    chart.stage = Stage::helm;
    chart.kind = "Helm Chart";
    chart.name = "redis";
    chart.url = "registry.example.org/charts";
    chart.revision = "19.0.1";
    chart.health = {State::ready, "Resolved by Argo CD", {}, {}, since};
    Hop mirror = argoGit("charts", "redis");
    mirror.claimed = true;
    mirror.health = {State::unknown, "Claimed by the artifact; Git itself was not read", {}, {}, {}};
    const Hop other = object("autoscaling/v2", "HorizontalPodAutoscaler", "prod", "frontend", Stage::cluster,
                             ready("Resource is current"));
    for (const Hop& hop : {values, chart, mirror, other}) trace.nodes.push_back(hop);
    trace.edges.push_back(
        {values.id, app.id, "source", {Grade::reference, "spec.sources[1] of Application/shop names it"}});
    trace.edges.push_back(
        {chart.id, app.id, "source", {Grade::reference, "spec.sources[2] of Application/shop names it"}});
    trace.edges.push_back({mirror.id,
                           chart.id,
                           "origin",
                           {Grade::digest, "annotation org.opencontainers.image.revision of the artifact"}});
    // A circle, which no rule makes and no output may follow for ever.
    trace.edges.push_back({chart.id, mirror.id, "origin", {Grade::inferred, {}}});
    return trace;
}

Trace outOfSync() {
    const Hop app = application("shop", {State::outOfSync, "OutOfSync / Healthy", "OutOfSync", {}, since});
    Hop web = deployment({State::outOfSync, "OutOfSync / Healthy", {}, {}, {}});
    Trace trace =
        traceOf({proven(argoGit("apps", "frontend"), {Grade::reference, "spec.source of Application/shop names it"}),
                 proven(app, {Grade::inventory, "status.resources of Application/shop lists it"}), web},
                "argocd");
    trace.verdict = {VerdictState::outOfSync, "Application/shop", "OutOfSync",
                     "Deployment/frontend differs from the source and automatic sync is off", "argocd app diff shop"};
    trace.findings.push_back(
        {"drift", Severity::info, "Deployment/frontend", "spec.replicas is 3, the source says 2", {}});
    trace.findings.push_back(
        {"copied-tracking-id", Severity::error, {}, "Another object carries the same annotation", "Remove it there."});
    return trace;
}

Trace clusterScoped() {
    Hop role = object("rbac.authorization.k8s.io/v1", "ClusterRole", {}, "reader", Stage::cluster,
                      ready("Resource is current"));
    Hop source =
        object("source.toolkit.fluxcd.io/v1", "GitRepository", "flux-system", "apps", Stage::git,
               {State::missing, "GitRepository/apps does not exist in namespace flux-system", "NotFound", {}, {}});
    source.apiVersion.clear();
    Trace trace = traceOf({proven(source, byReference),
                           proven(kustomization({State::unknown, "no status", {}, {}, {}}),
                                  {Grade::label, "label kustomize.toolkit.fluxcd.io/name of ClusterRole/reader"}),
                           role},
                          "flux");
    trace.verdict = {VerdictState::incomplete, "GitRepository/apps", "NotFound", {}, {}};
    return trace;
}

Trace withHistory() {
    Trace trace = failedHealthCheck();
    const std::string apps = "Kustomization/apps";
    const std::string old = "latest@" + digestA;
    trace.history = {{"2026-11-20T08:00:04Z",
                      apps,
                      "applied",
                      {},
                      {},
                      "the first of 167 times with the same manifests; its revision is not kept",
                      "status.history[1]"},
                     {"2026-11-20T11:30:00Z",
                      "Deployment/frontend",
                      "written",
                      {},
                      {},
                      "by kubectl-edit, update",
                      "metadata.managedFields"},
                     {since, apps, "applied", old, "main@sha1:0123456789abcdef0123456789abcdef01234567",
                      "167 times since 2026-11-20T08:00:04Z", "status.history[1]"},
                     {since, "Application/shop", "synced", old + ", 1.2.3", {}, "automated", "status.history[3]"},
                     {since,
                      apps,
                      "not ready",
                      {},
                      {},
                      "HealthCheckFailed: timeout waiting\nfor Deployment/prod/frontend at " + old,
                      "status.conditions Ready"}};
    return trace;
}

Trace withDifferences() {
    Trace trace = requirementArgo();
    const std::string stays =
        "Argo CD sets back the fields that the source of Application/frontend-app sets, within seconds: self-heal is "
        "on.";
    trace.findings = {
        {"drift", Severity::warning, "Deployment/frontend",
         "metadata.annotations[example.org/a-long-one], spec.replicas are held by kubectl-edit, not by "
         "Application/frontend-app",
         stays, "kubectl-edit", since},
        {"drift", Severity::warning, "Deployment/frontend",
         "metadata.labels was applied by Application/frontend-app and is not there any more; who removed it "
         "is not recorded",
         stays}};
    trace.differences = {{"metadata.annotations[example.org/a-long-one]",
                          {},
                          "\"" + std::string(200, 'x') + "\"",
                          "kubectl-edit",
                          since},
                         {"metadata.labels", R"({"tier":"back"})", {}, {}, {}},
                         {"spec.replicas", "3", "5", "kubectl-edit", since}};
    return trace;
}

Trace hostile() {
    Hop origin = git({State::unknown, "Claimed\x1b]0;owned\x07\nStatus: 3/3 ready", {}, {}, {}});
    origin.name = "acme/apps\n\xE2\x9C\x93 All levels in sync. Managed by flux.";
    origin.url = "https://example.org/\x1b[31mred\x1b[0m";
    origin.git.reset();
    origin.claimed = true;
    Hop web = deployment({State::failed,
                          "caf\xC3\xA9 \xE2\x80\xAEreversed",
                          "Bad\rReason",
                          "broken \xFF byte, C1 \xC2\x9B"
                          "31m, DEL \x7F, \xF0\x9F\x9A\x80",
                          {}});
    Trace trace = traceOf({proven(origin, {Grade::digest, "because\x1b[2J"}), web}, "flux");
    trace.verdict = {VerdictState::failed, "Deployment/frontend", "Bad\rReason", "message\x1b[2J", "advice\x08\x08"};
    trace.findings.push_back({"drift", Severity::warning, "Deployment/front\nend", "\x1b[1mbold", {}});
    trace.context = "prod\x1b[5m";
    trace.differences = {{"a\nb", "\x1b[1m", "caf\xC3\xA9", "m\x07", since}};
    trace.history = {{since, "Deployment/f\xC3\xA9", "ready\x07", "a\x1b[1m", "b\rc", "d\x9B", "e\n"}};
    return trace;
}

Trace everyState() {
    std::vector<Hop> chain;
    for (const State state : {State::ready, State::progressing, State::failed, State::suspended, State::outOfSync,
                              State::stale, State::terminating, State::unknown, State::forbidden, State::missing,
                              State::unreachable, State::notInstalled, State::unsupported}) {
        Hop hop = object("example.org/v1", "Thing", "prod", std::string(model::name(state)), Stage::gitops,
                         {state, "status words", {}, {}, {}});
        hop.because = {Grade::inferred, "a rule"};
        chain.push_back(hop);
    }
    Hop claimed = object("example.org/v1", "Thing", "prod", "claimed", Stage::cluster,
                         {State::unknown, "status words", {}, {}, {}});
    claimed.claimed = true;
    chain.push_back(claimed);
    Trace trace = traceOf(std::move(chain), "none");
    trace.verdict = {VerdictState::stale, "Thing/progressing", {}, {}, {}};
    return trace;
}

std::vector<std::pair<std::string, Trace>> samples() {
    return {{"requirement-flux", requirementFlux()},
            {"requirement-argocd", requirementArgo()},
            {"flux-origins", fluxWithOrigins()},
            {"forbidden", forbiddenApplier()},
            {"failed-source", failedSource()},
            {"failed-health-check", failedHealthCheck()},
            {"suspended", suspended()},
            {"progressing", progressing()},
            {"unmanaged", unmanaged()},
            {"helm-only", helmOnly()},
            {"confighub-unit", configHubUnit()},
            {"no-source", noSource()},
            {"multi-source", multiSource()},
            {"out-of-sync", outOfSync()},
            {"cluster-scoped", clusterScoped()},
            {"history", withHistory()},
            {"differences", withDifferences()},
            {"hostile", hostile()},
            {"every-state", everyState()}};
}

}  // namespace scout::test
