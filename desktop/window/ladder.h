// The revision ladder of one answer in words, before it becomes widgets: what the source holds, what was fetched,
// attempted and applied, and what is live. Pure.
#pragma once

#include <QString>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "model/trace.h"

namespace scout::desktop {

struct LadderRung {
    enum class State {
        known,
        differs,  ///< the first that is not what the one before it is: the chain stops here
        unknown,  ///< not read, not recorded, or not there
    };
    QString name;   ///< "Head", "Fetched" ...
    QString value;  ///< shortened; "not read" where it is unknown
    QString brief;  ///< where there is no room for it: "1a2b3c4d"
    QString full;   ///< the revision as it was read, "" where it is unknown
    QString age;    ///< "3h", "" where no time is recorded
    QString note;   ///< where it was read, or why it was not
    State state = State::unknown;
    bool unwell = false;  ///< it is live, and its applier does not find it healthy
    bool operator==(const LadderRung&) const = default;

    /// "Applied main@sha1:1a2b3c4d, 3h ago, differs from the one before it; read from ...", for tooltips and screen
    /// readers.
    QString spoken() const;
};

struct Ladder {
    QString of;                     ///< "Deployment web in prod"
    std::vector<LadderRung> rungs;  ///< all five, head first
    bool operator==(const Ladder&) const = default;
};

/// Nothing when no rung is known. `age` turns an RFC 3339 time into "3h", or "" without a clock.
std::optional<Ladder> ladderOf(const model::Trace& trace, const std::function<QString(const std::string&)>& age);

}  // namespace scout::desktop
