// Graphs for the tests of the item models and the details pane.
#pragma once

#include <QAbstractItemModel>
#include <QStringList>
#include <cstdint>
#include <memory>
#include <random>
#include <string>

#include "model/graph.h"

namespace scout::test {

/// "apps/Deployment/prod/web" and its state; group "" is the core group.
model::Hop hop(const std::string& group, const std::string& kind, const std::string& ns, const std::string& name,
               model::State state, const std::string& status = "as it is");
model::Edge edge(const model::Hop& from, const model::Hop& to, const std::string& relation, model::Grade grade);
model::Chain chain(const model::Hop& top, model::VerdictState verdict, const std::vector<model::Hop>& members);
/// With nodes, edges and members in the order that the model promises.
std::shared_ptr<const model::Graph> sorted(model::Graph graph);

/// Two appliers that share a source, a workload that nobody applied, Pods, and a ConfigMap in no chain.
std::shared_ptr<const model::Graph> smallGraph();
/// `appliers` chains of about `each` objects.
std::shared_ptr<const model::Graph> largeGraph(int appliers, int each);
/// Any shape: shared parents, rings, loose objects, empty chains.
std::shared_ptr<const model::Graph> randomGraph(std::mt19937& random);

std::shared_ptr<const model::Graph> demoGraph();

/// Every cell, row by row, indented by depth.
QStringList dump(const QAbstractItemModel& model, const QModelIndex& parent = {}, int depth = 0);

}  // namespace scout::test
