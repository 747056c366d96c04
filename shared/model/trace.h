// The answer: a chain of hops from the root source to the traced object, a graph, and a verdict. Plain values; field
// names and meanings are those of the JSON (resources/schema/trace.schema.json), where an empty text or optional is
// left out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/boxed.h"
#include "model/health.h"
#include "model/object.h"

namespace scout::model {

/// The column of a hop.
enum class Stage { git, confighub, oci, helm, bucket, gitops, cluster };
std::string_view name(Stage stage);

/// How strong the proof of an edge is, strongest first.
enum class Grade {
    uid,        ///< an ownerReference whose UID is the owner's
    inventory,  ///< the applier's own record lists the object
    digest,     ///< both ends name the same content digest
    reference,  ///< the field that the controller itself follows names the other end (spec.sourceRef, spec.source)
    label,      ///< a label or annotation claims it and nothing confirms it
    inferred,   ///< a rule of ours, such as a naming convention
};
std::string_view name(Grade grade);

/// Why an edge is there: "status.inventory of Kustomization/apps lists prod_frontend_apps_Deployment".
struct Because {
    Grade grade = Grade::inferred;
    std::string text;
    bool operator==(const Because&) const = default;
};

struct OciLayer {
    std::string mediaType;
    std::string digest;
    std::int64_t size = 0;  ///< bytes
    bool operator==(const OciLayer&) const = default;
};

/// An OCI source URL taken apart (requirement 000, facts/protocols.md 1.6).
struct OciSource {
    std::string raw;
    bool isConfigHub = false;
    std::string
        confidence;  ///< "host" (a ConfigHub host name), "path" (only the path has ConfigHub's shape), "" otherwise
    std::string instance;  ///< host without the leading "oci."
    std::string space;
    std::string target;
    std::string unit;
    std::string registry;  ///< host[:port]
    std::string repository;
    std::string tag;
    std::string digest;
    // From the manifest of `digest`, where the registry was asked.
    std::string artifactType{};  ///< of the manifest, else its config's media type
    std::string created{};       ///< RFC 3339, org.opencontainers.image.created
    std::vector<OciLayer> layers{};
    bool operator==(const OciSource&) const = default;
};

struct GitOrigin {
    std::string repository;  ///< URL
    std::string branch;
    std::string tag;
    std::string commit;
    std::string commitUrl;  ///< page of the commit on the known hosting sites, "" otherwise
    bool operator==(const GitOrigin&) const = default;
};

struct ConfigHubOrigin {
    std::string organization;
    std::string space;
    std::string unit;
    std::string revision;
    std::string target;
    std::string release;
    std::string url;
    std::string confidence;  ///< "claimed" until a digest joins it, then "confirmed"
    // Where ConfigHub was asked.
    std::string headRevision{};
    std::string releasedRevision{};
    std::string liveRevision{};
    std::string liveFrom{};  ///< the field that liveRevision was read from
    std::string releasedAt{};  ///< RFC 3339
    bool operator==(const ConfigHubOrigin&) const = default;
};

struct Verification {
    std::string state;  ///< verified | failed | unchecked | claimed
    std::string method;
    std::string identity;
    std::string message{};  ///< one sentence: what was checked, or why it was not
    bool operator==(const Verification&) const = default;
};

struct Hop {
    std::string id;  ///< unique in the graph; ObjectRef::id() for Kubernetes objects
    Stage stage = Stage::cluster;
    std::string kind;  ///< the object's kind, or "Git", "ConfigHub OCI", "ConfigHub Unit", "Helm Release" ...
    std::string name;
    std::string ns;
    std::string apiVersion;  ///< "" when the hop is not a Kubernetes object
    std::string uid;
    std::string cluster;  ///< kubeconfig context of the cluster that it was read from, "" for the traced one
    std::string created;  ///< metadata.creationTimestamp; "" where there is none. Not part of the JSON
    /// The Kubernetes object that declares the hop where the kind is not its own ("OCIRepository" behind "ConfigHub
    /// OCI").
    Boxed<ObjectRef> resource;
    Health health;
    std::string revision;
    std::string url;
    std::string path;
    Because because;  ///< of the edge to the next hop of the chain; empty text on the last one
    /// True for a hop known only by another's word (a Git origin in an annotation): shown, but it holds nothing back.
    bool claimed = false;
    Boxed<OciSource> ociSource;
    Boxed<GitOrigin> git;
    Boxed<ConfigHubOrigin> confighub;
    Boxed<Verification> verification;

