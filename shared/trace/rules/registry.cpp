#include "trace/rules/registry.h"

#include <utility>

#include "base/time.h"
#include "oci/endpoint.h"
#include "oci/reference.h"
#include "oci/semver.h"
#include "trace/rules/flux.h"
#include "trace/rules/git.h"
#include "trace/rules/layers.h"
#include "trace/rules/registry_head.h"
#include "trace/rules/signatures.h"
#include "trace/rules/source_changed.h"

namespace scout::trace::rules {

namespace {

constexpr const char* sourceKey = "org.opencontainers.image.source";
constexpr const char* revisionKey = "org.opencontainers.image.revision";
constexpr const char* createdKey = "org.opencontainers.image.created";
constexpr std::string_view chartLayer = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";

void pinTo(Board& board, const std::string& what, const std::string& revision) {
    board.revisions.headUnread = "the " + what + " is pinned to " + revision + ", and follows nothing newer";
    board.revisions.pinned = true;
}

/// What this program does not ask at all.
std::string whyNoHead(const std::string& kind) {
    if (kind == "GitRepository") return "Git itself was not asked";
    if (kind == "Bucket") return "the bucket was not asked";
    if (kind == "ExternalArtifact") return "what it is made of was not asked for";
    return kind == "HelmRepository" ? "the Helm repository was not asked" : std::string();
}

std::string shortDigest(const std::string& digest) {
    return model::shorten(model::parseRevision(digest));
}

bool isDigest(const std::string& text) {
    return text.starts_with("sha256:") || text.starts_with("sha512:");
}

/// True when the registry's word on what is followed is there.
bool climbHead(Board& board, const RegistryPlace& place, const Head& head) {
    board.revisions.headUnread = head.unread;
    board.revisions.headMissing = head.isMissing;
    if (!head.isKnown) return false;
    const std::string where = "registry " + textOf(place, head.tag);
    if (!head.reading.isKnown()) {
        board.revisions.head = {oci::versionOfTag(head.tag), {}, where};
        return true;
    }
    const base::Json answer = head.reading.value();
    const std::string created = answer["manifest"]["annotations"][createdKey].text();
    board.revisions.head = {head.tag + "@" + answer["digest"].text(),
                            base::parseTime(created) ? created : std::string(), where};
    return true;
}

void noteMoved(Board& board, const model::Hop& hop, const RegistryPlace& place, const Head& head,
               const std::string& kept, const std::string& live, const std::string& advice) {
    const std::string now = head.reading.value()["digest"].text();
    if (live.empty() || now == live) return;
    board.note({"tag-moved", model::Severity::info, hop.label(),
                "The tag " + head.tag + " of " + textOf(place, {}) + " names " + shortDigest(now) + " now; " + kept +
                    " is " + shortDigest(live),
                advice});
}

void noteRefused(Board& board, const model::Hop& hop, const std::string& what, const Refusal& refusal) {
    board.note({"layers-refused", model::Severity::error, hop.label(), what + ": " + refusal.error, refusal.advice});
}

/// How the source comes to hold what its tag names now.
std::string adviceToFetch(const model::KubeObject& source) {
    const bool suspended = source.at("spec.suspend").isTrue();
    const std::string fetch = std::string(suspended ? "flux resume" : "flux reconcile") + " source oci " +
                              source.name() + " -n " + source.ns() + " fetches it";
    constexpr const char* keep = "spec.ref.digest would keep what is live.";
    const auto ready = source.condition("Ready");
    if (!ready || !ready->isFalse()) return fetch + "; " + keep;
    return "Its last fetch failed with " + ready->reason + ", and so does another until that is mended; then " + fetch +
           ". " + keep;
}

/// Nobody recorded where an artifact came from. That its digest is in the repository is proof enough; else it is said.
class Doubt {
  public:
    Doubt(Board& board, const model::Hop& hop, const model::KubeObject& source, const AppliedRevision& applied,
          RegistryPlace place)
        : m_board(board), m_hop(hop), m_source(source), m_applied(applied), m_place(std::move(place)) {}

