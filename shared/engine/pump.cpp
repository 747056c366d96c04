#include "engine/pump.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
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
    int goingsOn = 0;
    std::set<std::string> open;  ///< questions of this round without an answer yet
    /// What the cluster has answered in this round. It joins the evidence at the round's end, so that what registries
    /// are asked meanwhile does not depend on the order of arrival.
    std::vector<std::pair<Query, Answer>> held;
    bool asking = false;          ///< inside ask(): answers that come at once must not start the next round from there
    std::set<std::size_t> again;  ///< subjects for which a registry or ConfigHub has answered
    /// Who asked what is not of the cluster: with many subjects, an answer is a reason to look at these only.
    std::map<std::string, std::set<std::size_t>> askers;
};

namespace {

/// A guard against a rule that always asks: after so many, what a registry is asked next waits for the round's end.
constexpr int mostGoingsOn = 1000;

/// Each question once, and no metadata of an object that is asked for in full anyway.
std::vector<Query> distinct(const std::vector<Query>& questions, const trace::Evidence& evidence) {
    std::map<std::string, Query> byKey;
    for (const Query& question : questions) {
        if (evidence.isOpen(question)) byKey.try_emplace(question.key(), question);
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
    m_run->traces.resize(m_run->subjects.size());
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

std::vector<Query> Pump::investigate(const std::vector<std::size_t>& subjects) {
    std::vector<Query> questions;
    for (const std::size_t subject : subjects) {
        trace::Investigation found = m_investigate(m_run->subjects[subject], m_run->evidence);
        m_run->traces[subject] = std::move(found.trace);
        for (Query& question : found.questions) {
            if (!trace::isOfCluster(question.type)) m_run->askers[question.key()].insert(subject);
            questions.push_back(std::move(question));
        }
    }
    return distinct(questions, m_run->evidence);
}

std::vector<Query> Pump::investigateAll() {
    std::vector<std::size_t> all(m_run->subjects.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return investigate(all);
}

/// A loop and not a recursion, so that a source that answers at once cannot exhaust the stack.
void Pump::advance() {
    const std::shared_ptr<Run> run = m_run;
    while (m_run == run) {
        if (!run->again.empty()) {
            goOn();
        } else if (run->open.empty()) {
            if (!nextRound()) return;  // `done` may have destroyed the pump
        } else {
            return;
        }
    }
}

/// Everything has been answered. False when nothing more is asked: the run has ended.
bool Pump::nextRound() {
    const std::shared_ptr<Run> run = m_run;
    release();
    std::vector<Query> questions = investigateAll();
    if (questions.empty()) {
        finish(false);
        return false;
    }
    if (run->rounds >= m_options.maxRounds) {
        for (Query& question : questions) {
            run->evidence.add(std::move(question),
                              Answer::unseen({base::ErrorKind::internal,
                                              "the trace was stopped after " + std::to_string(run->rounds) + " rounds",
                                              run->subjects.front().label(), "report this as a bug, with a snapshot"}));
        }
        investigateAll();
        finish(false);
        return false;
    }
    ++run->rounds;
    ask(std::move(questions), false);
    return true;
}

void Pump::release() {
    for (auto& [query, answer] : std::exchange(m_run->held, {}))
        m_run->evidence.add(std::move(query), std::move(answer));
}

/// What registries and ConfigHub are asked next, because of what they have answered.
void Pump::goOn() {
    const std::set<std::size_t> subjects = std::exchange(m_run->again, {});
    if (m_run->goingsOn >= mostGoingsOn) return;
    std::vector<Query> questions = investigate({subjects.begin(), subjects.end()});
    std::erase_if(questions,
                  [this](const Query& query) { return isOfCluster(query.type) || m_run->open.contains(query.key()); });
    if (!questions.empty()) ask(std::move(questions), true);
}

void Pump::ask(std::vector<Query> questions, bool goesOn) {
    const std::shared_ptr<Run> run = m_run;
    if (goesOn) ++run->goingsOn;
    if (m_options.onRound) m_options.onRound(Round{run->rounds, goesOn, questions.size(), run->traces});
    if (m_run != run) return;
    for (const Query& question : questions) run->open.insert(question.key());
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
    m_run->open.erase(query.key());
    if (isOfCluster(query.type)) {
        m_run->held.emplace_back(query, answer);
    } else {
        m_run->evidence.add(query, answer);
    }
    if (const auto askers = m_run->askers.find(query.key()); askers != m_run->askers.end())
        m_run->again.insert(askers->second.begin(), askers->second.end());
    if (!m_run->asking) advance();
}

void Pump::finish(bool cancelled) {
    release();
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
