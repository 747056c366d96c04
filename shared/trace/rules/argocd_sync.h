// Rules: what an Application's status tells of the revision that is live. Complete syncs stand in status.history; one
// that got half-way stands in status.operationState alone, with what it did to each object; and a comparison that found
// no difference stands in status.sync.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "model/object.h"

namespace scout::trace::rules {

/// The entries of sources, or the one source; empty where there is none.
std::vector<base::Json> sourceSpecs(const base::Json& holder);
/// The revision of the source with that index, "" where none is recorded.
std::string revisionOf(const base::Json& holder, std::size_t index);
/// "revision", or "revisions[1]" where there are several.
std::string revisionField(const base::Json& holder, std::size_t index);

/// A part of the status that holds revisions, and the sources that they belong to.
struct SyncRecord {
    base::Json revisions;  ///< holds "revision" or "revisions"; absent when there is no such record
    base::Json sources;    ///< holds "source" or "sources", or neither
    std::string place;     ///< "operationState.syncResult", below status
    std::string at;        ///< RFC 3339
    std::string note;      ///< what kind of proof it is, "" for a sync

    bool exists() const { return revisions.exists(); }
};

/// What was compared last: what Argo CD wants to be live.
SyncRecord lastComparison(const model::KubeObject& application);
/// The last sync that applied everything.
SyncRecord lastSync(const model::KubeObject& application);

/// Whether a later sync than lastSync has applied some objects and not others, or may have, so that what is live
/// differs from object to object.
bool isPartlySynced(const model::KubeObject& application);
/// Whether a sync is under way; not when one that failed waits to be tried again.
bool isSyncRunning(const model::KubeObject& application);
/// Whether a sync that failed is under way again and has not said yet what it does to any object.
bool isResultAwaited(const model::KubeObject& application);
/// Whether the last operation applied that object, says its own result.
bool isAppliedByOperation(const model::KubeObject& application, const model::ObjectRef& object);

/// What is live: of the whole Application without `object`. No record where it is not known.
SyncRecord liveSync(const model::KubeObject& application, const model::ObjectRef* object);

/// The live revision of the first source; "" when it is not known.
std::string liveRevision(const model::KubeObject& application, const model::ObjectRef* object);

/// Whether the revisions that were compared last are others than those that the last sync applied.
bool hasNewerRevision(const model::KubeObject& application);

}  // namespace scout::trace::rules
