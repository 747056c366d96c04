#include "trace/findings.h"

namespace scout::trace {

const std::vector<FindingKind>& findingKinds() {
    static const std::vector<FindingKind> kinds = {
        // Who it belongs to.
        {"not-in-inventory", "A label or mark names an applier that has no record of the object."},
        {"copied-tracking-id", "Argo CD's tracking annotation names another object."},
        {"parent-not-followed", "Something applies this applier too; the trace went up far enough and stopped."},
        {"applied-in-circle", "An applier is applied by what it applies itself."},
        {"owner-replaced", "The owner of that name is another object than the one that made this."},
        {"cluster-not-compared",
         "The management cluster's applier delivers to another cluster; whether to this one was not "
         "compared."},
        {"missing-permission", "A read was refused, so that a step is a hole."},
        // What holds a newer revision back.
        {"suspended", "The traced object itself is suspended."},
        {"suspended-upstream", "A step above the traced object is suspended."},
        {"declarer-failed", "What declares an applier fails: changes to the applier itself do not arrive."},
        {"declarer-out-of-sync", "What declares an applier was not synced: a change to the applier itself waits."},
        {"dependency-waiting", "An applier waits for another one that its spec.dependsOn names."},
        {"auto-sync-off", "An Application is out of sync and Argo CD does not sync by itself."},
        {"self-heal-off", "Argo CD syncs new revisions by itself, but does not put changes in the cluster right."},
        {"sync-window", "An AppProject's sync window keeps the Application from syncing, or could not be judged."},
        {"reconcile-disabled", "The object carries a mark that keeps its applier away from it."},
        {"overdue", "A controller should have looked again long ago."},
        {"controller-not-running", "None of the controller's replicas is ready."},
        // What is not as it was applied, or will not be put right.
        {"drift", "What is live is not as it was applied."},
        {"drift-not-corrected", "The object was changed by hand, and its HelmRelease does not correct drift."},
        {"partly-applied-fields", "The applier keeps the fields that others add to the object."},
        {"prune-disabled", "The object stays when it leaves its source."},
        {"ignored-differences", "Argo CD takes no notice of differences in some fields of the object."},
        // Artifacts.
        {"tag-moved", "The tag names another digest by now than the one that was deployed."},
        {"not-in-registry",
         "The registry does not have, or no longer has, what the source asks for or what is deployed."},
        {"no-version-matches", "No tag matches the source's version constraint and filter."},
        {"layers-refused", "What the tag names now is no artifact that the controller takes."},
        {"registry-unread", "The registry could not be read; what it has now is not known."},
        {"signature-unverified", "A signature is asked for, and was not checked for what is live."},
        {"signature-failed", "A signature was refused."},
        {"origin-disagrees", "Signed provenance names another commit than the artifact's annotation (--verify)."},
    };
    return kinds;
}

}  // namespace scout::trace
