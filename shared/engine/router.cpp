#include "engine/router.h"

namespace scout::engine {

using trace::Query;

AnswerSource* Router::placeOf(const Query& query) const {
    if (query.type == Query::Type::configHub) return m_places.configHub;
    if (!trace::isOfCluster(query.type)) return m_places.registries;
    return query.cluster == Query::Cluster::management ? m_places.management : m_places.cluster;
}

void Router::answer(const Query& query, Callback callback) {
    if (AnswerSource* place = placeOf(query)) return place->answer(query, std::move(callback));
    callback(trace::Answer::unseen(
        {base::ErrorKind::unsupported, query.key() + " was not asked for: this run does not look there", {}, {}}));
}

void Router::cancel() {
    for (AnswerSource* place : {m_places.cluster, m_places.management, m_places.registries, m_places.configHub}) {
        if (place != nullptr) place->cancel();
    }
}

net::Usage Router::usage() const {
    net::Usage sum;
    const auto add = [&sum](const AnswerSource* place) {
        const net::Usage usage = place == nullptr ? net::Usage() : place->usage();
        sum.requests += usage.requests;
        sum.bytes += usage.bytes;
        return usage.requests;
    };
    add(m_places.cluster);
    add(m_places.management);
    sum.registryRequests = add(m_places.registries);
    sum.configHubRequests = add(m_places.configHub);
    return sum;
}

}  // namespace scout::engine
