#include "trace/graph_assembly.h"

#include <deque>
#include <unordered_set>

#include "model/join.h"
#include "trace/chains.h"
#include "trace/rules/owner.h"

namespace scout::trace {

namespace {

status::ManagedBy managerOf(const model::Trace& trace) {
    if (trace.tool == "argocd") return status::ManagedBy::argocd;
    return trace.tool == "flux" ? status::ManagedBy::flux : status::ManagedBy::none;
}

class Assembly {
  public:
    Assembly(const KnownObjects& objects, const Traces& traces, const Options& options)
        : m_objects(objects), m_traces(traces), m_options(options) {}

    void join() {
        for (const auto& [id, trace] : m_traces) m_join.add(*trace, id);
        for (const auto& [id, known] : m_objects.all()) addReading(known);
        for (const auto& [id, known] : m_objects.all()) {
            if (known.owner != nullptr && m_join.has(id) && m_join.has(known.owner->id)) addOwner(known);
            if (known.applier && m_join.has(id)) addRecord(known);
        }
    }
    std::vector<model::Hop> nodes() const { return m_join.nodes(); }
    std::vector<model::Edge> edges() const { return m_join.edges(); }

  private:
    void addReading(const Known& known) {
        if (m_traces.contains(known.id)) return;
        if (known.source) {
            m_join.add(m_objects.hop(known, status::ManagedBy::flux, m_options), model::Join::Word::reading);
            return;
        }
        const auto trace = known.top == &known ? m_traces.end() : m_traces.find(known.top->id);
        if (trace == m_traces.end()) return;
        m_join.add(m_objects.hop(known, managerOf(*trace->second), m_options), model::Join::Word::reading);
    }

    void addOwner(const Known& known) {
        m_join.add(model::Edge{known.owner->id, known.id, "owns",
                               rules::becauseOwned(known.ref.label(), known.owner->ref.label())});
    }

    void addRecord(const Known& applier) {
        for (const rules::Listed& listed : applier.record) {
            const std::string id = listed.ref.id();
            if (id == applier.id) continue;
            if (!m_join.has(id) || m_unread.contains(id)) {
                // It is here, and its turn to be looked at has not come.
                if (m_objects.find(id) != nullptr) continue;
                addUnread(applier, listed, id);
            } else if (listed.elsewhere && m_objects.find(id) != nullptr) {
                continue;
            }
            m_join.add(model::Edge{applier.id, id, "applies", listed.because});
        }
    }

    // The first applier in the order of ids tells.
    void addUnread(const Known& applier, const rules::Listed& listed, const std::string& id) {
        if (!m_unread.insert(id).second) return;
        m_join.add(m_made.emplace_back(rules::hopOfListed(listed, applier.ref.label())), model::Join::Word::others);
    }

    const KnownObjects& m_objects;
    const Traces& m_traces;
    const Options& m_options;
    model::Join m_join;
    std::deque<model::Hop> m_made;
    std::unordered_set<std::string> m_unread;
};

}  // namespace

model::Graph assemble(const KnownObjects& objects, Traces traces, const Options& options) {
    model::Graph graph;
    graph.traces = std::move(traces);
    Assembly assembly(objects, graph.traces, options);
    assembly.join();
    graph.nodes = assembly.nodes();
    graph.edges = assembly.edges();
    graph.chains = chainsOf(graph);
    return graph;
}

}  // namespace scout::trace
