#include "trace/examine.h"

#include <algorithm>

#include "trace/blockers.h"
#include "trace/field_managers.h"
#include "trace/live_health.h"
#include "trace/overdue.h"

namespace scout::trace {

void examine(Board& board, model::Trace& trace) {
    // The last of nested appliers delivers the object, and the ladder is its.
    const auto applier = std::find_if(trace.chain.rbegin(), trace.chain.rend(),
                                      [](const model::Hop& hop) { return hop.stage == model::Stage::gitops; });
    if (applier != trace.chain.rend()) {
        if (const auto object = board.objectOf(*applier))
            trace.revisions.liveHealth = liveHealthOf(*object, trace.revisions);
    }
    noteBlockers(board, trace);
    noteOverdue(board, trace);
}

std::vector<model::Finding> findingsOf(const Board& board) {
    std::vector<model::Finding> findings = board.findings();
    for (model::Finding& finding : findings) {
        if (finding.kind != "suspended-upstream" || !finding.by.empty()) continue;
        const auto hop = std::find_if(board.nodes().begin(), board.nodes().end(), [&finding](const model::Hop& node) {
            return node.health.state == model::State::suspended && node.label() == finding.at;
        });
        const auto object = hop == board.nodes().end() ? std::nullopt : board.objectOf(*hop);
        const auto writer = object ? writerOf(*object, suspensionOf(*object)) : std::nullopt;
        if (!writer) continue;
        finding.by = writer->manager;
        finding.since = writer->time;
    }
    return findings;
}

}  // namespace scout::trace
