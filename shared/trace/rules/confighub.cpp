#include "trace/rules/confighub.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/text.h"
#include "confighub/origin.h"
#include "confighub/pages.h"
#include "model/revision.h"
#include "trace/rules/confighub_ask.h"
#include "trace/rules/confighub_unit.h"
#include "trace/rules/oci.h"

namespace scout::trace::rules {

namespace {

using confighub::Origin;
using confighub::Release;
using confighub::Revision;
using confighub::Space;
using confighub::Unit;

std::string shortDigest(const std::string& digest) {
    return digest.substr(0, std::string_view("sha256:12345678").size());
}

std::optional<std::int64_t> numberOf(const std::string& text) {
    std::int64_t number = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() && stop == end && number > 0 ? std::optional(number) : std::nullopt;
}

class Resolution {
  public:
    Resolution(Board& board, const model::KubeObject* carrier, const std::string& last)
        : m_board(board), m_carrier(carrier) {
        if (carrier != nullptr) m_origin = confighub::readOrigin(carrier->at("metadata"));
        const std::vector<model::Hop> path = board.pathTo(carrier != nullptr ? board.idOf(carrier->ref()) : last);
        const auto artifact =
            std::find_if(path.begin(), path.end(), [](const model::Hop& hop) { return hop.ociSource.has_value(); });
        if (artifact != path.end()) m_artifact = board.find(artifact->id);
        m_applied = path.size() > 1;
    }

