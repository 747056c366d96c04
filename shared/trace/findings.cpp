#include "trace/findings.h"

namespace scout::trace {

const std::vector<FindingKind>& findingKinds() {
    static const std::vector<FindingKind> kinds = {
        // Who it belongs to.
        {"not-in-inventory", "A label or mark names an applier that has no record of the object."},
        {"copied-tracking-id", "Argo CD's tracking annotation names another object."},
        {"applied-without-mark",
         "A GitOps controller wrote the object, and no mark on it says which of its appliers that was for."},
        {"owner-replaced", "The owner that is named was deleted and made anew, with another UID."},
        {"parent-not-followed",
         "Something else applies this applier in turn, and the trace does not follow that further."},
        {"applied-in-circle", "An applier is applied by what it applies itself."},
        {"applied-by-several", "Two appliers list the object, and each applies what its own source holds."},
        {"cluster-not-compared", "Whether an applier of the management cluster means this cluster could not be told."},
        {"missing-permission", "A read was refused, so that a step is a hole."},
        // What holds a newer revision back.
        {"suspended", "The traced object itself is suspended."},
        {"suspended-upstream", "A step above the traced object is suspended."},
        {"declarer-failed", "What declares an applier fails, so that changes of the applier itself do not arrive."},
        {"declarer-out-of-sync",
         "What declares an applier is out of sync, so that changes of the applier itself may be waiting."},
        {"dependency-waiting", "An applier waits for another one that its spec.dependsOn names."},
        {"auto-sync-off", "An Application is out of sync and Argo CD does not sync by itself."},
        {"partly-synced", "An Application's last sync applied some objects and not others, or may have."},
        {"source-not-synced", "An Application's source was changed, and what is live came from the one before."},
        {"self-heal-off", "Argo CD syncs new revisions by itself, but does not put changes in the cluster right."},
        {"sync-window", "An AppProject's sync window keeps the Application from syncing, or could not be judged."},
        {"reconcile-disabled", "The object carries a mark that keeps its applier away from it."},
        {"overdue", "A controller should have looked again long ago."},
        {"controller-not-running", "None of the controller's replicas is ready."},
        // What is not as it was applied, or will not be put right.
        {"drift", "What is live is not as it was applied."},
        {"no-drift", "With --diff: the applier holds every field of the object that somebody has set."},
        {"drift-not-corrected",
         "The object was written after its release was deployed, and its HelmRelease does not correct drift."},
        {"partly-applied-fields", "The applier keeps the fields that others add to the object."},
        {"prune-disabled", "The object stays when it leaves its source."},
        {"ignored-differences", "Argo CD takes no notice of differences in some fields of the object."},
        // Artifacts.
        {"registry-login", "A registry refuses the source; this is how it logs in."},
        {"pull-secret-ignored", "The source names a pull Secret of a form that Flux ignores without a word."},
        {"repository-secrets", "A repository refuses Argo CD; these Secrets, or none, it takes credentials from."},
        {"tag-moved", "The tag names another digest by now than the one that was deployed."},
        {"not-in-registry",
         "The registry does not have, or no longer has, what the source asks for or what is deployed."},
        {"source-changed",
         "The spec may have named another place when what is live was fetched or applied, so where it came from is not "
         "known."},
        {"no-version-matches", "No tag matches the source's version constraint and filter."},
        {"layers-refused", "What the tag names now is no artifact that the controller takes."},
        {"registry-unread", "The registry could not be read; what it has now is not known."},
        {"content-altered", "A registry, or something on the way, gave content that is not what its digest says."},
        {"origin-disagrees", "Two claims about the artifact's Git commit name different commits."},
        {"signature-unverified", "A signature is asked for, and was not checked for what is live."},
        {"signature-failed", "A signature was refused."},
        // ConfigHub.
        {"confighub-not-connected", "ConfigHub was not asked about the unit."},
        {"confighub-unread", "ConfigHub was asked, and could not tell."},
        {"confighub-unconfirmed",
         "No digest joins what is live to a release, so what is said of ConfigHub stays a claim."},
        {"copied-origin", "ConfigHub's mark on the object names another origin than what applies it has."},
        {"unit-behind",
         "The unit's released revision has not come down to the cluster, or its head has not been released."},
        {"apply-gated", "Apply gates hold the unit's head back."},
        {"upstream-behind", "The unit does not hold its upstream unit's head."},
        {"upstream-cycle", "The upstream units lead back to themselves, or are more than are followed."},
    };
    return kinds;
}

}  // namespace scout::trace
