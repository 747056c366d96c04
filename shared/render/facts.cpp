#include "render/facts.h"

#include "model/revision.h"
#include "render/wrap.h"

namespace scout::render {

namespace {

using model::Hop;
using model::Stage;

bool isSource(const Hop& hop) {
    return hop.stage != Stage::gitops && hop.stage != Stage::cluster;
}
bool isConfigHub(const Hop& hop) {
    return hop.ociSource && hop.ociSource->isConfigHub;
}

class Facts {
  public:
    Facts(const model::Trace& trace, const Hop& hop, const TextStyle& style)
        : m_trace(trace),
          m_hop(hop),
          m_style(style),
          m_troubled(!hop.ready() && !hop.claimed),
          m_detailed(style.wide || m_troubled) {}

    std::vector<Fact> take() && { return std::move(m_facts); }

    void addConfigHub() {
        const model::OciSource oci = m_hop.ociSource.value_or(model::OciSource{});
        const model::ConfigHubOrigin hub = m_hop.confighub.value_or(model::ConfigHubOrigin{});
        if (!isConfigHub(m_hop) && !m_hop.confighub) return;
        if (m_style.wide) add("Organization", hub.organization);
        add("Space", oci.space.empty() ? hub.space : oci.space);
        add("Target", oci.target.empty() ? hub.target : oci.target);
        addUnit(oci.unit.empty() ? hub.unit : oci.unit, hub.revision);
        const bool dated = m_style.wide && !hub.release.empty() && !hub.releasedAt.empty();
        add("Release", hub.release + (dated ? " of " + hub.releasedAt : ""));
        if (isConfigHub(m_hop)) add("Registry", oci.registry);
        if (!m_style.wide) return;
        // Without a page ConfigHub was not asked, and everything is a claim.
        if (!hub.url.empty()) add("Confidence", hub.confidence);
        if (!hub.liveFrom.empty()) add("Live by", hub.liveFrom);
        add("ConfigHub URL", hub.url);
    }

    void addPlace() {
        if (!m_hop.ns.empty()) add("Cluster", m_hop.cluster);
        if (m_detailed && m_hop.resource) {
            const model::ObjectRef& object = *m_hop.resource;
            add("Source", object.label() + (object.ns.empty() ? "" : " in " + object.ns));
        } else if (m_detailed && m_hop.ns != m_trace.object.ns) {
            add("Namespace", m_hop.ns);
        }
        // Space, Target and Registry say the same as a ConfigHub source's URL.
        if (m_detailed || (isSource(m_hop) && !isConfigHub(m_hop))) add("URL", m_hop.url);
        if (m_hop.ociSource && m_hop.ociSource->confidence == "path") {
            add("Note", "The URL's path has ConfigHub's shape, but its host is not known to be ConfigHub's");
        }
        // On a source the root says nothing: Argo CD demands a path there even for OCI.
        if (!isSource(m_hop) || m_hop.path != ".") add("Path", m_hop.path);
    }

    void addRevision() {
        // Appliers and workloads name theirs in their status.
        if (isSource(m_hop) || m_detailed) add("Revision", revisionText(m_hop.revision, m_style));
        if (m_hop.confighub) addNewer(*m_hop.confighub);
        if (m_hop.git) {
            if (m_hop.revision.empty()) add("Commit", revisionText(m_hop.git->commit, m_style));
            if (m_style.wide) add("Commit URL", m_hop.git->commitUrl);
        }
        if (const auto& proof = m_hop.verification) {
            // Every annotation is a claim; what was asked for is worth a line whatever came of it.
            if (!m_hop.claimed || proof->state == "verified" || m_style.wide) addVerification(*proof);
        }
    }

    void addHealth() {
        const model::Health& health = m_hop.health;
        // The verdict below the tree is about this hop and says what its condition says.
        const bool inVerdict =
            !health.message.empty() && m_trace.verdict.at == m_hop.label() && m_trace.verdict.message == health.message;
        // A source that is ready has its revision to show.
        const bool evident = isSource(m_hop) && m_hop.ready() && !m_hop.claimed && !m_hop.revision.empty();
        // The status of a failing Flux object is the message with a remark: "... (retrying)".
        const std::string_view status = std::string_view(health.status).substr(0, health.status.rfind(" (retrying)"));
        const bool repeated = inVerdict && health.message.starts_with(status);
        if (m_style.wide || !(evident || repeated)) {
            addLines("Status", m_style.wide ? health.status : shortenHashes(health.status));
        }
        if (!m_troubled) return;
        // A hole's reason is its state's word once more.
        const bool named = repeatsWord(markOf(m_hop), health.reason) ||
                           (!repeated && health.status.find(health.reason) != std::string::npos);
        if (!model::isHole(health.state) && !named) add("Reason", health.reason);
        if (health.message != status && !inVerdict) addLines("Message", health.message);
        add("Since", health.lastTransitionTime);
    }

    void addBecause(const model::Because& because) {
        if (m_style.wide && !because.text.empty())
            add("Because", because.text + " (" + std::string(model::name(because.grade)) + ")");
    }

  private:
    void add(std::string key, const std::string& value) { addSafe(std::move(key), safeLine(value, m_style.unicode)); }
    void addLines(std::string key, const std::string& value) {
        addSafe(std::move(key), safeLines(value, m_style.unicode));
    }
    void addSafe(std::string key, std::string value) {
        if (!value.empty()) m_facts.push_back({std::move(key), std::move(value)});
    }

    void addUnit(const std::string& unit, const std::string& revision) {
        if (!unit.empty())
            add("Unit", unit + (revision.empty() || revision == m_hop.revision ? "" : " (revision " + revision + ")"));
    }

    // Why it is anything but verified stands in a finding.
    void addVerification(const model::Verification& proof) {
        const std::string word = proof.state == "unchecked" ? "not checked" : proof.state;
        const std::string message = m_style.wide && !proof.message.empty() ? ": " + proof.message : std::string();
        add("Verification", word + inBrackets(proof.method, proof.identity) + message);
    }

    // The artifact below says which release it is; what waits behind that is the unit's.
    void addNewer(const model::ConfigHubOrigin& hub) {
        if (isConfigHub(m_hop) || hub.headRevision.empty() || hub.headRevision == m_hop.revision) return;
        const bool waits = !hub.releasedRevision.empty() && hub.releasedRevision != hub.headRevision;
        add("Head", hub.headRevision + (waits ? " (released: " + hub.releasedRevision + ")" : ""));
    }

    static std::string inBrackets(const std::string& first, const std::string& second) {
        if (first.empty() && second.empty()) return {};
        return " (" + first + (first.empty() || second.empty() ? "" : ", ") + second + ")";
    }

    const model::Trace& m_trace;
    const Hop& m_hop;
    const TextStyle& m_style;
    bool m_troubled;
    bool m_detailed;
    std::vector<Fact> m_facts;
};

}  // namespace

std::vector<Fact> factsOf(const model::Trace& trace, const Hop& hop, const model::Because& because,
                          const TextStyle& style) {
    Facts facts(trace, hop, style);
    facts.addConfigHub();
    facts.addPlace();
    facts.addRevision();
    facts.addHealth();
    facts.addBecause(because);
    return std::move(facts).take();
}

std::string revisionText(const std::string& revision, const TextStyle& style) {
    return style.wide ? revision : model::shorten(model::parseOriginRevision(revision));
}

}  // namespace scout::render
