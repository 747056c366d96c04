#include "engine/live_store.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

namespace scout::engine {

using base::Json;
using trace::Answer;
using trace::Query;

namespace {

bool isSameVersion(const Json& one, const Json& other) {
    const Json before = one["metadata"];
    const Json after = other["metadata"];
    const std::string version = after["resourceVersion"].text();
    return !version.empty() && version == before["resourceVersion"].text() &&
           after["uid"].text() == before["uid"].text();
}

}  // namespace

LiveStore::LiveStore(std::string context, std::function<void()> changed) : m_tell(std::move(changed)) {
    m_evidence.context = std::move(context);
}

void LiveStore::changed(const std::string& key) {
    const bool first = m_changed.empty();
    m_changed.insert(key);
    if (first) m_tell();
}

void LiveStore::put(const Query& query, const Answer& answer) {
    m_evidence.add(query, answer);
    changed(query.key());
}

Json LiveStore::known(const Query& query) const {
    const trace::Evidence::Entry* entry = m_evidence.entry(query.key());
    return entry == nullptr ? Json() : entry->answer.value();
}

void LiveStore::see(const Query& query, const Json& object) {
    if (isSameVersion(known(query), object)) return;
    put(query, Answer::known(object));
    searchAgain(query.ref);
}

void LiveStore::complete(const Query& query, const Json& object) {
    if (!isPartial(query) || !isSameVersion(known(query), object)) return;
    put(query, Answer::known(object));
    searchAgain(query.ref);
}

bool LiveStore::isPartial(const Query& query) const {
    const Json metadata = known(query)["metadata"];
    const std::vector<Json> managers = metadata["managedFields"].elements();
    return metadata.exists() &&
           std::none_of(managers.begin(), managers.end(), [](const Json& one) { return one["fieldsV1"].exists(); });
}

void LiveStore::gone(const model::ObjectRef& ref, const std::function<bool(const std::string& key)>& wasAsked) {
    for (const Query::Type type : {Query::Type::object, Query::Type::metadata}) {
        const Query query{type, ref, {}};
        if (m_evidence.entry(query.key()) == nullptr) continue;
        if (wasAsked(query.key())) {
            put(query, Answer::missing());
        } else {
            remove(query);
        }
    }
    searchAgain(ref);
}

void LiveStore::remove(const Query& query) {
    const std::string key = query.key();
    if (m_evidence.entry(key) == nullptr) return;
    m_evidence.remove(key);
    changed(key);
}

void LiveStore::forget(const std::function<bool(const Query& query)>& concerned) {
    std::vector<std::string> keys;
    for (const auto& [key, entry] : m_evidence.entries()) {
        if (concerned(entry.query)) keys.push_back(key);
    }
    for (const std::string& key : keys) {
        m_searches.erase(key);
        m_evidence.remove(key);
        changed(key);
    }
}

void LiveStore::keepSearch(const Query& search) {
    m_searches.insert_or_assign(search.key(), search);
    searchAgain(search.ref);
}

void LiveStore::searchAgain(const model::ObjectRef& ref) {
    const Query search = trace::searchFor(ref.group, ref.kind, ref.name);
    if (!m_searches.contains(search.key())) return;
    nlohmann::json found = nlohmann::json::array();
    const std::string beginning = Query{Query::Type::object, {ref.group, ref.kind, {}, {}}, {}}.key();
    const std::string ofKind = beginning.substr(0, beginning.size() - 1);
    const auto& entries = m_evidence.entries();
    for (auto entry = entries.lower_bound(ofKind); entry != entries.end(); ++entry) {
        if (!entry->first.starts_with(ofKind)) break;
        if (entry->second.query.ref.name == ref.name && entry->second.answer.isKnown())
            found.push_back(*entry->second.answer.value().raw());
    }
    put(search, Answer::known(Json(std::move(found))));
}

}  // namespace scout::engine
