// The revision ladder: how far the newest revision came down from its source to what is live.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/revision.h"
#include "model/trace.h"

namespace scout::model {

enum class Match { same, different, notComparable };
/// Whether two revisions name the same content, as far as their texts can tell. Revisions of different kinds - a commit
/// beside an OCI digest, a chart version beside a digest that does not name its version - are not comparable, and so is
/// an empty one.
Match compare(const Revision& left, const Revision& right);

struct NamedRung {
    std::string_view name;  ///< "head" | "fetched" | "attempted" | "applied" | "live"
    const Rung* rung = nullptr;
};
/// The rungs that are known, head first.
std::vector<NamedRung> rungsOf(const Revisions& revisions);

/// The name of the first rung that differs from the nearest one before it with which it can be compared; "" when none
/// does.
std::string firstBehind(const Revisions& revisions);

/// Rungs that hold one revision.
struct LadderStep {
    std::vector<std::string_view> names;
    std::string revision;  ///< of the first of them
    bool behind = false;   ///< one of them is Revisions::behind
    bool apart = false;    ///< its revision can be compared with none of the steps before it
};
/// The newest revision first. Empty when no rung is known.
std::vector<LadderStep> ladderOf(const Revisions& revisions);

/// "fetched and attempted: latest@sha256:9f8e7d6c was fetched, but latest@sha256:1a2b3c4d was attempted last", a
/// sentence without its beginning ("Stopped between ") and end; "" where nothing is behind.
std::string whereItStopped(const Revisions& revisions);

/// Whether nobody said what the source holds now, while something newer may come.
bool isHeadUnknown(const Revisions& revisions);
/// "Whether there is something newer is not known: Git itself was not asked.", a sentence; "" where the head is known.
std::string whyNothingNewer(const Revisions& revisions);

/// Whether live is the newest revision that is known, but its applier's checks do not find it healthy (yet).
bool isAppliedButNotHealthy(const Revisions& revisions);

}  // namespace scout::model
