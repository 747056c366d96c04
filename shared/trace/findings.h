// Every kind of finding, with what it means. resources/docs/findings.md says the same at length; a test compares them.
#pragma once

#include <string_view>
#include <vector>

namespace scout::trace {

struct FindingKind {
    std::string_view kind;     ///< as in the JSON
    std::string_view meaning;  ///< one sentence
};

/// In the order of the documentation.
const std::vector<FindingKind>& findingKinds();

}  // namespace scout::trace
