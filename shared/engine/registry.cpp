#include "engine/registry.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <variant>

#include "base/base64.h"
#include "base/text.h"
#include "engine/registry_login.h"
#include "oci/read.h"

namespace scout::engine {

namespace {

using nlohmann::json;
using Step = base::WebStep<trace::Answer>;

// What the queries' answers look like: trace/query.h.
trace::Answer answerOf(const oci::ManifestRead::Answer& manifest) {
    if (!manifest) return trace::Answer::missing();
    return trace::Answer::known(base::Json(json{{"digest", manifest->digest},
                                                {"mediaType", manifest->mediaType},
                                                {"size", manifest->size},
                                                {"manifest", *manifest->content.raw()}}));
}

trace::Answer answerOf(const oci::TagsRead::Answer& tags) {
    if (!tags) return trace::Answer::missing();
    json document = {{"tags", tags->names}};
    if (!tags->complete) document["incomplete"] = true;
    return trace::Answer::known(base::Json(std::move(document)));
}

trace::Answer answerOf(const oci::ReferrersRead::Answer& referrers) {
    if (!referrers) return trace::Answer::missing();
    json document = {{"manifests", json::array()}, {"from", referrers->fromTag ? "tag" : "api"}};
    for (const base::Json& descriptor : referrers->manifests) document["manifests"].push_back(*descriptor.raw());
    return trace::Answer::known(base::Json(std::move(document)));
}

trace::Answer answerOf(const oci::BlobRead::Answer& blob) {
    if (!blob) return trace::Answer::missing();
    return trace::Answer::known(base::Json(
        json{{"digest", blob->digest}, {"size", blob->bytes.size()}, {"base64", base::encodeBase64(blob->bytes)}}));
}

/// One of the conversations of oci/read.h, whichever it is.
struct Conversation {
    std::function<Step(base::Time)> start;
    std::function<Step(const base::HttpResponse&, base::Time)> next;
};

template <typename Read>
Conversation converse(Read read) {
    const auto shared = std::make_shared<Read>(std::move(read));
    const auto plain = [](base::WebStep<typename Read::Answer> step) -> Step {
        if (auto* request = std::get_if<base::WebRequest>(&step)) return std::move(*request);
        if (auto* error = std::get_if<base::Error>(&step)) return std::move(*error);
        return answerOf(std::get<typename Read::Answer>(step));
    };
    return {[shared, plain](base::Time now) { return plain(shared->start(now)); },
            [shared, plain](const base::HttpResponse& response, base::Time now) {
                return plain(shared->next(response, now));
            }};
}

Conversation conversationFor(const trace::Query& query, const oci::Endpoint& endpoint, oci::Caller caller) {
    const std::string& reference = query.registry.reference;
    switch (query.type) {
        case trace::Query::Type::tags:
            return converse(oci::TagsRead(endpoint, std::move(caller)));
        case trace::Query::Type::referrers:
            return converse(oci::ReferrersRead(endpoint, reference, std::move(caller)));
        case trace::Query::Type::blob:
            return converse(oci::BlobRead(endpoint, reference, std::move(caller)));
        default:
            return converse(oci::ManifestRead(endpoint, reference, std::move(caller)));
    }
}

bool isNoContact(const base::Error& error) {
    return error.kind == base::ErrorKind::unreachable || error.kind == base::ErrorKind::timeout ||
           error.kind == base::ErrorKind::tls;
}

/// How long a registry that could not be reached is not tried again.
constexpr std::int64_t secondsDown = 30;

/// "registry.flux-system.svc.cluster.local:5000"
bool isInsideCluster(const std::string& registry) {
    const std::string host = registry.substr(0, registry.find(':'));
    return host.ends_with(".svc") || host.ends_with(".cluster.local");
}

}  // namespace

class Registry::Run {
    struct Job {
        trace::Query query;
        std::string key;
        oci::Endpoint endpoint;
        bool checked = true;
        bool withCredentials = true;
        bool mayHaveTls = false;                ///< it was asked without only because the source says so
        std::optional<base::Error> plainError;  ///< of the try without
        std::vector<std::string> obstacles;
        Conversation conversation;
        std::vector<Callback> callbacks;
        std::optional<net::Web::Ticket> ticket;
        net::Web* web = nullptr;  ///< that the ticket is of
    };
    using JobPtr = std::shared_ptr<Job>;

  public:
    Run(Webs webs, RegistrySettings settings)
        : m_webs(webs),
          m_settings(std::move(settings)),
          m_login(m_settings),
          m_tokens(std::make_shared<oci::TokenCache>()),
          m_alive(std::make_shared<bool>(true)) {}

    ~Run() {
        m_alive.reset();
        for (const auto& [key, job] : m_jobs) {
            if (job->ticket) job->web->cancel(*job->ticket);
        }
    }
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;

