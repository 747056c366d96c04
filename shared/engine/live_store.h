// Evidence that changes, what of it has changed since it was last asked, and searches answered out of it. For the live
// evidence only.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "model/object.h"
#include "trace/evidence.h"

namespace scout::engine {

class LiveStore {
  public:
    /// `context` is noted in the evidence; `changed` is told that takeChanged() has something.
    LiveStore(std::string context, std::function<void()> changed);

    const trace::Evidence& evidence() const { return m_evidence; }
    std::set<std::string> takeChanged() { return std::exchange(m_changed, {}); }

    void put(const trace::Query& query, const trace::Answer& answer);
    /// The object in full or its metadata; the same version of it again is no change.
    void see(const trace::Query& query, const base::Json& object);
    /// The object in full: taken where the same version of it is here in part.
    void complete(const trace::Query& query, const base::Json& object);
    /// Whether it is here without its managers' fields, which every object has.
    bool isPartial(const trace::Query& query) const;
    /// It is not there: missing where that was asked for, else forgotten.
    void gone(const model::ObjectRef& ref, const std::function<bool(const std::string& key)>& wasAsked);
    /// Forgets the answer to that query, when there is one.
    void remove(const trace::Query& query);
    /// Forgets every answer to such a query, and no longer answers such searches.
    void forget(const std::function<bool(const trace::Query& query)>& concerned);
    /// Answers a search out of the objects that are here, now and whenever they change.
    void keepSearch(const trace::Query& search);
    void forgetSearches() { m_searches.clear(); }

  private:
    /// Absent unless it is known.
    base::Json known(const trace::Query& query) const;
    void changed(const std::string& key);
    void searchAgain(const model::ObjectRef& ref);

    trace::Evidence m_evidence;
    std::set<std::string> m_changed;
    std::function<void()> m_tell;
    std::map<std::string, trace::Query> m_searches;  ///< by key
};

}  // namespace scout::engine
