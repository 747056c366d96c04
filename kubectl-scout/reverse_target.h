// What --reverse is asked for.
#pragma once

#include <optional>
#include <string>

#include "base/error.h"
#include "kubectl-scout/environment.h"
#include "kubectl-scout/flags.h"
#include "kubectl-scout/subjects.h"
#include "trace/reverse.h"

namespace scout::plugin {

/// Content by its name, or one object that is still to be looked up.
struct ReverseTarget {
    std::optional<trace::ReverseSubject> content;
    Request object;
};

/// Errors: usage, for none, for several, and for what readRequest refuses.
base::Result<ReverseTarget> readReverseTarget(const Options& options, const Environment& environment);

/// The object as the subject. Error: usage, for a kind that delivers nothing.
base::Result<trace::ReverseSubject> delivererOf(const model::ObjectRef& ref);

}  // namespace scout::plugin
