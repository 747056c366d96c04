#include "trace/query.h"

#include "status/object_status.h"

namespace scout::trace {

std::string Query::key() const {
    switch (type) {
        case Type::object:
            return "object " + ref.id();
        case Type::metadata:
            return "metadata " + ref.id();
        case Type::search:
            return "search " + ref.id();
    }
    return {};
}

Query askFor(const model::ObjectRef& ref, const std::string& version) {
    const bool body = status::needsBody(ref.group, ref.kind);
    return {body ? Query::Type::object : Query::Type::metadata, ref, version};
}

Query searchFor(const std::string& group, const std::string& kind, const std::string& name) {
    return {Query::Type::search, {group, kind, {}, name}, {}};
}

}  // namespace scout::trace
