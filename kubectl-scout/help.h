// Help and the manual page, made from the table of commands and flags.
#pragma once

#include <string>
#include <string_view>

#include "kubectl-scout/flags.h"

namespace scout::plugin {

/// How users call the program: "kubectl scout" when the file name begins with "kubectl-" (kubectl runs plugins by their
/// full path), else the file name itself.
std::string invocationName(std::string_view argv0);

/// All commands in short.
std::string programHelp(std::string_view invocation);
std::string commandHelp(const Command& command, std::string_view invocation);
/// kubectl-scout(1) in man's macros.
std::string manualPage(std::string_view version);

}  // namespace scout::plugin
