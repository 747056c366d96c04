// Whether an AppProject's sync windows let an Application sync. Internal to trace.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/time.h"
#include "model/object.h"

namespace scout::trace {

struct SyncWindows {
    bool blocks = false;      ///< no automatic sync now
    bool manualSync = false;  ///< one by hand is allowed all the same
    std::string because;      ///< "the deny window \"0 22 * * *\" for 8h is open"
    std::string unread;       ///< why a window that matches could not be judged, "" otherwise
};

/// As Argo CD decides: an open deny window blocks; so do allow windows of which none is open. Windows in another time
/// zone than UTC cannot be judged here.
SyncWindows readSyncWindows(const model::KubeObject& project, const model::KubeObject& application, base::Time now);

/// Whether a window that begins at each time of the cron expression and lasts `seconds` is open at `now` (UTC); nothing
/// for an expression that cannot be read.
std::optional<bool> isWindowOpen(const std::string& schedule, std::int64_t seconds, base::Time now);

}  // namespace scout::trace
