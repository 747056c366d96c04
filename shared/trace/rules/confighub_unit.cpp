#include "trace/rules/confighub_unit.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/text.h"
#include "confighub/pages.h"
#include "trace/rules/confighub_ask.h"
#include "trace/rules/git.h"
#include "trace/rules/oci.h"

namespace scout::trace::rules {

namespace {

using confighub::Number;
using confighub::Unit;

constexpr const char* unitKind = "ConfigHub Unit";
constexpr std::size_t maxUpstream = 16;
constexpr std::string_view sourceKey = "org.opencontainers.image.source";
constexpr std::string_view revisionKey = "org.opencontainers.image.revision";

std::string text(const Number& number) {
    return number ? std::to_string(*number) : std::string();
}

// Older servers release by applying.
Number releasedOf(const Unit& unit) {
    return unit.released ? unit.released : unit.applied;
}

std::optional<confighub::LiveRevision> liveOf(const KnownUnit& known) {
    if (known.annotated.empty() && known.proven && known.revision && known.revision->number && known.release)
        return confighub::LiveRevision{*known.revision->number,
                                       "release " + text(known.release->number) + ", whose manifest digest is live"};
    return confighub::liveRevision(known.unit, known.annotated);
}

model::Hop hopOf(const Unit& unit) {
    model::Hop hop;
    hop.id = unitHopId(unit.id, unit.spaceSlug, unit.slug);
    hop.stage = model::Stage::confighub;
    hop.kind = unitKind;
    hop.name = unit.name();
    return hop;
}

std::string madeFrom(const Unit& unit) {
    return unit.helmChart.empty() ? std::string() : "; rendered from Helm chart " + unit.helmChart;
}

model::Health healthOf(const KnownUnit& known) {
    const Unit& unit = known.unit;
    const auto live = liveOf(known);
    std::string status;
    if (live) status = "Revision " + std::to_string(live->number) + " is live";
    if (live && unit.head == live->number)
        status += "; none is newer";
    else if (unit.head)
        status += (status.empty() ? "The head is revision " : ", the head is ") + text(unit.head);
    if (status.empty()) status = "Nothing of it was released yet";
    status += madeFrom(unit);
    if (!known.proven) return {model::State::unknown, status + "; that it is this unit is only claimed", {}, {}, {}};
    if (unit.status.failed)
        return {model::State::failed, unit.status.result, unit.status.result,
                "ConfigHub's last action on the unit ended with " + unit.status.result + "; " + status, unit.status.at};
    return {model::State::ready, status, {}, {}, {}};
}

void noteBehind(Board& board, const KnownUnit& known, const std::string& at) {
    const Unit& unit = known.unit;
    const auto live = liveOf(known);
    const Number released = releasedOf(unit);
    if (!live) return;
    const std::string which = "Revision " + std::to_string(live->number) + " is live (by " + live->from + ")";
    if (released && *released > live->number) {
        board.note(
            {"unit-behind", known.proven ? model::Severity::warning : model::Severity::info, at,
             which + ", revision " + text(released) + " is released" +
                 (unit.head && *unit.head > *released ? ", and the head is revision " + text(unit.head) : ""),
             "The released revision has not come down to the cluster: look at the source and the applier below."});
        return;
    }
    if (unit.head && *unit.head > live->number) {
        const std::string change = unit.lastChange.empty() ? std::string() : " (\"" + unit.lastChange + "\")";
        board.note({"unit-behind", model::Severity::info, at,
                    which + ", and the head is revision " + text(unit.head) + change + ", which is not released",
                    "Release (or apply) the unit in ConfigHub when its head is to go live."});
    }
}

void noteState(Board& board, const KnownUnit& known, const std::string& at) {
    const Unit& unit = known.unit;
    noteBehind(board, known, at);
    if (!unit.applyGates.empty()) {
        board.note({"apply-gated", model::Severity::warning, at,
                    "Apply gates hold its head back: " + base::join(unit.applyGates, ", "),
                    "Satisfy them in ConfigHub (approve the revision, or mend what the trigger complains about)."});
    }
    if (unit.status.drifted) {
        board.note({"drift",
                    model::Severity::warning,
                    at,
                    "ConfigHub found that the live objects differ from its revision",
                    "Compare them in ConfigHub, then take the change over or apply the unit again.",
                    {},
                    unit.status.at});
    }
}

void noteUpstream(Board& board, const Unit& unit, const Unit& upstream, const std::string& at) {
    if (!unit.upstreamRevision || !upstream.head || *upstream.head <= *unit.upstreamRevision) return;
    board.note({"upstream-behind", model::Severity::info, at,
                "It holds revision " + text(unit.upstreamRevision) + " of its upstream unit " + upstream.name() +
                    ", whose head is revision " + text(upstream.head),
                "Upgrade the unit in ConfigHub to take that over."});
}

model::Because becauseUpstream(const Unit& unit) {
    std::string words = "UpstreamUnitID of unit " + unit.name() + " names it";
    if (unit.upstreamRevision) words += ", at revision " + text(unit.upstreamRevision);
    return {model::Grade::reference, std::move(words)};
}

// The artifact that a space was uploaded from, and the Git commit in its manifest's annotations. By digest only: a tag
// may be another artifact by now.
void addArtifact(Board& board, const confighub::ExternalSource& source, const confighub::Space& space,
                 const model::Hop& root) {
    model::Hop hop;
    hop.id = "external:" + source.ref + "@" + source.digest;
    describeOciSource(hop, source.ref, {}, source.digest, board.options());
    hop.kind = "OCI";
    hop.name = hop.ociSource->repository.empty() ? source.ref : hop.ociSource->repository;
    hop.stage = model::Stage::oci;
    hop.confighub.reset();
    hop.revision = source.digest;
    hop.claimed = true;
    hop.health = {model::State::unknown, "What the space was uploaded from, as ConfigHub noted it", {}, {}, {}};
    const model::Hop& added = board.add(std::move(hop));
    board.connect(added, root, "origin",
                  {model::Grade::reference, "annotation confighub.com/external-source of space " + space.slug});
    if (source.digest.empty() || added.ociSource->registry.empty()) return;
    Query query{Query::Type::manifest, {}};
    query.registry.registry = added.ociSource->registry;
    query.registry.repository = added.ociSource->repository;
    query.registry.reference = source.digest;
    const Answer* answer = board.look(std::move(query), board.options().reach.registries);
    if (answer == nullptr || !answer->isKnown()) return;
    const base::Json annotations = answer->value()["manifest"]["annotations"];
    addGitOrigin(board, added,
                 {annotations[sourceKey].text(),
                  annotations[revisionKey].text(),
                  {model::Grade::digest,
                   "annotation " + std::string(revisionKey) + " of the manifest " + source.digest.substr(0, 19)}});
}

std::string placeOf(const std::string& ref) {
    if (ref == "dir") return "a folder";
    if (ref == "stdin") return "standard input";
    return ref == "text" ? "a text" : ref;
}

void addExternalSources(Board& board, const Unit& root, model::Hop& hop) {
    std::optional<confighub::Space> space = root.space;
    if (!space) {
        const auto spaces = askConfigHub(board, confighub::spaceById(root.spaceId), confighub::readSpace,
                                         [&root](const confighub::Space& found) { return found.id == root.spaceId; });
        if (spaces.first() == nullptr) return;
        space = *spaces.first();
    }
    for (const confighub::ExternalSource& source : space->externalSources) {
        if (source.ref.starts_with("oci://")) {
            addArtifact(board, source, *space, hop);
        } else {
            hop.health.status += "; its space was uploaded from " + placeOf(source.ref);
        }
    }
}

// Where the walk up ended: at a root (true), or at something that is not known (yet).
bool climb(Board& board, Unit& unit, model::Hop*& hop, bool proven) {
    std::set<std::string> seen = {unit.id};
    while (!unit.upstreamUnitId.empty()) {
        if (!seen.insert(unit.upstreamUnitId).second || seen.size() > maxUpstream) {
            board.note({"upstream-cycle", model::Severity::warning, hop->label(),
                        seen.size() > maxUpstream ? "More upstream units than are followed"
                                                  : "Its upstream units lead back to themselves",
                        "Correct UpstreamUnitID in ConfigHub."});
            return false;
        }
        const std::string& id = unit.upstreamUnitId;
        const auto told = askConfigHub(
            board,
            unit.upstreamSpaceId.empty() ? confighub::unitAnywhere(id) : confighub::unitById(unit.upstreamSpaceId, id),
            confighub::readUnit, [&id](const Unit& found) { return found.id == id; });
        if (told.isPending() || told.state == Told<Unit>::State::notAsked) return false;
        Unit upstream;
        if (told.first() != nullptr) upstream = *told.first();
        upstream.id = id;
        if (upstream.slug.empty()) upstream.slug = unit.upstreamUnitSlug;
        if (upstream.spaceSlug.empty()) upstream.spaceSlug = unit.upstreamSpaceSlug;
        model::Hop& above = board.add(hopOf(upstream));
        board.connect(above, *hop, "origin", becauseUpstream(unit));
        if (told.first() == nullptr) {
            makeHole(board, above, told.isHole() ? *told.answer : Answer::missing());
            above.claimed = true;
            return false;
        }
        above.claimed = !proven;
        above.revision = text(unit.upstreamRevision);
        above.confighub = originOf({upstream, told.uiUrl, told.organization, {}, {}, {}, proven, {}});
        above.confighub->revision = above.revision;
        // Which of its revisions is live somewhere else says nothing about this chain.
        above.confighub->liveRevision.clear();
        above.confighub->liveFrom.clear();
        above.health = {model::State::ready,
                        (upstream.head ? "The head is revision " + text(upstream.head) : std::string("Upstream unit")) +
                            madeFrom(upstream),
                        {},
                        {},
                        {}};
        noteUpstream(board, unit, upstream, hop->label());
        hop = &above;
        unit = std::move(upstream);
    }
    return true;
}

}  // namespace

std::string unitHopId(const std::string& id, const std::string& space, const std::string& slug) {
    return "confighub:" + (id.empty() ? space + "/" + slug : id);
}

model::ConfigHubOrigin originOf(const KnownUnit& known) {
    const Unit& unit = known.unit;
    model::ConfigHubOrigin out;
    out.organization = known.organization.empty() ? unit.organizationId : known.organization;
    out.space = unit.spaceSlug;
    out.unit = unit.slug;
    out.target = unit.targetSlug;
    out.headRevision = text(unit.head);
    out.releasedRevision = text(releasedOf(unit));
    const auto live = liveOf(known);
    if (live) {
        out.liveRevision = std::to_string(live->number);
        out.liveFrom = live->from;
        out.revision = out.liveRevision;
    }
    out.url = live && !known.because.text.empty() ? confighub::revisionPage(known.uiUrl, unit, live->number)
                                                  : confighub::unitPage(known.uiUrl, unit);
    if (known.release) {
        out.release = text(known.release->number);
        out.releasedAt = known.release->createdAt;
    }
    out.confidence = known.proven ? "confirmed" : "claimed";
    return out;
}

void addUnit(Board& board, const KnownUnit& known, const model::Hop& effect, std::string_view relation) {
    model::Hop hop = hopOf(known.unit);
    hop.claimed = !known.proven;
    hop.confighub = originOf(known);
    hop.revision = hop.confighub->liveRevision;
    hop.health = healthOf(known);
    model::Hop* added = &board.add(std::move(hop));
    board.connect(*added, effect, relation, known.because);
    if (known.proven) board.preferLatestCause(effect.id);
    noteState(board, known, added->label());

    Unit root = known.unit;
    const bool atRoot = climb(board, root, added, known.proven);
    if (atRoot && (known.proven || root.space)) addExternalSources(board, root, *added);
}

}  // namespace scout::trace::rules
