#include "desktop/session/elsewhere.h"

#include <utility>

namespace scout::desktop {

using trace::Query;

namespace {

std::string placeOf(const Query& query) {
    if (query.type == Query::Type::configHub) return "ConfigHub";
    if (!trace::isOfCluster(query.type)) return "registry " + query.registry.registry;
    return "the management cluster";
}

}  // namespace

Elsewhere::Elsewhere(engine::AnswerSource& places, Answered answered)
    : m_source(places), m_answered(std::move(answered)) {}

Elsewhere::~Elsewhere() = default;

bool Elsewhere::concerns(const Query& query) {
    return !trace::isOfCluster(query.type) || query.cluster != Query::Cluster::traced;
}

void Elsewhere::ask(const Query& query) {
    if (!m_known.insert(query.key()).second) return;
    if (m_newest.size() == mostRefreshed) m_newest.erase(m_newest.begin());
    m_newest.push_back(query);
    m_places.insert(placeOf(query));
    send(query);
}

void Elsewhere::refresh() {
    const std::vector<Query> again = m_newest;
    for (const Query& query : again) {
        if (!m_open.contains(query.key())) send(query);
    }
}

void Elsewhere::stop() {
    for (const auto& [key, asking] : std::exchange(m_open, {})) {
        m_known.erase(key);
        std::erase_if(m_newest, [&key = key](const Query& query) { return query.key() == key; });
    }
}

void Elsewhere::send(const Query& query) {
    const std::string key = query.key();
    const int asking = ++m_askings;
    m_open[key] = asking;
    m_source.answer(query,
                    [this, weak = std::weak_ptr<bool>(m_alive), query, key, asking](const trace::Answer& answer) {
                        if (weak.expired()) return;
                        const auto open = m_open.find(key);
                        if (open == m_open.end() || open->second != asking) return;  // given up
                        m_open.erase(open);
                        m_answered(query, answer);
                    });
}

}  // namespace scout::desktop
