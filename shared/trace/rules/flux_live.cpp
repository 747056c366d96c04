#include "trace/rules/flux_live.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "model/revision.h"

namespace scout::trace::rules {

namespace {

std::string revisionOf(const base::Json& entry) {
    return entry.at("metadata.revision").text();
}

std::string outcomeOf(const base::Json& entry) {
    return entry["lastReconciledStatus"].text();
}

bool isSuccess(const base::Json& entry) {
    return outcomeOf(entry) == "ReconciliationSucceeded";
}

// Pruning and the health checks come after everything was applied.
bool isAppliedInFull(const base::Json& entry) {
    const std::string outcome = outcomeOf(entry);
    return isSuccess(entry) || outcome == "PruneFailed" || outcome == "HealthCheckFailed";
}

std::string fieldOf(std::size_t index, std::string_view member) {
    return "history[" + std::to_string(index) + "]." + std::string(member);
}

std::string shortened(const std::string& revision) {
    return model::shorten(model::parseOriginRevision(revision));
}

bool isUnderWay(const std::optional<model::Condition>& condition) {
    return condition && condition->status == "Unknown" && condition->reason == "Progressing";
}

// The revision whose health checks were begun and did not end: it is applied in full. The condition stays as it is when
// a newer revision or a restart of the controller cut the checks short, so it may name an older one than the attempted.
std::string checkedRevision(const std::optional<model::Condition>& healthy) {
    if (!isUnderWay(healthy)) return {};
    constexpr std::string_view before = " for revision ";
    constexpr std::string_view after = " with a timeout of ";
    const auto from = healthy->message.find(before);
    const auto to = healthy->message.rfind(after);
    if (from == std::string::npos || to == std::string::npos || to < from + before.size()) return {};
    return healthy->message.substr(from + before.size(), to - from - before.size());
}

// Reads which revision was applied in full last, and what came after it.
class Kustomization {
  public:
    explicit Kustomization(const model::KubeObject& object)
        : m_status(object["status"]),
          m_history(m_status["history"].elements()),
          m_attempted(m_status["lastAttemptedRevision"].text()),
          m_ready(object.condition("Ready")),
          m_healthy(object.condition("Healthy")) {}

    LiveRevision read() {
        // True is written together with lastAppliedRevision, and each of these reasons once all was applied.
        if (m_ready && m_ready->isTrue()) return applied();
        if (endedWith("HealthCheckFailed") || endedWith("HealthCheckCanceled") || endedWith("PruneFailed"))
            return attempted();
        const LiveRevision last = lastInFull();
        const auto newer = std::find_if(m_refused.begin(), m_refused.end(),
                                        [&last](const std::string& one) { return one != last.revision; });
        if (newer != m_refused.end()) return notKnown(refused(*newer, last), last);
        if (isOfUnknownChecks()) return notKnown("health checks failed, and of which revision is not recorded", last);
        if (m_attempted.empty() || last.revision == m_attempted) return last;
        return whileAnotherIsAttempted(last);
    }

  private:
    bool endedWith(std::string_view reason) const { return m_ready && m_ready->isFalse() && m_ready->reason == reason; }

    LiveRevision applied() const {
        LiveRevision out{m_status["lastAppliedRevision"].text(), m_status["lastAppliedOriginRevision"].text(),
                         "lastAppliedRevision", "lastAppliedOriginRevision"};
        if (out.revision.empty()) return {};
        // Healthy is there only where spec.wait or spec.healthChecks ask for checks.
        out.health = m_healthy && m_healthy->isTrue() ? "healthy" : "";
        return out;
    }

    LiveRevision attempted() const {
        LiveRevision out = withoutEntry(m_attempted, "lastAttemptedRevision");
        if (endedWith("HealthCheckFailed")) out.health = "unhealthy";
        return out;
    }

    // Without a history: an older revision or the attempted one may be the unhealthy one, and what came then failed.
    bool isOfUnknownChecks() const {
        return m_history.empty() && m_healthy && m_healthy->isFalse() &&
               (endedWith("ReconciliationFailed") || endedWith("BuildFailed"));
    }

    LiveRevision entered(std::size_t index) const {
        const base::Json& entry = m_history[index];
        // The newest success and lastAppliedRevision are one write.
        if (isSuccess(entry)) return applied();
        LiveRevision out{revisionOf(entry), entry.at("metadata.originRevision").text(),
                         fieldOf(index, "metadata.revision"), fieldOf(index, "metadata.originRevision")};
        if (outcomeOf(entry) == "HealthCheckFailed") out.health = "unhealthy";
        return out;
    }

