#include "trace/evidence.h"

#include "base/masking.h"

namespace scout::trace {

namespace {

Answer withoutCredentials(const Answer& answer) {
    if (answer.isKnown()) return Answer::known(base::withoutCredentials(answer.value()));
    if (!answer.isUnseen()) return answer;
    base::Error error = answer.error();
    for (std::string* text : {&error.what, &error.where, &error.advice}) *text = base::withoutCredentials(*text);
    return Answer::unseen(std::move(error));
}

}  // namespace

void Evidence::add(Query query, const Answer& answer) {
    std::string key = query.key();
    Answer clean = withoutCredentials(answer);
    m_entries.insert_or_assign(std::move(key),
                               Entry{std::move(query), answer.isOutdated() ? clean.outdated() : std::move(clean)});
}

void Evidence::remove(const std::string& key) {
    m_entries.erase(key);
}

const Answer* Evidence::find(const Query& query) const {
    const Entry* found = entry(query.key());
    if (found == nullptr && query.type == Query::Type::metadata) found = entry(fullOf(query).key());
    return found == nullptr ? nullptr : &found->answer;
}

bool Evidence::isOpen(const Query& query) const {
    const Answer* answer = find(query);
    return answer == nullptr || answer->isOutdated();
}

const Evidence::Entry* Evidence::entry(const std::string& key) const {
    const auto found = m_entries.find(key);
    return found == m_entries.end() ? nullptr : &found->second;
}

}  // namespace scout::trace
