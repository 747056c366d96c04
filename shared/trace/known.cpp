#include "trace/known.h"

#include <algorithm>

#include "trace/rules/applicationset.h"
#include "trace/rules/argocd.h"
#include "trace/rules/crossplane.h"
#include "trace/rules/flux.h"
#include "trace/rules/flux_source.h"
#include "trace/rules/owner.h"

namespace scout::trace {

namespace {

std::string metadataKey(const model::ObjectRef& ref) {
    return Query{Query::Type::metadata, ref, {}}.key();
}

std::string objectKey(const model::ObjectRef& ref) {
    return Query{Query::Type::object, ref, {}}.key();
}

// In the order in which Evidence::find looks.
std::vector<std::string> keysOf(const model::ObjectRef& ref) {
    if (askFor(ref).type == Query::Type::metadata) return {metadataKey(ref), objectKey(ref)};
    return {objectKey(ref)};
}

// Whose state a rule derives from the time of day (status::objectHealth).
bool isAging(const model::KubeObject& object, const model::ObjectRef& ref) {
    return ref.group.empty() && ref.kind == "Pod" && object.at("status.phase").text() == "Pending";
}

void read(const Evidence::Entry& entry, Known& known) {
    known.object = model::KubeObject(entry.answer.value());
    known.asked = entry.query.ref;
    known.uid = known.object.uid();
    known.applier =
        rules::isFluxApplier(known.ref) || rules::isApplication(known.ref) || rules::isApplicationSet(known.ref);
    known.source = rules::isFluxSource(known.ref);
    known.aging = isAging(known.object, known.ref);
    known.record = known.applier ? rules::listedBy(known.object) : std::vector<rules::Listed>();
    known.ownerKeys.clear();
    known.ownerUid.clear();
    if (const auto owner = rules::mainOwner(known.object)) {
        known.ownerKeys = keysOf({owner->group, owner->kind, known.ref.ns, owner->name});
        known.ownerUid = owner->uid;
    }
    known.hop.reset();
}

// The full object says most, then its metadata under its own name, then what stands under another.
const Evidence::Entry& bestOf(const Evidence& evidence, const Known& known) {
    if (known.keys.size() > 1) {
        for (const std::string& key : {objectKey(known.ref), metadataKey(known.ref)}) {
            if (std::binary_search(known.keys.begin(), known.keys.end(), key)) return *evidence.entry(key);
        }
    }
    return *evidence.entry(known.keys.front());
}

// What KnownObjects::settle and the choice of subjects rest on.
bool sameBonds(const Known& known, const model::ObjectRef& asked, const std::string& uid,
               const std::vector<std::string>& ownerKeys, const std::string& ownerUid) {
    return known.asked == asked && known.uid == uid && known.ownerKeys == ownerKeys && known.ownerUid == ownerUid;
}

bool sameRecord(const std::vector<rules::Listed>& left, const std::vector<rules::Listed>& right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(), [](const auto& one, const auto& other) {
        return one.ref == other.ref && one.elsewhere == other.elsewhere;
    });
}

}  // namespace

void KnownObjects::start(const Evidence& evidence) {
    m_byKey.reserve(evidence.entries().size());
    for (const auto& [key, entry] : evidence.entries()) add(evidence, key, entry);
    m_appliers.takeChanged();
}

bool KnownObjects::update(const Evidence& evidence, const std::string& key) {
    const Evidence::Entry* entry = evidence.entry(key);
    const auto held = m_byKey.find(key);
    // The usual change: an object as it is now.
    if (entry != nullptr && entry->answer.isKnown() && held != m_byKey.end()) {
        Known& known = *held->second;
        if (known.keys.size() == 1 && model::KubeObject(entry->answer.value()).ref() == known.ref) {
            const model::ObjectRef asked = known.asked;
            const std::string uid = known.uid;
            const std::vector<std::string> ownerKeys = known.ownerKeys;
            const std::string ownerUid = known.ownerUid;
            const bool relisted = readAnew(*entry, known);
            return relisted || !sameBonds(known, asked, uid, ownerKeys, ownerUid);
        }
    }
    const bool dropped = drop(evidence, key);
    if (entry != nullptr) add(evidence, key, *entry);
    return dropped || entry != nullptr;
}

