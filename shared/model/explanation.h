// A trace in words, for somebody who is learning how the tools work together (--explain).
#pragma once

#include <string>
#include <vector>

namespace scout::model {

/// One hop of the chain. Each text is one or more sentences with full stops; "" when there is nothing to say.
struct ExplainedHop {
    std::string label;  ///< "Kustomization/apps"
    std::string what;   ///< what a thing of this kind is and does
    std::string state;  ///< what its state means
    std::string next;   ///< what will happen to it by itself
    std::string link;   ///< what it has to do with the next hop
    std::string proof;  ///< how that is known, and how sure it is
};

struct Explanation {
    std::vector<ExplainedHop> hops;  ///< root first
    std::string sum;                 ///< what all of it comes to
};

}  // namespace scout::model
