// Answers out of recorded evidence (--from FILE, --demo): no network.
#pragma once

#include "engine/answer_source.h"

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

}  // namespace scout::engine