    bool ready() const { return health.state == State::ready; }
    /// "Kustomization/apps".
    std::string label() const { return kind + "/" + name; }
};

struct Edge {
    std::string from;      ///< hop id, the cause
    std::string to;        ///< hop id, the effect
    std::string relation;  ///< "source" | "applies" | "owns" | "built-from" | "origin"
    Because because;
    bool operator==(const Edge&) const = default;
};

/// The Kubernetes object that a hop stands for; nothing for one that is none (a Git repository, a ConfigHub unit).
std::optional<ObjectRef> objectOf(const Hop& hop);

enum class VerdictState { ready, progressing, failed, suspended, outOfSync, stale, unmanaged, incomplete };
std::string_view name(VerdictState state);

struct Verdict {
    VerdictState state = VerdictState::incomplete;
    std::string at;  ///< label of the hop nearest the root that holds the chain back, "" when none does
    std::string reason;
    std::string message;
    std::string advice;
    bool operator==(const Verdict&) const = default;
};

/// One rung of the revision ladder.
struct Rung {
    std::string value;
    std::string at;    ///< RFC 3339, "" when not recorded
    std::string from;  ///< where it was read: "OCIRepository/apps status.artifact.revision"
    bool operator==(const Rung&) const = default;
};

/// What the source fetched, the applier attempted, what it last applied, and what is live. `head` needs the registry or
/// Git itself. `behind` names the first rung that differs from the one before it.
struct Revisions {
    std::optional<Rung> head;
    std::optional<Rung> fetched;
    std::optional<Rung> attempted;
    std::optional<Rung> applied;
    std::optional<Rung> live;
    std::string behind;
    std::string headUnread{};  ///< why there is no head: "the registry was not asked (--no-registry)"
    bool pinned = false;       ///< no head, because nothing newer can come: `headUnread` says what the source is pinned to
    std::string liveUnknown{};  ///< why there is no live: "1.2.4 failed, and some of it may be applied"
    bool headMissing = false;  ///< who was asked for the head answered that there is none
    std::string liveHealth{};  ///< of what is live, as its applier checks it: "healthy" | "checking" | "unhealthy" | ""
};

enum class Severity { info, warning, error };
std::string_view name(Severity severity);

struct Finding {
    std::string kind;  ///< design/trace-output.md lists them: "not-in-inventory", "missing-permission" ...
    Severity severity = Severity::info;
    std::string at;  ///< label of a hop
    std::string message;
    std::string advice;
    std::string by{};     ///< field manager or user who made it so, "" when not known
    std::string since{};  ///< RFC 3339, "" when not known
    bool operator==(const Finding&) const = default;
};

/// One entry of the time line (--history).
struct HistoryEntry {
    std::string at;    ///< RFC 3339
    std::string hop;   ///< label of the hop that recorded it
    std::string what;  ///< "applied", "deployed", "synced", "failed" ... the tool's own word in lower case
    std::string revision;
    std::string origin{};  ///< the Git revision behind it, "" when not recorded
    std::string message{};
    std::string from{};  ///< the field it was read from
    bool operator==(const HistoryEntry&) const = default;
};

/// One field that is not as it was last applied (--diff).
struct Difference {
    std::string path;     ///< "spec.replicas"
    std::string applied;  ///< JSON text, "" when the applier did not set it
    std::string live;     ///< JSON text, "" when it is gone
    std::string manager{};  ///< field manager that holds it now
    std::string at{};       ///< RFC 3339, when that manager last wrote
    bool operator==(const Difference&) const = default;
};

struct Cost {
    std::int64_t requests = 0;
    std::int64_t rounds = 0;
    std::int64_t bytes = 0;  ///< of the answers' bodies
    // Of `requests`, those that did not go to an API server.
    std::int64_t registryRequests = 0;
    std::int64_t configHubRequests = 0;
};

struct Trace {
    ObjectRef object;
    std::string objectApiVersion;
    std::string objectUid;
    std::vector<Hop> chain;  ///< root source first, the traced object last
    bool fullyManaged = false;
    std::string tool = "none";  ///< flux | argocd | helm | confighub | none
    Verdict verdict;
    Revisions revisions;
    std::vector<Finding> findings;
    std::vector<HistoryEntry> history;    ///< oldest first; empty unless asked for
    std::vector<Difference> differences;  ///< empty unless asked for
    std::string differencesUnread;        ///< why they could not be told, "" otherwise
    std::vector<Hop> nodes;  ///< of the graph; holds every hop of the chain too
    std::vector<Edge> edges;
    Cost cost;
    std::string context;   ///< kubeconfig context, or what the snapshot names
    std::string tracedAt;  ///< RFC 3339; the recording's time for a snapshot
};

}  // namespace scout::model
