// YAML as Kubernetes reads it (a superset of JSON), turned into the one JSON view. The only home of yaml-cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/json.h"

namespace scout::base {

/// Every non-empty document of the text. Plain scalars get the types that Kubernetes gives them (null, true/false,
/// integers, floats); quoted ones stay strings; anchors and merge keys are resolved. Errors: kind config, with the line
/// in `what`. More than `maxNodes` nodes after alias expansion is an error (alias bombs).
Result<std::vector<Json>> parseYaml(std::string_view text, std::string_view where);

/// Block style YAML of a JSON value, keys in the value's own order; ends with a line feed. Strings that YAML would read
/// as something else are quoted.
std::string toYaml(const nlohmann::ordered_json& value);

}  // namespace scout::base
