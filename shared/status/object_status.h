// The one entry to this module: any object in, its state out.
#pragma once

#include <string_view>

#include "base/time.h"
#include "model/health.h"
#include "model/object.h"

namespace scout::status {

/// Whose rules judge an object that is neither Flux's nor Argo CD's own: Argo CD's for what Argo CD manages, kstatus
/// with Flux's reading of Jobs for everything else.
enum class ManagedBy { none, flux, argocd };

/// `object` is complete, or its metadata where needsBody() is false for the kind. `now` matters for unschedulable Pods
/// only. `status` is "3/3 ready", "Running, 2/2 containers ready", "CrashLoopBackOff", "1/1 completed", the Ready
/// message of a Flux object, "Synced / Healthy" of an Application, and else the rule's own words or "Exists". A Pod
/// that failed is failed here, although kstatus calls it Current; its message says so.
model::Health objectHealth(const model::KubeObject& object, ManagedBy managedBy, base::Time now);

/// Whether the state depends on more than metadata. False for the kinds that kstatus and Argo CD call good whatever
/// they hold, and for Secrets, whose data is never read.
bool needsBody(std::string_view group, std::string_view kind);

}  // namespace scout::status
