#include "model/ladder.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

namespace scout::model {

namespace {

constexpr std::size_t recordedDigits = 12;  // of a digest, behind a chart version

bool isHex(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isxdigit(c) != 0; });
}

// A version as charts and tags write it. Tags cannot hold "+", so Helm writes "_" there.
struct Version {
    std::string core;   ///< "1.2.3-rc.1"
    std::string build;  ///< "4e5cbb7b97d0", "" when there is none
};

std::optional<Version> versionOf(std::string text) {
    std::replace(text.begin(), text.end(), '_', '+');
    const auto plus = text.find('+');
    Version version{text.substr(0, plus), plus == std::string::npos ? std::string() : text.substr(plus + 1)};
    if (version.core.starts_with('v')) version.core.erase(0, 1);
    const auto dot = version.core.find('.');
    const std::string_view major = std::string_view(version.core).substr(0, dot);
    const bool numbered = dot != std::string::npos && !major.empty() &&
                          std::all_of(major.begin(), major.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
    if (!numbered || dot + 1 >= version.core.size()) return std::nullopt;
    if (std::isdigit(static_cast<unsigned char>(version.core[dot + 1])) == 0) return std::nullopt;
    return version;
}

bool namesDigest(const Version& version) {
    return version.build.size() >= recordedDigits && isHex(version.build);
}

Match matchOf(bool same) {
    return same ? Match::same : Match::different;
}

Match compareVersions(const Version& left, const Version& right) {
    if (left.core != right.core) return Match::different;
    // Without the build of both nobody knows whether it is one content.
    if (left.build.empty() != right.build.empty()) return Match::notComparable;
    return matchOf(left.build == right.build);
}

Match compareDigestWithVersion(const Revision& digest, const Version& version) {
    if (const auto pointer = versionOf(digest.pointer); pointer && pointer->core != version.core)
        return Match::different;
    if (namesDigest(version)) return matchOf(digest.hex.starts_with(version.build));
    return Match::notComparable;
}

const std::optional<Rung>* rungNamed(const Revisions& revisions, std::string_view name) {
    if (name == "head") return &revisions.head;
    if (name == "fetched") return &revisions.fetched;
    if (name == "attempted") return &revisions.attempted;
    if (name == "applied") return &revisions.applied;
    return &revisions.live;
}

Match compareRungs(const Rung& left, const Rung& right) {
    return compare(parseOriginRevision(left.value), parseOriginRevision(right.value));
}

// The nearest rung before the one at `index` with which it can be compared.
const NamedRung* comparableBefore(const std::vector<NamedRung>& rungs, std::size_t index) {
    for (std::size_t i = index; i-- > 0;) {
        if (compareRungs(*rungs[i].rung, *rungs[index].rung) != Match::notComparable) return &rungs[i];
    }
    return nullptr;
}

std::string shortened(const Rung& rung) {
    return shorten(parseOriginRevision(rung.value));
}

std::string newer(std::string_view name, const std::string& revision) {
    if (name == "head") return "the source now holds " + revision;
    return revision + " was " + std::string(name);
}

std::string older(std::string_view name, const std::string& revision) {
    if (name == "live") return revision + " is live";
    return revision + " was " + std::string(name) + " last";
}

}  // namespace

Match compare(const Revision& left, const Revision& right) {
    if (left.empty() || right.empty()) return Match::notComparable;
    if (!left.hex.empty() && !right.hex.empty()) {
        if (left.algorithm != right.algorithm) return Match::notComparable;
        return matchOf(left.hex == right.hex);
    }
    if (sameContent(left, right)) return Match::same;
    const auto leftVersion = left.hex.empty() ? versionOf(left.text) : std::nullopt;
    const auto rightVersion = right.hex.empty() ? versionOf(right.text) : std::nullopt;
    if (leftVersion && rightVersion) return compareVersions(*leftVersion, *rightVersion);
    if (leftVersion && !right.hex.empty()) return compareDigestWithVersion(right, *leftVersion);
    if (rightVersion && !left.hex.empty()) return compareDigestWithVersion(left, *rightVersion);
    return Match::notComparable;
}

