// A trace in words (--explain) as text.
#pragma once

#include <string>

#include "model/explanation.h"
#include "render/marks.h"

namespace scout::render {

/// A line "In words:", the hops numbered from the root, each with its sentences, and what it comes to. Prose is wrapped
/// at 80 columns, or fewer on a narrower terminal. Ends with a line feed.
std::string toText(const model::Explanation& explanation, const TextStyle& style);

}  // namespace scout::render
