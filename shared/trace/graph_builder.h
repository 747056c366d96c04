// Many subjects over one body of evidence: investigates each object that the evidence holds, joins the traces, and
// hangs what the objects own below them. Incremental: what an answer did not touch is not investigated again.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "model/graph.h"
#include "trace/investigate.h"

namespace scout::trace {

/// The kinds worth listing to draw a cluster or a namespace: appliers, their sources, workloads and what those own.
/// Resource names are kube's business. Secrets are never among them.
struct SurveyKind {
    enum class Role { applier, source, workload, owned };
    std::string group;
    std::string kind;
    Role role = Role::workload;
};
const std::vector<SurveyKind>& surveyKinds();

class GraphBuilder {
  public:
    static constexpr std::size_t mostLookedInto = 8;
    static constexpr std::chrono::seconds judgeOpenEvery{15};

    /// What `options` say about reach, history and differences holds for open chains only, once setOpenChains was
    /// called: a cluster has thousands, and a registry is not asked about those that nobody looks at.
    explicit GraphBuilder(const Options& options);
    ~GraphBuilder();

    /// Keys (Query::key()) of evidence that was added, replaced or removed since the last call. The first call takes
    /// everything in the evidence as changed. `evidence` is only read during calls.
    void update(const Evidence& evidence, const std::set<std::string>& changedKeys);
    /// Time went by; nothing else changes it. States that depend on it are read anew by the next `advance`, and every
    /// `judgeOpenEvery` all of the open chains: what is overdue there shows without any change.
    void setNow(base::Time now);
    /// Investigates until nothing is left (true) or `enough` returns true (false). Appliers come first, so that the
    /// chains list fills early.
    bool advance(const Evidence& evidence, const std::function<bool()>& enough);
    /// Chains whose delivered objects are asked for one by one where no list brought them. Otherwise they are shown
    /// with what the applier's record says about them. No more than 500 of a chain are asked for at a time. Where more
    /// than `mostLookedInto` are open, none is looked into beyond the cluster.
    void setOpenChains(std::set<std::string> chainIds);

    /// What open chains deliver, and their appliers, as far as it is known; nothing where too many are open. It is
    /// judged anew as time goes by, and by who wrote which field: whole objects tell more.
    std::vector<model::ObjectRef> openObjects() const;

    /// What is known so far; complete as far as questions go: of lists that are still to come their reader knows.
    std::shared_ptr<model::Graph> graph(const Evidence& evidence) const;
    /// What would be worth knowing next; never one that the evidence answers already and up to date. Whoever works from
    /// a recording answers with `notRecorded` (trace/snapshot.h).
    std::vector<Query> questions(const Evidence& evidence) const;

  private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// update, advance to the end, graph: for recorded evidence. What it lacks and an investigation asks for is answered
/// with `notRecorded`.
std::shared_ptr<const model::Graph> buildGraph(const Evidence& evidence, const Options& options);

}  // namespace scout::trace
