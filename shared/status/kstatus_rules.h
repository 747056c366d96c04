// The rules that kstatus has for single kinds. Only for kstatus.cpp.
#pragma once

#include <string_view>
#include <vector>

#include "status/kstatus.h"

namespace scout::status {

/// What a rule looks at. `conditions` are the object's, known to be well formed.
struct Subject {
    const model::KubeObject& object;
    const std::vector<model::Condition>& conditions;
    base::Time now;
    JobReader jobReader;
};

using KindRule = KStatus (*)(const Subject&);

/// nullptr for a kind without a rule of its own.
KindRule kindRule(std::string_view group, std::string_view kind);

}  // namespace scout::status
