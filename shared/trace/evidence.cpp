#include "trace/evidence.h"

namespace scout::trace {

void Evidence::add(Query query, Answer answer) {
    std::string key = query.key();
    m_entries.insert_or_assign(std::move(key), Entry{std::move(query), std::move(answer)});
}

void Evidence::remove(const std::string& key) {
    m_entries.erase(key);
}

const Answer* Evidence::find(const Query& query) const {
    const Entry* found = entry(query.key());
    if (found == nullptr && query.type == Query::Type::metadata) found = entry(fullOf(query).key());
    return found == nullptr ? nullptr : &found->answer;
}

const Evidence::Entry* Evidence::entry(const std::string& key) const {
    const auto found = m_entries.find(key);
    return found == m_entries.end() ? nullptr : &found->second;
}

}  // namespace scout::trace
