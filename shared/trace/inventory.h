// Flux inventories: the applier's own record of what it applied.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/json.h"
#include "model/object.h"

namespace scout::trace {

/// "prod_frontend_apps_Deployment" (cli-utils pkg/object/objmetadata.go): the first '_' ends the namespace, the last
/// one starts the kind, the one before it the group; "__" in a name stands for ':'. Nothing when it has another shape.
std::optional<model::ObjectRef> parseInventoryId(std::string_view id);
std::string inventoryId(const model::ObjectRef& ref);

enum class Listing {
    listed,
    notListed,    ///< also: it keeps no inventory because it has applied nothing yet
    noInventory,  ///< the applier keeps none, which proves nothing either way
};

/// What an applier's status.inventory says of an object that it does not list (Readings::listing looks one up).
Listing listingOfOthers(const base::Json& applier);

}  // namespace scout::trace
