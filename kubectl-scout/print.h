// The result of `trace` on stdout, its errors on stderr, and the exit code.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "kubectl-scout/environment.h"
#include "kubectl-scout/flags.h"
#include "model/trace.h"

namespace scout::plugin {

/// -o and --json together: text, wide, json, yaml or name. Error: they contradict each other.
base::Result<std::string> outputForm(const Options& options);

/// One result for each subject, in order. One subject is one object in JSON and YAML, several are a TraceList, even
/// when some of them failed; the failed ones are reported on stderr and make the exit code 1.
int printTraces(const Environment& environment, const Options& options, const std::string& form,
                const std::vector<base::Result<model::Trace>>& results);

}  // namespace scout::plugin
