// Everything that was seen in one place, as one graph with its chains. Plain values: what the desktop draws and every
// picture shows. A trace is the answer about one object; a graph holds the answers about many.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "model/trace.h"

namespace scout::model {

/// A row of the chains list: an applier with its sources and everything it delivers, or a workload that no applier was
/// found for.
struct Chain {
    std::string id;       ///< hop id of the applier or workload
    std::string tool;     ///< as Trace::tool; "none" for a workload without an applier
    Verdict verdict;      ///< the worst of its own and of the objects it delivers
    std::string subject;  ///< hop id of the object whose trace the verdict is from
    /// Hop ids, sorted: sources, the applier, what it delivers and what those own. A source that two appliers share is
    /// a member of both chains.
    std::vector<std::string> members;
    std::map<State, int> counts;  ///< of the members, without those that are merely claimed

    bool operator==(const Chain&) const = default;
};

struct Graph {
    std::vector<Hop> nodes;  ///< by id
    /// Cause to effect, by (from, to). Relation "owns" with grade uid leads from a workload over ReplicaSets to Pods.
    std::vector<Edge> edges;
    std::vector<Chain> chains;  ///< worst first, then by tool, namespace, name
    /// By hop id: the answer about each object that was investigated (delivered objects, appliers, unmanaged workloads;
    /// not what a workload owns).
    std::map<std::string, std::shared_ptr<const Trace>> traces;
    std::string context;     ///< kubeconfig context, or what the snapshot names
    std::string seenAt;      ///< RFC 3339: of the newest answer; the recording's time for a snapshot
    bool complete = true;    ///< false while questions or lists are open
    bool cancelled = false;  ///< not complete, and nothing more comes: reading was cancelled

    /// nullptr when there is none; binary search.
    const Hop* find(const std::string& id) const;
    const Chain* chain(const std::string& id) const;
};

/// One trace as a graph with one chain, for pictures of a single answer; no chain when the trace has no hop at all.
Graph graphOf(const Trace& trace);
/// Several; a hop in two of them is one node.
Graph graphOf(const std::vector<Trace>& traces);

/// 0 is the worst: failed, out of sync, stale, incomplete, progressing, unmanaged, suspended, ready.
int badness(VerdictState state);
/// Into the order of Graph::chains; `graph` has their nodes.
void sortChains(std::vector<Chain>& chains, const Graph& graph);

}  // namespace scout::model
