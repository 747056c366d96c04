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

/// Why nothing can be seen: the server cannot be reached or refuses the credentials, every feed has failed, or none is
/// allowed; the error of the first. Nothing while one is watched.
std::optional<base::Error> commonFailure(const std::vector<engine::LiveEvidence::FeedState>& feeds);

/// No list is on its way or about to be: a feed that broke because the server was away is read once it is back.
bool isReadingOver(const std::vector<engine::LiveEvidence::FeedState>& feeds);

}  // namespace scout::desktop
