#include "model/health.h"

namespace scout::model {

std::string_view name(State state) {
    switch (state) {
        case State::ready:
            return "ready";
        case State::progressing:
            return "progressing";
        case State::failed:
            return "failed";
        case State::suspended:
            return "suspended";
        case State::outOfSync:
            return "outofsync";
        case State::stale:
            return "stale";
        case State::terminating:
            return "terminating";
        case State::unknown:
            return "unknown";
        case State::forbidden:
            return "forbidden";
        case State::missing:
            return "missing";
        case State::unreachable:
            return "unreachable";
        case State::notInstalled:
            return "notinstalled";
        case State::unsupported:
            return "unsupported";
    }
    return "unknown";
}

bool isHole(State state) {
    switch (state) {
        case State::forbidden:
        case State::missing:
        case State::unreachable:
        case State::notInstalled:
        case State::unsupported:
            return true;
        default:
            return false;
    }
}

}  // namespace scout::model
