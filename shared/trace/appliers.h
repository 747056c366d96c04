// What appliers say of objects, whatever the objects say themselves: whose own record lists which, and which appliers
// could not be read. Of evidence that holds appliers beside those that an object names.
#pragma once

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "trace/evidence.h"
#include "trace/rules/listed.h"

namespace scout::trace {

class Appliers {
  public:
    /// `applier` lists `now`, and no longer `before`. What may be of another cluster is left out.
    void setRecord(const model::ObjectRef& applier, const std::vector<rules::Listed>& before,
                   const std::vector<rules::Listed>& now);
    /// How a list of appliers was answered: `entry` as the evidence has it under that key, nullptr for no more.
    void setList(const std::string& key, const Evidence::Entry* entry);

    /// Whose record lists the object with that id; in order.
    const std::vector<model::ObjectRef>& listing(const std::string& objectId) const;
    /// Why the appliers of a kind are not known, for each such list.
    std::vector<std::string> unread() const;

    /// What an investigation depends on that asked `listing` or `unread`: keys beside those of the evidence.
    static std::string keyOfListing(const std::string& objectId) { return "listing " + objectId; }
    static std::string keyOfUnread() { return "appliers"; }
    /// Keys of what has changed since the last call.
    std::set<std::string> takeChanged() { return std::exchange(m_changed, {}); }

  private:
    std::unordered_map<std::string, std::vector<model::ObjectRef>> m_listing;  ///< by object id
    std::map<std::string, std::string> m_unread;                               ///< by key of the list
    std::set<std::string> m_changed;
};

/// Of all appliers that the evidence holds.
Appliers appliersOf(const Evidence& evidence);

}  // namespace scout::trace
