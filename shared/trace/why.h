// "Why is this here, and why is it like that?" in sentences.
#pragma once

#include <string>
#include <vector>

#include "model/graph.h"

namespace scout::trace {

struct WhyStep {
    std::string from;      ///< hop id of the cause
    std::string to;        ///< hop id of the effect
    std::string sentence;  ///< "Kustomization/apps applies Deployment/frontend." Ends with a full stop
    std::string proof;     ///< what it rests on: "status.inventory of Kustomization/apps lists ..."
    model::Grade grade = model::Grade::inferred;
    std::string certainty;  ///< in words: "proven by the applier's own record"
};

struct WhyProblem {
    std::string hop;       ///< hop id that it is about
    std::string sentence;  ///< "Pod/web-1 failed (CrashLoopBackOff): back-off 5m0s restarting ..."
    std::string advice;    ///< "" when there is none
};

struct Why {
    std::string beginning;       ///< a sentence about the root of the path, or about an object that has none
    /// Root source first, the object last; then who declares the appliers on the way.
    std::vector<WhyStep> steps;
    std::vector<WhyProblem>
        problems;  ///< what holds the object back, the cause nearest the root first; empty when it is well
};

/// The main path of the object's own trace where it has one, else the strongest edges upwards from it to an object that
/// has one. Everything is empty when the graph has no such hop.
Why why(const model::Graph& graph, const std::string& hopId);

/// "proven by UID", "claimed by a label only" ...
std::string_view certainty(model::Grade grade);

}  // namespace scout::trace
