#include "engine/live_lookups.h"

#include <algorithm>
#include <utility>

namespace scout::engine {

using base::ErrorKind;
using trace::Answer;
using trace::Query;

struct LiveLookups::Lookup {
    Lookup(Query asked, bool readOnce, Backoff pauses)
        : query(std::move(asked)), once(readOnce), backoff(std::move(pauses)) {
        pause.setSingleShot(true);
    }

    Query query;
    bool once = false;
    LiveGate::Ticket turn = 0;
    Backoff backoff;
    QTimer pause;
    int tries = 0;
    bool answered = false;
    std::unique_ptr<LiveFeed> feed;
};

namespace {

bool mayPass(const base::Error& error) {
    switch (error.kind) {
        case ErrorKind::timeout:
        case ErrorKind::throttled:
        case ErrorKind::server:
        case ErrorKind::protocol:
        case ErrorKind::cancelled:
            return true;
        default:
            return LiveGate::isServerWide(error);
    }
}

}  // namespace

LiveLookups::LiveLookups(net::Transport& transport, Cluster& cluster, LiveGate& gate, LiveFeed::Owner& owner,
                         const LiveEvidence::Options& options, Answered answered)
    : m_transport(transport),
      m_cluster(cluster),
      m_gate(gate),
      m_owner(owner),
      m_options(options),
      m_answered(std::move(answered)) {}

LiveLookups::~LiveLookups() {
    clear();
}

void LiveLookups::clear() {
    m_watches = 0;
    for (const auto& [key, lookup] : std::exchange(m_lookups, {})) {
        if (lookup->turn != 0) m_gate.forget(lookup->turn);
    }
}

void LiveLookups::forget(const std::function<bool(const Query& query)>& concerned) {
    std::erase_if(m_lookups, [&](const auto& entry) {
        const Lookup& lookup = *entry.second;
        if (!lookup.answered || !concerned(lookup.query)) return false;
        if (lookup.turn != 0) m_gate.forget(lookup.turn);
        if (lookup.feed) --m_watches;
        return true;
    });
}

void LiveLookups::followDenied() {
    for (const auto& [key, lookup] : m_lookups) {
        const bool denied = lookup->feed && lookup->feed->isForbidden();
        if (denied && lookup->turn == 0 && !lookup->pause.isActive()) lookup->pause.start(m_options.watchFor);
    }
}

std::size_t LiveLookups::open() const {
    return static_cast<std::size_t>(
        std::count_if(m_lookups.begin(), m_lookups.end(), [](const auto& entry) { return !entry.second->answered; }));
}

std::vector<LiveEvidence::FeedState> LiveLookups::states() const {
    std::vector<LiveEvidence::FeedState> out;
    for (const auto& [key, lookup] : m_lookups) {
        if (lookup->feed) out.push_back(lookup->feed->state());
    }
    return out;
}

void LiveLookups::begin(const Query& query, bool once) {
    const auto [entry, added] = m_lookups.try_emplace(query.key());
    if (!added) {
        entry->second->once = entry->second->once && once;
        return;
    }
    entry->second = std::make_shared<Lookup>(
        query, once, Backoff(m_options.firstRetry, m_options.lastRetry, [this] { return m_owner.random(); }));
    Lookup* lookup = entry->second.get();
    QObject::connect(&lookup->pause, &QTimer::timeout, &lookup->pause, [this, lookup] { queue(*lookup); });
    queue(*lookup);
}

void LiveLookups::queue(Lookup& lookup) {
    const LiveGate::Ticket turn = m_gate.enter(LiveGate::Lane::lookup, [this, &lookup](LiveGate::Ticket ticket) {
        lookup.turn = ticket;
        ask(lookup);
    });
    if (m_gate.isWaiting(turn)) lookup.turn = turn;
}

void LiveLookups::ask(Lookup& lookup) {
    ++lookup.tries;
    const auto found = m_lookups.find(lookup.query.key());
    m_cluster.answer(lookup.query, [this, weak = std::weak_ptr<Lookup>(found->second)](const Answer& answer) {
        // Nobody holds a look-up that was given up.
        if (const auto alive = weak.lock()) finished(*alive, answer);
    });
}

void LiveLookups::finished(Lookup& lookup, const Answer& answer) {
    const std::optional<base::Error> error = answer.isUnseen() ? std::optional(answer.error()) : std::nullopt;
    const bool away = error && LiveGate::isServerWide(*error);
    const bool again = away || (error && mayPass(*error) && lookup.tries < mostTries);
    // A fault that may pass does not take away what was seen, as with a watch that is cut.
    if (const bool seen = std::exchange(lookup.answered, true); !seen || !again)
        m_answered(lookup.query, answer, lookup.once);
    m_gate.leave(std::exchange(lookup.turn, 0), error);
    if (!error && lookup.once) {
        m_lookups.erase(lookup.query.key());
        return;
    }
    if (away) return queue(lookup);
    if (again) return lookup.pause.start(lookup.backoff.next());
    lookup.tries = 0;
    lookup.backoff.reset();
    if (!error) watch(lookup, answer);
}

void LiveLookups::watch(Lookup& lookup, const Answer& answer) {
    const Query& query = lookup.query;
    if (lookup.feed || query.type == Query::Type::search || answer.isNotInstalled()) return;
    const auto resource = m_cluster.resource(query.ref.group, query.ref.kind);
    if (!resource || !kube::isPossibleName(query.ref.name)) return;
    if (m_watches >= mostWatches) return lookup.pause.start(m_options.watchFor);
    ++m_watches;
    const std::string version = answer.isKnown() ? model::KubeObject(answer.value()).version() : query.version;
    LiveFeed::Subject subject{std::make_shared<LiveKind>(LiveKind{kube::preferring(*resource, version)}), query.type,
                              query.ref.ns, query.ref.name};
    lookup.feed = std::make_unique<LiveFeed>(m_transport, m_gate, m_owner, m_options, std::move(subject));
    if (answer.isKnown()) lookup.feed->expect(query.ref);
    lookup.feed->open();
}

}  // namespace scout::engine
