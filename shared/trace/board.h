// The workspace of one investigation: the graph so far, the questions still open, and what was noticed. Internal to
// trace.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "model/trace.h"
#include "trace/appliers.h"
#include "trace/evidence.h"
#include "trace/investigate.h"
#include "trace/readings.h"

namespace scout::trace {

class Board {
  public:
    Board(const Evidence& evidence, const Options& options, const Appliers& appliers, Readings& readings)
        : m_evidence(evidence), m_options(options), m_appliers(appliers), m_readings(readings) {}

    const Options& options() const { return m_options; }
    Readings& readings() { return m_readings; }

    /// The answer, or nullptr while it is pending; the question is noted then, and also where the answer is outdated.
    /// API servers are asked in the cluster that the walk is in.
    const Answer* look(Query query) { return look(std::move(query), true); }
    /// The same, but what is not known yet is only asked for with `ask`: places outside the cluster are asked where
    /// Options::reach allows it, and their answers are used wherever they are.
    const Answer* look(Query query, bool ask);

    /// Whether the walk is in the traced cluster and there is a management cluster to be asked that question: one is
    /// reached, or its answer was recorded.
    bool canAskManagement(const Query& query);

    /// As look(Query), asked in the cluster that `hop` is in.
    const Answer* look(const model::Hop& hop, Query query);
    /// The Kubernetes object that a hop on the board was read from; nothing is asked for it.
    std::optional<model::KubeObject> objectOf(const model::Hop& hop) const;

    /// Appliers whose own record lists the object of the cluster that the walk is in, as far as any are known.
    std::vector<model::ObjectRef> listing(const model::ObjectRef& object);
    /// Why there may be appliers that list it and are not known.
    std::vector<std::string> unreadAppliers();

    /// The id of an object's hop in the cluster that the walk is in.
    std::string idOf(const model::ObjectRef& ref) const;
    /// Adds a hop unless one with its id exists; returns the one on the board. The reference stays valid. In the
    /// management cluster the hop gets that cluster's name and an id of its own.
    model::Hop& add(model::Hop&& hop);
    model::Hop& add(const model::Hop& hop) { return add(model::Hop(hop)); }
    model::Hop* find(const std::string& id);
    model::Hop* find(const model::ObjectRef& ref) { return find(idOf(ref)); }
    /// Adds an edge once. The first edge into `effect` is the one that the main path follows.
    void connect(const model::Hop& cause, const model::Hop& effect, std::string_view relation, model::Because because);
    /// From now on no edge into `effect` becomes the one that the main path follows.
    void closeMainPath(const std::string& effect) { m_closed.insert(effect); }
    /// The latest edge into `effect` becomes the one that the main path follows.
    void preferLatestCause(const std::string& effect);
    void note(model::Finding finding);
    /// An answer that could have named an owner was not to be had: nobody may say "unmanaged" any more.
    void ownerUnseen(std::string why) {
        if (!isAside()) m_ownerUnseen.push_back(std::move(why));
    }
    const std::vector<std::string>& unseenOwners() const { return m_ownerUnseen; }

    /// The main path, root first, `last` at its end.
    std::vector<model::Hop> pathTo(const std::string& last) const;
    /// The edge that the main path takes into a hop; nullptr for a root.
    const model::Edge* mainEdgeInto(const std::string& id) const;

    const std::deque<model::Hop>& nodes() const { return m_nodes; }
    const std::vector<model::Edge>& edges() const { return m_edges; }
    const std::vector<model::Finding>& findings() const { return m_findings; }
    std::vector<Query> questions() const;
    /// The evidence is a recording's, not gathered now.
    bool isRecorded() const { return !m_evidence.recordedAt.empty(); }
    /// Keys of all answers that were looked at or looked for, and of what appliers were asked for (Appliers).
    std::vector<std::string> takeLooked() { return std::move(m_looked); }

    /// Whether the walk is among those who declare the applier or source of the main path: what they have is no rung of
    /// the object's own ladder, and nothing is worth asking a registry about.
    bool isAside() const { return m_aside > 0; }
    /// The hops whose declarers are being looked for, nearest to the object first.
    std::vector<std::string> declaring;
    /// Those that were looked for already.
    std::set<std::string> declared;
    /// Hops of generators whose sources were looked for already.
    std::set<std::string> generated;

    std::string tool = "none";
    model::Revisions revisions;
    /// The applier itself found what is live equal to the newest revision, whatever the rungs' names are.
    bool inStep = false;

  private:
    friend class Aside;
    friend class Elsewhere;

    const Answer* answerTo(const Query& query, bool ask);
    void rest(std::string key);

    const Evidence& m_evidence;
    const Options& m_options;
    const Appliers& m_appliers;
    Readings& m_readings;
    std::deque<model::Hop> m_nodes;
    std::vector<model::Edge> m_edges;
    std::map<std::string, std::size_t> m_mainEdge;  ///< hop id -> index of the main edge into it
    std::vector<model::Finding> m_findings;
    std::map<std::string, Query> m_questions;
    std::vector<std::string> m_looked;
    std::vector<std::string> m_ownerUnseen;
    std::set<std::string> m_closed;  ///< hop ids
    int m_aside = 0;
    Query::Cluster m_cluster = Query::Cluster::traced;
};

/// While it lives, the walk is at another applier of the object than the main path's: tool and revisions stay what they
/// were.
class Beside {
  public:
    explicit Beside(Board& board)
        : m_board(board), m_tool(board.tool), m_revisions(board.revisions), m_inStep(board.inStep) {}
    ~Beside() {
        m_board.tool = std::move(m_tool);
        m_board.revisions = std::move(m_revisions);
        m_board.inStep = m_inStep;
    }
    Beside(const Beside&) = delete;
    Beside& operator=(const Beside&) = delete;

  private:
    Board& m_board;
    std::string m_tool;
    model::Revisions m_revisions;
    bool m_inStep;
};

/// The same for a walk that is not worth a question to a registry: among declarers, and where nobody is likely to be.
class Aside {
  public:
    explicit Aside(Board& board) : m_board(board), m_beside(board) { ++board.m_aside; }
    ~Aside() { --m_board.m_aside; }
    Aside(const Aside&) = delete;
    Aside& operator=(const Aside&) = delete;

  private:
    Board& m_board;
    Beside m_beside;
};

/// While it lives, the walk is in that cluster.
class Elsewhere {
  public:
    Elsewhere(Board& board, Query::Cluster cluster) : m_board(board), m_before(board.m_cluster) {
        board.m_cluster = cluster;
    }
    ~Elsewhere() { m_board.m_cluster = m_before; }
    Elsewhere(const Elsewhere&) = delete;
    Elsewhere& operator=(const Elsewhere&) = delete;

  private:
    Board& m_board;
    Query::Cluster m_before;
};

/// A hop for an object of the cluster: identity filled in, state unknown.
model::Hop hopFor(const model::ObjectRef& ref, model::Stage stage);
/// The same with what the object itself says of its identity.
model::Hop hopFor(const model::KubeObject& object, model::Stage stage);

/// Turns a hop into a typed hole from an answer that is missing or unseen, and notes the missing permission if that is
/// why.
void makeHole(Board& board, model::Hop& hop, const Answer& answer);

/// An applier of the management cluster lists the object, and delivers to another cluster; that it is this one rests on
/// the object's mark and on whoever named the management cluster.
void noteClusterNotCompared(Board& board, const model::Hop& applier, const std::string& leads);

}  // namespace scout::trace
