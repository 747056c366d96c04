#include "signing/verdict.h"

namespace scout::signing {

std::string_view name(State state) {
    switch (state) {
        case State::verified:
            return "verified";
        case State::failed:
            return "failed";
        case State::unchecked:
            return "unchecked";
        case State::claimed:
            return "claimed";
    }
    return {};
}

}  // namespace scout::signing
