// The objects that a manifest names (-f FILE), which are looked up in the cluster.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/json.h"
#include "model/object.h"

namespace scout::kube {

struct ManifestObject {
    model::ObjectRef ref;  ///< ns is "" where the manifest gives none
    std::string version;
    bool operator==(const ManifestObject&) const = default;
};

/// The objects that a file's documents name (base::parseYaml), lists expanded. `where` is the file, for errors (kind
/// usage), which also give the document's number, counted from 1 without empty documents.
base::Result<std::vector<ManifestObject>> manifestObjects(const std::vector<base::Json>& documents,
                                                          std::string_view where);

}  // namespace scout::kube
