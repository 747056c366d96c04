#include "trace/rules/confighub.h"

#include <algorithm>

#include "base/text.h"
#include "confighub/pages.h"
#include "trace/rules/confighub_resolution.h"

namespace scout::trace::rules {

using confighub::Unit;

std::string ConfigHubResolution::shortDigest(const std::string& digest) {
    return digest.substr(0, std::string_view("sha256:12345678").size());
}

ConfigHubResolution::ConfigHubResolution(Board& board, const model::KubeObject* carrier, const std::string& last)
    : m_board(board), m_carrier(carrier) {
    if (carrier != nullptr) m_origin = confighub::readOrigin(carrier->at("metadata"));
    const std::vector<model::Hop> path = board.pathTo(carrier != nullptr ? board.idOf(carrier->ref()) : last);
    const auto artifact =
        std::find_if(path.begin(), path.end(), [](const model::Hop& hop) { return hop.ociSource.has_value(); });
    if (artifact != path.end()) m_artifact = board.find(artifact->id);
    m_applied = path.size() > 1;
}

void ConfigHubResolution::resolve() {
    if (m_artifact != nullptr && isUnknownRegistry()) askWhoseRegistry();
    const bool ours =
        m_artifact != nullptr && m_artifact->ociSource->isConfigHub && m_artifact->stage == model::Stage::confighub;
    if (ours && isForeign()) dropForeign();
    if (m_artifact != nullptr && m_origin) claimOnArtifact();
    // Something that is no OCI source brings it: a unit is an origin, and the applier is the nearer cause.
    const bool elsewhere = m_artifact == nullptr && m_applied;
    if (elsewhere && m_origin) askAhead();
    if (!ours && (!m_origin || elsewhere)) return;
    askSpace();
    askUnit();
    askRelease();
    askTarget();
    describeArtifact();
    addUnitHop();
    if (m_asked == 0 && !m_board.options().reach.configHub) noteNotConnected();
}

// An artifact of a space holds units of that space only; one of a target may hold those of several.
bool ConfigHubResolution::isForeign() const {
    return m_origin && m_artifact->ociSource->target.empty() && !m_origin->space.empty() &&
           base::lower(m_origin->space) != m_artifact->ociSource->space;
}

void ConfigHubResolution::dropForeign() {
    m_board.note({"copied-origin", model::Severity::warning, m_carrier->ref().label(),
                  "Its " + m_origin->from + " names space " + m_origin->space +
                      ", but what applies it comes from space " + m_artifact->ociSource->space,
                  "The mark was copied from another object; remove it there."});
    m_origin.reset();
}

void ConfigHubResolution::claimOnArtifact() {
    model::ConfigHubOrigin claim = claimed();
    if (m_artifact->confighub && claim.target.empty()) claim.target = m_artifact->confighub->target;
    m_artifact->confighub = std::move(claim);
}

model::ConfigHubOrigin ConfigHubResolution::claimed() const {
    model::ConfigHubOrigin claim;
    claim.space = m_origin->space;
    claim.unit = m_origin->unit;
    claim.revision = m_origin->revision;
    claim.target = m_origin->target;
    claim.confidence = "claimed";
    return claim;
}

model::Because ConfigHubResolution::becauseNamed() const {
    if (m_origin) return {model::Grade::label, m_origin->from + " of " + m_carrier->ref().label()};
    return {model::Grade::label, "the URL of " + m_artifact->label() + " names it"};
}

model::Hop ConfigHubResolution::namedHop() const {
    model::Hop hop;
    hop.id = unitHopId(m_origin ? m_origin->unitId : std::string(), namedSpace(), namedUnit());
    hop.stage = model::Stage::confighub;
    hop.kind = "ConfigHub Unit";
    hop.name = namedSpace().empty() ? namedUnit() : namedSpace() + "/" + namedUnit();
    hop.claimed = true;
    return hop;
}

bool ConfigHubResolution::holds(const std::vector<std::string>& ids, const std::string& id) {
    return !id.empty() && std::find(ids.begin(), ids.end(), id) != ids.end();
}

confighub::Resource ConfigHubResolution::resource() const {
    return {m_carrier->apiVersion() + "/" + m_carrier->kind(), m_carrier->ns() + "/" + m_carrier->name()};
}

// The release's own revision of the unit; or the release has one unit only, and it is the one that has the object.
bool ConfigHubResolution::isInRelease() const {
    if (!m_release || !m_unit) return false;
    if (m_revision && (holds(m_revision->releaseIds, m_release->id) || holds(m_revision->tagIds, m_release->tagId)))
        return true;
    return m_onlyUnit && m_release->unitCount == 1;
}

bool ConfigHubResolution::isInData() const {
    if (m_carrier == nullptr || !m_unit) return false;
    const bool live = m_revision && m_revision->resources;
    const auto& resources = live ? m_revision->resources : m_unit->resources;
    return resources && std::find(resources->begin(), resources->end(), resource()) != resources->end();
}

// Nothing where there is no unit, or where it may be the unit of that slug on another server. Ids are one of a
// kind.
std::optional<KnownUnit> ConfigHubResolution::knownUnit() const {
    const bool byId = m_origin && !m_origin->unitId.empty();
    if (!m_unit || (m_otherServer && !byId && !m_release)) return std::nullopt;
    // Who applies the object is not known for certain before the cluster has answered.
    const std::vector<Query> open = m_board.questions();
    if (m_artifact == nullptr &&
        std::any_of(open.begin(), open.end(), [](const Query& query) { return isOfCluster(query.type); }))
        return std::nullopt;
    KnownUnit known;
    known.unit = *m_unit;
    if (known.unit.spaceSlug.empty()) known.unit.spaceSlug = namedSpace();
    known.uiUrl = m_uiUrl;
    known.organization = m_organization;
    if (m_origin && !isContradicted()) known.annotated = m_origin->revision;
    known.revision = m_revision;
    if (isInRelease()) {
        known.release = m_release;
        known.proven = true;
        known.because = becauseReleased(known.unit);
    } else if (isInData()) {
        known.proven = true;
        known.because = {model::Grade::inventory,
                         "the data of unit " + known.unit.name() + " hold " + resource().type + " " + resource().name};
    } else if (m_onlyUnit) {
        known.because = {model::Grade::label, "ConfigHub's search finds " + resource().name + " in it"};
    } else {
        known.because = becauseNamed();
    }
    return known;
}

model::Because ConfigHubResolution::becauseReleased(const Unit& unit) const {
    const std::string release = m_release->number ? std::to_string(*m_release->number) : m_release->id;
    return {model::Grade::digest, "release " + release + " of space " + unit.spaceSlug + " has the manifest digest " +
                                      shortDigest(m_release->manifestDigest) + " that is live, and holds unit " +
                                      unit.slug};
}

void ConfigHubResolution::describeArtifact() {
    if (m_artifact == nullptr) return;
    model::ConfigHubOrigin& origin = *m_artifact->confighub;
    const std::optional<KnownUnit> unit = knownUnit();
    if (unit) {
        model::ConfigHubOrigin of = originOf(*unit);
        if (of.target.empty()) of.target = origin.target;
        if (!origin.revision.empty()) of.revision = origin.revision;
        origin = std::move(of);
    } else if (m_space && !m_otherServer) {
        origin.organization = m_organization.empty() ? m_space->organizationId : m_organization;
        origin.url = confighub::spacePage(m_uiUrl, m_spaceId);
    }
    if (origin.target.empty() && !m_otherServer) origin.target = m_target;
    if (!m_release) return;
    if (m_release->number) origin.release = std::to_string(*m_release->number);
    origin.releasedAt = m_release->createdAt;
    if (origin.url.empty()) origin.url = confighub::spacePage(m_uiUrl, m_spaceId);
    if (!m_unit && !m_origin) origin.confidence = "confirmed";
}

void ConfigHubResolution::addUnitHop() {
    if (m_artifact == nullptr && m_board.tool == "none") m_board.tool = "confighub";
    const model::Hop& effect = m_artifact != nullptr ? *m_artifact : *m_board.find(m_carrier->ref());
    const char* relation = m_artifact != nullptr ? "built-from" : "applies";
    if (const auto known = knownUnit()) {
        addUnit(m_board, *known, effect, relation);
        noteNotReleased(*known);
    } else if (m_unitHole != nullptr) {
        model::Hop& added = m_board.add(namedHop());
        makeHole(m_board, added, *m_unitHole);
        m_board.connect(added, effect, relation, becauseNamed());
    } else if (m_artifact == nullptr) {
        model::Hop hop = namedHop();
        hop.revision = m_origin->revision;
        hop.health = {model::State::unknown, "Claimed by the object; ConfigHub was not asked", {}, {}, {}};
        hop.confighub = claimed();
        hop.verification = model::Verification{"claimed", m_origin->from, {}};
        m_board.connect(m_board.add(std::move(hop)), effect, relation, becauseNamed());
    }
}

// The revision that the object names knows its releases, and the live one is not among them.
bool ConfigHubResolution::isContradicted() const {
    const bool told = m_revision && (!m_revision->releaseIds.empty() || !m_revision->tagIds.empty());
    return m_origin && m_release && told && !isInRelease();
}

// A copied annotation names a unit that did not bring the object.
void ConfigHubResolution::noteNotReleased(const KnownUnit& known) {
    if (known.proven || !isContradicted()) return;
    const std::string release = m_release->number ? " " + std::to_string(*m_release->number) : std::string();
    m_board.note({"copied-origin", model::Severity::warning, m_carrier->ref().label(),
                  "Its " + m_origin->from + " names revision " + m_origin->revision + " of unit " + known.unit.name() +
                      ", which is not in release" + release + " that is live",
                  "The mark was copied from another object, or the object has not been applied since; compare the "
                  "two."});
}

void ConfigHubResolution::noteNotConnected() {
    m_board.note({"confighub-not-connected", model::Severity::info, at(),
                  "ConfigHub was not asked for the unit, its release and newer revisions",
                  "Log in with `cub auth login`, or set CUB_TOKEN and CUB_SERVER."});
}

void followConfigHub(Board& board, const model::KubeObject* carrier, const std::string& last) {
    // Most chains have nothing to do with it.
    const bool marked = carrier != nullptr && confighub::readOrigin(carrier->at("metadata"));
    const bool artifact = std::any_of(board.nodes().begin(), board.nodes().end(),
                                      [](const model::Hop& hop) { return hop.ociSource.has_value(); });
    if (!marked && !artifact) return;
    ConfigHubResolution(board, carrier, last).resolve();
}

}  // namespace scout::trace::rules