    bool isOfFetched() const { return mayBeOfAnotherUrl(m_source); }
    bool isOfLive(bool isFetched) const { return isOfFetched() || (m_applied.maybeOfAnother && !isFetched); }
    RegistryReading look(const std::string& digest) const { return readIfThere(m_board, m_hop, m_place, digest); }

    void say(const RegistryReading& reading) const {
        if (reading.isKnown() || reading.isPending()) return;
        const std::string artifact = m_source.at("status.artifact.revision").text();
        std::string text = isOfFetched()
                               ? "Another URL may have been in its spec when " +
                                     model::shorten(model::parseRevision(artifact)) + " was fetched"
                               : "Another source may have been named when " + model::shorten(m_applied.revision) +
                                     " (" + m_applied.recordedIn + ") was applied";
        const bool isMissing = reading.answer != nullptr && reading.answer->isMissing();
        text += isMissing ? ", and " + textOf(m_place, {}) + " has no such artifact: where it came from is not known"
                          : ": whether it came from here is not known";
        if (!isOfFetched() && !m_applied.originRevision.empty())
            text += "; built from " + m_applied.originRevision + ", says " + m_applied.originRecordedIn;
        m_board.note({"source-changed", model::Severity::info, m_hop.label(), std::move(text),
                      "What the spec names now comes with the next reconciliation."});
    }

