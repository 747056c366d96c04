#include "trace/rules/flux.h"

#include <algorithm>
#include <array>

#include "status/object_status.h"
#include "trace/inventory.h"
#include "trace/rules/artifact_generator.h"
#include "trace/rules/declarer.h"
#include "trace/rules/flux_live.h"
#include "trace/rules/flux_source.h"
#include "trace/rules/registry.h"
#include "trace/rules/source_changed.h"

namespace scout::trace::rules {

namespace {

// Owner labels and the applier that they claim (facts: protocols 2.4).
struct OwnerLabel {
    std::string_view name;  ///< key of the label that holds the applier's name
    std::string_view ns;    ///< and its namespace
    std::string_view group;
    std::string_view kind;
};
constexpr std::array<OwnerLabel, 4> ownerLabels = {
    {{"kustomize.toolkit.fluxcd.io/name", "kustomize.toolkit.fluxcd.io/namespace", fluxKustomizeGroup, "Kustomization"},
     {"helm.toolkit.fluxcd.io/name", "helm.toolkit.fluxcd.io/namespace", fluxHelmGroup, "HelmRelease"},
     {"resourceset.fluxcd.controlplane.io/name", "resourceset.fluxcd.controlplane.io/namespace", fluxOperatorGroup,
      "ResourceSet"},
     {"fluxcd.controlplane.io/name", "fluxcd.controlplane.io/namespace", fluxOperatorGroup, "FluxInstance"}}};

std::optional<model::ObjectRef> applierNamedBy(const OwnerLabel& label, const base::Json& labels) {
    std::string name = labels[label.name].text();
    std::string ns = labels[label.ns].text();
    if (name.empty() || ns.empty()) return std::nullopt;
    return model::ObjectRef{std::string(label.group), std::string(label.kind), std::move(ns), std::move(name)};
}

// The words for where a rung was read, and where its time.
model::Rung rungOf(std::string value, const std::string& from, const Seen& seen) {
    return {std::move(value), seen.at, from + (seen.at.empty() ? "" : "; time: " + seen.field)};
}

// When what is applied came; the source's own time narrows that down.
void timeKustomization(Board& board, const model::KubeObject& applier, const std::string& where,
                       const LiveRevision& live) {
    model::Revisions& revisions = board.revisions;
    const auto fetchedAt = [&](const std::string& revision) {
        return revisions.fetched && revisions.fetched->value == revision ? revisions.fetched->at : std::string();
    };
    if (revisions.applied)
        revisions.applied = rungOf(revisions.applied->value, where + "lastAppliedRevision",
                                   appliedSince(applier, fetchedAt(revisions.applied->value)));
    if (revisions.live)
        revisions.live =
            rungOf(live.revision, where + live.field, liveSince(applier, live.revision, fetchedAt(live.revision)));
}

void followKustomization(Board& board, const model::KubeObject& applier, model::Hop& hop) {
    const base::Json status = applier["status"];
    const std::string appliedText = status["lastAppliedRevision"].text();
    const std::string attemptedText = status["lastAttemptedRevision"].text();
    const std::string where = hop.label() + " status.";
    const LiveRevision live = liveRevisionOf(applier);
    if (!attemptedText.empty())
        board.revisions.attempted = rungOf(attemptedText, where + "lastAttemptedRevision", attemptedAt(applier));
    if (!appliedText.empty()) board.revisions.applied = {appliedText, {}, {}};
    if (!live.revision.empty()) board.revisions.live = {live.revision, {}, {}};
    board.revisions.liveUnknown = live.unknown;
    const AppliedRevision applied{model::parseRevision(live.revision), live.originRevision,
                                  "status." + live.field + " of " + hop.label(),
                                  "status." + live.originField + " of " + hop.label(),
                                  mayBeOfAnotherSource(applier, appliedLast(applier, live.revision))};

    const base::Json reference = applier.at("spec.sourceRef");
    const std::string ns = reference["namespace"].text(applier.ns());
    const model::ObjectRef source{std::string(fluxSourceGroup), reference["kind"].text(), ns, reference["name"].text()};
    if (const auto object = followFluxSource(
            board, hop, source, {model::Grade::reference, "spec.sourceRef of " + hop.label() + " names it"}, applied))
        climbFluxSource(board, *object, applied);
    timeKustomization(board, applier, where, live);
}

// helm-controller: the chart object of spec.chart is "<namespace>-<name>" beside its source, and status.helmChart names
// it.
model::ObjectRef chartOf(const model::KubeObject& release, bool& recorded) {
    const std::string named = release.at("status.helmChart").text();
    const auto slash = named.find('/');
    recorded = slash != std::string::npos;
    if (recorded) return {std::string(fluxSourceGroup), "HelmChart", named.substr(0, slash), named.substr(slash + 1)};
    const std::string ns = release.at("spec.chart.spec.sourceRef.namespace").text(release.ns());
    return {std::string(fluxSourceGroup), "HelmChart", ns, release.ns() + "-" + release.name()};
}

void followHelmRelease(Board& board, const model::KubeObject& release, model::Hop& hop) {
    const base::Json status = release["status"];
    const std::string attempted = status["lastAttemptedRevision"].text();
    const std::string where = hop.label() + " status.";

    const base::Json deployed = deployedRelease(release);
    const std::string appliedVersion = deployed["chartVersion"].text();
    if (!attempted.empty())
        board.revisions.attempted = rungOf(attempted, where + "lastAttemptedRevision", attemptedAt(release));
    if (!appliedVersion.empty())
        board.revisions.applied = {appliedVersion, deployed["lastDeployed"].text(), where + "history[].chartVersion"};
    const base::Json running = liveRelease(release);
    if (running.exists()) board.revisions.live = board.revisions.applied;
    board.revisions.liveUnknown = whyNoLiveRelease(release);
    const std::string ociDigest = running["ociDigest"].text();
    const bool byDigest = !ociDigest.empty();
    const AppliedRevision live{model::parseRevision(byDigest ? ociDigest : running["chartVersion"].text()),
                               {},
                               (byDigest ? "status.history[].ociDigest of " : "status.history of ") + hop.label(),
                               {},
                               mayBeOfAnotherSource(release, running["lastDeployed"].text())};

    const base::Json chartRef = release.at("spec.chartRef");
    if (chartRef.isObject()) {
        const std::string ns = chartRef["namespace"].text(release.ns());
        const model::ObjectRef source{std::string(fluxSourceGroup), chartRef["kind"].text(), ns,
                                      chartRef["name"].text()};
        if (const auto object = followFluxSource(
                board, hop, source, {model::Grade::reference, "spec.chartRef of " + hop.label() + " names it"}, live))
            climbFluxSource(board, *object, live);
        return;
    }
    bool recorded = false;
    const model::ObjectRef chart = chartOf(release, recorded);
    const base::Json reference = release.at("spec.chart.spec.sourceRef");
    // Asked beside the chart, so that the chart's source costs no round of its own.
    board.look(askFor({std::string(fluxSourceGroup), reference["kind"].text(),
                       reference["namespace"].text(release.ns()), reference["name"].text()}));
    const model::Because named =
        recorded ? model::Because{model::Grade::reference, "status.helmChart of " + hop.label() + " names it"}
                 : model::Because{model::Grade::inferred,
                                  "the naming rule of spec.chart in " + hop.label() + " gives its name"};
    if (const auto object = followFluxSource(board, hop, chart, named, live)) climbFluxSource(board, *object, live);
}

void describeCopiedLabel(Board& board, const model::Hop& object, const model::ObjectRef& applier) {
    board.note(
        {"not-in-inventory", model::Severity::warning, object.label(),
         "Its labels say " + applier.label() + " in " + applier.ns + ", but that applier has no record of applying it",
         "The labels were copied, or the object was removed from the source without being pruned. Nothing keeps it in "
         "step with Git; remove the labels or add the "
         "object to the source."});
}

model::Because becauseListed(const model::KubeObject& applier, Listing found, const model::ObjectRef& object,
                             const std::string& claim) {
    if (found == Listing::listed) return becauseInventory(applier, object);
    return {model::Grade::label, claim + "; " + applier.ref().label() + " keeps no inventory"};
}

const model::Hop& described(Board& board, const model::KubeObject& applier) {
    return board.readings().hop(
        applier, [&board](const model::KubeObject& object) { return describeFluxApplier(object, board.options()); });
}

struct Claim {
    model::ObjectRef applier;
    std::string text;  ///< which label of which object
};

void addHole(Board& board, const Claim& claim, const model::Hop& effect, const Answer& answer, const char* more) {
    model::Hop& hole = board.add(hopFor(claim.applier, model::Stage::gitops));
    makeHole(board, hole, answer);
    hole.health.status += more;
    board.connect(hole, effect, "applies", {model::Grade::label, claim.text + "; not confirmed"});
    board.ownerUnseen(hole.label() + ": " + hole.health.status);
}

void follow(Board& board, const model::KubeObject& applier, const model::Hop& effect, model::Because because) {
    model::Hop& hop = board.add(described(board, applier));
    board.connect(hop, effect, "applies", std::move(because));
    board.tool = "flux";
    followFluxApplier(board, applier);
}

enum class Found { yes, no, pending };

// An applier of the management cluster delivers to this one through its spec.kubeConfig only. Everything above it is in
// that cluster too.
Found followInManagement(Board& board, const model::KubeObject& object, const Claim& claim, bool onlyThere) {
    const model::Hop& effect = *board.find(object.ref());
    const Elsewhere there(board, Query::Cluster::management);
    const Answer* answer = board.look(askFor(claim.applier));
    if (answer == nullptr) return Found::pending;
    if (answer->isUnseen() && onlyThere) {
        addHole(board, claim, effect, *answer, "");
        return Found::yes;
    }
    if (!answer->isKnown()) return Found::no;
    const model::KubeObject applier(answer->value());
    const Listing found = board.readings().listing(applier.json(), object.ref());
    if (!deliversElsewhere(applier) || found == Listing::notListed) return Found::no;
    const std::string leads = "its spec.kubeConfig leads to another cluster; whether that is this one was not compared";
    noteClusterNotCompared(board, described(board, applier), "Its spec.kubeConfig");
    if (found == Listing::listed) {
        follow(board, applier, effect,
               {model::Grade::inventory, "status.inventory of " + claim.applier.label() +
                                             " in the management cluster lists " + inventoryId(object.ref()) +
                                             ", and " + leads});
    } else {
        follow(board, applier, effect,
               {model::Grade::label, claim.text + "; " + claim.applier.label() +
                                         " in the management cluster keeps no " + "inventory, and " + leads});
    }
    return Found::yes;
}

// True when an applier was added as the cause, or a hole in its place, or an answer is awaited.
bool followClaim(Board& board, const model::KubeObject& object, const Claim& claim) {
    const Answer* answer = board.look(askFor(claim.applier));
    if (answer == nullptr) return true;
    const bool here = answer->isKnown() && !deliversElsewhere(model::KubeObject(answer->value()));
    const bool managed = !here && !answer->isUnseen() && board.canAskManagement(askFor(claim.applier));
    const Found found = managed ? followInManagement(board, object, claim, !answer->isKnown()) : Found::no;
    if (found == Found::pending) return true;
    if (found == Found::yes && !answer->isKnown()) return true;

    const model::Hop& effect = *board.find(object.ref());
    if (!answer->isKnown()) {
        addHole(board, claim, effect, *answer, managed ? "; nor does the management cluster's deliver it" : "");
        return true;
    }
    const model::KubeObject applier(answer->value());
    const Listing listing = board.readings().listing(applier.json(), object.ref());
    if (listing == Listing::notListed) {
        if (found == Found::no) describeCopiedLabel(board, effect, claim.applier);
        return found == Found::yes;
    }
    // One of that name is here as well: it may be the one, although the other is likelier.
    std::optional<Aside> aside;
    if (found == Found::yes) aside.emplace(board);
    follow(board, applier, effect, becauseListed(applier, listing, object.ref(), claim.text));
    return true;
}

}  // namespace

model::Hop describeFluxApplier(const model::KubeObject& applier, const Options& options) {
    model::Hop hop = hopFor(applier, model::Stage::gitops);
    hop.health = status::objectHealth(applier, status::ManagedBy::flux, options.now);
    hop.path = applier.at("spec.path").text();
    hop.revision = liveRevisionOf(applier).revision;
    if (hop.revision.empty())
        hop.revision = applier.at("status.lastAppliedRevision").text(applier.at("status.lastAttemptedRevision").text());
    if (applier.kind() == "HelmRelease") {
        const std::string deployed = deployedRelease(applier)["chartVersion"].text();
        if (!deployed.empty()) hop.revision = deployed;
    }
    return hop;
}

bool deliversElsewhere(const model::KubeObject& applier) {
    return applier.at("spec.kubeConfig").isObject();
}

model::Because becauseInventory(const model::KubeObject& applier, const model::ObjectRef& object) {
    const std::string lists = "status.inventory of " + applier.ref().label() + " lists " + inventoryId(object);
    if (deliversElsewhere(applier))
        return {model::Grade::label, lists + ", but its spec.kubeConfig may lead to another cluster"};
    return {model::Grade::inventory, lists};
}

bool isFluxApplier(const model::ObjectRef& ref) {
    for (const OwnerLabel& label : ownerLabels) {
        if (ref.group == label.group && ref.kind == label.kind) return true;
    }
    return false;
}

bool isFluxSource(const model::ObjectRef& ref) {
    return ref.group == fluxSourceGroup || isArtifactGenerator(ref);
}

bool followFluxLabels(Board& board, const model::KubeObject& object, Appliers which, bool followed) {
    const base::Json labels = object.at("metadata.labels");
    for (const OwnerLabel& label : ownerLabels) {
        const auto named = applierNamedBy(label, labels);
        // flux-system's Kustomization is in its own path, and labels itself.
        if (!named || *named == object.ref()) continue;
        const Answer* answer = board.look(askFor(*named), false);
        const bool gone = answer != nullptr && (answer->isMissing() || answer->isNotInstalled());
        if (gone != (which == Appliers::gone)) continue;
        const Claim claim{*named, "label " + std::string(label.name) + " of " + object.ref().label()};
        std::optional<Beside> beside;
        std::optional<Aside> aside;
        if (followed && gone) aside.emplace(board);
        if (followed && !gone) beside.emplace(board);
        followed = followClaim(board, object, claim) || followed;
    }
    return followed;
}

bool followFluxApplierThatLists(Board& board, const model::KubeObject& object, const model::ObjectRef& applier) {
    const Answer* answer = board.look(askFor(applier));
    if (answer == nullptr) return true;
    if (!answer->isKnown()) return false;
    const model::KubeObject lists(answer->value());
    follow(board, lists, *board.find(object.ref()), becauseInventory(lists, object.ref()));
    return true;
}

void followFluxApplier(Board& board, const model::KubeObject& applier) {
    board.tool = "flux";
    model::Hop& hop = board.add(described(board, applier));
    if (applier.kind() == "Kustomization") followKustomization(board, applier, hop);
    if (applier.kind() == "HelmRelease") followHelmRelease(board, applier, hop);
    followDeclarer(board, applier);
}

bool hasFluxLabels(const model::KubeObject& object) {
    const base::Json labels = object.at("metadata.labels");
    return std::any_of(ownerLabels.begin(), ownerLabels.end(), [&](const OwnerLabel& label) {
        const auto named = applierNamedBy(label, labels);
        return named && *named != object.ref();
    });
}

void connectKnownFluxAppliers(Board& board, const model::KubeObject& object) {
    const base::Json labels = object.at("metadata.labels");
    for (const OwnerLabel& label : ownerLabels) {
        const auto named = applierNamedBy(label, labels);
        const model::Hop* hop = named ? board.find(*named) : nullptr;
        if (hop == nullptr) continue;
        const Answer* answer = board.look(askFor(*named));
        if (answer == nullptr || !answer->isKnown()) continue;
        const model::KubeObject applier(answer->value());
        if (board.readings().listing(applier.json(), object.ref()) != Listing::listed) continue;
        board.connect(*hop, *board.find(object.ref()), "applies", becauseInventory(applier, object.ref()));
    }
}

}  // namespace scout::trace::rules
