#include "model/trace.h"

namespace scout::model {

std::string_view name(Stage stage) {
    switch (stage) {
        case Stage::git:
            return "git";
        case Stage::confighub:
            return "confighub";
        case Stage::oci:
            return "oci";
        case Stage::helm:
            return "helm";
        case Stage::bucket:
            return "bucket";
        case Stage::gitops:
            return "gitops";
        case Stage::cluster:
            return "cluster";
    }
    return "cluster";
}

std::string_view name(Grade grade) {
    switch (grade) {
        case Grade::uid:
            return "uid";
        case Grade::inventory:
            return "inventory";
        case Grade::digest:
            return "digest";
        case Grade::reference:
            return "reference";
        case Grade::label:
            return "label";
        case Grade::inferred:
            return "inferred";
    }
    return "inferred";
}

std::string_view name(VerdictState state) {
    switch (state) {
        case VerdictState::ready:
            return "ready";
        case VerdictState::progressing:
            return "progressing";
        case VerdictState::failed:
            return "failed";
        case VerdictState::suspended:
            return "suspended";
        case VerdictState::outOfSync:
            return "outofsync";
        case VerdictState::stale:
            return "stale";
        case VerdictState::unmanaged:
            return "unmanaged";
        case VerdictState::incomplete:
            return "incomplete";
    }
    return "incomplete";
}

std::string_view name(Severity severity) {
    switch (severity) {
        case Severity::info:
            return "info";
        case Severity::warning:
            return "warning";
        case Severity::error:
            return "error";
    }
    return "info";
}

// The id tells, because a hop without an object of its own has an id of another form.
std::optional<ObjectRef> objectOf(const Hop& hop) {
    // An object of the management cluster is none of this cluster's.
    if (hop.id.starts_with("management:")) return std::nullopt;
    if (hop.resource) return *hop.resource;
    ObjectRef ref{hop.id.substr(0, hop.id.find('/')), hop.kind, hop.ns, hop.name};
    return ref.id() == hop.id ? std::optional(std::move(ref)) : std::nullopt;
}

}  // namespace scout::model
