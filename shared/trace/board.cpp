#include "trace/board.h"

#include <algorithm>
#include <iterator>

#include "trace/hop_object.h"

namespace scout::trace {

namespace {

model::State holeState(const base::Error& error) {
    switch (error.kind) {
        case base::ErrorKind::forbidden:
        case base::ErrorKind::auth:
            return model::State::forbidden;
        case base::ErrorKind::notFound:
            return model::State::missing;
        case base::ErrorKind::notInstalled:
            return model::State::notInstalled;
        case base::ErrorKind::unsupported:
            return model::State::unsupported;
        default:
            return model::State::unreachable;
    }
}

}  // namespace

const Answer* Board::look(Query query, bool ask) {
    if (isOfCluster(query.type)) query.cluster = m_cluster;
    return answerTo(query, ask);
}

const Answer* Board::look(const model::Hop& hop, Query query) {
    query.cluster = hop.cluster.empty() ? Query::Cluster::traced : Query::Cluster::management;
    return answerTo(query, true);
}

const Answer* Board::answerTo(const Query& query, bool ask) {
    const Answer* answer = nullptr;
    const auto lookAt = [&](std::string key) {
        const Evidence::Entry* entry = m_evidence.entry(key);
        if (entry != nullptr) answer = &entry->answer;
        rest(std::move(key));
    };
    lookAt(query.key());
    // A full object also answers a metadata query for it.
    if (answer == nullptr && query.type == Query::Type::metadata) lookAt(fullOf(query).key());
    if (ask && (answer == nullptr || answer->isOutdated())) m_questions.try_emplace(query.key(), query);
    return answer;
}

void Board::rest(std::string key) {
    if (std::find(m_looked.begin(), m_looked.end(), key) == m_looked.end()) m_looked.push_back(std::move(key));
}

std::vector<model::ObjectRef> Board::listing(const model::ObjectRef& object) {
    if (m_cluster == Query::Cluster::management) return {};
    const std::string id = object.id();
    rest(Appliers::keyOfListing(id));
    return m_appliers.listing(id);
}

std::vector<std::string> Board::unreadAppliers() {
    if (m_cluster == Query::Cluster::management) return {};
    rest(Appliers::keyOfUnread());
    return m_appliers.unread();
}

bool Board::canAskManagement(const Query& query) {
    if (m_cluster == Query::Cluster::management) return false;
    const Elsewhere there(*this, Query::Cluster::management);
    return look(query, false) != nullptr || m_options.reach.management;
}

std::optional<model::KubeObject> Board::objectOf(const model::Hop& hop) const {
    return objectBehind(hop, m_evidence);
}

std::string Board::idOf(const model::ObjectRef& ref) const {
    return (m_cluster == Query::Cluster::management ? std::string(managementPrefix) : std::string()) + ref.id();
}

model::Hop& Board::add(model::Hop&& hop) {
    // A commit is the same commit from wherever it is named.
    const bool local = !hop.id.starts_with("git:") && !hop.id.starts_with(managementPrefix);
    if (m_cluster == Query::Cluster::management && local) {
        hop.id.insert(0, managementPrefix);
        hop.cluster = m_options.managementContext.empty() ? "management" : m_options.managementContext;
    }
    model::Hop* known = find(hop.id);
    return known != nullptr ? *known : m_nodes.emplace_back(std::move(hop));
}

model::Hop* Board::find(const std::string& id) {
    const auto found =
        std::find_if(m_nodes.begin(), m_nodes.end(), [&id](const model::Hop& hop) { return hop.id == id; });
    return found == m_nodes.end() ? nullptr : &*found;
}

void Board::connect(const model::Hop& cause, const model::Hop& effect, std::string_view relation,
                    model::Because because) {
    const auto same = [&](const model::Edge& edge) { return edge.from == cause.id && edge.to == effect.id; };
    if (cause.id == effect.id || std::any_of(m_edges.begin(), m_edges.end(), same)) return;
    if (!m_closed.contains(effect.id)) m_mainEdge.try_emplace(effect.id, m_edges.size());
    m_edges.push_back({cause.id, effect.id, std::string(relation), std::move(because)});
}

void Board::preferLatestCause(const std::string& effect) {
    for (std::size_t i = 0; i < m_edges.size(); ++i) {
        if (m_edges[i].to == effect) m_mainEdge[effect] = i;
    }
}

void Board::note(model::Finding finding) {
    if (std::find(m_findings.begin(), m_findings.end(), finding) == m_findings.end())
        m_findings.push_back(std::move(finding));
}

const model::Edge* Board::mainEdgeInto(const std::string& id) const {
    const auto found = m_mainEdge.find(id);
    return found == m_mainEdge.end() ? nullptr : &m_edges[found->second];
}

std::vector<model::Hop> Board::pathTo(const std::string& last) const {
    struct Step {
        const model::Hop* hop;
        const model::Edge* in;  ///< nullptr for the root
    };
    std::vector<Step> upwards;
    const std::string* id = &last;
    const auto passed = [&upwards](const std::string& hop) {
        return std::any_of(upwards.begin(), upwards.end(), [&hop](const Step& step) { return step.hop->id == hop; });
    };
    while (id != nullptr && !passed(*id)) {
        const auto node =
            std::find_if(m_nodes.begin(), m_nodes.end(), [id](const model::Hop& hop) { return hop.id == *id; });
        if (node == m_nodes.end()) break;
        const model::Edge* edge = mainEdgeInto(*id);
        upwards.push_back({&*node, edge});
        id = edge == nullptr ? nullptr : &edge->from;
    }
    std::vector<model::Hop> path;
    path.reserve(upwards.size());
    for (auto step = upwards.rbegin(); step != upwards.rend(); ++step) {
        path.push_back(*step->hop);
        // The proof of the edge to the next hop stands at the next hop.
        if (const auto next = std::next(step); next != upwards.rend() && next->in != nullptr)
            path.back().because = next->in->because;
    }
    return path;
}

std::vector<Query> Board::questions() const {
    std::vector<Query> out;
    out.reserve(m_questions.size());
    for (const auto& [key, query] : m_questions) out.push_back(query);
    return out;
}

model::Hop hopFor(const model::ObjectRef& ref, model::Stage stage) {
    model::Hop hop;
    hop.id = ref.id();
    hop.stage = stage;
    hop.kind = ref.kind;
    hop.name = ref.name;
    hop.ns = ref.ns;
    return hop;
}

model::Hop hopFor(const model::KubeObject& object, model::Stage stage) {
    model::Hop hop = hopFor(object.ref(), stage);
    hop.apiVersion = object.apiVersion();
    hop.uid = object.uid();
    hop.created = object.at("metadata.creationTimestamp").text();
    return hop;
}

void makeHole(Board& board, model::Hop& hop, const Answer& answer) {
    const std::string place = hop.ns.empty() ? std::string() : " in namespace " + hop.ns;
    if (answer.isNotInstalled()) {
        hop.health = {
            model::State::notInstalled, "This cluster does not serve the kind " + hop.kind, "NotInstalled", {}, {}};
        return;
    }
    if (answer.isMissing()) {
        hop.health = {model::State::missing, hop.label() + " does not exist" + place, "NotFound", {}, {}};
        return;
    }
    const base::Error& error = answer.error();
    hop.health = {holeState(error), error.what, std::string(base::name(error.kind)), error.what, {}};
    if (error.kind == base::ErrorKind::forbidden) {
        board.note({"missing-permission", model::Severity::warning, hop.label(), error.what, error.advice});
    }
}

void noteClusterNotCompared(Board& board, const model::Hop& applier, const std::string& leads) {
    board.note({"cluster-not-compared", model::Severity::info, applier.label(),
                leads + " leads to another cluster than its own; whether that is the traced one was not compared",
                "It is, when the object's mark was not copied and the management cluster is the right one."});
}

}  // namespace scout::trace
