#include "desktop/session/progress.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/text.h"

namespace scout::desktop {

using Feed = engine::LiveEvidence::Feed;
using FeedState = engine::LiveEvidence::FeedState;

Progress readingProgress(const std::vector<FeedState>& feeds) {
    std::map<std::pair<std::string, std::string>, bool> listing;  // by group and kind
    Progress progress;
    for (const FeedState& state : feeds) {
        const bool now = state.feed == Feed::listing;
        if (now && progress.stage.empty()) progress.stage = "Reading " + base::plural(state.kind);
        bool& known = listing[{state.group, state.kind}];
        known = known || now;
    }
    if (progress.stage.empty()) return {};
    progress.total = static_cast<int>(listing.size());
    progress.done =
        static_cast<int>(std::count_if(listing.begin(), listing.end(), [](const auto& kind) { return !kind.second; }));
    return progress;
}

bool isListing(const std::vector<FeedState>& feeds) {
    return std::any_of(feeds.begin(), feeds.end(), [](const FeedState& state) { return state.feed == Feed::listing; });
}

std::optional<base::Error> commonFailure(const std::vector<FeedState>& feeds) {
    const FeedState* failed = nullptr;
    const FeedState* forbidden = nullptr;
    for (const FeedState& state : feeds) {
        switch (state.feed) {
            case Feed::listing:
            case Feed::watching:
            case Feed::reconnecting:
            case Feed::stopped:
                return std::nullopt;
            case Feed::failed:
                if (failed == nullptr) failed = &state;
                break;
            case Feed::forbidden:
                if (forbidden == nullptr) forbidden = &state;
                break;
            case Feed::notInstalled:
                break;
        }
    }
    if (failed != nullptr) return failed->error;
    if (forbidden != nullptr) return forbidden->error;
    return std::nullopt;
}

}  // namespace scout::desktop
