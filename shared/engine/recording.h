// Answers out of recorded evidence (--from FILE, --demo): no network.
#pragma once

#include <string>
#include <vector>

#include "engine/answer_source.h"
#include "model/trace.h"
#include "trace/investigate.h"

namespace scout::engine {

class Recording final : public AnswerSource {
  public:
    explicit Recording(trace::Evidence evidence);

    /// What was not recorded is unseen (unsupported): a recording cannot tell whether it was there.
    void answer(const trace::Query& query, Callback callback) override;
    void cancel() override {}
    net::Usage usage() const override { return {}; }

  private:
    trace::Evidence m_evidence;
};

/// The traces of `subjects` from a recording alone, in their order; what it lacks is a hole, and the appliers in it are
/// asked for all that they list. The recording's time is
/// "now" whatever the options say, its context and time are the traces', and they cost nothing.
std::vector<model::Trace> traceRecorded(const std::vector<model::ObjectRef>& subjects, const trace::Evidence& recorded,
                                        trace::Options options);

}  // namespace scout::engine
