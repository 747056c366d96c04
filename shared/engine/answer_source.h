// The port through which the pump gets its answers: a cluster, a snapshot, or a test's table.
#pragma once

#include <functional>

#include "net/transport.h"
#include "trace/evidence.h"
#include "trace/query.h"

namespace scout::engine {

class AnswerSource {
  public:
    using Callback = std::function<void(trace::Answer)>;

    virtual ~AnswerSource() = default;
    /// Exactly one callback for each call, now or later. What could not be asked is an unseen answer, never a silence.
    virtual void ask(const trace::Query& query, Callback callback) = 0;
    /// Ends what is under way: its callbacks come with an unseen answer of kind cancelled.
    virtual void cancel() = 0;
    /// Sent and received since the beginning.
    virtual net::Usage usage() const = 0;
};

}  // namespace scout::engine
