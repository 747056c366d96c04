#include "trace/rules/argocd.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "base/text.h"
#include "status/argo_application.h"
#include "status/object_status.h"
#include "trace/rules/argocd_source.h"
#include "trace/rules/argocd_sync.h"
#include "trace/rules/declarer.h"

namespace scout::trace::rules {

namespace {

constexpr std::string_view trackingAnnotation = "argocd.argoproj.io/tracking-id";
constexpr std::string_view instanceLabel = "argocd.argoproj.io/instance";
constexpr std::string_view commonInstanceLabel = "app.kubernetes.io/instance";
constexpr std::size_t shownWorkloads = 20;

// "<namespace>_<name>" or "<name>" (argo-cd InstanceName): "_" cannot stand in a Kubernetes name.
std::pair<std::string, std::string> splitInstance(std::string_view text) {
    const auto underscore = text.find('_');
    if (underscore == std::string_view::npos) return {"", std::string(text)};
    return {std::string(text.substr(0, underscore)), std::string(text.substr(underscore + 1))};
}

struct Claim {
    std::string application;
    std::string ns;  ///< "" = the controller's own, or any
    std::string key;
    bool weak = false;
};

model::ObjectRef applicationRef(const std::string& name, const std::string& ns) {
    return {std::string(argoGroup), "Application", ns, name};
}

std::optional<Claim> claimOf(Board& board, const model::KubeObject& object, bool weakLabel) {
    const std::string text = object.annotation(trackingAnnotation);
    if (!text.empty()) {
        const auto id = parseTrackingId(text);
        const model::ObjectRef ref = object.ref();
        // A cluster-scoped object carries its Application's destination namespace.
        const bool itself = id && id->resource.group == ref.group && id->resource.kind == ref.kind &&
                            id->resource.name == ref.name && (ref.ns.empty() || id->resource.ns == ref.ns);
        if (itself)
            return Claim{id->application, id->applicationNamespace, "annotation " + std::string(trackingAnnotation),
                         false};
        // The Deployment controller copies annotations to ReplicaSets; on an owned object they mean nothing.
        if (!object.owners().empty()) return std::nullopt;
        board.note({"copied-tracking-id", model::Severity::warning, ref.label(),
                    "Its " + std::string(trackingAnnotation) + " annotation (" + text + ") names another object" +
                        (id ? "" : " or has an unknown form"),
                    "The annotation was copied from that object. Argo CD ignores it here; remove it so that nobody is "
                    "misled."});
        return std::nullopt;
    }
    const auto labelled = [&object](std::string_view key, bool weak) -> std::optional<Claim> {
        const auto [ns, name] = splitInstance(object.label(key));
        if (name.empty()) return std::nullopt;
        // Nobody but Argo CD writes a namespace into it.
        return Claim{name, ns, "label " + std::string(key), weak && ns.empty()};
    };
    if (auto claim = labelled(instanceLabel, false)) return claim;
    if (weakLabel) return labelled(commonInstanceLabel, true);
    return std::nullopt;
}

// The Application's answer: where the claim or the controller's namespace says, else in any namespace (facts: protocols
// 3). A search that finds none is the same as missing. `ref` becomes the place that was settled on.
struct Lookup {
    const Answer* answer = nullptr;  ///< nullptr while pending
    std::vector<model::KubeObject> candidates;
    model::ObjectRef ref;
};

Lookup lookUp(Board& board, const std::string& name, const std::string& ns) {
    Lookup out;
    out.ref = applicationRef(name, ns.empty() ? board.options().argocdNamespace : ns);
    out.answer = board.look(askFor(out.ref));
    if (out.answer == nullptr) return out;
    if (out.answer->isKnown()) {
        out.candidates.emplace_back(out.answer->value());
        return out;
    }
    if (!ns.empty() || out.answer->isNotInstalled() || out.answer->isUnseen()) return out;
    out.answer = board.look(searchFor(std::string(argoGroup), "Application", name));
    if (out.answer == nullptr || !out.answer->isKnown()) return out;
    for (const base::Json& item : out.answer->value().elements()) out.candidates.emplace_back(item);
    return out;
}

void addHole(Board& board, const Lookup& lookup, const Claim& claim, const model::Hop& effect, const char* more) {
    static const Answer nowhere = Answer::missing();
    model::Hop& hole = board.add(hopFor(lookup.ref, model::Stage::gitops));
    makeHole(board, hole, lookup.answer->isKnown() ? nowhere : *lookup.answer);
    if (hole.health.state == model::State::missing)
        hole.health.status = std::string("No Application of that name in this cluster") + more;
    board.connect(hole, effect, "applies",
                  {model::Grade::label, claim.key + " of " + effect.label() + "; not confirmed"});
    board.ownerUnseen(hole.label() + ": " + hole.health.status);
}

// Without a comparison (status Unknown) everything is marked so, which says nothing of the source.
bool isToBePruned(const base::Json& entry) {
    return entry["requiresPruning"].isTrue() && entry["status"].text() == "OutOfSync";
}

const model::KubeObject* whichLists(Board& board, const Lookup& lookup, const model::ObjectRef& ref) {
    for (const model::KubeObject& application : lookup.candidates) {
        if (board.readings().resource(application.json(), ref).exists()) return &application;
    }
    return nullptr;
}

void follow(Board& board, const model::KubeObject& application, const model::KubeObject& object, model::Hop& effect,
            const base::Json& entry, model::Because because) {
    model::Hop& hop = board.add(board.readings().hop(application, describeApplication));
    board.connect(hop, effect, "applies", std::move(because));
    // An applier's own state says more than what its parent sees of it.
    const model::Edge* main = board.isAside() ? nullptr : board.mainEdgeInto(effect.id);
    if (effect.stage == model::Stage::cluster && main != nullptr && main->from == hop.id)
        effect.health = status::managedResourceHealth(object, entry, board.options().now);
    if (isToBePruned(entry)) {
        board.note({"not-in-inventory", model::Severity::warning, effect.label(),
                    hop.label() + " tracks it by its mark, but its source does not have it",
                    "The mark was copied, or the object left the source. A sync with pruning deletes it."});
    }
    board.tool = "argocd";
    const model::ObjectRef ref = object.ref();
    followApplication(board, application, &ref);
}

enum class Found { yes, no, pending };

// An Application of the management cluster delivers to this one when its destination is another cluster than its own.
Found followInManagement(Board& board, const model::KubeObject& object, const Claim& claim, bool onlyThere) {
    model::Hop& effect = *board.find(object.ref());
    const Elsewhere there(board, Query::Cluster::management);
    const Lookup lookup = lookUp(board, claim.application, claim.ns);
    if (lookup.answer == nullptr) return Found::pending;
    if (lookup.answer->isUnseen() && onlyThere && !claim.weak) {
        addHole(board, lookup, claim, effect, "");
        return Found::yes;
    }
    const model::KubeObject* lists = whichLists(board, lookup, object.ref());
    if (lists == nullptr || deploysHere(*lists)) return Found::no;
    const base::Json entry = board.readings().resource(lists->json(), object.ref());
    model::Because because = becauseListed(*lists, entry);
    if (!isToBePruned(entry)) {
        const base::Json destination = lists->at("spec.destination");
        because = {model::Grade::inventory, "status.resources of " + lists->ref().label() +
                                                " in the management cluster lists it, and its destination " +
                                                destination["server"].text(destination["name"].text()) +
                                                " is another cluster; whether that is this one was not compared"};
    }
    noteClusterNotCompared(board, board.readings().hop(*lists, describeApplication), "Its destination");
    follow(board, *lists, object, effect, entry, std::move(because));
    return Found::yes;
}

const std::array<std::pair<std::string_view, std::string_view>, 7> workloadKinds = {{{"apps", "Deployment"},
                                                                                     {"apps", "StatefulSet"},
                                                                                     {"apps", "DaemonSet"},
                                                                                     {"argoproj.io", "Rollout"},
                                                                                     {"batch", "CronJob"},
                                                                                     {"batch", "Job"},
                                                                                     {"", "Pod"}}};

bool isWorkload(const base::Json& entry) {
    return std::any_of(workloadKinds.begin(), workloadKinds.end(), [&entry](const auto& kind) {
        return entry["group"].text() == kind.first && entry["kind"].text() == kind.second;
    });
}

int severity(model::State state) {
    switch (state) {
        case model::State::failed:
        case model::State::missing:
            return 4;
        case model::State::outOfSync:
            return 3;
        case model::State::ready:
            return 0;
        case model::State::progressing:
            return 1;
        default:
            return 2;
    }
}

}  // namespace

std::optional<TrackingId> parseTrackingId(std::string_view text) {
    const auto first = text.find(':');
    const auto second = first == std::string_view::npos ? first : text.find(':', first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    const std::vector<std::string> kind = base::split(text.substr(first + 1, second - first - 1), '/');
    const std::vector<std::string> name = base::split(text.substr(second + 1), '/');
    if (kind.size() != 2 || name.size() != 2) return std::nullopt;
    TrackingId id;
    std::tie(id.applicationNamespace, id.application) = splitInstance(text.substr(0, first));
    id.resource = {kind[0], kind[1], name[0], name[1]};
    if (id.application.empty()) return std::nullopt;
    return id;
}

bool isApplication(const model::ObjectRef& ref) {
    return ref.group == argoGroup && ref.kind == "Application";
}

bool isSuspendedItself(const model::Hop& hop) {
    const bool byAnObject = hop.kind == "Application" && hop.health.reason == "Suspended";
    return hop.health.state == model::State::suspended && !byAnObject;
}

bool deploysHere(const model::KubeObject& application) {
    const std::string server = application.at("spec.destination.server").text();
    const std::string name = application.at("spec.destination.name").text();
    return server == "https://kubernetes.default.svc" || name == "in-cluster";
}

model::Because becauseListed(const model::KubeObject& application, const base::Json& entry) {
    const std::string lists = "status.resources of Application/" + application.name() + " lists it";
    // It is there because of the object's own mark alone: Argo CD lists what carries its mark.
    if (isToBePruned(entry)) return {model::Grade::label, lists + " to be pruned: its source does not have it"};
    if (deploysHere(application)) return {model::Grade::inventory, lists};
    const base::Json destination = application.at("spec.destination");
    return {model::Grade::label, lists + ", but its destination " +
                                     destination["server"].text(destination["name"].text()) +
                                     " may be another cluster"};
}

model::Hop describeApplication(const model::KubeObject& application) {
    model::Hop hop = hopFor(application, model::Stage::gitops);
    hop.health = status::applicationHealth(application);
    hop.revision = liveRevision(application, nullptr);
    return hop;
}

bool hasArgoTracking(const model::KubeObject& object) {
    return !object.annotation(trackingAnnotation).empty() || !object.label(instanceLabel).empty();
}

bool followArgoTracking(Board& board, const model::KubeObject& object, bool weakLabel) {
    const auto claim = claimOf(board, object, weakLabel);
    if (!claim) return false;
    const Lookup lookup = lookUp(board, claim->application, claim->ns);
    if (lookup.answer == nullptr) return true;
    model::Hop& effect = *board.find(object.ref());

    // The root of an app-of-apps may list itself.
    const bool itself = std::any_of(lookup.candidates.begin(), lookup.candidates.end(),
                                    [&](const auto& application) { return application.ref() == object.ref(); });
    if (itself) return false;
    const model::KubeObject* lists = whichLists(board, lookup, object.ref());
    const bool nowhere = lookup.candidates.empty() && !lookup.answer->isUnseen();
    const bool elsewhere = lists != nullptr && !deploysHere(*lists);
    const bool managed = (nowhere || elsewhere) && board.canAskManagement(askFor(lookup.ref));
    const Found found = managed ? followInManagement(board, object, *claim, nowhere) : Found::no;
    if (found == Found::pending) return true;
    if (found == Found::yes && nowhere) return true;
    if (lookup.candidates.empty()) {
        // The common label alone is no reason to expect an Application.
        if (claim->weak && nowhere) return false;
        addHole(board, lookup, *claim, effect, managed ? "; nor does the management cluster's deliver it" : "");
        return true;
    }
    if (lists != nullptr) {
        // One of that name is here as well: it may be the one, although the other is likelier.
        std::optional<Aside> aside;
        if (found == Found::yes) aside.emplace(board);
        const base::Json entry = board.readings().resource(lists->json(), object.ref());
        follow(board, *lists, object, effect, entry, becauseListed(*lists, entry));
        return true;
    }
    if (!claim->weak) {
        board.note({"not-in-inventory", model::Severity::warning, effect.label(),
                    "Its " + claim->key + " says Application/" + claim->application +
                        ", but that Application's status.resources does not list it",
                    "The mark was copied, or the object was removed from the source without being pruned. Nothing "
                    "keeps it in step with its source."});
    }
    return false;
}

bool followApplicationThatLists(Board& board, const model::KubeObject& object, const model::ObjectRef& application) {
    const Answer* answer = board.look(askFor(application));
    if (answer == nullptr) return true;
    if (!answer->isKnown()) return false;
    const model::KubeObject lists(answer->value());
    const base::Json entry = board.readings().resource(lists.json(), object.ref());
    follow(board, lists, object, *board.find(object.ref()), entry, becauseListed(lists, entry));
    return true;
}

void connectKnownApplication(Board& board, const model::KubeObject& object) {
    const auto id = parseTrackingId(object.annotation(trackingAnnotation));
    if (!id || id->resource != object.ref()) return;
    const model::ObjectRef ref = applicationRef(
        id->application, id->applicationNamespace.empty() ? board.options().argocdNamespace : id->applicationNamespace);
    const model::Hop* hop = board.find(ref);
    if (hop == nullptr) return;
    const Answer* answer = board.look(askFor(ref));
    if (answer == nullptr || !answer->isKnown()) return;
    const model::KubeObject application(answer->value());
    const base::Json entry = board.readings().resource(application.json(), object.ref());
    if (entry.exists()) board.connect(*hop, *board.find(object.ref()), "applies", becauseListed(application, entry));
}

void followApplication(Board& board, const model::KubeObject& application, const model::ObjectRef* object) {
    board.tool = "argocd";
    model::Hop& hop = board.add(board.readings().hop(application, describeApplication));
    hop.revision = liveRevision(application, object);
    addApplicationSources(board, application, hop, object);
    followDeclarer(board, application);
}

std::optional<model::KubeObject> findApplication(Board& board, const std::string& name, const std::string& ns) {
    const Lookup lookup = lookUp(board, name, ns);
    if (lookup.answer == nullptr) return std::nullopt;
    if (!lookup.candidates.empty()) return lookup.candidates.front();
    static const Answer nowhere = Answer::missing();
    model::Hop& hole = board.add(hopFor(lookup.ref, model::Stage::gitops));
    makeHole(board, hole, lookup.answer->isKnown() ? nowhere : *lookup.answer);
    board.ownerUnseen(hole.label() + ": " + hole.health.status);
    return std::nullopt;
}

std::string addDeliveredWorkloads(Board& board, const model::KubeObject& application) {
    std::string last;
    int worst = -1;
    std::size_t shown = 0;
    for (const base::Json& entry : application.at("status.resources").elements()) {
        if (!isWorkload(entry) || shown++ >= shownWorkloads || !deploysHere(application)) continue;
        const model::ObjectRef ref{entry["group"].text(), entry["kind"].text(), entry["namespace"].text(),
                                   entry["name"].text()};
        const Answer* answer = board.look(askFor(ref, entry["version"].text()));
        if (answer == nullptr) continue;
        model::Hop hop = hopFor(ref, model::Stage::cluster);
        if (answer->isKnown()) {
            const model::KubeObject object(answer->value());
            hop = hopFor(object, model::Stage::cluster);
            hop.health = status::managedResourceHealth(object, entry, board.options().now);
        } else {
            makeHole(board, hop, *answer);
        }
        const model::Hop& added = board.add(std::move(hop));
        const model::Hop& cause = *board.find(application.ref());
        board.connect(cause, added, "applies",
                      {model::Grade::inventory, "status.resources of " + cause.label() + " lists it"});
        if (severity(added.health.state) > worst) {
            worst = severity(added.health.state);
            last = added.id;
        }
    }
    return last;
}

}  // namespace scout::trace::rules
