#include "engine/recording.h"

#include "base/time.h"
#include "engine/pump.h"
#include "trace/appliers.h"
#include "trace/snapshot.h"

namespace scout::engine {

Recording::Recording(trace::Evidence evidence) : m_evidence(std::move(evidence)) {}

void Recording::answer(const trace::Query& query, Callback callback) {
    if (const trace::Answer* recorded = m_evidence.find(query)) return callback(*recorded);
    callback(trace::notRecorded(query));
}

std::vector<model::Trace> traceRecorded(const std::vector<model::ObjectRef>& subjects, const trace::Evidence& recorded,
                                        trace::Options options) {
    options.now = base::parseTime(recorded.recordedAt).value_or(base::Time());
    // A registry that was not asked then cannot be asked now; that is no failure of its own.
    options.reach.registries = false;
    Recording source(recorded);
    const trace::Appliers appliers = trace::appliersOf(recorded);
    Pump pump(source, [&](const model::ObjectRef& ref, const trace::Evidence& evidence) {
        return trace::investigate(ref, evidence, options, appliers);
    });
    std::vector<model::Trace> traces;
    pump.run(subjects, recorded, [&traces](Pump::Outcome outcome) { traces = std::move(outcome.traces); });
    for (model::Trace& trace : traces) {
        trace.cost = {};  // nobody was asked
        trace.context = recorded.context;
        trace.tracedAt = recorded.recordedAt;
    }
    return traces;
}

}  // namespace scout::engine
