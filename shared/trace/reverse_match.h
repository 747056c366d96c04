// What one applier or source says of the content that it holds: the other half of reverse. Internal to trace.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trace/reverse.h"

namespace scout::trace {

inline constexpr std::string_view extensionsGroup = "source.extensions.fluxcd.io";

/// An ArtifactGenerator.
bool isGenerator(const model::ObjectRef& ref);
/// What keeps a record of the objects that it applied.
bool isRecordingApplier(const model::ObjectRef& ref);
/// "Kustomization/apps in flux-system".
std::string placeOf(const model::ObjectRef& ref);
/// "commit 1a2b3c4", "ConfigHub unit prod/web" ...
std::string nameOf(const ReverseSubject& subject);

/// A revision and the words for where it stands: "status.lastAppliedRevision of Kustomization/apps".
struct Held {
    std::string revision;
    std::string where;
};

/// What an applier has live, with the Git revision behind it where that is recorded. Empty where that differs from
/// object to object.
std::vector<Held> liveOf(const model::KubeObject& applier);
/// What an Application's last complete sync applied.
std::vector<Held> syncedBefore(const model::KubeObject& application);
/// What it tried last; where it is not known what a Flux applier has live, also what may be.
std::vector<Held> attemptedOf(const model::KubeObject& applier);
/// What a source holds.
std::vector<Held> heldBy(const model::KubeObject& source);

/// Whether the revision is the digest or commit that was asked for.
bool isAsked(const ReverseSubject& subject, const std::string& revision);
/// Whether it tells that something else is meant; a revision that does not may be what was asked for.
bool namesContent(const ReverseSubject& subject, const std::string& revision);

/// A Flux source that an applier or an ArtifactGenerator takes its content from, and the field that says so.
struct Taken {
    model::ObjectRef source;
    std::string where;
};
std::vector<Taken> takenBy(const model::KubeObject& taker);

/// Why an OCI URL is the asked space's or unit's; nothing when it is another one.
std::optional<model::Because> becauseOfUrl(const ReverseSubject& subject, const std::string& url,
                                           const std::string& where, const Options& options);

}  // namespace scout::trace
