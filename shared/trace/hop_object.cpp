#include "trace/hop_object.h"

namespace scout::trace {

namespace {

std::optional<model::KubeObject> itemOf(const Answer& answer, const model::ObjectRef& ref) {
    if (!answer.isKnown()) return std::nullopt;
    for (const base::Json& item : answer.value().elements()) {
        model::KubeObject object(item);
        if (object.name() == ref.name && object.ns() == ref.ns) return object;
    }
    return std::nullopt;
}

std::optional<model::ObjectRef> refOf(const model::Hop& hop) {
    if (!hop.id.starts_with(managementPrefix)) return model::objectOf(hop);
    model::Hop local = hop;
    local.id.erase(0, managementPrefix.size());
    return model::objectOf(local);
}

}  // namespace

std::optional<model::KubeObject> objectBehind(const model::Hop& hop, const Evidence& evidence) {
    const auto ref = refOf(hop);
    if (!ref) return std::nullopt;
    const Query::Cluster cluster = hop.cluster.empty() ? Query::Cluster::traced : Query::Cluster::management;
    for (const Query::Type type : {Query::Type::object, Query::Type::metadata}) {
        const Evidence::Entry* entry = evidence.entry(Query{type, *ref, {}, cluster}.key());
        if (entry != nullptr && entry->answer.isKnown()) return model::KubeObject(entry->answer.value());
    }
    Query search = searchFor(ref->group, ref->kind, ref->name);
    search.cluster = cluster;
    for (const std::string& ns : {ref->ns, std::string()}) {
        const Query list{Query::Type::list, {ref->group, ref->kind, ns, {}}, {}, cluster};
        for (const Query& query : {search, list}) {
            const Evidence::Entry* entry = evidence.entry(query.key());
            if (entry == nullptr) continue;
            if (auto object = itemOf(entry->answer, *ref)) return object;
        }
    }
    return std::nullopt;
}

}  // namespace scout::trace
