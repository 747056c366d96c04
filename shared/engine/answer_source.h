// Where answers come from: a cluster, or a recording.
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
    /// The callback comes exactly once; it may come before this returns.
    virtual void answer(const trace::Query& query, Callback callback) = 0;
    /// Every question under way is answered soon, as unseen (cancelled) where nothing better is known.
    virtual void cancel() = 0;
    /// What the answers have cost so far.
    virtual net::Usage usage() const = 0;
};

}  // namespace scout::engine
