// The commands; each returns the program's exit code.
#pragma once

#include "kubectl-scout/environment.h"
#include "kubectl-scout/flags.h"

namespace scout::plugin {

/// Reads the command line and runs what it says.
int run(const Environment& environment);

int traceCommand(const Environment& environment, const Options& options);
int snapshotCommand(const Environment& environment, const Options& options);
int openCommand(const Environment& environment, const Options& options);
int completionCommand(const Environment& environment, const Options& options);
/// `words` is the command line so far, the last one possibly empty or incomplete (cobra's protocol, facts 4.1).
int completeCommand(const Environment& environment, const std::vector<std::string>& words);

}  // namespace scout::plugin
