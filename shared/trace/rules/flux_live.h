// What Flux' appliers have live and since when, as far as their own records tell it.
#pragma once

#include <string>
#include <vector>

#include "model/object.h"

namespace scout::trace::rules {

/// What a Kustomization has live. kustomize-controller applies, prunes, checks health, and writes lastAppliedRevision
/// only when all of that succeeded; status.history (kustomize-controller 1.7 and newer) has an entry for every outcome
/// of what was begun to be applied, and nothing for what could not be built.
struct LiveRevision {
    std::string revision;  ///< "" when it is not known
    std::string originRevision;
    std::string field;                   ///< of status, where `revision` stands
    std::string originField;             ///< of status, where `originRevision` stands
    std::string health{};                ///< as model::Revisions::liveHealth
    std::string unknown{};               ///< why it is not known; "" as well where nothing was ever attempted
    std::vector<std::string> perhaps{};  ///< where it is not known: those of which some, or all, may be live
};
LiveRevision liveRevisionOf(const model::KubeObject& kustomization);

/// A time, and the field of the object that has it; both "" when it is not recorded.
struct Seen {
    std::string at;  ///< RFC 3339
    std::string field;
};
/// Since when a Kustomization has `revision` live, whatever became of its health, without another one in between. The
/// controller keeps one time for all revisions with the same manifests: where this one was fetched later (`fetchedAt`,
/// "" when that is not known), or another came in between, it is when the revision was reconciled last.
Seen liveSince(const model::KubeObject& kustomization, const std::string& revision, const std::string& fetchedAt);
/// The same for its lastAppliedRevision, and since it has succeeded.
Seen appliedSince(const model::KubeObject& kustomization, const std::string& fetchedAt);
/// When a Kustomization or HelmRelease came to an end with its lastAttemptedRevision.
Seen attemptedAt(const model::KubeObject& applier);
/// When a Kustomization was last seen to have the revision applied; "" when that is not recorded.
std::string appliedLast(const model::KubeObject& kustomization, const std::string& revision);

/// What Helm applied in full last; a failed upgrade leaves the older release marked so. Absent when there is none.
base::Json deployedRelease(const model::KubeObject& release);
/// What Helm has live. Absent when the newest release failed, by a refusal or by waiting too long, and while another
/// one is being installed: some of its objects, or all, were applied. A rollback is a release of its own. What fails
/// before anything is applied, such as a template, leaves no entry.
base::Json liveRelease(const model::KubeObject& release);
/// Why there is no liveRelease; "" where there is one, or where nothing was ever released.
std::string whyNoLiveRelease(const model::KubeObject& release);

/// A revision that an applier has live, and the field of its status that says so.
struct LiveContent {
    std::string revision;
    std::string field;
};
/// A HelmRelease may name the artifact's digest before the chart's version. Empty when it is not known: also where a
/// newer revision was applied in part.
std::vector<LiveContent> fluxLive(const model::KubeObject& applier);
/// Where that is not known: what may be live still, or in part, beside what was attempted last.
std::vector<LiveContent> fluxPerhapsLive(const model::KubeObject& applier);

}  // namespace scout::trace::rules
