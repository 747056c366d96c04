#include "engine/live_evidence.h"

#include <QRandomGenerator>
#include <QTimer>
#include <algorithm>
#include <map>
#include <utility>

#include "engine/live_feed.h"
#include "engine/live_gate.h"
#include "engine/live_lookups.h"
#include "engine/live_store.h"

namespace scout::engine {

using base::Error;
using base::ErrorKind;
using trace::Answer;
using trace::Query;

namespace {

LiveEvidence::Options withRandom(LiveEvidence::Options options) {
    if (!options.random) options.random = [] { return QRandomGenerator::global()->generateDouble(); };
    return options;
}

}  // namespace

/// Joins the feeds, the look-ups and the store. Ports are called from timers only, so that they may destroy it.
class LiveEvidence::Feeds final : public LiveFeed::Owner {
  public:
    Feeds(net::Transport& transport, Cluster& cluster, std::vector<trace::SurveyKind> kinds, Scope scope, Ports ports,
          Options options)
        : m_transport(transport),
          m_cluster(cluster),
          m_surveyed(std::move(kinds)),
          m_scope(std::move(scope)),
          m_ports(std::move(ports)),
          m_options(withRandom(std::move(options))),
          m_store(m_scope.context, [this] { m_changesTimer.start(m_options.changesEvery); }),
          m_gate(m_options.parallelLists, 4 * m_options.parallelLists,
                 Backoff(m_options.firstRetry, m_options.lastRetry, m_options.random), [this] { feedChanged(); }),
          m_lookups(transport, cluster, m_gate, *this, m_options,
                    [this](const Query& query, const Answer& answer, bool once) { lookedUp(query, answer, once); }) {
        m_changesTimer.setSingleShot(true);
        m_feedsTimer.setSingleShot(true);
        QObject::connect(&m_changesTimer, &QTimer::timeout, &m_changesTimer, [this] { tellChanges(); });
        QObject::connect(&m_feedsTimer, &QTimer::timeout, &m_feedsTimer, [this] { tellFeeds(); });
        makeFeeds();
    }
    ~Feeds() override { stop(); }

    void start() {
        m_stopped = false;
        m_gate.reset();
        for (const auto& feed : m_feeds) feed->open();
    }

    void stop() {
        m_stopped = true;
        m_gate.shut();
        m_waiting.clear();
        m_lookups.clear();
        for (const auto& feed : m_feeds) feed->close();
    }

    void refresh() {
        stop();
        m_groups.clear();
        for (const auto& [kind, known] : m_kinds) known->absent = false;
        m_store.forgetSearches();
        start();
        for (const auto& [key, query] : m_asked) settle(query);
    }

    void ask(const std::vector<Query>& questions) {
        for (const Query& query : questions) {
            if (m_store.evidence().find(query) != nullptr) continue;
            m_asked.insert_or_assign(query.key(), query);
            if (!m_stopped) settle(query);
        }
    }

    void keepWhole(const std::vector<model::ObjectRef>& objects) {
        for (const model::ObjectRef& ref : objects) {
            const Query query = trace::askFor(ref);
            if (query.type == Query::Type::object && m_whole.insert(query.key()).second) readWhole(query);
        }
    }

    void put(const Query& query, const Answer& answer) { m_store.put(query, answer); }
    std::size_t open() const { return m_waiting.size() + m_lookups.open(); }
    const trace::Evidence& evidence() const { return m_store.evidence(); }

  private:
    enum class Cover { none, pending, complete, absent };
    using KindKey = std::pair<std::string, std::string>;
    using VersionsCallback = std::function<void(const base::Result<std::vector<std::string>>&)>;

    void makeFeeds() {
        std::vector<std::string> namespaces = m_scope.namespaces;
        if (namespaces.empty()) namespaces.emplace_back();
        for (const trace::SurveyKind& surveyed : m_surveyed) {
            const auto resource = m_cluster.resource(surveyed.group, surveyed.kind);
            if (!resource) continue;
            const auto kind = std::make_shared<LiveKind>(LiveKind{*resource});
            m_kinds[{surveyed.group, surveyed.kind}] = kind;
            const Query::Type type = trace::askFor({surveyed.group, surveyed.kind, {}, {}}).type;
            using Role = trace::SurveyKind::Role;
            const bool whole = surveyed.role == Role::applier || surveyed.role == Role::source;
            const std::vector<std::string> all{{}};
            for (const std::string& ns : resource->namespaced ? namespaces : all) {
                m_feeds.push_back(std::make_unique<LiveFeed>(m_transport, m_gate, *this, m_options,
                                                             LiveFeed::Subject{kind, type, ns, {}, whole}));
                if (surveyed.role == Role::applier) m_appliers.push_back(m_feeds.back().get());
            }
        }
    }