std::vector<NamedRung> rungsOf(const Revisions& revisions) {
    static constexpr std::array<std::string_view, 5> names = {"head", "fetched", "attempted", "applied", "live"};
    std::vector<NamedRung> out;
    for (const std::string_view name : names) {
        if (const auto& rung = *rungNamed(revisions, name); rung && !rung->value.empty()) out.push_back({name, &*rung});
    }
    return out;
}

std::string firstBehind(const Revisions& revisions) {
    const std::vector<NamedRung> rungs = rungsOf(revisions);
    for (std::size_t i = 1; i < rungs.size(); ++i) {
        const NamedRung* before = comparableBefore(rungs, i);
        if (before != nullptr && compareRungs(*before->rung, *rungs[i].rung) == Match::different)
            return std::string(rungs[i].name);
    }
    return {};
}

std::vector<LadderStep> ladderOf(const Revisions& revisions) {
    std::vector<LadderStep> steps;
    for (const NamedRung& named : rungsOf(revisions)) {
        const Revision revision = parseOriginRevision(named.rung->value);
        bool comparable = steps.empty();
        LadderStep* same = nullptr;
        for (LadderStep& step : steps) {
            const Match match = compare(parseOriginRevision(step.revision), revision);
            comparable = comparable || match != Match::notComparable;
            if (match == Match::same && same == nullptr) same = &step;
        }
        if (same == nullptr) same = &steps.emplace_back(LadderStep{{}, named.rung->value, false, !comparable});
        same->names.push_back(named.name);
        same->behind = same->behind || named.name == revisions.behind;
    }
    return steps;
}

bool isHeadUnknown(const Revisions& revisions) {
    return !revisions.head && !revisions.pinned && !revisions.headUnread.empty();
}

std::string whyNothingNewer(const Revisions& revisions) {
    if (!isHeadUnknown(revisions)) return {};
    const char last = revisions.headUnread.back();
    const bool ended = last == '.' || last == '!' || last == '?';
    return "Whether there is something newer is not known: " + revisions.headUnread + (ended ? "" : ".");
}

bool isAppliedButNotHealthy(const Revisions& revisions) {
    if (revisions.liveHealth != "checking" && revisions.liveHealth != "unhealthy") return false;
    const std::vector<NamedRung> rungs = rungsOf(revisions);
    return revisions.live && compareRungs(*rungs.front().rung, *revisions.live) == Match::same;
}

std::string whereItStopped(const Revisions& revisions) {
    const std::vector<NamedRung> rungs = rungsOf(revisions);
    const auto behind = std::find_if(rungs.begin(), rungs.end(),
                                     [&](const NamedRung& named) { return named.name == revisions.behind; });
    if (behind == rungs.end()) return {};
    const NamedRung* before = comparableBefore(rungs, static_cast<std::size_t>(behind - rungs.begin()));
    if (before == nullptr) return {};
    const std::string top = shortened(*before->rung);
    const std::string below = shortened(*behind->rung);
    const std::string between = std::string(before->name) + " and " + std::string(behind->name) + ": ";
    const bool isLive = revisions.live && compareRungs(*before->rung, *revisions.live) == Match::same;
    // "Applied" is recorded only when everything was done, the health checks too.
    if (behind->name == "applied" && isLive) {
        if (revisions.liveHealth == "checking" || revisions.liveHealth == "unhealthy") {
            const bool checking = revisions.liveHealth == "checking";
            return between + top + " is live, " +
                   (checking ? "and its health is being checked" : "but it is not healthy") + "; " + below +
                   " is the last one that was found healthy";
        }
        return between + top + " is live, but applying it has not been completed; " + below +
               " is the last one with which it was";
    }
    // Some of the newer one may be applied as well.
    if (behind->name == "applied" && !revisions.live) {
        return between + newer(before->name, top) + ", but " + below +
               " is the last one that was completed; what is live is not known";
    }
    return between + newer(before->name, top) + ", but " + older(behind->name, below);
}

}  // namespace scout::model
