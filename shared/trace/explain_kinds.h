// What a thing of each kind is, in a sentence or two. Internal to trace.
#pragma once

#include <string>

#include "model/trace.h"

namespace scout::trace {

/// Of a kind that is not known: that, and what can be said of it all the same.
std::string whatIs(const model::Hop& hop);

}  // namespace scout::trace
