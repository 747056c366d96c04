#include "trace/evidence.h"

namespace scout::trace {

void Evidence::add(Query query, Answer answer) {
    std::string key = query.key();
    m_entries.insert_or_assign(std::move(key), Entry{std::move(query), std::move(answer)});
}

const Answer* Evidence::find(const Query& query) const {
    auto found = m_entries.find(query.key());
    if (found == m_entries.end() && query.type == Query::Type::metadata) {
        found = m_entries.find(Query{Query::Type::object, query.ref, {}}.key());
    }
    return found == m_entries.end() ? nullptr : &found->second.answer;
}

}  // namespace scout::trace
