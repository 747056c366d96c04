// Rules for Argo CD: which Application an object's tracking mark claims, and whether the Application's own resource
// list agrees.
#pragma once

#include <optional>
#include <string>

#include "trace/board.h"

namespace scout::trace::rules {

inline constexpr std::string_view argoGroup = "argoproj.io";

/// annotation argocd.argoproj.io/tracking-id, "<app>:<group>/<Kind>:<namespace>/<name>" (argo-cd
/// util/argo/resource_tracking.go).
struct TrackingId {
    std::string application;           ///< name
    std::string applicationNamespace;  ///< "" = the controller's own
    model::ObjectRef resource;

    bool operator==(const TrackingId&) const = default;
};
/// Nothing when the text has another shape.
std::optional<TrackingId> parseTrackingId(std::string_view text);

bool isApplication(const model::ObjectRef& ref);

/// Argo CD calls an Application suspended when one of its objects is, a paused Rollout for example: that holds nothing
/// else back. False for such a hop.
bool isSuspendedItself(const model::Hop& hop);

/// Whether the Application's destination is the cluster that it lives in; false also where that cannot be told.
bool deploysHere(const model::KubeObject& application);
/// Why an object is the Application's that `entry` of its status.resources names.
model::Because becauseListed(const model::KubeObject& application, const base::Json& entry);

/// Describes an Application as a hop, with the revision that is live; "" where that differs from object to object.
model::Hop describeApplication(const model::KubeObject& application);

/// Whether a mark that only Argo CD sets is there.
bool hasArgoTracking(const model::KubeObject& object);

/// Follows the tracking annotation, else the instance label `argocd.argoproj.io/instance`, else - `weakLabel` - the
/// common label app.kubernetes.io/instance, which many Helm charts set without Argo CD. True when an Application (or a
/// hole in its place) was added as the cause, or is still being looked for.
bool followArgoTracking(Board& board, const model::KubeObject& object, bool weakLabel);

/// Follows the Application, whose status.resources lists `object`, which is on the board. True when it was added as the
/// cause, or its answer is awaited.
bool followApplicationThatLists(Board& board, const model::KubeObject& object, const model::ObjectRef& application);

/// Connects the Application that `object`'s tracking annotation names, when it is on the board and lists the object,
/// which is there too. Asks nothing.
void connectKnownApplication(Board& board, const model::KubeObject& object);

/// From an Application on the board to its sources, with the revisions of the ladder: those of `object` that it
/// applies, nullptr for all that it applies.
void followApplication(Board& board, const model::KubeObject& application, const model::ObjectRef* object);

/// For `--app NAME`: finds the Application in the controller's namespace or any other. Nothing while an answer is
/// awaited; a hole on the board when there is none.
std::optional<model::KubeObject> findApplication(Board& board, const std::string& name, const std::string& ns);

/// The workloads that an Application lists, each as a hop below it; returns the id of the hop that a trace of the
/// Application ends in: its only workload or the one that is worst, "" when it has none.
std::string addDeliveredWorkloads(Board& board, const model::KubeObject& application);

}  // namespace scout::trace::rules
