#include "engine/live_feed.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "kube/admit.h"
#include "model/object.h"

namespace scout::engine {

using base::Error;
using base::ErrorKind;
using base::HttpRequest;
using base::HttpResponse;
using base::Json;
using base::Result;
using Feed = LiveEvidence::Feed;

namespace {

/// Beyond the time that the server was asked to end the watch after, at random, lest all end at once.
constexpr std::chrono::seconds watchSpread{60};

kube::Detail detailOf(const LiveFeed::Subject& subject) {
    if (subject.type == trace::Query::Type::metadata) return kube::Detail::metadata;
    return subject.whole ? kube::Detail::full : kube::Detail::lean;
}

/// Without the page that it came with.
Json ofItsOwn(const Json& object) {
    return object.exists() ? Json(nlohmann::json(*object.raw())) : Json();
}

/// Some of what a lean subject's watch brings is kept whole.
kube::Detail watchDetailOf(const LiveFeed::Subject& subject) {
    const kube::Detail detail = detailOf(subject);
    return detail == kube::Detail::lean ? kube::Detail::full : detail;
}

}  // namespace

LiveFeed::LiveFeed(net::Transport& transport, LiveGate& gate, Owner& owner, const LiveEvidence::Options& options,
                   Subject subject)
    : m_transport(transport),
      m_gate(gate),
      m_owner(owner),
      m_options(options),
      m_subject(std::move(subject)),
      m_backoff(options.firstRetry, options.lastRetry, [&owner] { return owner.random(); }) {
    m_pause.setSingleShot(true);
    QObject::connect(&m_pause, &QTimer::timeout, &m_pause, [this] { queue(); });
}

LiveFeed::~LiveFeed() {
    stop();
}

template <typename... Arguments, typename Callback>
auto LiveFeed::current(Callback callback) {
    m_current = std::make_shared<bool>(true);
    return [weak = std::weak_ptr<bool>(m_current), callback = std::move(callback)](Arguments... arguments) {
        if (!weak.expired()) callback(arguments...);
    };
}

void LiveFeed::open() {
    stop();
    m_resourceVersion.clear();
    m_askedGroup = false;
    m_renewedCredentials = false;
    m_expired = false;
    m_backoff.reset();
    settle(Feed::listing, {});
    queue();
}

void LiveFeed::close() {
    stop();
    settle(Feed::stopped, {});
}

void LiveFeed::expect(const model::ObjectRef& ref) {
    m_known.emplace(ref.ns, ref.name);
}

LiveEvidence::FeedState LiveFeed::state() const {
    const kube::Resource& resource = m_subject.kind->resource;
    LiveEvidence::FeedState state{resource.group, resource.kind, m_subject.ns, m_feed, m_error, {}};
    if (m_pause.isActive()) {
        state.retryIn = m_pause.remainingTimeAsDuration();
    } else if (m_feed != Feed::listing && m_gate.isWaiting(m_turn)) {
        state.retryIn = m_gate.closedFor().value_or(std::chrono::milliseconds(0));
    }
    return state;
}

/// Gives up whatever is under way; its callbacks never come.
void LiveFeed::stop() {
    m_current.reset();
    m_pause.stop();
    if (const auto request = std::exchange(m_request, 0)) m_transport.cancel(request);
    if (const auto turn = std::exchange(m_turn, 0)) m_gate.forget(turn);
}

void LiveFeed::settle(Feed feed, const Error& error) {
    m_feed = feed;
    m_error = error;
    m_owner.feedChanged();
}

void LiveFeed::queue() {
    const LiveGate::Ticket turn = m_gate.enter(LiveGate::Lane::feed, [this](LiveGate::Ticket ticket) {
        m_turn = ticket;
        begin();
    });
    // Otherwise it has come already, and may be over.
    if (m_gate.isWaiting(turn)) m_turn = turn;
}

void LiveFeed::leave(const std::optional<Error>& error) {
    m_request = 0;
    if (const auto turn = std::exchange(m_turn, 0)) m_gate.leave(turn, error);
}

void LiveFeed::begin() {
    if (m_resourceVersion.empty()) {
        list();
    } else {
        watch();
    }
}

void LiveFeed::list() {
    if (m_subject.kind->absent) return absent();
    kube::ListObjects::Selection selection;
    selection.ns = m_subject.ns;
    if (!m_subject.name.empty()) selection.fieldSelector = "metadata.name=" + m_subject.name;
    m_list = std::make_unique<kube::ListObjects>(m_subject.kind->resource, selection, detailOf(m_subject));
    m_restarts = 0;
    m_listed.clear();
    ask(m_list->start());
}

void LiveFeed::ask(const HttpRequest& request) {
    m_request = m_transport.get(request, current<const Result<HttpResponse>&>([this](const auto& response) {
                                    if (!response) return failed(response.error());
                                    listStep(*response);
                                }));
}

void LiveFeed::listStep(const HttpResponse& response) {
    const base::Step<kube::ReadAnswer> step = m_list->next(response);
    if (m_restarts != m_list->restarts()) m_listed.clear();
    m_restarts = m_list->restarts();
    for (const Json& object : m_list->takeItems()) see(object);
    if (const auto* next = std::get_if<HttpRequest>(&step)) return ask(*next);
    if (const auto* error = std::get_if<Error>(&step)) return failed(*error);
    const auto& answer = std::get<kube::ReadAnswer>(step);
    if (!answer.found) return notServed();
    listed(answer);
}

void LiveFeed::listed(const kube::ReadAnswer& answer) {
    std::vector<Name> vanished;
    std::set_difference(m_known.begin(), m_known.end(), m_listed.begin(), m_listed.end(), std::back_inserter(vanished));
    m_known = std::move(m_listed);
    m_listed.clear();
    for (const Name& name : vanished) m_owner.gone(ref(name));
    m_list.reset();
    m_wasListed = m_justListed = true;
    m_version = answer.version;
    m_resourceVersion = answer.resourceVersion;
    kube::Resource& resource = m_subject.kind->resource;
    resource = kube::preferring(std::move(resource), m_version);
    watch();
}

/// A group that can be installed may be served in versions newer than this program.
void LiveFeed::notServed() {
    const kube::Resource& resource = m_subject.kind->resource;
    if (m_askedGroup || kube::isServerGroup(resource.group)) return absent();
    m_askedGroup = true;
    m_owner.versions(resource.group, current<const Result<std::vector<std::string>>&>([this](const auto& served) {
                         if (!served) return failed(served.error());
                         const std::vector<std::string> tried = m_list->asked().resource.versions;
                         std::vector<std::string> untried;
                         for (const std::string& version : *served) {
                             if (std::find(tried.begin(), tried.end(), version) == tried.end())
                                 untried.push_back(version);
                         }
                         if (untried.empty()) return absent();
                         m_subject.kind->resource.versions = std::move(untried);
                         list();
                     }));
}

void LiveFeed::absent() {
    m_subject.kind->absent = true;
    for (const Name& name : std::exchange(m_known, {})) m_owner.gone(ref(name));
    settle(Feed::notInstalled, kube::notServedError(m_subject.kind->resource));
    leave();
}

void LiveFeed::watch() {
    kube::WatchObjects::Selection selection;
    selection.ns = m_subject.ns;
    selection.name = m_subject.name;
    selection.resourceVersion = m_resourceVersion;
    selection.timeout =
        m_options.watchFor + std::chrono::seconds(static_cast<int>(watchSpread.count() * m_owner.random()));
    m_watch = std::make_unique<kube::WatchObjects>(m_subject.kind->resource, m_version, std::move(selection),
                                                   watchDetailOf(m_subject));
    m_status = 0;
    m_watchLife.start();
    net::Stream stream;
    stream.idle = m_options.silence;
    stream.onEnd = current<const std::optional<Error>&>([this](const auto& error) { watchEnded(error); });
    const std::weak_ptr<bool> weak = m_current;
    stream.onHead = [this, weak](const HttpResponse& head) {
        if (!weak.expired()) watchHead(head);
    };
    stream.onChunk = [this, weak](std::string_view chunk) {
        if (!weak.expired()) watchBody(chunk);
    };
    m_request = m_transport.stream(m_watch->request(), std::move(stream));
}

void LiveFeed::watchHead(const HttpResponse& head) {
    m_watch->head(head);
    m_status = head.status;
    if (!isWatched()) return;
    m_renewedCredentials = false;
    if (m_feed != Feed::watching) settle(Feed::watching, {});
    if (const auto turn = std::exchange(m_turn, 0)) m_gate.leave(turn, std::nullopt);
}

void LiveFeed::watchBody(std::string_view chunk) {
    using Type = kube::WatchObjects::Event::Type;
    for (const kube::WatchObjects::Event& event : m_watch->body(chunk)) {
        if (event.type != Type::deleted) {
            see(event.object);
            continue;
        }
        const model::KubeObject object(event.object);
        m_known.erase({object.ns(), object.name()});
        m_owner.gone(ref({object.ns(), object.name()}));
    }
    m_resourceVersion = m_watch->resourceVersion();
    if (m_watch->isOver()) m_transport.cancel(m_request);
}

/// Long enough not to count as a failure: a server that ends every watch at once is not asked again at once.
bool LiveFeed::livedWell() {
    if (!isWatched() || m_watchLife.elapsed() < m_options.lastRetry.count() / 3) return false;
    m_backoff.reset();
    m_expired = false;
    return true;
}

/// Whether another watch from the same point would meet the same end: what it stumbled over is in the stream, or the
/// server does not take the resource version. A server in trouble is not helped by another list.
bool LiveFeed::mustListAgain(const kube::WatchObjects::Outcome& outcome, bool refused) const {
    if (outcome.kind != kube::WatchObjects::Outcome::Kind::failed) return true;
    if (isWatched() || m_status == 0) return refused;
    const ErrorKind kind = outcome.error.kind;
    return kind != ErrorKind::auth && kind != ErrorKind::throttled && kind != ErrorKind::server;
}

void LiveFeed::watchEnded(const std::optional<Error>& error) {
    using Kind = kube::WatchObjects::Outcome::Kind;
    const bool refused = m_watch->isOver();
    const bool justListed = std::exchange(m_justListed, false);
    kube::WatchObjects::Outcome outcome = m_watch->end(error);
    const bool healthy = livedWell();
    const bool silent = isWatched() && error && error->kind == ErrorKind::timeout && !refused;
    if (outcome.kind == Kind::ended || (silent && healthy)) {
        leave();
        if (healthy) return queue();
        return pause(Feed::reconnecting,
                     Error{ErrorKind::server, "the server ended the watch early", m_watch->asked().where(), ""});
    }
    if (mustListAgain(outcome, refused)) m_resourceVersion.clear();
    if (outcome.kind == Kind::failed && outcome.error.kind == ErrorKind::forbidden) {
        leave();
        settle(Feed::reconnecting, outcome.error);
        if (justListed) return m_pause.start(m_options.watchFor);
        return queue();  // whether what it told of may still be read, a list says
    }
    // What was to be watched from is forgotten by every server now and then: no break, unless it happens again at once.
    if (outcome.kind == Kind::expired && !std::exchange(m_expired, true)) {
        leave();
        return queue();
    }
    failed(outcome.error);
}

void LiveFeed::failed(const Error& error) {
    const Feed trying = m_wasListed && error.kind != ErrorKind::auth ? Feed::reconnecting : Feed::failed;
    if (error.kind == ErrorKind::forbidden) return denied(error);
    if (error.kind == ErrorKind::unsupported) {
        leave();
        return settle(Feed::failed, error);
    }
    if (error.kind == ErrorKind::auth && !m_renewedCredentials) {
        // The transport renews what can be renewed before the next request. It is sent in the same turn: until it is
        // answered, nobody else need try.
        m_renewedCredentials = true;
        m_request = 0;
        return m_turn != 0 ? begin() : queue();
    }
    if (!LiveGate::isServerWide(error)) {
        leave();
        return pause(trying, error);
    }
    leave(error);
    settle(trying, error);
    queue();
}

/// A server that decides by roles refuses what it does not serve as well: it is asked whether it has the group.
void LiveFeed::denied(const Error& error) {
    const std::string& group = m_subject.kind->resource.group;
    if (m_askedGroup || m_wasListed || kube::isServerGroup(group)) return forbidden(error);
    m_askedGroup = true;
    m_owner.versions(group, current<const Result<std::vector<std::string>>&>([this, error](const auto& served) {
                         if (served && served->empty()) return absent();
                         forbidden(error);
                     }));
}

/// Not of a look-up that was never listed: its object may be got, if not listed.
void LiveFeed::forbidden(const Error& error) {
    leave();
    if (m_wasListed || !m_listed.empty()) m_owner.denied(m_subject);
    m_wasListed = false;
    m_listed.clear();
    m_known.clear();
    settle(Feed::forbidden, error);
}

void LiveFeed::pause(Feed feed, const Error& error) {
    m_pause.start(m_backoff.next());
    settle(feed, error);
}

void LiveFeed::see(const Json& object) {
    const model::KubeObject seen(object);
    const Name name{m_subject.kind->resource.namespaced ? seen.ns() : std::string(), seen.name()};
    m_known.insert(name);
    if (m_list) m_listed.insert(name);
    const trace::Query query{m_subject.type, ref(name), seen.version()};
    const bool lean = detailOf(m_subject) == kube::Detail::lean;
    if (m_list) {
        m_owner.seen(query, lean ? object : ofItsOwn(object));
    } else if (lean && !m_owner.wantsWhole(query)) {
        m_owner.seen(query, kube::admit(object, m_subject.kind->resource, seen.version(), kube::Detail::lean));
    } else {
        m_owner.seen(query, object);
    }
}

model::ObjectRef LiveFeed::ref(const Name& name) const {
    const kube::Resource& resource = m_subject.kind->resource;
    return {resource.group, resource.kind, resource.namespaced ? name.first : std::string(), name.second};
}

}  // namespace scout::engine
