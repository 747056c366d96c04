#include "engine/recording.h"

namespace scout::engine {

Recording::Recording(trace::Evidence evidence) : m_evidence(std::move(evidence)) {}

void Recording::answer(const trace::Query& query, Callback callback) {
    if (const trace::Answer* recorded = m_evidence.find(query)) return callback(*recorded);
    const std::string where = query.ref.ns.empty() ? "" : " in " + query.ref.ns;
    callback(trace::Answer::unseen({base::ErrorKind::unsupported, query.ref.label() + where + " is not in the snapshot",
                                    query.ref.label(),
                                    "record the snapshot again with this object as one of its subjects"}));
}

}  // namespace scout::engine
