// Everything that was answered so far. Tracing is a pure function of this; a snapshot is this in a file.
#pragma once

#include <map>
#include <string>
#include <variant>

#include "base/error.h"
#include "base/json.h"
#include "trace/query.h"

namespace scout::trace {

/// An answer is one of three; the fourth case, pending, is its absence from the evidence.
class Answer {
  public:
    /// The server's own words: the object, or an array for a search.
    static Answer known(base::Json value) { return Answer(std::move(value)); }
    /// The server answered, and the object is not there (also: the server does not serve the kind at all,
    /// `notInstalled`).
    static Answer missing() { return Answer(Missing{false}); }
    static Answer notInstalled() { return Answer(Missing{true}); }
    /// It could not be looked at: forbidden, unreachable, timeout ... Never means "not there".
    static Answer unseen(base::Error error) { return Answer(std::move(error)); }

    /// The same, known to be older than what it is about is by now: it is worth asking for anew, and what it says is
    /// not said of now.
    Answer outdated() const {
        Answer old = *this;
        old.m_outdated = true;
        return old;
    }

    bool isOutdated() const { return m_outdated; }
    bool isKnown() const { return std::holds_alternative<base::Json>(m_content); }
    bool isMissing() const { return std::holds_alternative<Missing>(m_content); }
    bool isNotInstalled() const { return isMissing() && std::get<Missing>(m_content).kindNotServed; }
    bool isUnseen() const { return std::holds_alternative<base::Error>(m_content); }
    /// Absent unless known.
    base::Json value() const { return isKnown() ? std::get<base::Json>(m_content) : base::Json(); }
    /// Only when unseen.
    const base::Error& error() const { return std::get<base::Error>(m_content); }

  private:
    struct Missing {
        bool kindNotServed = false;
    };
    template <typename T>
    explicit Answer(T content) : m_content(std::move(content)) {}

    std::variant<base::Json, Missing, base::Error> m_content;
    bool m_outdated = false;
};

class Evidence {
  public:
    struct Entry {
        Query query;
        Answer answer;
    };

    /// Replaces an earlier answer to the same query. Credentials in URLs stay outside (base/masking.h): what is made of
    /// evidence cannot show them.
    void add(Query query, const Answer& answer);
    /// Forgets the answer to the query with that key; nothing when there is none.
    void remove(const std::string& key);
    /// nullptr while the answer is pending. A full object also answers a metadata query for it.
    const Answer* find(const Query& query) const;
    /// Whether it is worth asking: the answer is pending or outdated.
    bool isOpen(const Query& query) const;
    /// The entry with exactly that key; nullptr when there is none.
    const Entry* entry(const std::string& key) const;
    /// In key order.
    const std::map<std::string, Entry>& entries() const { return m_entries; }

    std::string context;     ///< where it was seen
    std::string recordedAt;  ///< RFC 3339; "" for evidence that is being gathered now

  private:
    std::map<std::string, Entry> m_entries;
};

}  // namespace scout::trace