    // LiveFeed::Owner
    void seen(const Query& query, const base::Json& object) override {
        m_store.see(query, object);
        if (wantsWhole(query)) readWhole(query);
    }
    bool wantsWhole(const Query& query) const override { return m_whole.contains(query.key()); }
    void gone(const model::ObjectRef& ref) override {
        m_store.gone(ref, [this](const std::string& key) { return m_asked.contains(key); });
    }
    void denied(const LiveFeed::Subject& subject) override { m_denied.push_back(subject); }
    void feedChanged() override {
        if (!m_feedsTimer.isActive()) m_feedsTimer.start(0);
    }
    double random() override { return m_options.random(); }

    /// Asked once for all kinds of the group.
    void versions(const std::string& group, VersionsCallback callback) override {
        if (const auto known = m_groups.find(group); known != m_groups.end()) return callback(known->second);
        std::vector<VersionsCallback>& waiting = m_versionsWaiting[group];
        waiting.push_back(std::move(callback));
        if (waiting.size() > 1) return;
        m_cluster.versions(group, [this, group, weak = std::weak_ptr<bool>(m_alive)](const auto& served) {
            if (weak.expired()) return;
            if (served) m_groups.insert_or_assign(group, *served);
            const auto asking = m_versionsWaiting.extract(group);
            for (const VersionsCallback& one : asking.mapped()) one(served);
        });
    }

    Cover cover(const Query& query) const {
        const model::ObjectRef& ref = query.ref;
        Cover best = Cover::none;
        for (const auto& feed : m_feeds) {
            const LiveFeed::Subject& subject = feed->subject();
            const kube::Resource& resource = subject.kind->resource;
            if (resource.group != ref.group || resource.kind != ref.kind) continue;
            const bool everywhere = subject.ns.empty();
            if (!everywhere && (query.type == Query::Type::search || subject.ns != ref.ns)) continue;
            // A list of metadata knows which objects there are, and no more.
            const bool bodyWanted = query.type != Query::Type::metadata && subject.type == Query::Type::metadata;
            if (feed->isAbsent()) return Cover::absent;
            if (feed->isListing()) best = Cover::pending;
            if (!feed->isComplete()) continue;
            const bool absent = query.type == Query::Type::object && !isKnown({Query::Type::metadata, ref, {}});
            if (!bodyWanted || absent) return Cover::complete;
        }
        return best;
    }

    void settle(const Query& query) {
        switch (cover(query)) {
            case Cover::none:
                return m_lookups.begin(query);
            case Cover::pending:
                m_waiting.insert_or_assign(query.key(), query);
                return;
            case Cover::absent:
                return m_store.put(query, Answer::notInstalled());
            case Cover::complete:
                if (query.type == Query::Type::search) return m_store.keepSearch(query);
                if (!isKnown(query)) m_store.put(query, Answer::missing());
                return;
        }
    }

    /// As if no list had ever brought it: what the graph still asks of it is looked up one by one, and may be denied.
    void forget(const LiveFeed::Subject& denied) {
        const kube::Resource& resource = denied.kind->resource;
        const auto concerned = [&](const Query& query) {
            const model::ObjectRef& ref = query.ref;
            return trace::isOfCluster(query.type) && query.cluster == Query::Cluster::traced &&
                   ref.group == resource.group && ref.kind == resource.kind &&
                   (denied.ns.empty() || ref.ns == denied.ns) && (denied.name.empty() || ref.name == denied.name);
        };
        m_lookups.forget(concerned);
        m_store.forget(concerned);
    }

    bool isKnown(const Query& query) const {
        const Answer* known = m_store.evidence().find(query);
        return known != nullptr && known->isKnown();
    }

    void readWhole(const Query& query) {
        if (!m_stopped && m_store.isPartial(query)) m_lookups.readOnce(query);
    }

