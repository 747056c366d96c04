// What a registry says that a tag or a version constraint means now. For rules/registry.cpp.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "trace/board.h"

namespace scout::trace::rules {

/// A registry's answer to one question, or why there is none.
struct RegistryReading {
    const Answer* answer = nullptr;  ///< nullptr: pending, or not to be asked
    std::string unread;              ///< why nothing can be said; "" while it is pending, and when it is known

    /// Known, maybe from before the source moved on: what a digest names stays what it is.
    bool isKnown() const { return answer != nullptr && answer->isKnown(); }
    bool isNow() const { return isKnown() && unread.empty(); }
    bool isMissing() const { return answer != nullptr && answer->isMissing() && !answer->isOutdated(); }
    bool isPending() const { return answer == nullptr && unread.empty(); }
    base::Json value() const { return isKnown() ? answer->value() : base::Json(); }
};

/// Asks where Options::reach allows it. Why a registry that was asked gave nothing is noted at `hop`, with what to do.
RegistryReading readManifest(Board& board, const model::Hop& hop, RegistryPlace place, const std::string& reference);

/// The same of what may never have been there: that it is not is no finding.
RegistryReading readIfThere(Board& board, const model::Hop& hop, RegistryPlace place, const std::string& reference);

/// Which tags a source follows: exactly one of `tag` and `constraint` is set.
struct Followed {
    std::string tag;
    std::string constraint;  ///< of semantic versions
    std::string filter;      ///< a regular expression over tags; "" for all
    bool chart = false;      ///< a Helm chart's versions: "+" is "_" in a tag
    bool loose = false;      ///< "1.2" is a version too
    bool named = false;      ///< the tag is all that is wanted, not its manifest
};
struct Head {
    std::string tag;          ///< the one that is followed now
    RegistryReading reading;  ///< its manifest
    std::string unread;       ///< why there is none; "" while pending, and when it is known
    bool isKnown = false;
    bool isMissing = false;  ///< the registry answered that there is none

    bool isAskedAnew() const { return reading.answer != nullptr && reading.answer->isOutdated(); }
};
Head readHead(Board& board, const model::Hop& hop, const RegistryPlace& place, const Followed& followed);

struct NewestTag {
    std::string tag;
    std::string unread;  ///< why there is none
    bool noneMatches = false;
};
/// The newest of the tags that match constraint and filter.
NewestTag newestTag(const std::vector<std::string>& tags, const Followed& followed);

/// "registry.test/team/app:v1".
std::string textOf(const RegistryPlace& place, const std::string& tag);

}  // namespace scout::trace::rules
