#include "engine/pump.h"

#include <map>
#include <utility>

namespace scout::engine {

using trace::Answer;
using trace::Query;

struct Pump::Run {
    std::vector<model::ObjectRef> subjects;
    trace::Evidence evidence;
    Done done;
    std::vector<model::Trace> traces;
    net::Usage usageBefore;
    int rounds = 0;
    std::size_t open = 0;  ///< questions of this round without an answer yet
    bool asking = false;   ///< inside ask(): answers that come at once must not start the next round from there
};

namespace {

/// Each question once, and no metadata of an object that is asked for in full anyway.
std::vector<Query> distinct(const std::vector<Query>& questions, const trace::Evidence& evidence) {
    std::map<std::string, Query> byKey;
    for (const Query& question : questions) {
        if (!evidence.find(question)) byKey.try_emplace(question.key(), question);
    }
    std::vector<Query> result;
    for (const auto& [key, question] : byKey) {
        const bool covered = question.type == Query::Type::metadata && byKey.contains(fullOf(question).key());
        if (!covered) result.push_back(question);
    }
    return result;
}

}  // namespace

Pump::Pump(AnswerSource& source, Investigate investigate, Options options)
    : m_source(source), m_investigate(std::move(investigate)), m_options(std::move(options)) {}

Pump::Pump(AnswerSource& source, Investigate investigate) : Pump(source, std::move(investigate), Options()) {}

Pump::~Pump() = default;

void Pump::run(std::vector<model::ObjectRef> subjects, trace::Evidence evidence, Done done) {
    m_run = std::make_shared<Run>();
    m_run->subjects = std::move(subjects);
    m_run->evidence = std::move(evidence);
    m_run->done = std::move(done);
    m_run->usageBefore = m_source.usage();
    advance();
}

void Pump::cancel() {
    if (!m_run) return;
    // `done` may destroy the pump.
    AnswerSource& source = m_source;
    finish(true);
    source.cancel();
}

std::vector<Query> Pump::investigateAll() {
    std::vector<Query> questions;
    m_run->traces.clear();
    for (const model::ObjectRef& subject : m_run->subjects) {
        trace::Investigation found = m_investigate(subject, m_run->evidence);
        m_run->traces.push_back(std::move(found.trace));
        questions.insert(questions.end(), found.questions.begin(), found.questions.end());
    }
    return distinct(questions, m_run->evidence);
}

/// A loop and not a recursion, so that a source that answers at once cannot exhaust the stack.
void Pump::advance() {
    const std::shared_ptr<Run> run = m_run;
    while (m_run == run && run->open == 0) {
        std::vector<Query> questions = investigateAll();
        if (questions.empty()) return finish(false);
        if (run->rounds >= m_options.maxRounds) {
            for (Query& question : questions) {
                run->evidence.add(
                    std::move(question),
                    Answer::unseen({base::ErrorKind::internal,
                                    "the trace was stopped after " + std::to_string(run->rounds) + " rounds",
                                    run->subjects.front().label(), "report this as a bug, with a snapshot"}));
            }
            investigateAll();
            return finish(false);
        }
        ++run->rounds;
        if (m_options.onRound) m_options.onRound(Round{run->rounds, questions.size(), run->traces});
        if (m_run != run) return;
        ask(std::move(questions));
    }
}

void Pump::ask(std::vector<Query> questions) {
    const std::shared_ptr<Run> run = m_run;
    run->open = questions.size();
    run->asking = true;
    for (const Query& question : questions) {
        if (m_run != run) return;
        m_source.answer(question, [this, weak = std::weak_ptr<Run>(run), question](const Answer& answer) {
            // Nobody holds a run that was cancelled, replaced or destroyed with its pump.
            const std::shared_ptr<Run> alive = weak.lock();
            if (!alive || m_run != alive) return;
            answered(question, answer);
        });
    }
    run->asking = false;
}

void Pump::answered(const Query& query, const Answer& answer) {
    m_run->evidence.add(query, answer);
    --m_run->open;
    if (m_run->open == 0 && !m_run->asking) advance();
}

void Pump::finish(bool cancelled) {
    const std::shared_ptr<Run> run = std::exchange(m_run, nullptr);
    const net::Usage usage = m_source.usage();
    for (model::Trace& trace : run->traces) {
        trace.cost.requests = usage.requests - run->usageBefore.requests;
        trace.cost.bytes = usage.bytes - run->usageBefore.bytes;
        trace.cost.rounds = run->rounds;
        trace.cost.registryRequests = usage.registryRequests - run->usageBefore.registryRequests;
        trace.cost.configHubRequests = usage.configHubRequests - run->usageBefore.configHubRequests;
    }
    run->done(Outcome{std::move(run->traces), std::move(run->evidence), cancelled});
}

}  // namespace scout::engine