    /// What a list or a watch has brought meanwhile is younger.
    void lookedUp(const Query& query, const Answer& answer, bool once) {
        feedChanged();  // one less is open, also where that changes no evidence
        if (wantsWhole(query) && answer.isKnown()) m_store.complete(query, answer.value());
        if (once) return;
        if (cover(query) == Cover::complete) return settle(query);
        const bool isObject = query.type == Query::Type::object || query.type == Query::Type::metadata;
        if (isObject && answer.isKnown()) return m_store.see(query, answer.value());
        m_store.put(query, answer);
    }

    /// Lest anybody say that no applier lists an object while appliers are not known.
    void noteUnread() {
        for (const LiveFeed* feed : m_appliers) {
            const kube::Resource& resource = feed->subject().kind->resource;
            const Query list{Query::Type::list, {resource.group, resource.kind, feed->subject().ns, {}}, {}};
            if (feed->wasListed() || feed->isAbsent()) {
                m_store.remove(list);
                continue;
            }
            Error why = feed->state().error;
            if (why.what.empty())
                why = {ErrorKind::timeout, "the list of " + resource.plural + " has not been answered yet", {}, {}};
            const Answer* known = m_store.evidence().find(list);
            if (known == nullptr || !known->isUnseen() || known->error() != why)
                m_store.put(list, Answer::unseen(std::move(why)));
        }
    }

    void tellChanges() {
        m_changesTimer.stop();
        const std::set<std::string> keys = m_store.takeChanged();
        const auto changed = m_ports.changed;
        if (changed && !keys.empty()) changed(keys);
    }

    void tellFeeds() {
        for (const LiveFeed::Subject& subject : std::exchange(m_denied, {})) forget(subject);
        noteUnread();
        m_lookups.followDenied();
        for (const auto& [key, query] : std::exchange(m_waiting, {})) settle(query);
        const std::weak_ptr<bool> alive = m_alive;
        tellChanges();  // what was seen comes before the news that all was seen
        if (alive.expired()) return;
        std::vector<FeedState> states;
        for (const auto& feed : m_feeds) states.push_back(feed->state());
        const auto feeds = m_ports.feeds;
        if (feeds) feeds(states);
        if (alive.expired() || !m_ports.lookups) return;
        const auto lookups = m_ports.lookups;
        lookups(m_lookups.states());
    }

    net::Transport& m_transport;
    Cluster& m_cluster;
    std::vector<trace::SurveyKind> m_surveyed;
    Scope m_scope;
    Ports m_ports;
    Options m_options;
    QTimer m_changesTimer;
    QTimer m_feedsTimer;
    LiveStore m_store;
    LiveGate m_gate;
    std::map<KindKey, std::shared_ptr<LiveKind>> m_kinds;
    std::vector<std::unique_ptr<LiveFeed>> m_feeds;
    std::vector<const LiveFeed*> m_appliers;  ///< of the feeds
    LiveLookups m_lookups;
    std::map<std::string, Query> m_asked;     ///< ever, by key
    std::set<std::string> m_whole;            ///< keys of the objects that are kept whole
    std::map<std::string, Query> m_waiting;   ///< for a list that is under way
    std::vector<LiveFeed::Subject> m_denied;  ///< not yet forgotten
    std::map<std::string, std::vector<std::string>> m_groups;
    std::map<std::string, std::vector<VersionsCallback>> m_versionsWaiting;
    bool m_stopped = true;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

LiveEvidence::LiveEvidence(net::Transport& transport, Cluster& cluster, std::vector<trace::SurveyKind> kinds,
                           Scope scope, Ports ports, Options options)
    : m_feeds(std::make_unique<Feeds>(transport, cluster, std::move(kinds), std::move(scope), std::move(ports),
                                      std::move(options))) {}

LiveEvidence::~LiveEvidence() = default;

void LiveEvidence::start() {
    m_feeds->start();
}

void LiveEvidence::stop() {
    m_feeds->stop();
}

void LiveEvidence::refresh() {
    m_feeds->refresh();
}

void LiveEvidence::ask(const std::vector<trace::Query>& questions) {
    m_feeds->ask(questions);
}

void LiveEvidence::keepWhole(const std::vector<model::ObjectRef>& objects) {
    m_feeds->keepWhole(objects);
}

void LiveEvidence::put(const trace::Query& query, const trace::Answer& answer) {
    m_feeds->put(query, answer);
}

std::size_t LiveEvidence::open() const {
    return m_feeds->open();
}

const trace::Evidence& LiveEvidence::evidence() const {
    return m_feeds->evidence();
}

}  // namespace scout::engine
