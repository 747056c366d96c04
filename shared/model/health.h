// The state of one object or hop, in the words that verdicts, JSON and colours share.
#pragma once

#include <string>
#include <string_view>

namespace scout::model {

/// design/trace-output.md lists the words. The last five are typed holes: why nothing is known, never a statement about
/// the object itself - except `missing`, which says that the server answered and the object is not there.
enum class State {
    ready,
    progressing,
    failed,
    suspended,
    outOfSync,
    stale,  ///< the controller has not looked at the newest generation yet
    terminating,
    unknown,
    forbidden,
    missing,
    unreachable,
    notInstalled,
    unsupported,
};

/// "ready", "outofsync", "notinstalled" ... as in the JSON.
std::string_view name(State state);
/// forbidden, missing, unreachable, notInstalled, unsupported.
bool isHole(State state);

/// What a rule says about an object. `status` is one short line in the tool's own words ("3/3 ready", "Synced /
/// Healthy", "Applied revision: main@sha1:..."), never empty; reason and message are the condition's own, possibly
/// empty.
struct Health {
    State state = State::unknown;
    std::string status;
    std::string reason;
    std::string message;
    std::string lastTransitionTime;  ///< RFC 3339, "" when the object does not say

    bool operator==(const Health&) const = default;
};

}  // namespace scout::model
