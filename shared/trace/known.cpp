#include "trace/known.h"

#include <algorithm>

#include "trace/rules/argocd.h"
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

}  // namespace

void KnownObjects::update(const Evidence& evidence, const std::string& key) {
    m_without.erase(key);
    if (const auto held = m_byKey.find(key); held != m_byKey.end()) {
        Known& known = *held->second;
        m_byKey.erase(held);
        known.keys.erase(key);
        if (known.keys.empty()) {
            m_known.erase(known.id);
        } else {
            read(evidence, known);
        }
    }
    const Evidence::Entry* entry = evidence.entry(key);
    // A search tells where else to look; what it found is asked for by itself where it matters.
    if (entry == nullptr || entry->query.type == Query::Type::search) return;
    if (!entry->answer.isKnown()) {
        m_without.insert(key);
        return;
    }
    const model::KubeObject object(entry->answer.value());
    const model::ObjectRef ref = object.ref();
    if (ref.kind.empty() || ref.name.empty()) return;
    std::string id = ref.id();
    Known& known = m_known[id];
    known.id = std::move(id);
    known.keys.insert(key);
    m_byKey[key] = &known;
    read(evidence, known);
}

void KnownObjects::read(const Evidence& evidence, Known& known) {
    // The full object says most, then its metadata under its own name, then what stands under another.
    const Evidence::Entry* entry = evidence.entry(*known.keys.begin());
    if (known.keys.size() > 1) {
        const model::ObjectRef self = model::KubeObject(entry->answer.value()).ref();
        for (const std::string& key : {metadataKey(self), objectKey(self)}) {
            if (known.keys.contains(key)) entry = evidence.entry(key);
        }
    }
    known.object = model::KubeObject(entry->answer.value());
    known.ref = known.object.ref();
    known.asked = entry->query.ref;
    known.uid = known.object.uid();
    known.applier = rules::isFluxApplier(known.ref) || rules::isApplication(known.ref);
    known.source = rules::isFluxSource(known.ref);
    known.aging = isAging(known.object, known.ref);
    known.record = rules::listedBy(known.object);
    known.ownerKeys.clear();
    known.ownerUid.clear();
    if (const auto owner = rules::mainOwner(known.object)) {
        known.ownerKeys = keysOf({owner->group, owner->kind, known.ref.ns, owner->name});
        known.ownerUid = owner->uid;
    }
    known.hops = {};
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
    for (auto& [id, known] : m_known) known.owner = ownerOf(known);
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

const model::Hop& KnownObjects::hop(const Known& known, status::ManagedBy manager, const Options& options) const {
    auto& hop = known.hops[static_cast<std::size_t>(manager)];
    if (hop) return *hop;
    if (known.source) {
        hop = rules::describeFluxSource(known.object, options);
    } else if (known.applier) {
        hop = rules::isApplication(known.ref) ? rules::describeApplication(known.object)
                                              : rules::describeFluxApplier(known.object, options);
    } else {
        hop = hopFor(known.object, model::Stage::cluster);
        hop->health = status::objectHealth(known.object, manager, options.now);
    }
    return *hop;
}

std::set<std::string> KnownObjects::age() {
    std::set<std::string> keys;
    for (auto& [id, known] : m_known) {
        if (!known.aging) continue;
        known.hops = {};
        keys.insert(known.keys.begin(), known.keys.end());
    }
    return keys;
}

}  // namespace scout::trace
