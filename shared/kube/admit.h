// The door through which objects come in: what passes it is complete, and holds nothing secret.
#pragma once

#include <string_view>

#include "base/json.h"
#include "kube/read.h"
#include "kube/resource.h"

namespace scout::kube {

/// Secrets' values are not this program's business: it asks for their metadata only.
bool isSecret(const Resource& resource);

/// The object with its own apiVersion and kind; of a Secret, or with Detail::metadata, nothing but these and metadata.
/// A Secret's metadata loses the annotations in which tools keep a copy of the whole object (kubectl's
/// last-applied-configuration ...), and of what its managedFields hold keeps model::credentialKeys. With
/// Detail::secret, what the server sent.
base::Json admit(const base::Json& object, const Resource& resource, std::string_view version, Detail detail);

}  // namespace scout::kube
