// The type of an unquoted YAML scalar, for the reader and the writer of YAML alike.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

namespace scout::base {

/// The value that Kubernetes (sigs.k8s.io/yaml, go-yaml v2) reads from a plain scalar: null, boolean, integer, float or
/// the text itself. YAML 1.1's y/n/yes/no/on/off are booleans, 0x, 0o, 0b and a leading 0 give the base, '_' groups
/// digits, timestamps are text. A float with an integral value becomes an integer, as Go's JSON writes it. ".nan" and
/// ".inf" are floats that are not finite.
nlohmann::json typedScalar(std::string_view text);

}  // namespace scout::base
