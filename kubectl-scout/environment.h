// Everything that the program takes from the outside world, as values and ports: arguments, environment, streams,
// clock. Only main.cpp knows where they come from.
#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <map>
#include <string>
#include <vector>

#include "base/time.h"

namespace scout::plugin {

struct TerminalSize {
    int columns = 0;
    int rows = 0;
};

struct Environment {
    std::string program;             ///< argv[0]
    std::vector<std::string> words;  ///< the other arguments
    std::istream* in = nullptr;
    std::ostream* out = nullptr;  ///< the result
    std::ostream* err = nullptr;  ///< the talk
    bool inIsTerminal = false;
    bool outIsTerminal = false;
    bool errIsTerminal = false;
    int columns = 0;  ///< width of the terminal behind stdout; 0 when it is none
    /// Of the terminal behind stdout now; zeros when it is none.
    std::function<TerminalSize()> terminalSize;
    std::map<std::string, std::string> variables;
    std::function<base::Time()> now;
    std::function<std::int64_t()> milliseconds;  ///< a clock that only ever moves forward

    /// "" when it is not set.
    std::string variable(const std::string& name) const {
        const auto found = variables.find(name);
        return found == variables.end() ? std::string() : found->second;
    }
};

}  // namespace scout::plugin
