// The other way round: what an applier, a source, an artifact, a commit or a ConfigHub unit delivers. A pure function
// that asks, as investigate is.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/deliveries.h"
#include "trace/evidence.h"
#include "trace/investigate.h"

namespace scout::trace {

struct ReverseSubject {
    enum class Type {
        object,     ///< an applier or a source
        digest,     ///< of an OCI artifact; may be a beginning of it
        commit,     ///< of Git; may be a beginning of it
        configHub,  ///< a unit, a target, or a whole space
    };
    Type type = Type::object;
    model::ObjectRef ref;
    std::string hex;       ///< digest, commit: lower case, at least 7 digits
    std::string space;     ///< configHub
    std::string unit;      ///< configHub; "" for a target or the whole space
    std::string target{};  ///< configHub; "" for a unit or the whole space
};

/// "sha256:1a2b3c4", "latest@sha256:...", a commit of 7 digits or more, "main@sha1:...", "confighub:SPACE[/UNIT]". What
/// is read as a unit may be a target: reverse takes it for one where an OCI URL names it so. Nothing for anything else,
/// such as TYPE/NAME.
std::optional<ReverseSubject> reverseSubject(std::string_view text);

/// Whether objects of that kind deliver others: appliers, sources and what makes them.
bool isDeliverer(const model::ObjectRef& ref);

struct ReverseInvestigation {
    model::Deliveries deliveries;
    /// What it would like answered next; never one that the evidence answers already.
    std::vector<Query> questions;
};

/// Appliers are read for what they list, down through the appliers among that. For anything but an applier the appliers
/// of the cluster are listed, kind by kind. The state of what is delivered is not asked for. Of a ConfigHub unit, the
/// origin of up to 100 objects is read. Context, tracedAt and cost are the caller's to fill.
ReverseInvestigation reverse(const ReverseSubject& subject, const Evidence& evidence, const Options& options);

}  // namespace scout::trace
