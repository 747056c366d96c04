// The keys that ConfigHub leaves on live objects (facts: protocols 1.9): which unit and revision an object claims to
// come from.
#pragma once

#include <optional>
#include <string>

#include "base/json.h"

namespace scout::confighub {

/// A claim, because annotations can be copied. Every field may be empty, but never both unit and space.
struct Origin {
    std::string space;     ///< slug
    std::string unit;      ///< slug
    std::string revision;  ///< number as text
    std::string target;
    std::string from;  ///< the key it was read from, for "because"
    std::string spaceId{};
    std::string unitId{};

    bool operator==(const Origin&) const = default;
};

/// Reads the JSON annotation confighub.com/origin (current), else the older single keys; UnitSlug also as a label.
/// `metadata` is an object's metadata. Nothing when there is no claim; an annotation that is not JSON counts as none.
std::optional<Origin> readOrigin(const base::Json& metadata);

}  // namespace scout::confighub
