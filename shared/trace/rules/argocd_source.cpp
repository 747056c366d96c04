#include "trace/rules/argocd_source.h"

#include <algorithm>

#include "model/revision.h"
#include "oci/reference.h"
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
    std::string live;     ///< revision of the last successful sync, "" when there was none
    std::string desired;  ///< revision that was compared last

    bool yieldsManifests() const {
        return spec["ref"].text().empty() || !spec["path"].text().empty() || !spec["chart"].text().empty();
    }
};

std::vector<base::Json> sourceSpecs(const base::Json& holder) {
    std::vector<base::Json> many = holder["sources"].elements();
    if (!many.empty()) return many;
    return holder["source"].isObject() ? std::vector{holder["source"]} : std::vector<base::Json>{};
}

// `revisions[i]` belongs to `sources[i]`; a single source has `revision`.
std::string revisionOf(const base::Json& holder, std::size_t index) {
    const base::Json many = holder["revisions"];
    return many.size() > 0 ? many[index].text() : (index == 0 ? holder["revision"].text() : std::string());
}

// A dry run applies nothing, and a sync of chosen resources not everything (argo-cd controller/sync.go keeps both out
// of the history).
bool appliedAll(const base::Json& operationState) {
    const base::Json sync = operationState["operation"]["sync"];
    return operationState["phase"].text() == "Succeeded" && operationState["syncResult"].isObject() &&
           !sync["dryRun"].isTrue() && sync["resources"].size() == 0;
}

base::Json newestOfHistory(const model::KubeObject& application) {
    const base::Json history = application.at("status.history");
    return history.size() > 0 ? history[history.size() - 1] : base::Json();
}

// What is live is what the last successful sync applied: the operation, if that was it, else the newest entry of the
// history.
base::Json lastSync(const model::KubeObject& application) {
    const base::Json operation = application.at("status.operationState");
    return appliedAll(operation) ? operation["syncResult"] : newestOfHistory(application);
}

bool sameSource(const base::Json& left, const base::Json& right) {
    return left["repoURL"].text() == right["repoURL"].text() && left["chart"].text() == right["chart"].text();
}

// The revision that `revisions` holds for a source of the spec. `compared` says which sources they belong to: the spec
// may have changed since, and a commit of another repository must not be shown as one of this.
std::string revisionFor(const base::Json& spec, std::size_t index, const base::Json& revisions,
                        const base::Json& compared) {
    const std::vector<base::Json> sources = sourceSpecs(compared);
    if (sources.empty()) return revisionOf(revisions, index);
    if (index < sources.size() && sameSource(spec, sources[index])) return revisionOf(revisions, index);
    for (std::size_t i = 0; i < sources.size(); ++i) {
        if (sameSource(spec, sources[i]) && spec["path"].text() == sources[i]["path"].text())
            return revisionOf(revisions, i);
    }
    return {};
}

bool couldNotCompare(const model::KubeObject& application) {
    const auto conditions = application.conditions();
    return std::any_of(conditions.begin(), conditions.end(),
                       [](const model::Condition& condition) { return condition.type == "ComparisonError"; });
}

void describeGitSource(model::Hop& hop, const Source& source, const std::string& url, const std::string& target) {
    hop.stage = model::Stage::git;
    hop.kind = "Git";
    hop.name = repositoryName(url);
    hop.url = url;
    const model::Revision live = model::parseOriginRevision(source.live);
    hop.revision = live.hex.empty()
                       ? target
                       : (target.empty() || target == live.hex ? "" : target + "@") + live.algorithm + ":" + live.hex;
    const bool pinned = target == live.hex;
    hop.git = model::GitOrigin{url, pinned || target == "HEAD" ? "" : target, {}, live.hex, commitUrl(url, live.hex)};
}

