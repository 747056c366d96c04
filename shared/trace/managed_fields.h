// Which fields each manager of an object holds: metadata.managedFields opened. Internal to trace.
#pragma once

#include <string>
#include <vector>

#include "model/object.h"

namespace scout::trace {

/// One step into an object, as fieldsV1 writes it (structured-merge-diff fieldpath/serialize-pe.go).
struct FieldStep {
    enum class Kind {
        field,  ///< a member: `text` is its name
        key,    ///< the item of a list whose members equal those of the JSON object `text`
        value,  ///< the item of a list that equals the JSON `text`
        index,  ///< the item of a list at the place `text`
    };
    Kind kind = Kind::field;
    std::string text;

    bool operator==(const FieldStep&) const = default;
};
using FieldPath = std::vector<FieldStep>;

/// "spec.template.spec.containers[name=web].image", "metadata.annotations[example.org/owner]".
std::string pathText(const FieldPath& path);
bool isBelow(const FieldPath& path, const FieldPath& ancestor);
/// Absent where the object has no such field.
base::Json valueAt(const base::Json& object, const FieldPath& path);

/// An entry of metadata.managedFields.
struct FieldSet {
    std::string manager;
    std::string operation;          ///< "Apply" or "Update"
    std::string subresource;        ///< "status", "scale"; "" for the object itself
    std::string time;               ///< RFC 3339, when the manager last changed one of them
    std::vector<FieldPath> fields;  ///< leaves, and list items that are held as a whole
};

/// Empty for an object that came without them, or with no more of them than who wrote it.
std::vector<FieldSet> managedFields(const model::KubeObject& object);

}  // namespace scout::trace
