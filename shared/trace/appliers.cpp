#include "trace/appliers.h"

#include <algorithm>

#include "trace/known.h"
#include "trace/rules/argocd.h"
#include "trace/rules/flux.h"

namespace scout::trace {

void Appliers::setRecord(const model::ObjectRef& applier, const std::vector<rules::Listed>& before,
                         const std::vector<rules::Listed>& now) {
    for (const rules::Listed& listed : before) {
        if (listed.elsewhere) continue;
        std::string id = listed.ref.id();
        if (const auto known = m_listing.find(id); known != m_listing.end()) {
            std::erase(known->second, applier);
            if (known->second.empty()) m_listing.erase(known);
        }
        m_changed.insert(keyOfListing(id));
    }
    for (const rules::Listed& listed : now) {
        if (listed.elsewhere) continue;
        std::string id = listed.ref.id();
        m_changed.insert(keyOfListing(id));
        std::vector<model::ObjectRef>& appliers = m_listing[std::move(id)];
        const auto place = std::lower_bound(appliers.begin(), appliers.end(), applier);
        if (place == appliers.end() || *place != applier) appliers.insert(place, applier);
    }
}

void Appliers::setList(const std::string& key, const Evidence::Entry* entry) {
    const bool unread = entry != nullptr && entry->answer.isUnseen() &&
                        (rules::isFluxApplier(entry->query.ref) || rules::isApplication(entry->query.ref));
    const bool changed = unread ? std::exchange(m_unread[key], entry->answer.error().what) != entry->answer.error().what
                                : m_unread.erase(key) > 0;
    if (changed) m_changed.insert(keyOfUnread());
}

const std::vector<model::ObjectRef>& Appliers::listing(const std::string& objectId) const {
    static const std::vector<model::ObjectRef> none;
    const auto known = m_listing.find(objectId);
    return known == m_listing.end() ? none : known->second;
}

std::vector<std::string> Appliers::unread() const {
    std::vector<std::string> out;
    for (const auto& [key, why] : m_unread) out.push_back(why);
    return out;
}

Appliers appliersOf(const Evidence& evidence) {
    KnownObjects objects;
    objects.start(evidence);
    return objects.appliers();
}

}  // namespace scout::trace