void describeOci(model::Hop& hop, const Source& source, const std::string& url, const std::string& target,
                 const Options& options) {
    const bool byDigest = target.starts_with("sha256:");
    describeOciSource(hop, url, byDigest ? "" : target, byDigest ? target : "", options);
    if (hop.kind.empty()) {
        hop.kind = "OCI";
        hop.name = hop.ociSource->repository;
    }
    // Whatever else is recorded there, such as a commit from before the source was an artifact, is no digest.
    hop.ociSource->digest = source.live.find(':') == std::string::npos ? std::string() : source.live;
    hop.revision = source.live.empty() ? target : (byDigest || target.empty() ? "" : target + "@") + source.live;
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
    const std::string target = source.spec["targetRevision"].text();
    model::Hop hop;
    hop.id = "source:" + application.ref().id() + "/" + std::to_string(source.index);
    hop.path = source.spec["path"].text();
    if (!source.spec["chart"].text().empty() && !url.starts_with("oci://"))
        describeChart(hop, source, url, target, options);
    else if (url.starts_with("oci://"))
        describeOci(hop, source, url, target, options);
    else
        describeGitSource(hop, source, url, target.empty() ? "HEAD" : target);

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

/// Nothing for what does not come from an OCI registry.
std::optional<ArgoArtifact> artifactOf(const std::string& application, const Source& source) {
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
    artifact.compared = source.desired;
    artifact.application = application;
    artifact.chart = !isOci;
    return artifact;
}

// "revision", or "revisions[1]" where there are several.
std::string revisionField(const base::Json& holder, std::size_t index) {
    return holder["revisions"].size() > 0 ? "revisions[" + std::to_string(index) + "]" : "revision";
}

void climbLadder(Board& board, const model::KubeObject& application, const Source& source) {
    const std::string at = "Application/" + application.name() + " status.";
    const base::Json operation = application.at("status.operationState");
    // With a comparison error sync.revision is what was asked for ("main"), not what was resolved.
    if (!source.desired.empty() && !couldNotCompare(application))
        board.revisions.fetched = {source.desired, application.at("status.reconciledAt").text(),
                                   at + "sync." + revisionField(application.at("status.sync"), source.index)};
    const std::string attempted = revisionOf(operation["syncResult"], source.index);
    if (!attempted.empty() && !operation["operation"]["sync"]["dryRun"].isTrue())
        board.revisions.attempted = {
            attempted, operation["startedAt"].text(),
            at + "operationState.syncResult." + revisionField(operation["syncResult"], source.index)};
    // What the last sync applied is live even where the spec names another repository by now.
    const std::string live = source.live.empty() ? revisionOf(lastSync(application), source.index) : source.live;
    if (!live.empty()) {
        const bool fromOperation = appliedAll(operation);
        const std::string when =
            fromOperation ? operation["finishedAt"].text() : newestOfHistory(application)["deployedAt"].text();
        const std::string where = at + (fromOperation ? "operationState.syncResult." : "history[].") +
                                  revisionField(lastSync(application), source.index);
        board.revisions.applied = {live, when, where};
        board.revisions.live = {live, when, where};
    }
    // Argo CD compared manifests: a newer commit that changes none of them leaves nothing behind.
    board.inStep = application.at("status.sync.status").text() == "Synced";
}

}  // namespace

std::vector<std::string> liveRevisions(const model::KubeObject& application) {
    const base::Json sync = lastSync(application);
    std::vector<std::string> out;
    for (const base::Json& one : sync["revisions"].elements()) out.push_back(one.text());
    if (out.empty() && !sync["revision"].text().empty()) out.push_back(sync["revision"].text());
    return out;
}

std::string liveRevision(const model::KubeObject& application) {
    return revisionOf(lastSync(application), 0);
}

bool hasNewerRevision(const model::KubeObject& application) {
    const base::Json desired = application.at("status.sync");
    const base::Json synced = lastSync(application);
    if (desired["revisions"].size() > 0) return !(desired["revisions"] == synced["revisions"]);
    return desired["revision"].text() != synced["revision"].text();
}

void addApplicationSources(Board& board, const model::KubeObject& application, const model::Hop& hop) {
    const std::vector<base::Json> specs =
        hydrates(application) ? std::vector{hydratedSource(application)} : sourceSpecs(application["spec"]);
    const base::Json sync = lastSync(application);
    std::vector<Source> sources;
    for (std::size_t i = 0; i < specs.size(); ++i) {
        sources.push_back(
            {specs[i], i, revisionFor(specs[i], i, sync, sync),
             revisionFor(specs[i], i, application.at("status.sync"), application.at("status.sync.comparedTo"))});
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
        if (first) climbLadder(board, application, source);
        if (auto artifact = artifactOf(application.name(), source)) {
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
