#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "model/revision.h"
#include "trace/rules/confighub_resolution.h"
#include "trace/rules/oci.h"

namespace scout::trace::rules {

using confighub::Release;
using confighub::Revision;
using confighub::Space;
using confighub::Unit;

namespace {

std::optional<std::int64_t> numberOf(const std::string& text) {
    std::int64_t number = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() && stop == end && number > 0 ? std::optional(number) : std::nullopt;
}

}  // namespace

template <typename Entity>
bool ConfigHubResolution::heard(const Told<Entity>& told, const std::string& what) {
    if (told.state != Told<Entity>::State::notAsked) ++m_asked;
    if (!told.uiUrl.empty()) m_uiUrl = told.uiUrl;
    if (!told.organization.empty()) m_organization = told.organization;
    if (told.isHole()) noteHole(*told.answer, what);
    return told.isKnown();
}

bool ConfigHubResolution::isUnknownRegistry() const {
    return m_artifact->ociSource->confidence == "path" && m_artifact->stage == model::Stage::oci;
}

// The path has ConfigHub's shape; whether the registry is ConfigHub's, the connected server can tell.
void ConfigHubResolution::askWhoseRegistry() {
    const auto info = askInfo();
    if (info.first() != nullptr && info.first()->isRegistry(m_artifact->ociSource->registry))
        becomeConfigHub(*m_artifact);
}

Told<confighub::ServerInfo> ConfigHubResolution::askInfo() {
    return askConfigHub(m_board, confighub::infoTarget(), confighub::readServerInfo,
                        [](const confighub::ServerInfo&) { return true; });
}

// The applier names the live digest before its source is there: asked beside it, the release costs no round.
void ConfigHubResolution::askAhead() {
    const std::vector<Query> open = m_board.questions();
    const bool sourceComes =
        std::any_of(open.begin(), open.end(), [](const Query& query) { return query.ref.kind == "OCIRepository"; });
    if (!sourceComes || !m_board.revisions.live || m_origin->spaceId.empty()) return;
    const std::string digest = model::parseRevision(m_board.revisions.live->value).digest();
    if (!digest.starts_with("sha256:")) return;
    askConfigHub(m_board, confighub::releaseByDigest(m_origin->spaceId, digest), confighub::readRelease,
                 [](const Release&) { return true; });
}

// The manifest digest that is live, as the applier reports it; "" when it reports none.
std::string ConfigHubResolution::liveDigest() const {
    if (m_artifact == nullptr) return {};
    if (m_artifact->id.starts_with("source:")) return m_artifact->ociSource->digest;
    const std::string fetched = model::parseRevision(m_artifact->revision).digest();
    const auto edge = std::find_if(m_board.edges().begin(), m_board.edges().end(),
                                   [this](const model::Edge& one) { return one.from == m_artifact->id; });
    if (edge == m_board.edges().end() || edge->because.grade == model::Grade::digest) return fetched;
    return m_board.revisions.live ? model::parseRevision(m_board.revisions.live->value).digest() : std::string();
}

void ConfigHubResolution::noteHole(const Answer& answer, const std::string& what) {
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

void ConfigHubResolution::askSpace() {
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
void ConfigHubResolution::askSlug() {
    const auto spaces = askConfigHub(m_board, confighub::spaceById(m_spaceId), confighub::readSpace,
                                     [this](const Space& space) { return space.id == m_spaceId; });
    if (heard(spaces, "the space") && spaces.first() != nullptr && !spaces.first()->slug.empty()) {
        m_space = *spaces.first();
        m_origin->space = m_space->slug;
    }
}

void ConfigHubResolution::askUnit() {
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

void ConfigHubResolution::takeUnit(const Told<Unit>& units) {
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

void ConfigHubResolution::askRevision(const std::string& spaceId, const std::string& unitId, std::int64_t number) {
    const auto revisions =
        askConfigHub(m_board, confighub::revisionByNumber(spaceId, unitId, number), confighub::readRevision,
                     [number](const Revision& revision) { return revision.number == number; });
    // The hole at the unit says enough.
    if (m_unitHole == nullptr) heard(revisions, "revision " + std::to_string(number) + " of the unit");
    if (revisions.first() != nullptr) m_revision = *revisions.first();
}

void ConfigHubResolution::askRelease() {
    const std::string digest = liveDigest();
    if (m_spaceId.empty() || !digest.starts_with("sha256:")) return;
    const auto releases = askConfigHub(m_board, confighub::releaseByDigest(m_spaceId, digest), confighub::readRelease,
                                       [&digest](const Release& release) { return release.manifestDigest == digest; });
    const bool known = heard(releases, "the releases of the space");
    if (releases.first() != nullptr) m_release = *releases.first();
    if (known && !m_release) {
        m_board.note({"confighub-unconfirmed", model::Severity::info, at(),
                      "No release of the space has the live digest " + shortDigest(digest) +
                          ", so what is said of ConfigHub stays a claim",
                      m_otherServer ? "The registry is not the connected server's: connect to the ConfigHub that it "
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
void ConfigHubResolution::askTarget() {
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

}  // namespace scout::trace::rules
