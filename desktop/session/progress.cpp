#include "desktop/session/progress.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/text.h"
#include "engine/live_gate.h"

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

namespace {

/// It says of the server what holds for all feeds.
bool isServerAway(const FeedState& state) {
    const bool failed = state.feed == Feed::failed || state.feed == Feed::reconnecting;
    return failed && engine::LiveGate::isServerWide(state.error);
}

bool any(const std::vector<FeedState>& feeds, Feed feed) {
    return std::any_of(feeds.begin(), feeds.end(), [feed](const FeedState& state) { return state.feed == feed; });
}

}  // namespace

std::optional<base::Error> commonFailure(const std::vector<FeedState>& feeds) {
    if (any(feeds, Feed::watching) || any(feeds, Feed::stopped)) return std::nullopt;
    // One is enough: the others wait until the server is back.
    const auto away = std::find_if(feeds.begin(), feeds.end(), isServerAway);
    if (away != feeds.end()) return away->error;
    if (any(feeds, Feed::listing) || any(feeds, Feed::reconnecting)) return std::nullopt;
    for (const Feed reason : {Feed::failed, Feed::forbidden}) {
        const auto first =
            std::find_if(feeds.begin(), feeds.end(), [reason](const FeedState& state) { return state.feed == reason; });
        if (first != feeds.end()) return first->error;
    }
    return std::nullopt;
}

bool isReadingOver(const std::vector<FeedState>& feeds) {
    if (feeds.empty() || any(feeds, Feed::listing)) return false;
    return commonFailure(feeds) || std::none_of(feeds.begin(), feeds.end(), isServerAway);
}

}  // namespace scout::desktop
