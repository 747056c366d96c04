#include "kubectl-scout/watching.h"

#include <algorithm>
#include <utility>

namespace scout::plugin {

namespace {

using Feed = engine::LiveEvidence::Feed;
using FeedState = engine::LiveEvidence::FeedState;

constexpr std::chrono::seconds clockEvery{15};

bool isWatchable(const trace::Query& query) {
    const bool object = query.type == trace::Query::Type::object || query.type == trace::Query::Type::metadata;
    return object && query.cluster == trace::Query::Cluster::traced;
}

bool isAway(const FeedState& state) {
    return state.feed == Feed::reconnecting || state.feed == Feed::failed;
}

}  // namespace

Watching::Watching(net::Transport& transport, engine::Cluster& cluster, engine::AnswerSource& others,
                   std::vector<model::ObjectRef> subjects, trace::Evidence seen, trace::Options options, Ports ports)
    : m_subjects(std::move(subjects)),
      m_seen(std::move(seen)),
      m_options(std::move(options)),
      m_ports(std::move(ports)),
      m_others(others, [this](const trace::Query& query, const trace::Answer& answer) { heard(query, answer); }),
      m_live(transport, cluster, {}, {{}, m_seen.context},
             {[this](const std::set<std::string>& keys) { changed(keys); },
              {},
              [this](const std::vector<FeedState>& states) { tell(states); }},
             engine::LiveEvidence::Options()) {
    m_others.start(m_seen);
    QObject::connect(&m_clock, &QTimer::timeout, &m_clock, [this] { look(); });
}

void Watching::start() {
    m_live.start();
    std::vector<trace::Query> known;
    for (const auto& [key, entry] : m_seen.entries()) {
        if (isWatchable(entry.query)) known.push_back(entry.query);
    }
    m_live.ask(known);
    m_clock.start(clockEvery);
}

trace::Evidence Watching::merged() const {
    trace::Evidence evidence = m_seen;
    for (const auto& [key, entry] : m_live.evidence().entries()) evidence.add(entry.query, entry.answer);
    return evidence;
}

void Watching::changed(const std::set<std::string>& keys) {
    m_others.changed(merged(), keys);
    look();
}

void Watching::heard(const trace::Query& query, const trace::Answer& answer) {
    m_seen.add(query, answer);
    QTimer::singleShot(0, &m_clock, [this] { look(); });
}

void Watching::look() {
    const trace::Evidence evidence = merged();
    trace::Options options = m_options;
    options.now = m_ports.now();
    std::vector<model::Trace> traces;
    std::vector<trace::Query> questions;
    for (const model::ObjectRef& subject : m_subjects) {
        trace::Investigation found = trace::investigate(subject, evidence, options);
        questions.insert(questions.end(), found.questions.begin(), found.questions.end());
        found.trace.cost.rounds = m_rounds;
        traces.push_back(std::move(found.trace));
    }
    if (questions.empty())
        m_ports.settled(std::move(traces), evidence);
    else
        ask(questions);
}

void Watching::ask(const std::vector<trace::Query>& questions) {
    std::vector<trace::Query> watchable;
    bool isRound = false;
    for (const trace::Query& query : questions) {
        const bool watched = isWatchable(query);
        if (watched) watchable.push_back(query);
        const bool isNew = watched ? m_asked.insert(query.key()).second : m_others.ask(query);
        isRound = isRound || isNew;
    }
    if (isRound) ++m_rounds;
    m_live.ask(watchable);
}

void Watching::tell(const std::vector<FeedState>& states) {
    std::string trouble;
    const auto away = std::find_if(states.begin(), states.end(), isAway);
    const auto denied = std::find_if(states.begin(), states.end(),
                                     [](const FeedState& state) { return state.feed == Feed::forbidden; });
    if (away != states.end())
        trouble = "the connection was lost (" + away->error.what + "); trying again, what is shown may be old";
    else if (denied != states.end())
        trouble = denied->kind + " may not be watched (" + denied->error.what + "); it is shown as it was read first";
    // Back is only what has been listed again.
    const bool listing =
        std::any_of(states.begin(), states.end(), [](const FeedState& state) { return state.feed == Feed::listing; });
    if (trouble.empty() && listing) return;
    if (std::exchange(m_trouble, trouble) != trouble) m_ports.connection(trouble);
}

}  // namespace scout::plugin
