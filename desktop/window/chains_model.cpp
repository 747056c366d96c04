#include "desktop/window/chains_model.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <unordered_map>
#include <utility>

#include "desktop/window/plain_text.h"
#include "model/graph_findings.h"
#include "render/diagram.h"
#include "render/marks.h"

namespace scout::desktop {

namespace {

using Counts = std::map<render::Tone, int>;

QString verdictLine(const model::Verdict& verdict) {
    QString text = line(render::markOf(verdict.state).word);
    if (!verdict.at.empty()) text += QStringLiteral(" at ") + line(verdict.at);
    const std::string& cause = verdict.message.empty() ? verdict.reason : verdict.message;
    if (!cause.empty()) text += QStringLiteral(": ") + line(cause);
    return text;
}

int total(const Counts& counts) {
    return std::accumulate(counts.begin(), counts.end(), 0,
                           [](int sum, const auto& count) { return sum + count.second; });
}

Counts countsOf(const model::Graph& graph, const model::Chain& chain, const std::set<std::string>& problems) {
    Counts tones;
    for (const auto& [state, count] : chain.counts) tones[render::toneOf(state)] += count;
    for (const std::string& id : chain.members) {
        const model::Hop* hop = problems.contains(id) ? graph.find(id) : nullptr;
        if (hop == nullptr || hop->claimed) continue;
        const render::Tone tone = render::toneOf(hop->health.state);
        if (render::severityRank(tone) <= render::severityRank(render::Tone::attention)) continue;
        if (--tones[tone] == 0) tones.erase(tone);
        ++tones[render::Tone::attention];
    }
    return tones;
}

QString countsText(const Counts& counts) {
    QStringList parts;
    for (const auto& [tone, count] : counts)
        parts << QStringLiteral("%1 %2").arg(count).arg(line(render::name(tone)).toLower());
    return parts.join(QStringLiteral(", "));
}

}  // namespace

bool isManaged(const std::string& tool) {
    return tool != "none";
}

ChainsModel::ChainsModel(QObject* parent) : QAbstractListModel(parent) {}

ChainsModel::Row ChainsModel::rowOf(const model::Graph& graph, const model::Chain& chain,
                                    const std::set<std::string>& problems) {
    Row row{chain.id, chain.tool, chain.verdict, countsOf(graph, chain, problems), {}, {}, {}};
    if (const model::Hop* hop = graph.find(chain.id)) {
        row.name = line(hop->name);
        row.kind = line(hop->kind);
        row.ns = line(hop->ns);
    } else {
        row.name = line(chain.id);
    }
    return row;
}

void ChainsModel::setGraph(std::shared_ptr<const model::Graph> graph) {
    std::vector<Row> next;
    if (graph) {
        next.reserve(graph->chains.size());
        const std::set<std::string> problems = model::problemsOf(*graph);
        for (const model::Chain& chain : graph->chains) next.push_back(rowOf(*graph, chain, problems));
        std::stable_partition(next.begin(), next.end(), [](const Row& row) { return isManaged(row.tool); });
    }
    m_graph = std::move(graph);
    std::unordered_map<std::string, int> target;
    for (std::size_t i = 0; i < next.size(); ++i) target.emplace(next[i].id, static_cast<int>(i));

    for (int last = static_cast<int>(m_rows.size()) - 1; last >= 0;) {
        int first = last;
        const auto gone = [&](int row) { return target.count(m_rows[static_cast<std::size_t>(row)].id) == 0; };
        if (!gone(last)) {
            --last;
            continue;
        }
        while (first > 0 && gone(first - 1)) --first;
        beginRemoveRows({}, first, last);
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
        endRemoveRows();
        last = first - 1;
    }
    std::unordered_map<std::string, int> known;
    for (std::size_t i = 0; i < m_rows.size(); ++i) known.emplace(m_rows[i].id, static_cast<int>(i));
    std::vector<Row> fresh;
    for (const Row& row : next) {
        if (known.count(row.id) == 0) fresh.push_back(row);
    }
    if (!fresh.empty()) {
        const int first = static_cast<int>(m_rows.size());
        beginInsertRows({}, first, first + static_cast<int>(fresh.size()) - 1);
        for (Row& row : fresh) m_rows.push_back(std::move(row));
        endInsertRows();
    }
    // The same rows now: into their places, then their words.
    const bool sorted = std::equal(m_rows.begin(), m_rows.end(), next.begin(), next.end(),
                                   [](const Row& a, const Row& b) { return a.id == b.id; });
    if (!sorted) {
        emit layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
        QModelIndexList from;
        QModelIndexList to;
        for (const QModelIndex& index : persistentIndexList()) {
            from << index;
            to << createIndex(target.at(m_rows[static_cast<std::size_t>(index.row())].id), index.column());
        }
        std::vector<Row> ordered(m_rows.size());
        for (Row& row : m_rows) ordered[static_cast<std::size_t>(target.at(row.id))] = std::move(row);
        m_rows = std::move(ordered);
        changePersistentIndexList(from, to);
        emit layoutChanged({}, QAbstractItemModel::VerticalSortHint);
    }
    int firstChanged = -1;
    const int count = static_cast<int>(next.size());
    for (int i = 0; i <= count; ++i) {
        const bool changed = i < count && !(m_rows[static_cast<std::size_t>(i)] == next[static_cast<std::size_t>(i)]);
        if (changed) {
            m_rows[static_cast<std::size_t>(i)] = std::move(next[static_cast<std::size_t>(i)]);
            if (firstChanged < 0) firstChanged = i;
        } else if (firstChanged >= 0) {
            emit dataChanged(index(firstChanged), index(i - 1));
            firstChanged = -1;
        }
    }
}

int ChainsModel::rowOf(const QString& chainId) const {
    const std::string id = chainId.toStdString();
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i].id == id) return static_cast<int>(i);
    }
    return -1;
}

