// The objects that the evidence holds, by their own identity: one object may stand under several queries (in full, as
// metadata, under the namespace that an ownerReference implies). Internal to trace.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "status/object_status.h"
#include "trace/appliers.h"
#include "trace/evidence.h"
#include "trace/investigate.h"
#include "trace/rules/listed.h"

namespace scout::trace {

struct Known {
    std::vector<std::string> keys;  ///< of the answers that hold it, sorted
    model::KubeObject object;       ///< of the answer that says most
    model::ObjectRef ref;
    model::ObjectRef asked;  ///< the query's, under which it is found again
    std::string id;
    std::string uid;
    bool applier = false;
    bool source = false;
    bool aging = false;  ///< its state changes with time alone
    std::vector<rules::Listed> record;

    std::vector<std::string> ownerKeys;  ///< where its owner's answer stands, likeliest first; empty: it names none
    std::string ownerUid;

    // Set by KnownObjects::settle.
    std::size_t index = 0;         ///< position in the order of ids
    const Known* owner = nullptr;  ///< known, and the UID is its own
    const Known* top = nullptr;    ///< itself when nothing known owns it

    // What KnownObjects::hop read last.
    mutable std::unique_ptr<const model::Hop> hop;
    mutable status::ManagedBy judgedBy = status::ManagedBy::none;
};

class KnownObjects {
  public:
    /// Takes over what the evidence says under that key now. True when who owns or lists whom may have changed with it.
    bool update(const Evidence& evidence, const std::string& key);
    /// The same for all of it, before any update.
    void start(const Evidence& evidence);
    /// Finds the owners; after updates, before anything below is asked.
    void settle();

    /// By id.
    const std::map<std::string, Known>& all() const { return m_known; }
    const Known* find(const std::string& id) const;
    /// Whether the object was asked for and not had (missing, unseen).
    bool isAnsweredWithout(const model::ObjectRef& ref) const;
    /// What those of them that are appliers list.
    const Appliers& appliers() const { return m_appliers; }
    /// As Appliers::takeChanged.
    std::set<std::string> takeRelisted() { return m_appliers.takeChanged(); }

    /// A reading of the object itself, for objects that no trace is about.
    static const model::Hop& hop(const Known& known, status::ManagedBy manager, const Options& options);
    /// Time went by: forgets what depends on it, and returns the keys of the objects concerned.
    std::set<std::string> age();

  private:
    void add(const Evidence& evidence, const std::string& key, const Evidence::Entry& entry);
    bool drop(const Evidence& evidence, const std::string& key);
    /// True when it lists others now.
    bool readAnew(const Evidence::Entry& entry, Known& known);
    const Known* ownerOf(const Known& known) const;

    std::map<std::string, Known> m_known;
    std::unordered_map<std::string, Known*> m_byKey;
    std::unordered_set<std::string> m_without;  ///< keys of answers that hold no object
    Appliers m_appliers;
};

}  // namespace scout::trace
