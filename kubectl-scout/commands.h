// The commands; each returns the program's exit code.
#pragma once

#include "kubectl-scout/environment.h"
#include "kubectl-scout/flags.h"
#include "kubectl-scout/subjects.h"

namespace scout::plugin {

/// Reads the command line and runs what it says.
int run(const Environment& environment);

int traceCommand(const Environment& environment, const Options& options);
/// trace --reverse. `form` is text, wide, json, yaml or name.
int reverseCommand(const Environment& environment, const Options& options, const std::string& form);
/// trace --watch. `form` is text, wide, json or yaml. The code is 0 when it was ended after a first trace.
int watchCommand(const Environment& environment, const Options& options, const std::string& form,
                 const Request& request);
int snapshotCommand(const Environment& environment, const Options& options);
int openCommand(const Environment& environment, const Options& options);
int completionCommand(const Environment& environment, const Options& options);
/// `words` is the command line so far, the last one possibly empty or incomplete (cobra's protocol, facts 4.1).
int completeCommand(const Environment& environment, const std::vector<std::string>& words);

}  // namespace scout::plugin
