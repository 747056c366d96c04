// The pump does all the waiting: it lets the tracer ask, has a round's questions answered in parallel, adds the answers
// to the evidence and lets the tracer ask again, until nothing is asked (design: architecture.md). Registries and
// ConfigHub are not held up by the cluster: their next question is asked as soon as their answer is there, and is of
// the same round (decision 0017).
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "engine/answer_source.h"
#include "model/object.h"
#include "model/trace.h"
#include "trace/evidence.h"
#include "trace/investigate.h"

namespace scout::engine {

class Pump {
  public:
    /// trace::investigate with its options bound.
    using Investigate =
        std::function<trace::Investigation(const model::ObjectRef& subject, const trace::Evidence& evidence)>;

    struct Round {
        int number = 0;                           ///< 1 for the first
        bool goesOn = false;                      ///< more is asked of registries and ConfigHub in this round
        std::size_t questions = 0;                ///< that are asked now
        const std::vector<model::Trace>& traces;  ///< what is proven before their answers, one for each subject
    };
    struct Options {
        /// A guard against a rule that always asks. What is still asked then is answered as unseen.
        int maxRounds = 30;
        std::function<void(const Round&)> onRound;
    };

    /// `traces` in the order of the subjects; the cost of each is the whole run's, because subjects share their
    /// evidence.
    struct Outcome {
        std::vector<model::Trace> traces;
        trace::Evidence evidence;
        bool cancelled = false;
    };
    using Done = std::function<void(Outcome)>;

    /// `source` must outlive the pump. One run at a time.
    Pump(AnswerSource& source, Investigate investigate, Options options);
    Pump(AnswerSource& source, Investigate investigate);
    /// A run that has not ended never calls back.
    ~Pump();

    /// `evidence` is what is known already; its context and recordedAt are kept. `done` comes once and may come before
    /// this returns.
    void run(std::vector<model::ObjectRef> subjects, trace::Evidence evidence, Done done);
    /// Ends the run with what is proven so far, at once.
    void cancel();

  private:
    struct Run;
    std::vector<trace::Query> investigate(const std::vector<std::size_t>& subjects);
    std::vector<trace::Query> investigateAll();
    void advance();
    bool nextRound();
    void release();
    void goOn();
    void ask(std::vector<trace::Query> questions, bool goesOn);
    void answered(const trace::Query& query, const trace::Answer& answer);
    void finish(bool cancelled);

    AnswerSource& m_source;
    Investigate m_investigate;
    Options m_options;
    std::shared_ptr<Run> m_run;
};

}  // namespace scout::engine
