// Tracing without a network: a case is a text with the objects of a cluster, an answer is looked up in it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "trace/graph_builder.h"
#include "trace/investigate.h"

namespace scout::test {

struct Case {
    std::string name;
    model::ObjectRef subject;
    trace::Options options;
    /// Answers to every query that the cluster of the case can be asked.
    std::function<trace::Answer(const trace::Query&)> answer;
    std::string expected;  ///< text of the expectation file
    std::string expectedPath;
};

/// Hand-written cases: cases/<name>.yaml holds documents. The first has `kind: Case` with subject (kind, group,
/// namespace, name) and optionally `unseen` (list of {kind, name, error}, or {query, error} with a query's key), the
/// same as `unseenInManagement`, `notInstalled` (list of groups) and `options` (readOptions in harness_registry.h); the
/// others are objects, those behind a document `kind: Management` (with its `context`) of the management cluster, and
/// registries' repositories (harness_registry.h) and a ConfigHub (harness_confighub.h).
std::vector<Case> writtenCases();
/// Cases recorded from the real test ground: recorded/<name>.json is a snapshot, one case for each subject.
std::vector<Case> recordedCases();
std::vector<Case> allCases();

struct Run {
    model::Trace trace;
    trace::Evidence evidence;
    std::vector<model::Trace> rounds;  ///< after each round
    int questions = 0;
};
/// Asks until nothing is asked. More than 20 rounds is a failed test: the result then has no chain.
Run run(const Case& test, const std::function<trace::Answer(const trace::Query&)>& answer);
inline Run run(const Case& test) {
    return run(test, test.answer);
}

/// The graph of everything that a written case asks for.
std::shared_ptr<const model::Graph> graphOfCase(const std::string& name);

/// A compact, complete text of what a trace says, for expectation files.
std::string print(const Run& run);

}  // namespace scout::test
