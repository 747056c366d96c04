// What the tracer may ask. A query names things in the domain's words; the engine knows which conversation answers it.
#pragma once

#include <string>

#include "base/json.h"
#include "model/object.h"

namespace scout::trace {

struct Query {
    enum class Type {
        object,    ///< this object, in full
        metadata,  ///< this object's metadata only (PartialObjectMetadata): Secrets, and kinds whose state needs no
                   ///< body
        search,    ///< objects of this kind and name in any namespace; ref.ns is empty. Known answers hold an array
    };

    Type type = Type::object;
    model::ObjectRef ref;
    /// The version to try first when the asker has seen one (an ownerReference's apiVersion); no part of the query's
    /// identity.
    std::string version;

    /// Unique text form: "object apps/Deployment/prod/frontend".
    std::string key() const;
};

/// The right way to ask for an object of that kind: metadata only for Secrets (their data is never read) and for kinds
/// whose state does not depend on their body.
Query askFor(const model::ObjectRef& ref, const std::string& version = {});
Query searchFor(const std::string& group, const std::string& kind, const std::string& name);

}  // namespace scout::trace
