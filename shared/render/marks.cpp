#include "render/marks.h"

#include <algorithm>

#include "base/text.h"

namespace scout::render {

namespace {

constexpr std::string_view green = "32";
constexpr std::string_view red = "31";
constexpr std::string_view yellow = "33";
constexpr std::string_view magenta = "35";
constexpr std::string_view cyan = "36";
constexpr std::string_view grey = "90";

constexpr Mark unknownMark = {"?", "[?]", "unknown", grey};
constexpr Mark claimedMark = {"◦", "[o]", "claimed", grey};

}  // namespace

Mark markOf(model::State state) {
    using model::State;
    switch (state) {
        case State::ready:
            return {"✓", "[ok]", "ready", green};
        case State::progressing:
            return {"…", "[..]", "progressing", cyan};
        case State::failed:
            return {"✗", "[x]", "failed", red};
        case State::suspended:
            return {"‖", "[=]", "suspended", magenta};
        case State::outOfSync:
            return {"≠", "[!=]", "out of sync", yellow};
        case State::stale:
            return {"~", "[~]", "stale", yellow};
        case State::terminating:
            return {"-", "[-]", "terminating", grey};
        case State::unknown:
            return unknownMark;
        case State::forbidden:
            return {"?", "[?]", "forbidden", grey};
        // The server answered, and it is not there: that is known, so the mark is not a question.
        case State::missing:
            return {"✗", "[x]", "missing", red};
        case State::unreachable:
            return {"?", "[?]", "unreachable", grey};
        case State::notInstalled:
            return {"?", "[?]", "not installed", grey};
        case State::unsupported:
            return {"?", "[?]", "unsupported", grey};
    }
    return unknownMark;
}

Mark markOf(const model::Hop& hop) {
    return hop.claimed ? claimedMark : markOf(hop.health.state);
}

Mark markOf(model::VerdictState state) {
    using model::State;
    using model::VerdictState;
    switch (state) {
        case VerdictState::ready:
            return markOf(State::ready);
        case VerdictState::progressing:
            return markOf(State::progressing);
        case VerdictState::failed:
            return markOf(State::failed);
        case VerdictState::suspended:
            return markOf(State::suspended);
        case VerdictState::outOfSync:
            return markOf(State::outOfSync);
        case VerdictState::stale:
            return markOf(State::stale);
        case VerdictState::unmanaged:
            return {"○", "[ ]", "not managed", yellow};
        case VerdictState::incomplete:
            return {"?", "[?]", "incomplete", grey};
    }
    return unknownMark;
}

Mark markOf(model::Severity severity) {
    switch (severity) {
        case model::Severity::info:
            return {"i", "[i]", "info", cyan};
        case model::Severity::warning:
            return {"!", "[!]", "warning", yellow};
        case model::Severity::error:
            return {"✗", "[x]", "error", red};
    }
    return unknownMark;
}

Mark markOf(const model::LadderStep& step, bool newest, const model::Revisions& revisions) {
    const bool live = std::find(step.names.begin(), step.names.end(), "live") != step.names.end();
    if (live && revisions.liveHealth == "unhealthy") return markOf(model::State::failed);
    if (live && revisions.liveHealth == "checking") return markOf(model::State::progressing);
    if (step.behind) return markOf(model::State::stale);
    if (newest && live && revisions.behind.empty()) return markOf(model::State::ready);
    return {"·", "[.]", "", grey};
}

bool repeatsWord(const Mark& mark, std::string_view reason) {
    std::string word(mark.word);
    std::erase(word, ' ');
    return base::lower(reason) == word;
}

std::string paint(const Mark& mark, std::string_view text, const TextStyle& style) {
    if (!style.color) return std::string(text);
    std::string out = "\x1b[";
    out.append(mark.color).append("m").append(text).append("\x1b[0m");
    return out;
}

std::string symbol(const Mark& mark, const TextStyle& style) {
    return paint(mark, style.unicode ? mark.symbol : mark.ascii, style);
}

}  // namespace scout::render
