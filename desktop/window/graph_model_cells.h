// What stands in the rows of the tree and the table: one row's columns for every role, the same words in both.
#pragma once

#include <QVariant>
#include <functional>

#include "base/time.h"
#include "desktop/window/graph_model_index.h"
#include "render/theme.h"

namespace scout::desktop {

enum class GraphColumn { kind, name, ns, state, status, revision, age, because };
constexpr int graphColumnCount = 8;

namespace graph_role {
constexpr int hopId = Qt::UserRole;        ///< QString; of a chain's row: the hop id of its applier or workload
constexpr int chainId = Qt::UserRole + 1;  ///< QString on a chain's row, invalid elsewhere; "" collects what is in none
constexpr int place = Qt::UserRole + 2;    ///< int on a chain's row: compared, it gives the order of ChainsModel
}  // namespace graph_role

/// What cells need beside the graph.
struct GraphCellContext {
    const render::Theme* theme = nullptr;  ///< nullptr: no badges
    std::function<base::Time()> now;       ///< empty: no ages
};

QString heading(GraphColumn column);

/// `cause` is the edge that the row hangs from, or GraphIndex::none: then the primary one of all is told.
QVariant hopCell(const GraphIndex& index, std::size_t node, std::size_t cause, GraphColumn column, int role,
                 const GraphCellContext& context);
/// The row of a chain; GraphIndex::none for the row of what is in no chain.
QVariant chainCell(const GraphIndex& index, std::size_t chain, GraphColumn column, int role,
                   const GraphCellContext& context);

/// The order of a column: states worst first, ages youngest first (what has no time comes last), anything else by its
/// text without regard to ASCII case. < 0, 0, > 0; `because` does not order objects.
int compareCells(const model::Hop& left, const model::Hop& right, GraphColumn column);

/// Whether a row looks the same in both graphs; ages are not looked at.
bool sameCells(const GraphIndex& before, std::size_t nodeBefore, const GraphIndex& after, std::size_t nodeAfter);

/// "Deployment frontend in prod", as lists and screen readers name an object.
QString spokenName(const model::Hop& hop);
/// "13 objects: 12 ready, 1 failed".
QString countsText(const std::map<model::State, int>& counts);

}  // namespace scout::desktop
