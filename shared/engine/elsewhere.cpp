#include "engine/elsewhere.h"

#include <utility>

namespace scout::engine {

using trace::Query;

namespace {

std::string placeOf(const Query& query) {
    if (query.type == Query::Type::configHub) return "ConfigHub";
    if (!trace::isOfCluster(query.type)) return "registry " + query.registry.registry;
    return "the management cluster";
}

}  // namespace

Elsewhere::Elsewhere(AnswerSource& places, Answered answered) : m_source(places), m_answered(std::move(answered)) {}

Elsewhere::~Elsewhere() = default;

bool Elsewhere::concerns(const Query& query) {
    return !trace::isOfCluster(query.type) || query.cluster != Query::Cluster::traced;
}

bool Elsewhere::ask(const Query& query) {
    if (!m_known.emplace(query.key(), query).second) return false;
    if (m_newest.size() == mostRefreshed) m_newest.erase(m_newest.begin());
    m_newest.push_back(query);
    m_places.insert(placeOf(query));
    send(query);
    return true;
}

void Elsewhere::start(const trace::Evidence& evidence) {
    std::set<std::string> all;
    for (const auto& [key, entry] : evidence.entries()) all.insert(key);
    m_followed.moved(evidence, all);
}

void Elsewhere::changed(const trace::Evidence& evidence, const std::set<std::string>& changedKeys) {
    const std::set<trace::Repository> moved = m_followed.moved(evidence, changedKeys);
    if (moved.empty()) return;
    std::vector<std::string> again;
    for (const auto& [key, query] : m_known) {
        if (trace::mayAnswerAnew(query, moved)) again.push_back(key);
    }
    for (const std::string& key : again) forget(key);
    std::vector<trace::Evidence::Entry> old;
    for (const auto& [key, entry] : evidence.entries()) {
        if (trace::mayAnswerAnew(entry.query, moved)) old.push_back(entry);
    }
    for (const trace::Evidence::Entry& entry : old) m_answered(entry.query, entry.answer.outdated());
}

/// Whatever is under way is given up.
void Elsewhere::forget(const std::string& key) {
    m_known.erase(key);
    m_open.erase(key);
    std::erase_if(m_newest, [&key](const Query& query) { return query.key() == key; });
}

void Elsewhere::refresh() {
    const std::vector<Query> again = m_newest;
    for (const Query& query : again) {
        if (!m_open.contains(query.key())) send(query);
    }
}

void Elsewhere::stop() {
    while (!m_open.empty()) forget(std::string(m_open.begin()->first));
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

}  // namespace scout::engine