    void resolve() {
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

  private:
    bool isUnknownRegistry() const {
        return m_artifact->ociSource->confidence == "path" && m_artifact->stage == model::Stage::oci;
    }

    // The path has ConfigHub's shape; whether the registry is ConfigHub's, the connected server can tell.
    void askWhoseRegistry() {
        const auto info = askInfo();
        if (info.first() != nullptr && info.first()->isRegistry(m_artifact->ociSource->registry))
            becomeConfigHub(*m_artifact);
    }

    Told<confighub::ServerInfo> askInfo() {
        return askConfigHub(m_board, confighub::infoTarget(), confighub::readServerInfo,
                            [](const confighub::ServerInfo&) { return true; });
    }

    // An artifact of a space holds units of that space only; one of a target may hold those of several.
    bool isForeign() const {
        return m_origin && m_artifact->ociSource->target.empty() && !m_origin->space.empty() &&
               base::lower(m_origin->space) != m_artifact->ociSource->space;
    }

    void dropForeign() {
        m_board.note({"copied-origin", model::Severity::warning, m_carrier->ref().label(),
                      "Its " + m_origin->from + " names space " + m_origin->space +
                          ", but what applies it comes from space " + m_artifact->ociSource->space,
                      "The mark was copied from another object; remove it there."});
        m_origin.reset();
    }

    void claimOnArtifact() {
        model::ConfigHubOrigin claim = claimed();
        if (m_artifact->confighub && claim.target.empty()) claim.target = m_artifact->confighub->target;
        m_artifact->confighub = std::move(claim);
    }

    model::ConfigHubOrigin claimed() const {
        model::ConfigHubOrigin claim;
        claim.space = m_origin->space;
        claim.unit = m_origin->unit;
        claim.revision = m_origin->revision;
        claim.target = m_origin->target;
        claim.confidence = "claimed";
        return claim;
    }

    model::Because becauseNamed() const {
        if (m_origin) return {model::Grade::label, m_origin->from + " of " + m_carrier->ref().label()};
        return {model::Grade::label, "the URL of " + m_artifact->label() + " names it"};
    }

    // Of the unit as the origin or the URL names it.
    std::string namedSpace() const { return m_origin ? m_origin->space : m_artifact->ociSource->space; }
    std::string namedUnit() const { return m_origin ? m_origin->unit : m_artifact->ociSource->unit; }

    model::Hop namedHop() const {
        model::Hop hop;
        hop.id = unitHopId(m_origin ? m_origin->unitId : std::string(), namedSpace(), namedUnit());
        hop.stage = model::Stage::confighub;
        hop.kind = "ConfigHub Unit";
        hop.name = namedSpace().empty() ? namedUnit() : namedSpace() + "/" + namedUnit();
        hop.claimed = true;
        return hop;
    }

    // The applier names the live digest before its source is there: asked beside it, the release costs no round.
    void askAhead() {
        const std::vector<Query> open = m_board.questions();
        const bool sourceComes =
            std::any_of(open.begin(), open.end(), [](const Query& query) { return query.ref.kind == "OCIRepository"; });
        if (!sourceComes || !m_board.revisions.live || m_origin->spaceId.empty()) return;
        const std::string digest = model::parseRevision(m_board.revisions.live->value).digest();
        if (!digest.starts_with("sha256:")) return;
        askConfigHub(m_board, confighub::releaseByDigest(m_origin->spaceId, digest), confighub::readRelease,
                     [](const Release&) { return true; });
    }

    // The label of the hop that a problem belongs to.
    std::string at() const { return m_artifact != nullptr ? m_artifact->label() : namedHop().label(); }

    // The manifest digest that is live, as the applier reports it; "" when it reports none.
    std::string liveDigest() const {
        if (m_artifact == nullptr) return {};
        if (m_artifact->id.starts_with("source:")) return m_artifact->ociSource->digest;
        const std::string fetched = model::parseRevision(m_artifact->revision).digest();
        const auto edge = std::find_if(m_board.edges().begin(), m_board.edges().end(),
                                       [this](const model::Edge& one) { return one.from == m_artifact->id; });
        if (edge == m_board.edges().end() || edge->because.grade == model::Grade::digest) return fetched;
        return m_board.revisions.live ? model::parseRevision(m_board.revisions.live->value).digest() : std::string();
    }

    template <typename Entity>
    bool heard(const Told<Entity>& told, const std::string& what) {
        if (told.state != Told<Entity>::State::notAsked) ++m_asked;
        if (!told.uiUrl.empty()) m_uiUrl = told.uiUrl;
        if (!told.organization.empty()) m_organization = told.organization;
        if (told.isHole()) noteHole(*told.answer, what);
        return told.isKnown();
    }

    void noteHole(const Answer& answer, const std::string& what) {
        model::Finding finding{"confighub-unread", model::Severity::info, at(), {}, {}};
        if (answer.isNotInstalled()) {
            finding.message = "This ConfigHub server has no releases, so no digest can join what is live to a unit";
            finding.advice = "Newer servers have them.";
        } else if (answer.isMissing()) {
            finding.message = "ConfigHub does not know " + what;
            finding.advice = "It was deleted, it belongs to another server or organization, or you may not see it.";
        } else {
            finding.message = "ConfigHub was asked for " + what + " in vain: " + answer.error().what;
            finding.advice = answer.error().advice;
        }
        m_board.note(std::move(finding));
    }

    void askSpace() {
        if (m_origin && !m_origin->spaceId.empty()) {
            m_spaceId = m_origin->spaceId;
            if (m_origin->space == m_spaceId) askSlug();
            return;
        }
        const std::string slug = namedSpace();
        if (slug.empty()) return;
        const auto spaces = askConfigHub(m_board, confighub::spaceBySlug(slug), confighub::readSpace,
                                         [&slug](const Space& space) { return base::lower(space.slug) == slug; });
        // A slug means something on its own server only.
        if (m_artifact != nullptr && m_artifact->ociSource->isConfigHub) {
            const auto info = askInfo();
            const confighub::ServerInfo* server = info.first();
            m_otherServer =
                server != nullptr && !server->ociHost.empty() && !server->isRegistry(m_artifact->ociSource->registry);
        }
        if (!heard(spaces, "space " + slug)) return;
        if (spaces.first() == nullptr) return noteHole(Answer::missing(), "space " + slug);
        m_space = *spaces.first();
        m_spaceId = m_space->id;
    }

    // The oldest keys name the space by its id only.
    void askSlug() {
        const auto spaces = askConfigHub(m_board, confighub::spaceById(m_spaceId), confighub::readSpace,
                                         [this](const Space& space) { return space.id == m_spaceId; });
        if (heard(spaces, "the space") && spaces.first() != nullptr && !spaces.first()->slug.empty()) {
            m_space = *spaces.first();
            m_origin->space = m_space->slug;
        }
    }

    void askUnit() {
        const bool byId = m_origin && !m_origin->unitId.empty() && !m_origin->spaceId.empty();
        if (byId) {
            const std::string& id = m_origin->unitId;
            takeUnit(askConfigHub(m_board, confighub::unitById(m_origin->spaceId, id), confighub::readUnit,
                                  [&id](const Unit& unit) { return unit.id == id; }));
            if (const auto number = numberOf(m_origin->revision)) askRevision(m_origin->spaceId, id, *number);
            return;
        }
        if (m_spaceId.empty()) return;
        if (const std::string slug = namedUnit(); !slug.empty()) {
            takeUnit(askConfigHub(m_board, confighub::unitBySlug(m_spaceId, slug), confighub::readUnit,
                                  [&slug](const Unit& unit) { return unit.slug == slug; }));
        } else if (m_carrier != nullptr) {
            const auto units =
                askConfigHub(m_board, confighub::unitsWithResource(m_spaceId, resource().type, resource().name),
                             confighub::readUnit, [](const Unit& unit) { return !unit.id.empty(); });
            heard(units, "the units of space " + namedSpace());
            // Several: the server does not search, or two units bring one object. Either way it cannot be told.
            m_onlyUnit = units.entities.size() == 1;
            if (m_onlyUnit) m_unit = units.entities.front();
        }
        if (const auto number = m_origin && m_unit ? numberOf(m_origin->revision) : std::nullopt)
            askRevision(m_spaceId, m_unit->id, *number);
    }

    void takeUnit(const Told<Unit>& units) {
        if (units.isHole()) {
            ++m_asked;
            m_unitHole = units.answer;
        } else if (heard(units, "the unit")) {
            if (units.first() == nullptr)
                noteHole(Answer::missing(), "unit " + namedSpace() + "/" + namedUnit());
            else
                m_unit = *units.first();
        }
    }

    void askRevision(const std::string& spaceId, const std::string& unitId, std::int64_t number) {
        const auto revisions =
            askConfigHub(m_board, confighub::revisionByNumber(spaceId, unitId, number), confighub::readRevision,
                         [number](const Revision& revision) { return revision.number == number; });
        // The hole at the unit says enough.
        if (m_unitHole == nullptr) heard(revisions, "revision " + std::to_string(number) + " of the unit");
        if (revisions.first() != nullptr) m_revision = *revisions.first();
    }

    void askRelease() {
        const std::string digest = liveDigest();
        if (m_spaceId.empty() || !digest.starts_with("sha256:")) return;
        const auto releases =
            askConfigHub(m_board, confighub::releaseByDigest(m_spaceId, digest), confighub::readRelease,
                         [&digest](const Release& release) { return release.manifestDigest == digest; });
        const bool known = heard(releases, "the releases of the space");
        if (releases.first() != nullptr) m_release = *releases.first();
        if (known && !m_release) {
            m_board.note({"confighub-unconfirmed", model::Severity::info, at(),
                          "No release of the space has the live digest " + shortDigest(digest) +
                              ", so what is said of ConfigHub stays a claim",
                          m_otherServer
                              ? "The registry is not the connected server's: connect to the ConfigHub that it "
                                "belongs to."
                              : "The artifact was not released by this ConfigHub, or the release is gone."});
        }
        if (!m_release || !m_unit || m_revision || m_release->tagId.empty()) return;
        const std::string& tag = m_release->tagId;
        const auto revisions =
            askConfigHub(m_board, confighub::revisionByTag(m_unit->spaceId, m_unit->id, tag), confighub::readRevision,
                         [&tag](const Revision& revision) { return holds(revision.tagIds, tag); });
        heard(revisions, "the released revision of unit " + m_unit->name());
        if (revisions.entities.size() == 1) m_revision = *revisions.first();
    }

    // A unit mostly brings its target along; without one the space's releases have a target of their own.
    void askTarget() {
        if (m_artifact == nullptr || m_spaceId.empty() || !m_artifact->ociSource->target.empty()) return;
        const bool unitComes = m_carrier != nullptr && !m_unit;
        if (unitComes || (m_unit && !m_unit->targetSlug.empty())) return;
        std::string id = m_unit ? m_unit->targetId : std::string();
        if (id.empty() && m_release) id = m_release->targetId;
        if (id.empty() && m_space) id = m_space->releaseTargetId;
        if (id.empty()) return;
        const auto targets = askConfigHub(m_board, confighub::targetById(m_spaceId, id), confighub::readTarget,
                                          [&id](const confighub::Target& target) { return target.id == id; });
        if (!heard(targets, "the target") || targets.first() == nullptr) return;
        if (m_unit) m_unit->targetSlug = targets.first()->slug;
        m_target = targets.first()->slug;
    }

    static bool holds(const std::vector<std::string>& ids, const std::string& id) {
        return !id.empty() && std::find(ids.begin(), ids.end(), id) != ids.end();
    }

    confighub::Resource resource() const {
        return {m_carrier->apiVersion() + "/" + m_carrier->kind(), m_carrier->ns() + "/" + m_carrier->name()};
    }

    // The release's own revision of the unit; or the release has one unit only, and it is the one that has the object.
    bool isInRelease() const {
        if (!m_release || !m_unit) return false;
        if (m_revision && (holds(m_revision->releaseIds, m_release->id) || holds(m_revision->tagIds, m_release->tagId)))
            return true;
        return m_onlyUnit && m_release->unitCount == 1;
    }

    bool isInData() const {
        if (m_carrier == nullptr || !m_unit) return false;
        const bool live = m_revision && m_revision->resources;
        const auto& resources = live ? m_revision->resources : m_unit->resources;
        return resources && std::find(resources->begin(), resources->end(), resource()) != resources->end();
    }

    // Nothing where there is no unit, or where it may be the unit of that slug on another server. Ids are one of a
    // kind.
    std::optional<KnownUnit> knownUnit() const {
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
            known.because = {model::Grade::inventory, "the data of unit " + known.unit.name() + " hold " +
                                                          resource().type + " " + resource().name};
        } else if (m_onlyUnit) {
            known.because = {model::Grade::label, "ConfigHub's search finds " + resource().name + " in it"};
        } else {
            known.because = becauseNamed();
        }
        return known;
    }

