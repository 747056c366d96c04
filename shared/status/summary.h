// The one-line words for kinds that people read by numbers: "3/3 ready", "CrashLoopBackOff", "1/1 completed".
#pragma once

#include <optional>
#include <string>

#include "model/object.h"

namespace scout::status {

struct Summary {
    std::string line;
    /// What holds the object up, in the words of the kubelet or of a controller; "" when nothing is named.
    std::string reason;
    std::string message;
};

/// Nothing for kinds without such words.
std::optional<Summary> summarise(const model::KubeObject& object);

}  // namespace scout::status
