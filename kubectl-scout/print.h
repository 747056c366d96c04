// The result of `trace` on stdout, its errors on stderr, and the exit code.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "kubectl-scout/environment.h"
#include "kubectl-scout/flags.h"
#include "model/trace.h"
#include "trace/evidence.h"

namespace scout::plugin {

/// -o and --json together: text, wide, json, yaml, name or a picture (picture.h). Error: they contradict each other.
base::Result<std::string> outputForm(const Options& options);

/// What is wrong with the output flags before anything is asked: a binary form for a terminal, flags of pictures
/// without a picture. Errors: usage.
std::optional<base::Error> outputProblem(const Environment& environment, const Options& options,
                                         const std::string& form);

/// One result for each subject, in order, to stdout or --output-file. One subject is one object in JSON and YAML,
/// several are a TraceList, even when some of them failed; the failed ones are reported on stderr and make the exit
/// code 1. A picture shows all that did not fail. `evidence` is what they were made from.
int printTraces(const Environment& environment, const Options& options, const std::string& form,
                const std::vector<base::Result<model::Trace>>& results, const trace::Evidence& evidence);

/// What printTraces prints of traces that did not fail.
base::Result<std::string> tracesText(const Environment& environment, const Options& options, const std::string& form,
                                     bool single, const std::vector<model::Trace>& traces,
                                     const trace::Evidence& evidence);

}  // namespace scout::plugin