  private:
    Board& m_board;
    const model::Hop& m_hop;
    const model::KubeObject& m_source;
    const AppliedRevision& m_applied;
    RegistryPlace m_place;
};

void readOciRepository(Board& board, const model::KubeObject& source, const AppliedRevision& applied) {
    model::Hop* hop = board.find(source.ref());
    if (hop == nullptr || !hop->ociSource || hop->ociSource->registry.empty()) return;
    const RegistryPlace place = placeOf(*hop->ociSource, source);
    const base::Json ref = source.at("spec.ref");
    const std::string selector = source.at("spec.layerSelector.mediaType").text();
    const std::string fetched = model::parseRevision(source.at("status.artifact.revision").text()).digest();
    const std::string live = applied.revision.algorithm == "sha256" ? applied.revision.digest() : fetched;

    const Doubt doubt(board, *hop, source, applied, place);
    const bool doubtful = !live.empty() && doubt.isOfLive(live == fetched);
    const RegistryReading held = doubtful ? doubt.look(live) : RegistryReading{};
    if (doubtful) doubt.say(held);
    base::Json known = held.value();  // a manifest that was read already, and is that of what is live
    if (!ref["digest"].text().empty()) {
        pinTo(board, "source", "a digest");
    } else {
        Followed followed;
        followed.constraint = ref["semver"].text();
        followed.filter = followed.constraint.empty() ? std::string() : ref["semverFilter"].text();
        followed.chart = selector == chartLayer;
        if (followed.constraint.empty()) followed.tag = ref["tag"].text("latest");
        const Head head = readHead(board, *hop, place, followed);
        const std::string now = head.reading.value()["digest"].text();
        if (now == live) known = head.reading.value();
        if (climbHead(board, place, head)) {
            if (now != fetched) {
                // A newer version that a range takes is no tag that was moved.
                const bool sameTag =
                    model::parseRevision(source.at("status.artifact.revision").text()).pointer == head.tag;
                if (sameTag && (!doubt.isOfFetched() || doubt.look(fetched).isKnown()))
                    noteMoved(board, *hop, place, head, "what the source has fetched", fetched, adviceToFetch(source));
                if (const auto refusal = refusedByFlux(head.reading.value()["manifest"], selector))
                    noteRefused(board, *hop, "Flux will not take " + textOf(place, head.tag), *refusal);
            }
        } else if (head.unread.empty() || (head.isAskedAnew() && !known.exists()) ||
                   (head.reading.answer != nullptr && head.reading.answer->isUnseen())) {
            return;  // pending, and what is live may be the same manifest; or the registry cannot be read
        }
    }
    if (live.empty()) return;
    if (!known.exists() && !doubtful) known = readManifest(board, *hop, place, live).value();
    if (known.exists()) describeManifest(*hop->ociSource, known);
}

/// A version that is no constraint: nothing newer can come.
bool isExactVersion(const std::string& text) {
    return oci::parseVersion(text, false).has_value();
}

void readHelmChart(Board& board, const model::KubeObject& chart) {
    const base::Json from = chart.at("spec.sourceRef");
    if (from["kind"].text() != "HelmRepository") {
        board.revisions.headUnread = whyNoHead(from["kind"].text());
        return;
    }
    const Answer* answer =
        board.look(askFor({std::string(fluxSourceGroup), "HelmRepository", chart.ns(), from["name"].text()}));
    model::Hop* hop = board.find(chart.ref());
    if (answer == nullptr || !answer->isKnown() || hop == nullptr) return;
    const model::KubeObject repository(answer->value());
    const std::string url = repository.at("spec.url").text();
    const auto reference = oci::parseReference(url + "/" + chart.at("spec.chart").text());
    if (!url.starts_with(oci::scheme) || !reference) {
        board.revisions.headUnread = whyNoHead("HelmRepository");
        return;
    }
    model::OciSource source;
    source.registry = reference->registry;
    source.repository = reference->repository;
    const RegistryPlace place = placeOf(source, repository);
    const std::string version = chart.at("spec.version").text("*");
    if (isExactVersion(version)) return pinTo(board, "chart", "version " + version);
    Followed followed;
    followed.constraint = version;
    followed.chart = true;
    followed.loose = true;
    followed.named = true;
    climbHead(board, place, readHead(board, *hop, place, followed));
}

void addOrigin(Board& board, const model::Hop& hop, const base::Json& answer, const ArgoArtifact& artifact) {
    const base::Json annotations = answer["manifest"]["annotations"];
    const std::string of = artifact.chart ? artifact.repository + ":" + artifact.deployed
                                          : "the deployed " + shortDigest(artifact.deployed);
    // A chart's version may have been pushed again since.
    const model::Grade grade = artifact.chart ? model::Grade::reference : model::Grade::digest;
    addGitOrigin(board, hop,
                 {annotations[sourceKey].text(),
                  annotations[revisionKey].text(),
                  {grade, "annotation " + std::string(revisionKey) + " of " + of + ", read from the registry"}});
}

Followed followedBy(const ArgoArtifact& artifact) {
    Followed followed;
    followed.chart = artifact.chart;
    followed.named = artifact.chart;
    followed.loose = true;
    // What can be a tag is one for Argo CD, and a constraint only otherwise.
    const bool constraint =
        oci::Constraint::parse(artifact.target).has_value() && (artifact.chart || !oci::parseVersion(artifact.target));
    if (constraint) {
        followed.constraint = artifact.target;
    } else {
        followed.tag = artifact.target;
    }
    return followed;
}

std::string adviceForMoved(const ArgoArtifact& artifact, const std::string& now, bool refused) {
    if (!artifact.standsStill.empty()) return artifact.standsStill;
    if (now == artifact.syncing) return "Argo CD is syncing it.";
    if (refused) return "What is live stays until the tag names an artifact that Argo CD takes.";
    if (artifact.comparisonFails)
        return "Argo CD cannot compare with it, and what is live stays until it can: see what the Application says.";
    if (now == artifact.compared)
        return "Argo CD has seen it: argocd app sync " + artifact.application + " applies it.";
    return "Argo CD sees it at its next refresh, or now: argocd app get " + artifact.application +
           " --refresh. A digest as targetRevision would keep what is live.";
}

void readArgoHead(Board& board, const model::Hop& hop, const RegistryPlace& place, const ArgoArtifact& artifact) {
    if (artifact.target.empty()) return;
    if (isDigest(artifact.target)) return pinTo(board, "source", "a digest");
    if (artifact.chart && isExactVersion(artifact.target))
        return pinTo(board, "chart", "version " + artifact.target);
    Followed followed = followedBy(artifact);
    if (!followed.constraint.empty() && !artifact.chart && oci::isTag(artifact.target)) {
        // "1.x" may be a tag too, and Argo CD looks for that first (argo-cd util/oci ResolveRevision).
        const RegistryReading named = readIfThere(board, hop, place, artifact.target);
        if (named.answer == nullptr || named.answer->isUnseen()) {
            board.revisions.headUnread = named.unread;
            return;
        }
        if (named.isKnown()) std::swap(followed.tag, followed.constraint);
    }
    const Head head = readHead(board, hop, place, followed);
    if (!climbHead(board, place, head) || artifact.chart) return;
    const auto refusal = refusedByArgo(head.reading.value()["manifest"], textOf(place, head.tag));
    const std::string now = head.reading.value()["digest"].text();
    // Of a constraint nothing says which tag was taken then.
    if (head.tag == artifact.target && artifact.target == artifact.deployedTarget)
        noteMoved(board, hop, place, head, "live", artifact.deployed,
                  adviceForMoved(artifact, now, refusal.has_value()));
    if (refusal && now != artifact.deployed)
        noteRefused(board, hop, "Argo CD will not take " + textOf(place, head.tag), *refusal);
}

}  // namespace

void sayNoHead(Board& board, const base::Json& source) {
    if (board.isAside()) return;
    const model::Revision target = model::parseOriginRevision(source["targetRevision"].text());
    if (!source["chart"].text().empty()) {
        board.revisions.headUnread = whyNoHead("HelmRepository");
    } else if (target.hex.empty()) {
        board.revisions.headUnread = whyNoHead("GitRepository");
    } else {
        pinTo(board, "source", "a commit");
    }
}

void climbFluxSource(Board& board, const model::KubeObject& source, const AppliedRevision& applied) {
    const std::string revision = source.at("status.artifact.revision").text();
    if (!revision.empty()) {
        board.revisions.fetched = {revision, source.at("status.artifact.lastUpdateTime").text(),
                                   source.kind() + "/" + source.name() + " status.artifact.revision"};
    }
    if (board.isAside()) return;
    const std::string kind = source.kind();
    if (kind == "OCIRepository") {
        readOciRepository(board, source, applied);
    } else if (kind == "HelmChart") {
        readHelmChart(board, source);
    } else if (kind == "GitRepository" && !source.at("spec.ref.commit").text().empty()) {
        pinTo(board, "source", "a commit");
    } else {
        board.revisions.headUnread = whyNoHead(kind);
    }
}

void readArgoRegistry(Board& board, model::Hop& hop, const ArgoArtifact& artifact) {
    if (board.isAside()) return;
    model::OciSource asked;
    asked.registry = artifact.registry;
    asked.repository = artifact.repository;
    const RegistryPlace place = placeOf(asked);
    // By what was deployed, never by the tag: the tag may have moved since.
    const std::string deployed = artifact.chart ? oci::tagOfVersion(artifact.deployed) : artifact.deployed;
    if (!deployed.empty() && (artifact.chart || isDigest(deployed))) {
        const base::Json answer = readManifest(board, hop, place, deployed).value();
        if (answer.exists()) {
            // What a version names now may be another content than what was deployed.
            if (hop.ociSource && !artifact.chart) describeManifest(*hop.ociSource, answer);
            addOrigin(board, hop, answer, artifact);
        }
    }
    if (artifact.first) readArgoHead(board, hop, place, artifact);
}

}  // namespace scout::trace::rules
