#include "trace/graph_assembly.h"

#include <optional>
#include <vector>

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
    Assembly(const KnownObjects& objects, const Options& options)
        : m_objects(objects),
          m_options(options),
          m_traces(objects.all().size(), nullptr),
          m_numbers(objects.all().size()) {}

    model::Join::Result join(const Traces& traces) {
        m_join.reserve(m_objects.all().size() * 2, m_objects.all().size() * 2);
        addTraces(traces);
        for (const auto& [id, known] : m_objects.all()) addReading(known);
        for (const auto& [id, known] : m_objects.all()) {
            if (known.owner != nullptr) addOwner(known);
            if (known.applier) addRecord(known);
        }
        return m_join.take();
    }

  private:
    void addTraces(const Traces& traces) {
        // Both are in the order of ids.
        auto known = m_objects.all().begin();
        for (const auto& [id, trace] : traces) {
            const auto number = m_join.add(*trace, id);
            while (known != m_objects.all().end() && known->first < id) ++known;
            if (known == m_objects.all().end() || known->first != id) continue;
            m_traces[known->second.index] = trace.get();
            m_numbers[known->second.index] = number;
        }
    }

    void addReading(const Known& known) {
        if (m_traces[known.index] != nullptr) return;
        if (known.source) {
            addReading(known, status::ManagedBy::flux);
        } else if (known.top != &known && m_traces[known.top->index] != nullptr) {
            addReading(known, managerOf(*m_traces[known.top->index]));
        }
    }

    void addReading(const Known& known, status::ManagedBy manager) {
        m_numbers[known.index] = m_join.add(KnownObjects::hop(known, manager, m_options), model::Join::Word::reading);
    }

    void addOwner(const Known& known) {
        const auto from = m_numbers[known.owner->index];
        const auto to = m_numbers[known.index];
        if (from && to)
            m_join.connect(*from, *to, rules::relationOfOwner(known.owner->ref),
                           rules::becauseOwned(known.ref.label(), known.owner->ref.label()));
    }

    void addRecord(const Known& applier) {
        const auto from = m_numbers[applier.index];
        if (!from) return;
        for (const rules::Listed& listed : applier.record) {
            const auto to = placeOf(applier, listed);
            if (to && *to != *from) m_join.connect(*from, *to, "applies", listed.because);
        }
    }

    std::optional<model::Join::Number> placeOf(const Known& applier, const rules::Listed& listed) {
        const std::string id = listed.ref.id();
        if (const Known* known = m_objects.find(id)) {
            // An object of the same name in this cluster is not the one that is meant.
            if (listed.elsewhere) return std::nullopt;
            return m_numbers[known->index];
        }
        if (const auto number = m_join.find(id)) return number;
        // The first applier in the order of ids tells.
        return m_join.make(rules::hopOfListed(listed, applier.ref.label()), model::Join::Word::others);
    }

    const KnownObjects& m_objects;
    const Options& m_options;
    std::vector<const model::Trace*> m_traces;                  ///< by Known::index
    std::vector<std::optional<model::Join::Number>> m_numbers;  ///< by Known::index
    model::Join m_join;
};

}  // namespace

model::Graph assemble(const KnownObjects& objects, Traces traces, const Options& options) {
    model::Graph graph;
    graph.traces = std::move(traces);
    model::Join::Result joined = Assembly(objects, options).join(graph.traces);
    graph.nodes = std::move(joined.nodes);
    graph.edges = std::move(joined.edges);
    graph.chains = chainsOf(graph);
    return graph;
}

}  // namespace scout::trace
