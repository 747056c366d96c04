#include "trace/rules/argocd_source.h"

#include <algorithm>

#include "base/text.h"
#include "model/revision.h"
#include "oci/reference.h"
#include "status/argo_application.h"
#include "trace/rules/argocd_sync.h"
#include "trace/rules/git.h"
#include "trace/rules/hydrator.h"
#include "trace/rules/oci.h"
#include "trace/rules/registry.h"
#include "trace/rules/signatures.h"

namespace scout::trace::rules {

namespace {

struct Source {
    base::Json spec;
    std::size_t index = 0;
    std::string live;        ///< its revision that is live, "" when that is not known
    base::Json liveSpec;     ///< the source as it was then; absent when that is not recorded
    std::string desired;     ///< revision that was compared last
    base::Json desiredSpec;  ///< the source as it was then; absent when that is not recorded

    bool yieldsManifests() const {
        return spec["ref"].text().empty() || !spec["path"].text().empty() || !spec["chart"].text().empty();
    }
    /// What the live revision was resolved from, which the spec may have left behind.
    base::Json described() const { return liveSpec.exists() ? liveSpec : spec; }
};

bool sameSource(const base::Json& left, const base::Json& right) {
    return left["repoURL"].text() == right["repoURL"].text() && left["chart"].text() == right["chart"].text();
}

struct Recorded {
    std::string revision;
    base::Json spec;
};

// What a record holds for a source of the spec: the spec may have changed since, and a commit of another repository
// must not be shown as one of this.
Recorded recordedFor(const base::Json& spec, std::size_t index, const SyncRecord& record) {
    const std::vector<base::Json> sources = sourceSpecs(record.sources);
    if (sources.empty()) return {revisionOf(record.revisions, index), {}};
    if (index < sources.size() && sameSource(spec, sources[index]))
        return {revisionOf(record.revisions, index), sources[index]};
    for (std::size_t i = 0; i < sources.size(); ++i) {
        if (sameSource(spec, sources[i]) && spec["path"].text() == sources[i]["path"].text())
            return {revisionOf(record.revisions, i), sources[i]};
    }
    return {};
}

bool couldNotCompare(const model::KubeObject& application) {
    const auto conditions = application.conditions();
    return std::any_of(conditions.begin(), conditions.end(),
                       [](const model::Condition& condition) { return condition.type == "ComparisonError"; });
}

// The parts of a source that decide what it yields, as Argo CD reads them.
std::string targetOf(const base::Json& spec) {
    const bool git = spec["chart"].text().empty() && !spec["repoURL"].text().starts_with("oci://");
    const std::string target = spec["targetRevision"].text();
    return target.empty() && git ? "HEAD" : target;
}

/// What the branch or tag of the live revision names by now is another one: it was compared with, and is not synced.
bool namesAnotherNow(const model::KubeObject& application, const Source& source) {
    const base::Json compared = source.desiredSpec.exists() ? source.desiredSpec : source.spec;
    return !source.desired.empty() && source.desired != source.live && !couldNotCompare(application) &&
           targetOf(compared) == targetOf(source.described());
}

void describeGitSource(model::Hop& hop, const Source& source, const std::string& url, const std::string& target,
                       bool moved) {
    hop.stage = model::Stage::git;
    hop.kind = "Git";
    hop.name = repositoryName(url);
    hop.url = url;
    const model::Revision live = model::parseOriginRevision(source.live);
    hop.revision = live.hex.empty() ? target
                                    : (moved || target.empty() || target == live.hex ? "" : target + "@") +
                                          live.algorithm + ":" + live.hex;
    const bool pinned = target == live.hex;
    hop.git = model::GitOrigin{url, pinned || target == "HEAD" ? "" : target, {}, live.hex, commitUrl(url, live.hex)};
}

void describeOci(model::Hop& hop, const Source& source, const std::string& url, const std::string& target, bool moved,
                 const Options& options) {
    const bool byDigest = target.starts_with("sha256:");
    describeOciSource(hop, url, byDigest ? "" : target, byDigest ? target : "", options);
    if (hop.kind.empty()) {
        hop.kind = "OCI";
        hop.name = hop.ociSource->repository;
    }
    // Whatever else is recorded there, such as a commit from before the source was an artifact, is no digest.
    hop.ociSource->digest = source.live.find(':') == std::string::npos ? std::string() : source.live;
    hop.revision =
        source.live.empty() ? target : (moved || byDigest || target.empty() ? "" : target + "@") + source.live;
}

void describeChart(model::Hop& hop, const Source& source, const std::string& url, const std::string& target,
                   const Options& options) {
    const std::string chart = source.spec["chart"].text();
    const bool ociRegistry = url.find("://") == std::string::npos;
    if (ociRegistry) describeOciSource(hop, "oci://" + url + "/" + chart, target, {}, options);
    hop.stage = model::Stage::helm;
    hop.kind = "Helm Chart";
    hop.name = chart;
    hop.url = url;
    hop.revision = source.live.empty() ? target : source.live;
}

model::Hop describe(const model::KubeObject& application, const Source& source, const Options& options) {
    const std::string url = source.spec["repoURL"].text();
    const std::string target = source.described()["targetRevision"].text();
    const bool moved = namesAnotherNow(application, source);
    model::Hop hop;
    hop.id = "source:" + application.ref().id() + "/" + std::to_string(source.index);
    hop.path = source.described()["path"].text();
    if (!source.spec["chart"].text().empty() && !url.starts_with("oci://"))
        describeChart(hop, source, url, target, options);
    else if (url.starts_with("oci://"))
        describeOci(hop, source, url, target, moved, options);
    else
        describeGitSource(hop, source, url, target.empty() ? "HEAD" : target, moved);

    // Argo CD keeps no state of a source; that it resolved the revision is all there is to see.
    if (couldNotCompare(application)) {
        hop.health = {
            model::State::unknown, "Argo CD could not compare with it; see the Application", "ComparisonError", {}, {}};
    } else if (source.desired.empty()) {
        hop.health = {model::State::unknown, "Not yet resolved by Argo CD", {}, {}, {}};
    } else {
        hop.health = {model::State::ready, "Resolved by Argo CD", {}, {}, application.at("status.reconciledAt").text()};
    }
    return hop;
}

std::string whyNothingNewer(const model::KubeObject& application) {
    if (application.terminating()) return "The Application is being deleted, and syncs nothing newer.";
    if (status::skipsReconcile(application))
        return "Argo CD sees and syncs nothing newer before annotation argocd.argoproj.io/skip-reconcile is removed.";
    return {};
}

/// Nothing for what does not come from an OCI registry.
std::optional<ArgoArtifact> artifactOf(const model::KubeObject& application, const Source& source) {
    const std::string url = source.spec["repoURL"].text();
    const std::string chart = source.spec["chart"].text();
    const bool isOci = url.starts_with(oci::scheme);
    // Without a scheme, a chart's repository is an OCI registry.
    if (!isOci && (chart.empty() || url.find("://") != std::string::npos)) return std::nullopt;
    const auto reference = oci::parseReference(isOci ? url : url + "/" + chart);
    if (!reference) return std::nullopt;
    ArgoArtifact artifact;
    artifact.registry = reference->registry;
    artifact.repository = reference->repository;
    artifact.target = source.spec["targetRevision"].text();
    artifact.deployed = source.live;
    artifact.deployedTarget = source.described()["targetRevision"].text();
    artifact.compared = source.desired;
    artifact.comparisonFails = couldNotCompare(application);
    artifact.application = application.name();
    if (isSyncRunning(application))
        artifact.syncing = revisionOf(application.at("status.operationState.syncResult"), source.index);
    artifact.standsStill = whyNothingNewer(application);
    artifact.chart = !isOci;
    return artifact;
}

std::string pathOf(const base::Json& spec) {
    const std::string path = spec["path"].text();
    return path.empty() && spec["chart"].text().empty() ? "." : path;
}

// "targetRevision v1.1.0 (synced: v1.0.0)" for what the spec asks otherwise by now than a record; "" for nothing.
std::string changesSince(const base::Json& recorded, const base::Json& spec) {
    std::vector<std::string> parts;
    const auto part = [&parts](const char* field, const std::string& before, const std::string& now) {
        if (before != now) parts.push_back(std::string(field) + " " + now + " (synced: " + before + ")");
    };
    if (!sameSource(recorded, spec)) {
        part("repoURL", recorded["repoURL"].text(), spec["repoURL"].text());
        part("chart", recorded["chart"].text(), spec["chart"].text());
    }
    part("targetRevision", targetOf(recorded), targetOf(spec));
    part("path", pathOf(recorded), pathOf(spec));
    return base::join(parts, ", ");
}

void noteChangedSource(Board& board, const model::KubeObject& application, const model::Hop& hop, const Source& source,
                       const SyncRecord& live) {
    if (board.isAside()) return;
    const std::vector<base::Json> sources = sourceSpecs(live.sources);
    base::Json recorded = source.liveSpec;
    if (!recorded.exists() && source.index < sources.size()) recorded = sources[source.index];
    const std::string changes = recorded.exists() ? changesSince(recorded, source.spec) : std::string();
    if (changes.empty()) return;
    board.note({"source-not-synced", model::Severity::warning, hop.label(),
                "The source was changed in the Application, and that is not synced yet: " + changes,
                couldNotCompare(application)
                    ? "Argo CD cannot compare with it, and syncs nothing before it can: see what the Application says."
                    : "argocd app sync " + application.name() + " applies it."});
}

void notePartlySynced(Board& board, const model::KubeObject& application, const model::Hop& hop,
                      const model::ObjectRef* object) {
    if (board.isAside() || !isPartlySynced(application)) return;
    const std::string tried = revisionOf(application.at("status.operationState.syncResult"), 0);
    const std::string revision =
        tried.empty() ? std::string() : ", to " + model::shorten(model::parseOriginRevision(tried)) + ",";
    const bool running = isSyncRunning(application);
    std::string what = "Its last sync" + revision + " applied some objects and not others";
    if (running) what = "A sync" + revision + " is under way, and has applied some objects so far";
    if (isResultAwaited(application))
        what = "A sync that failed is tried again, and may have applied some objects before it failed";
    if (object == nullptr) {
        what += "; which revision is live may differ from one to the other";
    } else if (isAppliedByOperation(application, *object)) {
        what += "; " + object->label() + " is among those that it applied";
    } else {
        what += "; which revision " + object->label() + " has is not recorded";
    }
    board.note({"partly-synced", running ? model::Severity::info : model::Severity::warning, hop.label(), what,
                "See what it did to each object: argocd app get " + application.name() + "."});
}

void climbLadder(Board& board, const model::KubeObject& application, const Source& source, const SyncRecord& live) {
    const std::string at = "Application/" + application.name() + " status.";
    const auto rung = [&](const SyncRecord& record, const std::string& revision) {
        const std::string note = record.note.empty() ? std::string() : ", " + record.note;
        return model::Rung{revision, record.at,
                           at + record.place + "." + revisionField(record.revisions, source.index) + note};
    };
    // With a comparison error sync.revision is what was asked for ("main"), not what was resolved.
    if (!source.desired.empty() && !couldNotCompare(application))
        board.revisions.fetched = rung(lastComparison(application), source.desired);
    const base::Json operation = application.at("status.operationState");
    const std::string attempted = revisionOf(operation["syncResult"], source.index);
    if (!attempted.empty() && !operation["operation"]["sync"]["dryRun"].isTrue())
        board.revisions.attempted = {
            attempted, operation["startedAt"].text(),
            at + "operationState.syncResult." + revisionField(operation["syncResult"], source.index)};
    // What the last sync applied is live even where the spec names another repository by now.
    const auto revisionIn = [&source](const SyncRecord& record) {
        const Recorded recorded = recordedFor(source.spec, source.index, record);
        return recorded.revision.empty() ? revisionOf(record.revisions, source.index) : recorded.revision;
    };
    const SyncRecord synced = lastSync(application);
    if (const std::string applied = revisionIn(synced); !applied.empty())
        board.revisions.applied = rung(synced, applied);
    if (const std::string revision = revisionIn(live); !revision.empty()) board.revisions.live = rung(live, revision);
    // Argo CD compared manifests: a newer commit that changes none of them leaves nothing behind.
    board.inStep = application.at("status.sync.status").text() == "Synced" &&
                   (!source.desiredSpec.exists() || changesSince(source.desiredSpec, source.spec).empty());
}

}  // namespace

void addApplicationSources(Board& board, const model::KubeObject& application, const model::Hop& hop,
                           const model::ObjectRef* object) {
    const std::vector<base::Json> specs =
        hydrates(application) ? std::vector{hydratedSource(application)} : sourceSpecs(application["spec"]);
    const SyncRecord live = liveSync(application, object);
    notePartlySynced(board, application, hop, object);
    const SyncRecord compared = lastComparison(application);
    std::vector<Source> sources;
    for (std::size_t i = 0; i < specs.size(); ++i) {
        const Recorded now = recordedFor(specs[i], i, live);
        const Recorded desired = recordedFor(specs[i], i, compared);
        sources.push_back({specs[i], i, now.revision, now.spec, desired.revision, desired.spec});
    }
    // The first edge into a hop is the main one, so the sources that yield manifests come first.
    std::stable_partition(sources.begin(), sources.end(),
                          [](const Source& source) { return source.yieldsManifests(); });
    // The ladder is that of the main source, unless it is another one that holds the Application back.
    const auto late = std::find_if(sources.begin(), sources.end(), [](const Source& source) {
        return !source.desired.empty() && !source.live.empty() && source.desired != source.live;
    });
    const auto laddered = late == sources.end() ? sources.begin() : late;
    for (const Source& source : sources) {
        model::Hop& added = board.add(describe(application, source, board.options()));
        std::string field = specs.size() > 1 ? "spec.sources[" + std::to_string(source.index) + "]" : "spec.source";
        if (hydrates(application)) field = "spec.sourceHydrator.syncSource";
        board.connect(added, hop, "source", {model::Grade::reference, field + " of " + hop.label() + " names it"});
        const bool first = &source == &*laddered;
        if (first) climbLadder(board, application, source, live);
        noteChangedSource(board, application, added, source, live);
        if (auto artifact = artifactOf(application, source)) {
            artifact->first = first;
            readArgoRegistry(board, added, *artifact);
        } else if (first) {
            sayNoHead(board, source.spec);
        }
        if (added.ociSource)
            verifyArtifact(board, added, placeOf(*added.ociSource), added.ociSource->digest, std::nullopt, "Argo CD");
        if (hydrates(application)) addDrySource(board, application, added, source.live);
    }
}

}  // namespace scout::trace::rules
