#include "desktop/window/graph_model_tree.h"

#include <algorithm>

#include "desktop/window/graph_model_runs.h"

namespace scout::desktop {

/// What a row is about: a chain with its roots, or an object with its effects.
struct GraphTreeModel::Branch {
    bool chain = false;
    std::size_t position = GraphIndex::none;  ///< of the chain or node; none: what is in no chain
    std::size_t edge = GraphIndex::none;
    std::vector<Branch> below;
};

struct GraphTreeModel::Node {
    /// A row stays a row of its own graph until the difference is through.
    const GraphIndex* index = nullptr;
    bool chain = false;
    std::size_t position = GraphIndex::none;
    std::size_t edge = GraphIndex::none;
    Node* parent = nullptr;
    std::size_t row = 0;
    std::vector<std::unique_ptr<Node>> children;
};

namespace {

std::ptrdiff_t offset(std::size_t position) {
    return static_cast<std::ptrdiff_t>(position);
}

/// Order of siblings; what is in no chain comes last.
int compareRows(const GraphIndex& left, bool chain, std::size_t leftPosition, const GraphIndex& right,
                std::size_t rightPosition) {
    if (!chain) return left.hop(leftPosition).id.compare(right.hop(rightPosition).id);
    const bool leftLoose = leftPosition == GraphIndex::none;
    const bool rightLoose = rightPosition == GraphIndex::none;
    if (leftLoose || rightLoose) return static_cast<int>(leftLoose) - static_cast<int>(rightLoose);
    return left.graph().chains[leftPosition].id.compare(right.graph().chains[rightPosition].id);
}

bool sameChain(const GraphIndex& before, std::size_t left, const GraphIndex& after, std::size_t right) {
    if (left == GraphIndex::none) return false;  // its counts are made from all that is below
    const model::Chain& one = before.graph().chains[left];
    const model::Chain& other = after.graph().chains[right];
    return one == other && (before.find(one.id) == GraphIndex::none) == (after.find(other.id) == GraphIndex::none);
}

}  // namespace

GraphTreeModel::GraphTreeModel(QObject* parent)
    : QAbstractItemModel(parent),
      m_index(std::make_shared<const GraphIndex>(nullptr)),
      m_root(std::make_unique<Node>()) {}

GraphTreeModel::~GraphTreeModel() = default;

std::vector<GraphTreeModel::Branch> GraphTreeModel::branchesOf(const GraphIndex& index) {
    struct Convert {
        static std::vector<Branch> all(const std::vector<GraphIndex::Branch>& from) {
            std::vector<Branch> out;
            out.reserve(from.size());
            for (const auto& branch : from) out.push_back({false, branch.node, branch.edge, all(branch.effects)});
            return out;
        }
    };
    const auto& chains = index.graph().chains;
    std::vector<std::size_t> order(chains.size());
    for (std::size_t chain = 0; chain < order.size(); ++chain) order[chain] = chain;
    std::sort(order.begin(), order.end(),
              [&](std::size_t left, std::size_t right) { return chains[left].id < chains[right].id; });
    std::vector<Branch> branches;
    for (const std::size_t chain : order) {
        branches.push_back({true, chain, GraphIndex::none, Convert::all(index.forest(chain))});
    }
    const auto loose = index.loose();
    if (!loose.empty()) branches.push_back({true, GraphIndex::none, GraphIndex::none, Convert::all(loose)});
    return branches;
}

void GraphTreeModel::setGraph(std::shared_ptr<const model::Graph> graph) {
    // Rows point into the old index until they are moved over.
    const auto before = m_index;
    m_index = std::make_shared<const GraphIndex>(std::move(graph));
    reconcile(*m_root, branchesOf(*m_index));
}

void GraphTreeModel::reconcile(Node& node, const std::vector<Branch>& branches) {
    auto& children = node.children;
    const auto renumber = [&](std::size_t from) {
        for (std::size_t row = from; row < children.size(); ++row) children[row]->row = row;
    };
    const RunDifference runs = runsBetween(children.size(), branches.size(), [&](std::size_t o, std::size_t n) {
        return compareRows(*children[o]->index, branches[n].chain, children[o]->position, *m_index,
                           branches[n].position);
    });
    for (auto run = runs.removed.rbegin(); run != runs.removed.rend(); ++run) {
        beginRemoveRows(indexOf(node), static_cast<int>(run->first), static_cast<int>(run->first + run->count - 1));
        children.erase(children.begin() + offset(run->first), children.begin() + offset(run->first + run->count));
        renumber(run->first);
        endRemoveRows();
    }
    for (const Run& run : runs.inserted) {
        beginInsertRows(indexOf(node), static_cast<int>(run.first), static_cast<int>(run.first + run.count - 1));
        std::vector<std::unique_ptr<Node>> grown;
        grown.reserve(run.count);
        for (std::size_t next = 0; next < run.count; ++next) grown.push_back(grow(node, branches[run.first + next]));
        children.insert(children.begin() + offset(run.first), std::make_move_iterator(grown.begin()),
                        std::make_move_iterator(grown.end()));
        renumber(run.first);
        endInsertRows();
    }
    std::vector<Run> changed;
    for (std::size_t row = 0; row < children.size(); ++row) {
        Node& child = *children[row];
        if (child.index == m_index.get()) continue;
        if (!adopt(child, branches[row])) {
            if (!changed.empty() && changed.back().first + changed.back().count == row) {
                ++changed.back().count;
            } else {
                changed.push_back({row, 1});
            }
        }
        reconcile(child, branches[row].below);
    }
    for (const Run& run : changed) {
        emit dataChanged(indexOf(*children[run.first]),
                         indexOf(*children[run.first + run.count - 1], graphColumnCount - 1));
    }
}

std::unique_ptr<GraphTreeModel::Node> GraphTreeModel::grow(Node& parent, const Branch& branch) const {
    auto node = std::make_unique<Node>();
    node->index = m_index.get();
    node->chain = branch.chain;
    node->position = branch.position;
    node->edge = branch.edge;
    node->parent = &parent;
    node->children.reserve(branch.below.size());
    for (const Branch& below : branch.below) {
        node->children.push_back(grow(*node, below));
        node->children.back()->row = node->children.size() - 1;
    }
    return node;
}

/// Whether the row looks as before.
bool GraphTreeModel::adopt(Node& node, const Branch& branch) const {
    const GraphIndex& before = *node.index;
    bool same = node.chain ? sameChain(before, node.position, *m_index, branch.position)
                           : sameCells(before, node.position, *m_index, branch.position);
    const auto because = [](const GraphIndex& index, std::size_t edge) {
        return edge == GraphIndex::none ? model::Because{} : index.graph().edges[edge].because;
    };
    same = same && because(before, node.edge) == because(*m_index, branch.edge);
    node.index = m_index.get();
    node.position = branch.position;
    node.edge = branch.edge;
    return same;
}

void GraphTreeModel::setContext(GraphCellContext context) {
    m_context = std::move(context);
    touchCells(*m_root);
}

void GraphTreeModel::touchCells(const Node& node) {
    if (node.children.empty()) return;
    emit dataChanged(indexOf(*node.children.front()), indexOf(*node.children.back(), graphColumnCount - 1),
                     {Qt::DecorationRole, Qt::DisplayRole});
    for (const auto& child : node.children) touchCells(*child);
}

QModelIndex GraphTreeModel::indexOf(const QString& hopId) const {
    const std::string id = hopId.toStdString();
    std::vector<const Node*> open{m_root.get()};
    while (!open.empty()) {
        const Node* node = open.back();
        open.pop_back();
        if (node->index != nullptr && !node->chain && node->index->hop(node->position).id == id) return indexOf(*node);
        for (auto child = node->children.rbegin(); child != node->children.rend(); ++child)
            open.push_back(child->get());
    }
    return {};
}

const model::Hop* GraphTreeModel::hop(const QModelIndex& index) const {
    if (!index.isValid()) return nullptr;
    const Node& node = nodeOf(index);
    return node.chain ? nullptr : &node.index->hop(node.position);
}

QModelIndex GraphTreeModel::indexOf(const Node& node, int column) const {
    if (&node == m_root.get()) return {};
    return createIndex(static_cast<int>(node.row), column, &node);
}

const GraphTreeModel::Node& GraphTreeModel::nodeOf(const QModelIndex& index) const {
    return index.isValid() ? *static_cast<const Node*>(index.constInternalPointer()) : *m_root;
}

QModelIndex GraphTreeModel::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent)) return {};
    return indexOf(*nodeOf(parent).children[static_cast<std::size_t>(row)], column);
}

QModelIndex GraphTreeModel::parent(const QModelIndex& child) const {
    if (!child.isValid()) return {};
    return indexOf(*nodeOf(child).parent);
}

int GraphTreeModel::rowCount(const QModelIndex& parent) const {
    return parent.column() > 0 ? 0 : static_cast<int>(nodeOf(parent).children.size());
}

int GraphTreeModel::columnCount(const QModelIndex&) const {
    return graphColumnCount;
}

QVariant GraphTreeModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Node& node = nodeOf(index);
    const auto column = static_cast<GraphColumn>(index.column());
    if (node.chain) return chainCell(*node.index, node.position, column, role, m_context);
    return hopCell(*node.index, node.position, node.edge, column, role, m_context);
}

QVariant GraphTreeModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= graphColumnCount) {
        return QAbstractItemModel::headerData(section, orientation, role);
    }
    return heading(static_cast<GraphColumn>(section));
}

}  // namespace scout::desktop
