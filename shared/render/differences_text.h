// What is not as it was applied (--diff) as text.
#pragma once

#include <string>

#include "model/trace.h"
#include "render/marks.h"

namespace scout::render {

/// An empty line, then "Differences ..." with each field, its values and who holds it since when; or why they are not
/// known. Long values are cut unless wide. "" when neither is there.
std::string differencesText(const model::Trace& trace, const TextStyle& style);

}  // namespace scout::render