    // Applied in full, though no entry says so (yet).
    LiveRevision withoutEntry(const std::string& revision, const char* field) const {
        LiveRevision out{revision, {}, field, {}};
        if (revision == m_status["lastAppliedRevision"].text()) out = applied();
        for (std::size_t i = 0; i < m_history.size() && out.originRevision.empty(); ++i) {
            if (revisionOf(m_history[i]) != revision) continue;
            out.originRevision = m_history[i].at("metadata.originRevision").text();
            out.originField = fieldOf(i, "metadata.originRevision");
        }
        out.health.clear();
        return out;
    }

    // Every outcome but these two would have ended the checks, or is older than their beginning.
    bool isAfterChecksBegan(const base::Json& entry) const {
        const std::string outcome = outcomeOf(entry);
        return (outcome == "ReconciliationFailed" || outcome == "PruneFailed") &&
               entry["lastReconciled"].text() >= m_healthy->lastTransitionTime;
    }

    LiveRevision lastInFull() {
        const std::string checked = checkedRevision(m_healthy);
        for (std::size_t i = 0; i < m_history.size(); ++i) {
            if (!checked.empty() && !isAfterChecksBegan(m_history[i])) break;
            if (isAppliedInFull(m_history[i])) return entered(i);
            m_refused.push_back(revisionOf(m_history[i]));
        }
        if (!checked.empty()) {
            LiveRevision out =
                withoutEntry(checked, checked == m_attempted ? "lastAttemptedRevision" : "conditions Healthy");
            if (checked == m_attempted && isUnderWay(m_ready)) out.health = "checking";
            return out;
        }
        return m_history.empty() ? applied() : LiveRevision{};
    }

    LiveRevision whileAnotherIsAttempted(const LiveRevision& last) const {
        // Nothing is applied before all of it is built.
        if (endedWith("BuildFailed") && !last.revision.empty()) return last;
        if (endedWith("ReconciliationFailed")) return notKnown(refused(m_attempted, last), last);
        if (isUnderWay(m_ready)) return notKnown(inPart(m_attempted, "is under way", last), last);
        return notKnown(shortened(m_attempted) + " was attempted, and how far it came is not recorded", last);
    }

    static std::string inPart(const std::string& revision, const std::string& what, const LiveRevision& last) {
        return shortened(revision) + " " + what + ", and some of it may be applied" +
               (last.revision.empty() ? "" : " over " + shortened(last.revision));
    }

    static std::string refused(const std::string& revision, const LiveRevision& last) {
        return inPart(revision, "was refused", last);
    }

    LiveRevision notKnown(std::string why, const LiveRevision& last) const {
        LiveRevision out;
        out.unknown = std::move(why);
        out.perhaps = m_refused;
        if (!last.revision.empty()) out.perhaps.push_back(last.revision);
        return out;
    }