    void answer(const trace::Query& query, Callback callback) {
        const std::string key = query.key();
        if (const auto running = m_jobs.find(key); running != m_jobs.end())
            return running->second->callbacks.push_back(std::move(callback));
        const auto job = std::make_shared<Job>();
        job->query = query;
        job->key = key;
        job->callbacks.push_back(std::move(callback));
        m_jobs[key] = job;
        job->mayHaveTls = query.registry.plainHttp && !isPlainAllowed(query.registry.registry);
        prepare(job, job->mayHaveTls || isPlainAllowed(query.registry.registry));
    }

    void cancel() {
        m_login.cancel();
        std::vector<JobPtr> all;
        for (const auto& [key, job] : m_jobs) all.push_back(job);
        for (const JobPtr& job : all) {
            if (job->ticket) {
                job->web->cancel(*job->ticket);
            } else {
                end(job, trace::Answer::unseen(
                             {base::ErrorKind::cancelled, "the request was cancelled", job->endpoint.text(), ""}));
            }
        }
    }

    net::Usage usage() const {
        net::Usage sum = m_webs.checked.usage();
        if (&m_webs.checked == &m_webs.unchecked) return sum;
        const net::Usage other = m_webs.unchecked.usage();
        sum.requests += other.requests;
        sum.bytes += other.bytes;
        return sum;
    }

  private:
    bool isPlainAllowed(const std::string& registry) const {
        const std::string host = registry.substr(0, registry.rfind(':'));
        return std::any_of(m_settings.plainHttp.begin(), m_settings.plainHttp.end(), [&](const std::string& allowed) {
            return base::lower(allowed) == registry || base::lower(allowed) == host;
        });
    }

    void prepare(const JobPtr& job, bool plain) {
        const trace::RegistryPlace& place = job->query.registry;
        const auto endpoint = oci::endpointOf(place.registry, place.repository, plain);
        if (!endpoint) return end(job, trace::Answer::unseen(endpoint.error()));
        job->endpoint = *endpoint;
        if (const auto down = whyDown(*job)) return end(job, trace::Answer::unseen(*down));
        job->checked = !place.insecureTls;
        // A word of the cluster's must not send the user's password in the clear, or to anybody who answers.
        job->withCredentials = job->checked && (endpoint->registry.isSecure() || isPlainAllowed(place.registry) ||
                                                oci::isLocal(endpoint->registry.host));
        if (!job->withCredentials) return begin(job, {});
        m_login.find(place, [this, job](const RegistryLogin::Found& found) { begin(job, found); });
    }

    /// A source's `insecure` allows to do without TLS; the registry may have it all the same.
    bool goesOnWithTls(const JobPtr& job, const base::Error& error) {
        if (!job->mayHaveTls || error.kind != base::ErrorKind::protocol) return false;
        job->mayHaveTls = false;
        job->plainError = error;
        promoteFollower(job);
        prepare(job, false);
        return true;
    }

    std::string placeOf(const Job& job) const { return job.endpoint.registry.origin() + "/" + job.endpoint.repository; }

    void begin(const JobPtr& job, const RegistryLogin::Found& found) {
        if (job->callbacks.empty()) return;  // cancelled meanwhile
        job->obstacles = found.obstacles;
        job->conversation = conversationFor(job->query, job->endpoint, {found.credentials, m_tokens});
        const std::string place = placeOf(*job);
        if (isKnown(*job)) return take(job, job->conversation.start(m_settings.now()));
        if (const auto leader = m_leaders.find(place); leader != m_leaders.end())
            return leader->second.followers.push_back(job);
        m_leaders[place].job = job;
        take(job, job->conversation.start(m_settings.now()));
    }

    bool isKnown(const Job& job) const {
        return m_tokens->way(job.endpoint.registry.origin(), job.endpoint.repository).has_value();
    }

    void take(const JobPtr& job, Step step) {
        releaseFollowers(job);
        if (auto* answer = std::get_if<trace::Answer>(&step)) return end(job, std::move(*answer));
        if (auto* error = std::get_if<base::Error>(&step)) {
            if (goesOnWithTls(job, *error)) return;
            // That it has no TLS either says less than what it said without.
            const bool noTls = isNoContact(*error);
            return end(job, trace::Answer::unseen(explained(*job, noTls ? job->plainError.value_or(*error) : *error)));
        }
        const auto& request = std::get<base::WebRequest>(step);
        // Where the registry sends elsewhere, nobody has said that certificates do not count.
        const auto url = oci::parseUrl(request.url);
        const bool itself = url && url->origin() == job->endpoint.registry.origin();
        job->web = itself && !job->checked ? &m_webs.unchecked : &m_webs.checked;
        job->ticket = job->web->send(request, [this, job, itself, alive = std::weak_ptr<bool>(m_alive)](
                                                  const base::Result<base::HttpResponse>& response) {
            if (alive.expired()) return;
            job->ticket.reset();
            if (!response) {
                if (itself) noteDown(*job, response.error());
                return take(job, response.error());
            }
            take(job, job->conversation.next(*response, m_settings.now()));
        });
    }

