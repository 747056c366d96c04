// Which sort of pull Secret a Secret is, as far as its field managers tell: names of a few known keys, never a value.
#pragma once

#include "base/json.h"

namespace scout::model {

/// A Secret's metadata.managedFields, reduced to who wrote which of the keys username, password, .dockerconfigjson and
/// .dockercfg of its data and when. Entries without any of them are left out, and so is every other name. Absent when
/// nothing is left.
base::Json credentialKeys(const base::Json& managedFields);

}  // namespace scout::model
