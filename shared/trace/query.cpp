#include "trace/query.h"

#include "status/object_status.h"

namespace scout::trace {

namespace {

std::string placeText(const RegistryPlace& place) {
    const bool digest = place.reference.find(':') != std::string::npos;
    const std::string reference = place.reference.empty() ? "" : (digest ? "@" : ":") + place.reference;
    return place.registry + "/" + place.repository + reference;
}

}  // namespace

std::string Query::key() const {
    const std::string at = cluster == Cluster::management ? "management " : "";
    switch (type) {
        case Type::object:
            return at + "object " + ref.id();
        case Type::metadata:
            return at + "metadata " + ref.id();
        case Type::search:
            return at + "search " + ref.id();
        case Type::list:
            return at + "list " + ref.id() + (labels.empty() ? "" : "?" + labels);
        case Type::manifest:
            return "manifest " + placeText(registry);
        case Type::tags:
            return "tags " + placeText(registry);
        case Type::referrers:
            return "referrers " + placeText(registry);
        case Type::blob:
            return "blob " + placeText(registry);
        case Type::configHub:
            return "confighub " + target;
    }
    return {};
}

Query fullOf(const Query& query) {
    Query full = query;
    full.type = Query::Type::object;
    return full;
}

bool isOfCluster(Query::Type type) {
    return type == Query::Type::object || type == Query::Type::metadata || type == Query::Type::search ||
           type == Query::Type::list;
}

Query askFor(const model::ObjectRef& ref, const std::string& version) {
    const bool body = status::needsBody(ref.group, ref.kind);
    return {body ? Query::Type::object : Query::Type::metadata, ref, version};
}

Query searchFor(const std::string& group, const std::string& kind, const std::string& name) {
    return {Query::Type::search, {group, kind, {}, name}, {}};
}

}  // namespace scout::trace