    model::Because becauseReleased(const Unit& unit) const {
        const std::string release = m_release->number ? std::to_string(*m_release->number) : m_release->id;
        return {model::Grade::digest, "release " + release + " of space " + unit.spaceSlug +
                                          " has the manifest digest " + shortDigest(m_release->manifestDigest) +
                                          " that is live, and holds unit " + unit.slug};
    }

    void describeArtifact() {
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

    void addUnitHop() {
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
    bool isContradicted() const {
        const bool told = m_revision && (!m_revision->releaseIds.empty() || !m_revision->tagIds.empty());
        return m_origin && m_release && told && !isInRelease();
    }

    // A copied annotation names a unit that did not bring the object.
    void noteNotReleased(const KnownUnit& known) {
        if (known.proven || !isContradicted()) return;
        const std::string release = m_release->number ? " " + std::to_string(*m_release->number) : std::string();
        m_board.note({"copied-origin", model::Severity::warning, m_carrier->ref().label(),
                      "Its " + m_origin->from + " names revision " + m_origin->revision + " of unit " +
                          known.unit.name() + ", which is not in release" + release + " that is live",
                      "The mark was copied from another object, or the object has not been applied since; compare the "
                      "two."});
    }

    void noteNotConnected() {
        m_board.note({"confighub-not-connected", model::Severity::info, at(),
                      "ConfigHub was not asked for the unit, its release and newer revisions",
                      "Log in with `cub auth login`, or set CUB_TOKEN and CUB_SERVER."});
    }

    Board& m_board;
    const model::KubeObject* m_carrier;
    std::optional<Origin> m_origin;
    model::Hop* m_artifact = nullptr;
    bool m_applied = false;  ///< something applies the object
    int m_asked = 0;         ///< questions that ConfigHub got or is to get
    std::string m_spaceId;
    std::optional<Space> m_space;
    std::optional<Unit> m_unit;
    const Answer* m_unitHole = nullptr;
    bool m_onlyUnit = false;  ///< found by its content, and no other
    std::optional<Revision> m_revision;
    std::optional<Release> m_release;  ///< of the live digest
    std::string m_target;              ///< slug
    bool m_otherServer = false;        ///< the registry is not the connected server's
    std::string m_uiUrl;
    std::string m_organization;
};

}  // namespace

void followConfigHub(Board& board, const model::KubeObject* carrier, const std::string& last) {
    Resolution(board, carrier, last).resolve();
}

}  // namespace scout::trace::rules
