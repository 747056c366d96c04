// Who wrote a field: metadata.managedFields read. Internal to trace.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/object.h"

namespace scout::trace {

/// An entry of metadata.managedFields.
struct FieldWriter {
    std::string manager;      ///< "kubectl-edit", "flux", "kustomize-controller" ...
    std::string operation;    ///< "Apply" or "Update"
    std::string subresource;  ///< "status", "scale"; "" for the object itself
    /// RFC 3339: when the manager last changed anything that it manages here. The field had its value from then on at
    /// the latest.
    std::string time;
};

/// The manager of the field at `path` ({"spec", "suspend"}; map keys are steps too) that wrote last; nothing when
/// nobody is recorded, as in objects that were listed without managedFields.
std::optional<FieldWriter> writerOf(const model::KubeObject& object, const std::vector<std::string>& path);

/// The manager other than `besides` that wrote below `field` ("spec") last, subresources left out. The controllers that
/// set a workload's replicas or status as their trade are nobody here.
std::optional<FieldWriter> otherWriterOf(const model::KubeObject& object, std::string_view field,
                                         std::string_view besides);

/// The last write of `manager` to the object itself, subresources left out.
std::optional<FieldWriter> writerNamed(const model::KubeObject& object, std::string_view manager);

/// The last write of `manager` to the status.
std::optional<FieldWriter> statusWriterOf(const model::KubeObject& object, std::string_view manager);

/// Whether it is a GitOps controller, so that the field comes from what it applies.
bool isApplier(const FieldWriter& writer);

}  // namespace scout::trace
