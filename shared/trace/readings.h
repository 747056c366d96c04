// What one object says, read once for many investigations. Internal to trace.
#pragma once

#include <functional>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "model/trace.h"
#include "trace/inventory.h"

namespace scout::trace {

/// Remembers by the document itself and keeps it alive, so that nothing is ever remembered of another one.
class Readings {
  public:
    /// Whether an applier's status.inventory lists `ref`.
    Listing listing(const base::Json& applier, const model::ObjectRef& ref);
    /// The entry of an Application's status.resources that names `ref`; absent when there is none.
    base::Json resource(const base::Json& application, const model::ObjectRef& ref);
    /// `describe(object)`. One object is always described in one way.
    const model::Hop& hop(const model::KubeObject& object,
                          const std::function<model::Hop(const model::KubeObject&)>& describe);

    void clear();

  private:
    struct Inventory {
        base::Json applier;
        Listing without = Listing::notListed;  ///< for an object that `ids` lacks
        std::unordered_set<std::string> ids;
    };
    struct Resources {
        base::Json application;
        std::unordered_map<std::string, base::Json> entries;  ///< by ObjectRef::id()
    };
    struct Described {
        base::Json object;
        model::Hop hop;
    };
    std::unordered_map<const void*, Inventory> m_inventories;
    std::unordered_map<const void*, Resources> m_resources;
    std::unordered_map<const void*, Described> m_hops;
};

}  // namespace scout::trace
