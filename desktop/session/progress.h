// What many feeds together mean for the window: how far the reading is, and whether it has failed as a whole.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "engine/live_evidence.h"

namespace scout::desktop {

struct Progress {
    std::string stage;  ///< "Reading Deployments"; "" when nothing is going on
    int done = 0;
    int total = 0;  ///< 0: not known
    bool operator==(const Progress&) const = default;
};

/// Counts kinds, not feeds: a kind is read when none of its namespaces is being listed any more.
Progress readingProgress(const std::vector<engine::LiveEvidence::FeedState>& feeds);

/// Whether any list is still on its way.
bool isListing(const std::vector<engine::LiveEvidence::FeedState>& feeds);

/// Why nothing can be seen: every feed has failed (the error of the first), or none of them is allowed. Nothing while
/// one is listed, watched or about to be watched again.
std::optional<base::Error> commonFailure(const std::vector<engine::LiveEvidence::FeedState>& feeds);

}  // namespace scout::desktop