    base::Json m_status;
    std::vector<base::Json> m_history;  ///< newest first
    std::string m_attempted;
    std::optional<model::Condition> m_ready;
    std::optional<model::Condition> m_healthy;
    std::vector<std::string> m_refused;  ///< after what was applied in full last
};

// By the write that made Ready true; one of each reconciliation, so the last one's.
Seen succeededAt(const model::KubeObject& kustomization, const std::string& revision) {
    const auto ready = kustomization.condition("Ready");
    const bool isOfIt = ready && ready->isTrue() && kustomization.at("status.lastAppliedRevision").text() == revision;
    return isOfIt ? Seen{ready->lastTransitionTime, "condition Ready"} : Seen{};
}

// Since when the revision has had an outcome that `counts`, without another revision in between.
Seen since(const model::KubeObject& kustomization, const std::string& revision, const std::string& fetchedAt,
           bool (*counts)(const base::Json& entry)) {
    const std::vector<base::Json> history = kustomization.at("status.history").elements();
    const auto isOfIt = [&](const base::Json& entry) { return revisionOf(entry) == revision && counts(entry); };
    const auto newest = std::find_if(history.begin(), history.end(), isOfIt);
    if (newest == history.end()) return {};
    const auto seen = [&](auto entry, const char* member) {
        return Seen{(*entry)[member].text(),
                    "status." + fieldOf(static_cast<std::size_t>(entry - history.begin()), member)};
    };
    // Before that it was not this revision, or not for sure.
    std::string another = fetchedAt;
    for (auto entry = newest; entry != history.end(); ++entry) {
        if (revisionOf(*entry) != revision) another = std::max(another, (*entry)["lastReconciled"].text());
    }
    Seen first;
    for (auto entry = newest; entry != history.end(); ++entry) {
        const std::string at = (*entry)["firstReconciled"].text();
        const bool counted = isOfIt(*entry) && !at.empty() && at >= another;
        if (counted && (first.at.empty() || at < first.at)) first = seen(entry, "firstReconciled");
    }
    return first.at.empty() ? seen(newest, "lastReconciled") : first;
}

// Of a release: the artifact's digest before the chart's version.
std::vector<LiveContent> contentOf(const base::Json& release, const std::string& place) {
    std::vector<LiveContent> out;
    for (const char* member : {"ociDigest", "chartVersion"}) {
        if (std::string text = release[member].text(); !text.empty()) out.push_back({std::move(text), place + member});
    }
    return out;
}

}  // namespace

LiveRevision liveRevisionOf(const model::KubeObject& kustomization) {
    return Kustomization(kustomization).read();
}

Seen liveSince(const model::KubeObject& kustomization, const std::string& revision, const std::string& fetchedAt) {
    if (const Seen seen = since(kustomization, revision, fetchedAt, isAppliedInFull); !seen.at.empty()) return seen;
    if (const Seen seen = succeededAt(kustomization, revision); !seen.at.empty()) return seen;
    const auto healthy = kustomization.condition("Healthy");
    return checkedRevision(healthy) == revision ? Seen{healthy->lastTransitionTime, "condition Healthy"} : Seen{};
}

Seen appliedSince(const model::KubeObject& kustomization, const std::string& fetchedAt) {
    const std::string revision = kustomization.at("status.lastAppliedRevision").text();
    const Seen seen = since(kustomization, revision, fetchedAt, isSuccess);
    return seen.at.empty() ? succeededAt(kustomization, revision) : seen;
}

Seen attemptedAt(const model::KubeObject& applier) {
    const bool helm = applier.kind() == "HelmRelease";
    const std::string attempted = applier.at("status.lastAttemptedRevision").text();
    const base::Json newest = applier.at("status.history")[0];
    const std::string member = helm ? "lastDeployed" : "lastReconciled";
    if ((helm ? newest["chartVersion"].text() : revisionOf(newest)) == attempted && newest[member].isText())
        return {newest[member].text(), "status." + fieldOf(0, member)};
    return helm ? Seen{} : succeededAt(applier, attempted);
}

std::string appliedLast(const model::KubeObject& kustomization, const std::string& revision) {
    for (const base::Json& entry : kustomization.at("status.history").elements()) {
        if (revisionOf(entry) == revision) return entry["lastReconciled"].text();
    }
    return {};
}

base::Json deployedRelease(const model::KubeObject& release) {
    for (const base::Json& entry : release.at("status.history").elements()) {
        if (entry["status"].text() == "deployed") return entry;
    }
    return {};
}

std::string whyNoLiveRelease(const model::KubeObject& release) {
    const base::Json status = release["status"];
    const base::Json newest = status["history"][0];
    const std::string attempted = status["lastAttemptedRevision"].text();
    // The history is written when the action has ended, and Ready before it begins.
    const bool same = newest["chartVersion"].text() == attempted &&
                      newest["ociDigest"].text() == status["lastAttemptedRevisionDigest"].text();
    if (isUnderWay(release.condition("Ready")) && !attempted.empty() && !same)
        return attempted + " is under way, and some of it may be applied";
    const std::string state = newest["status"].text();
    if (state.empty() || state == "deployed") return {};
    const std::string version = newest["chartVersion"].text();
    if (state == "failed") return version + " failed, and some of it may be applied";
    return "the newest release, of " + version + ", is " + state;
}

base::Json liveRelease(const model::KubeObject& release) {
    const base::Json newest = release.at("status.history")[0];
    return newest["status"].text() == "deployed" && whyNoLiveRelease(release).empty() ? newest : base::Json();
}

std::vector<LiveContent> fluxLive(const model::KubeObject& applier) {
    if (applier.kind() == "HelmRelease") return contentOf(liveRelease(applier), "history[0].");
    const LiveRevision live = liveRevisionOf(applier);
    if (live.revision.empty()) return {};
    return {{live.revision, live.field}};
}

std::vector<LiveContent> fluxPerhapsLive(const model::KubeObject& applier) {
    if (applier.kind() == "HelmRelease")
        return whyNoLiveRelease(applier).empty() ? std::vector<LiveContent>()
                                                 : contentOf(deployedRelease(applier), "history[].");
    std::vector<LiveContent> out;
    for (std::string& revision : liveRevisionOf(applier).perhaps) out.push_back({std::move(revision), "history"});
    return out;
}

}  // namespace scout::trace::rules
