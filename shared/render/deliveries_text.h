// "What does this deliver?" as text: a tree of appliers, each with the objects that its record lists.
#pragma once

#include <string>

#include "model/deliveries.h"
#include "render/marks.h"

namespace scout::render {

/// A heading, the sources, the appliers with their objects, one closing sentence, what may be missing, and what it has
/// cost. Wide adds why each belongs there. Ends with a line feed.
std::string toText(const model::Deliveries& deliveries, const TextStyle& style);

}  // namespace scout::render
