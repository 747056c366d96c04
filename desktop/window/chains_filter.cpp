#include "desktop/window/chains_filter.h"

#include <algorithm>

#include "desktop/window/chains_model.h"

namespace scout::desktop {

void ChainsFilter::setWords(const QString& text) {
    m_words = text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

void ChainsFilter::setNamespaces(const QStringList& namespaces) {
    m_namespaces.clear();
    for (const QString& ns : namespaces) m_namespaces.insert(ns.toStdString());
    invalidateFilter();
}

bool hasObjectIn(const std::set<std::string>& namespaces, const model::Graph& graph, const model::Chain& chain) {
    return std::any_of(chain.members.begin(), chain.members.end(), [&](const std::string& id) {
        const model::Hop* hop = graph.find(id);
        return hop != nullptr && namespaces.contains(hop->ns);
    });
}

bool ChainsFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    if (!m_namespaces.empty() && !m_namespaces.contains(index.data(ChainsModel::nsRole).toString().toStdString())) {
        const auto* chains = qobject_cast<ChainsModel*>(sourceModel());
        const auto& graph = chains->graph();
        const model::Chain* chain =
            graph ? graph->chain(index.data(ChainsModel::idRole).toString().toStdString()) : nullptr;
        if (chain == nullptr || !hasObjectIn(m_namespaces, *graph, *chain)) return false;
    }
    const QString text = index.data(Qt::AccessibleTextRole).toString();
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

}  // namespace scout::desktop
