// The commands and flags of the plugin: the one place that lists them.
#pragma once

#include <span>
#include <string_view>

#include "kubectl-scout/flags.h"

namespace scout::plugin {

namespace bit {
inline constexpr unsigned trace = 1;
inline constexpr unsigned snapshot = 2;
inline constexpr unsigned version = 4;
inline constexpr unsigned help = 8;
inline constexpr unsigned completion = 16;
inline constexpr unsigned complete = 32;
inline constexpr unsigned open = 64;
}  // namespace bit

std::span<const Flag> flagTable();
std::span<const Command> commandTable();

/// What the program is, for the head of the help and the man page.
std::string_view programSummary();
std::string_view programDescription();

}  // namespace scout::plugin
