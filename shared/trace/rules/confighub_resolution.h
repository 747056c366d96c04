// One resolution of ConfigHub's part in a trace: what is asked (confighub_questions.cpp), and what follows
// (confighub.cpp). Internal to the rules about ConfigHub.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "confighub/entities.h"
#include "confighub/origin.h"
#include "trace/board.h"
#include "trace/rules/confighub_ask.h"
#include "trace/rules/confighub_unit.h"

namespace scout::trace::rules {

/// Made anew for each investigation; what it asks and is not answered yet it asks again there.
class ConfigHubResolution {
  public:
    ConfigHubResolution(Board& board, const model::KubeObject* carrier, const std::string& last);
    void resolve();

  private:
    bool isUnknownRegistry() const;
    void askWhoseRegistry();
    Told<confighub::ServerInfo> askInfo();
    bool isForeign() const;
    void dropForeign();
    void claimOnArtifact();
    model::ConfigHubOrigin claimed() const;
    model::Because becauseNamed() const;
    /// Of the unit as the origin or the URL names it.
    std::string namedSpace() const { return m_origin ? m_origin->space : m_artifact->ociSource->space; }
    std::string namedUnit() const { return m_origin ? m_origin->unit : m_artifact->ociSource->unit; }
    model::Hop namedHop() const;
    void askAhead();
    /// The label of the hop that a problem belongs to.
    std::string at() const { return m_artifact != nullptr ? m_artifact->label() : namedHop().label(); }
    std::string liveDigest() const;
    template <typename Entity>
    bool heard(const Told<Entity>& told, const std::string& what);
    void noteHole(const Answer& answer, const std::string& what);
    void askSpace();
    void askSlug();
    void askUnit();
    void takeUnit(const Told<confighub::Unit>& units);
    void askRevision(const std::string& spaceId, const std::string& unitId, std::int64_t number);
    void askRelease();
    void askTarget();
    static std::string shortDigest(const std::string& digest);
    static bool holds(const std::vector<std::string>& ids, const std::string& id);
    confighub::Resource resource() const;
    bool isInRelease() const;
    bool isInData() const;
    std::optional<KnownUnit> knownUnit() const;
    model::Because becauseReleased(const confighub::Unit& unit) const;
    void describeArtifact();
    void addUnitHop();
    bool isContradicted() const;
    void noteNotReleased(const KnownUnit& known);
    void noteNotConnected();

    Board& m_board;
    const model::KubeObject* m_carrier;
    std::optional<confighub::Origin> m_origin;
    model::Hop* m_artifact = nullptr;
    bool m_applied = false;  ///< something applies the object
    int m_asked = 0;         ///< questions that ConfigHub got or is to get
    std::string m_spaceId;
    std::optional<confighub::Space> m_space;
    std::optional<confighub::Unit> m_unit;
    const Answer* m_unitHole = nullptr;
    bool m_onlyUnit = false;  ///< found by its content, and no other
    std::optional<confighub::Revision> m_revision;
    std::optional<confighub::Release> m_release;  ///< of the live digest
    std::string m_target;                         ///< slug
    bool m_otherServer = false;                   ///< the registry is not the connected server's
    std::string m_uiUrl;
    std::string m_organization;
};

}  // namespace scout::trace::rules
