#include "engine/pump.h"

#include <utility>

namespace scout::engine {

struct Pump::State {
    std::vector<model::ObjectRef> subjects;
    trace::Evidence evidence;
    Listeners listeners;
    net::Usage before;
    Progress progress;
    bool cancelled = false;
};

Pump::Pump(AnswerSource& source, Investigate investigate) : m_source(source), m_investigate(std::move(investigate)) {}

void Pump::run(std::vector<model::ObjectRef> subjects, trace::Evidence known, Listeners listeners) {
    m_state = std::make_shared<State>();
    m_state->subjects = std::move(subjects);
    m_state->evidence = std::move(known);
    m_state->listeners = std::move(listeners);
    m_state->before = m_source.usage();
    round();
}

void Pump::cancel() {
    if (!m_state) return;
    m_state->cancelled = true;
    m_source.cancel();
}

void Pump::round() {
    const std::shared_ptr<State> state = m_state;
    std::vector<model::Trace> traces;
    std::map<std::string, trace::Query> questions;
    for (const model::ObjectRef& subject : state->subjects) {
        trace::Investigation step = m_investigate(subject, state->evidence);
        traces.push_back(std::move(step.trace));
        for (trace::Query& query : step.questions) questions.try_emplace(query.key(), std::move(query));
    }
    if (state->listeners.round) state->listeners.round(traces);
    if (questions.empty()) {
        finish(std::move(traces));
        return;
    }
    const bool overdrawn = state->progress.rounds >= maxRounds;
    ++state->progress.rounds;
    state->progress.asked = questions.size();
    state->progress.answered = 0;
    const auto answered = [this, state](const trace::Query& query, trace::Answer answer) {
        state->evidence.add(query, std::move(answer));
        if (state->listeners.progress)
            state->listeners.progress({state->progress.rounds, state->progress.asked, state->progress.answered + 1});
        if (++state->progress.answered == state->progress.asked) round();
    };
    for (auto& [key, query] : questions) {
        if (state->cancelled)
            answered(query, trace::Answer::unseen({base::ErrorKind::cancelled, "cancelled", query.ref.label(), {}}));
        else if (overdrawn)
            answered(query, trace::Answer::unseen({base::ErrorKind::internal,
                                                   "the trace asked for more rounds than allowed",
                                                   query.ref.label(),
                                                   {}}));
        else
            m_source.ask(query,
                         [answered, asked = query](trace::Answer answer) { answered(asked, std::move(answer)); });
    }
}

void Pump::finish(std::vector<model::Trace> traces) {
    const std::shared_ptr<State> state = std::exchange(m_state, nullptr);
    const net::Usage usage = m_source.usage();
    for (model::Trace& trace : traces) {
        trace.cost = {usage.requests - state->before.requests, state->progress.rounds,
                      usage.bytes - state->before.bytes};
    }
    if (state->listeners.done) state->listeners.done({std::move(traces), std::move(state->evidence), state->cancelled});
}

}  // namespace scout::engine