bool KnownObjects::drop(const Evidence& evidence, const std::string& key) {
    m_appliers.setList(key, nullptr);
    const bool without = m_without.erase(key) > 0;
    const auto held = m_byKey.find(key);
    if (held == m_byKey.end()) return without;
    Known& known = *held->second;
    m_byKey.erase(held);
    known.keys.erase(std::find(known.keys.begin(), known.keys.end(), key));
    if (known.keys.empty()) {
        m_appliers.setRecord(known.ref, known.record, {});
        m_known.erase(known.id);
    } else {
        readAnew(bestOf(evidence, known), known);
    }
    return true;
}

bool KnownObjects::readAnew(const Evidence::Entry& entry, Known& known) {
    const std::vector<rules::Listed> record = std::move(known.record);
    read(entry, known);
    if (sameRecord(record, known.record)) return false;
    m_appliers.setRecord(known.ref, record, known.record);
    return true;
}

void KnownObjects::add(const Evidence& evidence, const std::string& key, const Evidence::Entry& entry) {
    // A search tells where else to look; what it found is asked for by itself where it matters. Objects of the
    // management cluster are others than those of the same name here.
    const bool here = isOfCluster(entry.query.type) && entry.query.cluster == Query::Cluster::traced;
    if (!here || entry.query.type == Query::Type::search) return;
    if (entry.query.type == Query::Type::list) return m_appliers.setList(key, &entry);
    if (!entry.answer.isKnown()) {
        m_without.insert(key);
        return;
    }
    model::ObjectRef ref = model::KubeObject(entry.answer.value()).ref();
    if (ref.kind.empty() || ref.name.empty()) return;
    std::string id = ref.id();
    // Keys come in order when all are new, and with them the ids of each type of query.
    const auto hint = m_known.empty() || std::prev(m_known.end())->first < id ? m_known.end() : m_known.lower_bound(id);
    Known& known = m_known.try_emplace(hint, id)->second;
    if (known.keys.empty()) {
        known.id = std::move(id);
        known.ref = std::move(ref);
    }
    known.keys.insert(std::lower_bound(known.keys.begin(), known.keys.end(), key), key);
    m_byKey[key] = &known;
    readAnew(known.keys.size() == 1 ? entry : bestOf(evidence, known), known);
}

const Known* KnownObjects::ownerOf(const Known& known) const {
    for (const std::string& key : known.ownerKeys) {
        const auto found = m_byKey.find(key);
        if (found != m_byKey.end())
            return found->second->uid == known.ownerUid && found->second != &known ? found->second : nullptr;
        if (m_without.contains(key)) return nullptr;
    }
    return nullptr;
}

void KnownObjects::settle() {
    std::size_t index = 0;
    for (auto& [id, known] : m_known) {
        known.index = index++;
        known.owner = ownerOf(known);
    }
    for (auto& [id, known] : m_known) {
        const Known* top = &known;
        // No owner is that far up: they own each other in a circle, and nobody is above the others.
        static constexpr int deepest = 32;
        int depth = 0;
        while (top->owner != nullptr && depth++ < deepest) top = top->owner;
        known.top = top->owner == nullptr ? top : &known;
    }
}

const Known* KnownObjects::find(const std::string& id) const {
    const auto found = m_known.find(id);
    return found == m_known.end() ? nullptr : &found->second;
}

bool KnownObjects::isAnsweredWithout(const model::ObjectRef& ref) const {
    if (m_without.empty()) return false;
    const std::vector<std::string> keys = keysOf(ref);
    return std::any_of(keys.begin(), keys.end(), [this](const std::string& key) { return m_without.contains(key); });
}

const model::Hop& KnownObjects::hop(const Known& known, status::ManagedBy manager, const Options& options) {
    if (known.hop != nullptr && known.judgedBy == manager) return *known.hop;
    known.judgedBy = manager;
    if (known.source) {
        known.hop = std::make_unique<const model::Hop>(rules::describeFluxSource(known.object, options));
        return *known.hop;
    }
    model::Hop hop = hopFor(known.object, model::Stage::cluster);
    hop.health =
        rules::crossplaneHealth(known.object).value_or(status::objectHealth(known.object, manager, options.now));
    known.hop = std::make_unique<const model::Hop>(std::move(hop));
    return *known.hop;
}

std::set<std::string> KnownObjects::age() {
    std::set<std::string> keys;
    for (auto& [id, known] : m_known) {
        if (!known.aging) continue;
        known.hop.reset();
        keys.insert(known.keys.begin(), known.keys.end());
    }
    return keys;
}

}  // namespace scout::trace
