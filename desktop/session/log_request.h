// Which lines of a Pod's log.
#pragma once

#include <string>

namespace scout::desktop {

struct LogRequest {
    std::string container;  ///< "" = the first
    int lines = 200;        ///< the last so many
    bool previous = false;  ///< of the container that ran before its last restart
};

}  // namespace scout::desktop
