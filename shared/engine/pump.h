// The pump does all the waiting: it answers a round's questions in parallel and asks the tracer again, until nothing is
// asked.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/answer_source.h"
#include "model/trace.h"
#include "trace/investigate.h"

namespace scout::engine {

class Pump {
  public:
    /// trace::investigate with its options bound; a parameter, so that the pump knows no rule.
    using Investigate =
        std::function<trace::Investigation(const model::ObjectRef& subject, const trace::Evidence& evidence)>;

    struct Progress {
        std::int64_t rounds = 0;   ///< begun
        std::size_t asked = 0;     ///< questions of this round
        std::size_t answered = 0;  ///< of those
    };
    struct Outcome {
        std::vector<model::Trace> traces;  ///< one for each subject, in order; each states the cost of the whole run
        trace::Evidence evidence;
        bool cancelled = false;
    };
    struct Listeners {
        std::function<void(const std::vector<model::Trace>&)> round;  ///< partial traces after each round, may be empty
        std::function<void(const Progress&)> progress;                ///< after each answer, may be empty
        std::function<void(Outcome)> done;                            ///< exactly once
    };

    static constexpr std::int64_t maxRounds = 30;

    Pump(AnswerSource& source, Investigate investigate);

    /// Traces all subjects over one evidence, so that what they share is asked once. One run at a time. Questions left
    /// after maxRounds become unseen answers.
    void run(std::vector<model::ObjectRef> subjects, trace::Evidence known, Listeners listeners);
    /// The run ends with what it has: open questions become unseen answers of kind cancelled.
    void cancel();

  private:
    struct State;
    void round();
    void finish(std::vector<model::Trace> traces);

    AnswerSource& m_source;
    Investigate m_investigate;
    std::shared_ptr<State> m_state;
};

}  // namespace scout::engine