    /// Those who waited for the first request to the repository to learn how it is asked.
    void releaseFollowers(const JobPtr& job) {
        const auto leader = m_leaders.find(placeOf(*job));
        if (leader == m_leaders.end() || leader->second.job != job || !isKnown(*job)) return;
        const std::vector<JobPtr> followers = std::move(leader->second.followers);
        m_leaders.erase(leader);
        for (const JobPtr& follower : followers) {
            if (!follower->callbacks.empty()) take(follower, follower->conversation.start(m_settings.now()));
        }
    }

    /// Nobody should wait for the same silence again and again.
    void noteDown(const Job& job, const base::Error& error) {
        if (!isNoContact(error)) return;
        m_down[originOf(job)] = {error, {m_settings.now().seconds + secondsDown}};
    }

    std::optional<base::Error> whyDown(const Job& job) const {
        const auto down = m_down.find(originOf(job));
        if (down == m_down.end() || m_settings.now() >= down->second.until) return std::nullopt;
        return explained(job, down->second.error);
    }

    /// What is not checked may be reached where the other is not.
    static std::string originOf(const Job& job) {
        return job.endpoint.registry.origin() + (job.checked ? "" : " unchecked");
    }

    base::Error explained(const Job& job, base::Error error) const {
        const bool refused = error.kind == base::ErrorKind::auth || error.kind == base::ErrorKind::forbidden;
        if (refused && !job.withCredentials) {
            error.advice =
                "no credentials were sent, because " +
                std::string(job.checked ? "the registry has no TLS; allow that with --plain-http " + job.endpoint.named
                                        : "its certificate is not checked; name its authority with --registry-ca");
        }
        if (refused && m_settings.secrets == nullptr && !job.query.registry.secretName.empty()) {
            error.advice +=
                "; --use-cluster-credentials asks with the source's own Secret/" + job.query.registry.secretName;
        }
        if (refused && !job.obstacles.empty()) error.advice = base::join(job.obstacles, "; ") + "; " + error.advice;
        const bool away = error.kind == base::ErrorKind::unreachable || error.kind == base::ErrorKind::timeout;
        if (away && isInsideCluster(job.endpoint.named)) {
            error.advice = job.endpoint.named +
                           " is a name inside the cluster, which this machine does not reach; --no-registry keeps "
                           "the trace from trying";
        }
        return error;
    }

    void end(const JobPtr& job, const trace::Answer& answer) {
        m_jobs.erase(job->key);
        const std::vector<Callback> callbacks = std::exchange(job->callbacks, {});
        const std::weak_ptr<bool> alive = m_alive;
        promoteFollower(job);
        for (const Callback& callback : callbacks) {
            if (alive.expired()) return;
            callback(answer);
        }
    }

    /// The leader ended without having learned anything: the next one has to find out.
    void promoteFollower(const JobPtr& job) {
        const auto leader = m_leaders.find(placeOf(*job));
        if (leader == m_leaders.end() || leader->second.job != job) return;
        std::vector<JobPtr>& followers = leader->second.followers;
        while (!followers.empty() && followers.front()->callbacks.empty()) followers.erase(followers.begin());
        if (followers.empty()) {
            m_leaders.erase(leader);
            return;
        }
        if (const auto down = whyDown(*job)) {
            const std::vector<JobPtr> all = std::move(followers);
            m_leaders.erase(leader);
            for (const JobPtr& one : all) {
                if (!one->callbacks.empty()) end(one, trace::Answer::unseen(*down));
            }
            return;
        }
        const JobPtr next = followers.front();
        followers.erase(followers.begin());
        leader->second.job = next;
        take(next, next->conversation.start(m_settings.now()));
    }

    struct Down {
        base::Error error;
        base::Time until;
    };
    struct Leader {
        JobPtr job;
        std::vector<JobPtr> followers;
    };

    Webs m_webs;
    RegistrySettings m_settings;
    RegistryLogin m_login;
    std::shared_ptr<oci::TokenCache> m_tokens;
    std::map<std::string, JobPtr> m_jobs;     ///< by the query's key
    std::map<std::string, Down> m_down;       ///< by origin
    std::map<std::string, Leader> m_leaders;  ///< by repository
    std::shared_ptr<bool> m_alive;            ///< callbacks hold it weakly
};

Registry::Registry(Webs webs, RegistrySettings settings) : m_run(std::make_unique<Run>(webs, std::move(settings))) {}

Registry::~Registry() = default;

void Registry::answer(const trace::Query& query, Callback callback) {
    m_run->answer(query, std::move(callback));
}

void Registry::cancel() {
    m_run->cancel();
}

net::Usage Registry::usage() const {
    return m_run->usage();
}

}  // namespace scout::engine
