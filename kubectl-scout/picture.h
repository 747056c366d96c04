// `trace` as a picture: SVG, DOT and Mermaid by this program, PNG and PDF by scout-desktop.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "kubectl-scout/environment.h"
#include "kubectl-scout/flags.h"
#include "model/trace.h"
#include "trace/evidence.h"

namespace scout::plugin {

bool isPicture(std::string_view form);
/// Not for a terminal.
bool isBinary(std::string_view form);

/// The bytes of the picture; `traces` is not empty, `evidence` is what they were made from. Errors: config, cancelled
/// and timeout, of scout-desktop.
base::Result<std::string> drawPicture(const Environment& environment, const Options& options, const std::string& form,
                                      const std::vector<model::Trace>& traces, const trace::Evidence& evidence);

}  // namespace scout::plugin
