// Pieces of wording that the rules of this module share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/health.h"
#include "model/object.h"

namespace scout::status {

/// Up to the first line break, without white space at both ends.
std::string firstLine(std::string_view text);
/// "a, b, c and 2 more": no more than `shown` of them are named.
std::string enumerate(const std::vector<std::string>& items, std::size_t shown);
/// The newest lastTransitionTime of the conditions, "" when none has one.
std::string latestTransition(const std::vector<model::Condition>& conditions);
/// The state of an object with a deletionTimestamp: what it still waits for.
model::Health terminatingHealth(const model::KubeObject& object);

}  // namespace scout::status