QString ChainsModel::idAt(int row) const {
    return row >= 0 && row < rowCount() ? QString::fromStdString(m_rows[static_cast<std::size_t>(row)].id) : QString();
}

int ChainsModel::unmanaged() const {
    return static_cast<int>(
        std::count_if(m_rows.begin(), m_rows.end(), [](const Row& row) { return !isManaged(row.tool); }));
}

int ChainsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant ChainsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const QString tool = isManaged(row.tool) ? line(row.tool) : QString();
    const bool unseen = tool.isEmpty() && row.verdict.state == model::VerdictState::incomplete;
    switch (role) {
        case Qt::DisplayRole:
            return row.name;
        case Qt::ToolTipRole:
            return plainTooltip(QStringLiteral("%1 %2%3\n%4\n%5")
                                    .arg(row.kind, row.name,
                                         row.ns.isEmpty() ? QString() : QStringLiteral(" in ") + row.ns,
                                         verdictLine(row.verdict), countsText(row.tones)));
        case Qt::AccessibleTextRole:
            return QStringLiteral("%1 %2%3, %4, %5, %6")
                .arg(row.kind, row.name, row.ns.isEmpty() ? QString() : QStringLiteral(" in ") + row.ns,
                     !tool.isEmpty() ? tool
                     : unseen        ? QStringLiteral("no applier known")
                                     : QStringLiteral("not managed"),
                     verdictLine(row.verdict), countsText(row.tones));
        case idRole:
            return QString::fromStdString(row.id);
        case toneRole:
            return static_cast<int>(render::toneOf(row.verdict.state));
        case managedRole:
            return isManaged(row.tool);
        case unseenRole:
            return unseen;
        case nsRole:
            return row.ns;
        case toolRole:
            return tool;
        case verdictRole:
            return verdictLine(row.verdict);
        case totalRole:
            return total(row.tones);
        case countsRole: {
            QVariantList list;
            for (const auto& [tone, count] : row.tones) {
                if (tone != render::Tone::ok) list << static_cast<int>(tone) << count;
            }
            return list;
        }
        default:
            return {};
    }
}

}  // namespace scout::desktop
