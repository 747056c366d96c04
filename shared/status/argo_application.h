// An Argo CD Application, and the objects that one manages.
#pragma once

#include <string_view>

#include "base/json.h"
#include "base/time.h"
#include "model/health.h"
#include "model/object.h"

namespace scout::status {

/// argoproj.io/Application.
bool isApplication(std::string_view group, std::string_view kind);

/// Whether annotation argocd.argoproj.io/skip-reconcile switches the controller off for it (argo-cd canProcessApp):
/// nothing is compared, and no sync is begun, by hand either.
bool skipsReconcile(const model::KubeObject& application);

/// `status` is "Synced / Healthy", with Argo CD's own two words. Tests in order: being deleted; reconciliation switched
/// off by annotation; an operation that failed and is tried again ("SyncFailed", and `status` ends in " (retrying)"),
/// or is under way; a condition of type ...Error; the last operation failed; Degraded; Missing; OutOfSync; sync
/// Unknown; and then the health.
model::Health applicationHealth(const model::KubeObject& application);

/// One live object that an Application manages. `entry` is its entry in status.resources (absent: none is known). The
/// health is the one recorded there where the Application records it, else the one that Argo CD's rules give the
/// object, else kstatus'. `status` is "Synced / Healthy", or "Synced" where Argo CD shows no health.
model::Health managedResourceHealth(const model::KubeObject& object, const base::Json& entry, base::Time now);

/// What an entry of status.resources says by itself, for an object that was not read. `status` is "Synced / Healthy",
/// or "Synced" where the Application records no health (Argo CD 3 leaves it out unless told otherwise): then the state
/// is unknown unless the object is out of sync.
model::Health recordedHealth(const base::Json& entry);

}  // namespace scout::status
