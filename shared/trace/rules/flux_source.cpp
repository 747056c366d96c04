#include "trace/rules/flux_source.h"

#include "status/object_status.h"
#include "trace/rules/artifact_generator.h"
#include "trace/rules/controller.h"
#include "trace/rules/flux.h"
#include "trace/rules/flux_verification.h"
#include "trace/rules/git.h"
#include "trace/rules/oci.h"
#include "trace/rules/signatures.h"
#include "trace/rules/source_changed.h"

namespace scout::trace::rules {

namespace {

constexpr std::string_view originSourceKey = "org.opencontainers.image.source";
constexpr std::string_view originRevisionKey = "org.opencontainers.image.revision";

model::Revision artifactRevision(const model::KubeObject& source) {
    return model::parseRevision(source.at("status.artifact.revision").text());
}

void describeGit(model::Hop& hop, const model::KubeObject& source) {
    hop.stage = model::Stage::git;
    hop.url = source.at("spec.url").text();
    const model::Revision revision = artifactRevision(source);
    model::GitOrigin& git = hop.git.emplace();
    git.repository = hop.url;
    git.branch = source.at("spec.ref.branch").text();
    git.tag = source.at("spec.ref.tag").text();
    git.commit = revision.hex;
    git.commitUrl = commitUrl(hop.url, revision.hex);
}

// The artifact belongs to what is live only when both name one digest; otherwise the source has moved on.
bool describesLive(const model::KubeObject& source, const AppliedRevision& applied) {
    return model::sameContent(artifactRevision(source), applied.revision);
}

// The applier recorded the Git revision of what it applied; that holds whatever the source has by now, or if it cannot
// be read.
void addRecordedOrigin(Board& board, const model::Hop& hop, const std::string& url, const AppliedRevision& applied) {
    addGitOrigin(
        board, hop,
        {url,
         applied.originRevision,
         {model::Grade::digest, applied.originRecordedIn + ", written for " + model::shorten(applied.revision)}});
}

void followOciOrigin(Board& board, const model::Hop& hop, const model::KubeObject& source,
                     const AppliedRevision& applied) {
    const base::Json metadata = source.at("status.artifact.metadata");
    const std::string url = metadata[originSourceKey].text();
    const bool live = describesLive(source, applied);
    // What another source delivered was not built from this one's Git.
    if (applied.maybeOfAnother && !live) return;
    if (!applied.originRevision.empty()) {
        // The repository of an artifact that came later may be another one.
        addRecordedOrigin(board, hop, live ? url : std::string(), applied);
        return;
    }
    const std::string revision = metadata[originRevisionKey].text();
    // An applier of which nobody can tell what it has live has no origin either.
    if (live || applied.recordedIn.empty()) {
        addGitOrigin(board, hop,
                     {url,
                      revision,
                      {model::Grade::digest, "annotation " + std::string(originRevisionKey) + " of the artifact " +
                                                 model::shorten(artifactRevision(source))}});
    }
}

}  // namespace

model::Stage stageOf(const std::string& kind) {
    if (kind == "GitRepository") return model::Stage::git;
    if (kind == "HelmRepository" || kind == "HelmChart") return model::Stage::helm;
    return kind == "Bucket" ? model::Stage::bucket : model::Stage::oci;
}

model::Hop describeFluxSource(const model::KubeObject& source, const Options& options) {
    model::Hop hop = hopFor(source, stageOf(source.kind()));
    hop.health = status::objectHealth(source, status::ManagedBy::flux, options.now);
    hop.revision = source.at("status.artifact.revision").text();
    hop.verification = fluxVerification(source);
    const std::string kind = source.kind();
    if (kind == "OCIRepository") {
        describeOciSource(hop, source.at("spec.url").text(), source.at("spec.ref.tag").text(),
                          source.at("spec.ref.digest").text(), options);
    } else if (kind == "GitRepository") {
        describeGit(hop, source);
    } else if (kind == "HelmRepository") {
        const std::string url = source.at("spec.url").text();
        if (url.starts_with("oci://")) describeOciSource(hop, url, {}, {}, options);
        if (!hop.resource) hop.stage = model::Stage::helm;
        hop.url = url;
    } else if (kind == "HelmChart") {
        hop.stage = model::Stage::helm;
        const std::string version = source.at("spec.version").text();
        hop.path = source.at("spec.chart").text() + (version.empty() ? "" : " " + version);
    } else if (kind == "Bucket") {
        hop.stage = model::Stage::bucket;
        hop.url = source.at("spec.endpoint").text() + "/" + source.at("spec.bucketName").text();
        hop.path = source.at("spec.prefix").text();
    }
    return hop;
}

void followBehindSource(Board& board, model::Hop& hop, const model::KubeObject& source,
                        const AppliedRevision& applied) {
    noteFluxVerification(board, hop, source);
    if (source.kind() == "OCIRepository") {
        followOciOrigin(board, hop, source, applied);
        if (hop.ociSource) {
            // What is deployed; without an applier, what is fetched.
            const std::string fetched = artifactRevision(source).digest();
            const bool isUnknown = applied.revision.empty() && !applied.recordedIn.empty();
            const std::string deployed = applied.revision.algorithm == "sha256" ? applied.revision.digest()
                                         : isUnknown                            ? std::string()
                                                                                : fetched;
            verifyArtifact(board, hop, placeOf(*hop.ociSource, source), deployed,
                           isUnknown || deployed == fetched ? fluxVerification(source) : std::nullopt, {});
        }
    } else if (source.kind() == "ExternalArtifact") {
        // The first cause found is the one that the main path follows.
        const bool generated = followGenerator(board, hop, source);
        followOciOrigin(board, hop, source, applied);
        if (!generated) addUnconfirmedGenerator(board, hop, source);
    } else if (source.kind() == "ArtifactGenerator") {
        followGeneratorSources(board, hop, source);
    } else if (source.kind() == "HelmChart") {
        const base::Json reference = source.at("spec.sourceRef");
        const model::ObjectRef from{std::string(fluxSourceGroup), reference["kind"].text(), source.ns(),
                                    reference["name"].text()};
        const std::string observed = source.at("status.observedSourceArtifactRevision").text();
        const auto repository = followFluxSource(
            board, hop, from, {model::Grade::reference, "spec.sourceRef of " + hop.label() + " names it"},
            {model::parseRevision(observed), {}, "status.observedSourceArtifactRevision of " + hop.label(), {}});
        // A chart is recorded by its version, never by the digest that a signature is of.
        if (repository && repository->at("spec.url").text().starts_with("oci://"))
            verifyArtifact(board, hop, {}, {}, fluxVerification(source), {});
    }
}

std::optional<model::KubeObject> followFluxSource(Board& board, model::Hop& effect, const model::ObjectRef& source,
                                                  const model::Because& named, const AppliedRevision& applied) {
    const Answer* answer = board.look(askFor(source));
    if (answer == nullptr) {
        // In the same round: what no registry tells of is as new as its controller is alive (overdue.h).
        const bool heard = source.kind == "OCIRepository" && board.options().reach.registries;
        const bool checked = source.kind != "ExternalArtifact";
        if (checked && !heard && !board.isAside()) board.look(askFor(sourceController()));
        return std::nullopt;
    }
    if (!answer->isKnown()) {
        model::Hop& hole = board.add(hopFor(source, stageOf(source.kind)));
        makeHole(board, hole, *answer);
        board.connect(hole, effect, "source", named);
        if (!applied.maybeOfAnother) addRecordedOrigin(board, hole, {}, applied);
        return std::nullopt;
    }
    const model::KubeObject object(answer->value());
    model::Hop& hop = board.add(board.readings().hop(
        object, [&board](const model::KubeObject& found) { return describeFluxSource(found, board.options()); }));
    const bool same = describesLive(object, applied) && !artifactRevision(object).hex.empty();
    model::Because because = named;
    if (same && mayBeOfAnotherUrl(object)) {
        because.text += ", and its artifact is " + applied.recordedIn + ": " +
                        model::shorten(artifactRevision(object)) +
                        "; another URL may have been in its spec when it fetched that";
    } else if (same) {
        because.grade = model::Grade::digest;
        because.text += ", and its artifact is " + applied.recordedIn + ": " + model::shorten(artifactRevision(object));
    }
    board.connect(hop, effect, "source", std::move(because));
    followBehindSource(board, hop, object, applied);
    return object;
}

}  // namespace scout::trace::rules
