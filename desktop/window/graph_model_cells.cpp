#include "desktop/window/graph_model_cells.h"

#include <QFont>
#include <QStringList>
#include <algorithm>

#include "desktop/window/badge.h"
#include "desktop/window/chains_model.h"
#include "desktop/window/plain_text.h"
#include "model/revision.h"
#include "render/marks.h"

namespace scout::desktop {

namespace {

int compareText(std::string_view left, std::string_view right) {
    const auto lowered = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    for (std::size_t at = 0; at < left.size() && at < right.size(); ++at) {
        const auto one = static_cast<unsigned char>(lowered(left[at]));
        const auto other = static_cast<unsigned char>(lowered(right[at]));
        if (one != other) return one < other ? -1 : 1;
    }
    return static_cast<int>(left.size() > right.size()) - static_cast<int>(left.size() < right.size());
}

QString word(const render::Mark& mark) {
    return line(mark.word);
}

QString ageOf(const model::Hop& hop, const GraphCellContext& context) {
    const auto created = base::parseTime(hop.created);
    if (!created || !context.now) return {};
    return line(base::formatAge(context.now().seconds - created->seconds));
}

/// "Kustomization/apps applies (inventory): status.inventory of ...".
QString causeLine(const GraphIndex& index, std::size_t edge) {
    const model::Edge& cause = index.graph().edges[edge];
    const std::size_t from = index.find(cause.from);
    return QStringLiteral("%1 %2 (%3): %4")
        .arg(line(from == GraphIndex::none ? cause.from : index.hop(from).label()), line(cause.relation),
             line(model::name(cause.because.grade)), line(cause.because.text));
}

QString causeText(const GraphIndex& index, std::size_t node, std::size_t cause) {
    const auto& causes = index.causes(node);
    if (cause == GraphIndex::none && !causes.empty()) cause = causes.front();
    if (cause == GraphIndex::none) return {};
    const QString text = line(index.graph().edges[cause].because.text);
    if (causes.size() < 2) return text;
    return QStringLiteral("%1 (and %2 more)").arg(text).arg(causes.size() - 1);
}

QString causeDetails(const GraphIndex& index, std::size_t node) {
    QStringList all;
    for (const std::size_t cause : index.causes(node)) all << causeLine(index, cause);
    return all.join(QLatin1Char('\n'));
}

/// "2 warnings", "signature verified": what the chips of a card say.
QStringList remarks(const GraphIndex& index, std::size_t node) {
    QStringList out;
    for (const auto& [severity, word] : {std::pair(model::Severity::error, QStringLiteral("error")),
                                         std::pair(model::Severity::warning, QStringLiteral("warning"))}) {
        const auto& all = index.findings(node);
        const auto count = std::count_if(all.begin(), all.end(), [severity = severity](const model::Finding& finding) {
            return finding.severity == severity;
        });
        if (count > 0)
            out << QStringLiteral("%1 %2%3").arg(count).arg(word, count == 1 ? QString() : QStringLiteral("s"));
    }
    const auto& proof = index.hop(node).verification;
    if (proof && (proof->state == "verified" || proof->state == "failed"))
        out << QStringLiteral("signature %1").arg(line(proof->state));
    return out;
}

QString statusText(const GraphIndex& index, std::size_t node) {
    QStringList parts = remarks(index, node);
    if (const QString status = line(index.hop(node).health.status); !status.isEmpty()) parts.prepend(status);
    return parts.join(QStringLiteral(" · "));
}

QString placeText(const model::Hop& hop) {
    if (hop.cluster.empty()) return line(hop.ns);
    return QStringLiteral("%1 @ %2").arg(line(hop.ns), line(hop.cluster)).trimmed();
}

QString hopText(const GraphIndex& index, std::size_t node, std::size_t cause, GraphColumn column,
                const GraphCellContext& context) {
    const model::Hop& hop = index.hop(node);
    switch (column) {
        case GraphColumn::kind:
            return line(hop.kind);
        case GraphColumn::name:
            return line(hop.name);
        case GraphColumn::ns:
            return placeText(hop);
        case GraphColumn::state:
            return word(render::markOf(hop));
        case GraphColumn::status:
            return statusText(index, node);
        case GraphColumn::revision:
            return line(model::shorten(model::parseRevision(hop.revision)));
        case GraphColumn::age:
            return ageOf(hop, context);
        case GraphColumn::because:
            return causeText(index, node, cause);
    }
    return {};
}

QString hopTooltip(const GraphIndex& index, std::size_t node, GraphColumn column) {
    const model::Hop& hop = index.hop(node);
    QStringList parts;
    switch (column) {
        case GraphColumn::state:
        case GraphColumn::status:
            parts << line(hop.health.status) << line(hop.health.reason) << lines(hop.health.message);
            for (const model::Finding& finding : index.findings(node))
                parts << QStringLiteral("%1: %2").arg(line(model::name(finding.severity)), lines(finding.message));
            break;
        case GraphColumn::revision:
            parts << line(hop.revision);
            break;
        case GraphColumn::age:
            parts << line(hop.created);
            break;
        case GraphColumn::because:
            parts << causeDetails(index, node);
            break;
        default:
            parts << spokenName(hop) << line(hop.url);
    }
    parts.removeAll(QString());
    parts.removeDuplicates();
    return parts.join(QLatin1Char('\n'));
}

QVariant decoration(GraphColumn column, std::string_view kind, const Badge& badge, const GraphCellContext& context) {
    if (context.theme == nullptr) return {};
    if (column == GraphColumn::kind) return kindIcon(kind, *context.theme);
    return column == GraphColumn::state ? badgeIcon(badge, *context.theme) : QVariant();
}

QString spokenCell(GraphColumn column, const QString& text) {
    return QStringLiteral("%1: %2").arg(heading(column), text.isEmpty() ? QStringLiteral("none") : text);
}

QString verdictText(const model::Verdict& verdict) {
    QStringList parts{line(verdict.at), line(verdict.message.empty() ? verdict.reason : verdict.message)};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(": "));
}

std::map<model::State, int> looseCounts(const GraphIndex& index) {
    std::map<model::State, int> counts;
    std::vector<GraphIndex::Branch> open = index.loose();
    while (!open.empty()) {
        const GraphIndex::Branch branch = std::move(open.back());
        open.pop_back();
        ++counts[index.hop(branch.node).health.state];
        open.insert(open.end(), branch.effects.begin(), branch.effects.end());
    }
    return counts;
}

}  // namespace

QString heading(GraphColumn column) {
    switch (column) {
        case GraphColumn::kind:
            return QStringLiteral("Kind");
        case GraphColumn::name:
            return QStringLiteral("Name");
        case GraphColumn::ns:
            return QStringLiteral("Namespace");
        case GraphColumn::state:
            return QStringLiteral("State");
        case GraphColumn::status:
            return QStringLiteral("Status");
        case GraphColumn::revision:
            return QStringLiteral("Revision");
        case GraphColumn::age:
            return QStringLiteral("Age");
        case GraphColumn::because:
            return QStringLiteral("Because");
    }
    return {};
}

QVariant hopCell(const GraphIndex& index, std::size_t node, std::size_t cause, GraphColumn column, int role,
                 const GraphCellContext& context) {
    const model::Hop& hop = index.hop(node);
    switch (role) {
        case Qt::DisplayRole:
            return hopText(index, node, cause, column, context);
        case Qt::DecorationRole:
            return decoration(column, hop.kind, badgeOf(hop), context);
        case Qt::ToolTipRole:
            return plainTooltip(hopTooltip(index, node, column));
        case Qt::AccessibleTextRole: {
            const QString text = hopText(index, node, cause, column, context);
            if (column != GraphColumn::name) return spokenCell(column, text);
            return QStringLiteral("%1, %2, %3")
                .arg(spokenName(hop), word(render::markOf(hop)), statusText(index, node));
        }
        case Qt::AccessibleDescriptionRole:
            return hopTooltip(index, node, column == GraphColumn::name ? GraphColumn::because : column);
        case graph_role::hopId:
            return QString::fromStdString(hop.id);
        default:
            return {};
    }
}

QVariant chainCell(const GraphIndex& index, std::size_t chainPosition, GraphColumn column, int role,
                   const GraphCellContext& context) {
    const bool loose = chainPosition == GraphIndex::none;
    const model::Chain* chain = loose ? nullptr : &index.graph().chains[chainPosition];
    const std::size_t node = loose ? GraphIndex::none : index.find(chain->id);
    const model::Hop* hop = node == GraphIndex::none ? nullptr : &index.hop(node);
    const Badge badge = loose ? Badge{render::Tone::unknown, false, false} : badgeOf(chain->verdict.state);

    const auto text = [&]() -> QString {
        switch (column) {
            case GraphColumn::kind:
                return loose ? QString() : QStringLiteral("Chain");
            case GraphColumn::name:
                if (loose) return QStringLiteral("In no chain");
                return line(hop == nullptr ? chain->id : hop->label());
            case GraphColumn::ns:
                return hop == nullptr ? QString() : line(hop->ns);
            case GraphColumn::state:
                return loose ? QString() : word(render::markOf(chain->verdict.state));
            case GraphColumn::status:
                return countsText(loose ? looseCounts(index) : chain->counts);
            case GraphColumn::because:
                return loose ? QString() : verdictText(chain->verdict);
            case GraphColumn::revision:
            case GraphColumn::age:
                return {};
        }
        return {};
    };

    switch (role) {
        case Qt::DisplayRole:
            return text();
        case Qt::DecorationRole:
            return loose ? QVariant()
                         : decoration(column, hop == nullptr ? std::string_view() : hop->kind, badge, context);
        case Qt::FontRole: {
            if (column != GraphColumn::name) return {};
            QFont font;
            font.setBold(true);
            return font;
        }
        case Qt::ToolTipRole:
        case Qt::AccessibleDescriptionRole: {
            if (loose) return {};
            QStringList parts{verdictText(chain->verdict), lines(chain->verdict.advice)};
            parts.removeAll(QString());
            const QString tip = parts.join(QLatin1Char('\n'));
            return role == Qt::ToolTipRole ? plainTooltip(tip) : tip;
        }
        case Qt::AccessibleTextRole:
            if (column != GraphColumn::name) return spokenCell(column, text());
            if (loose) return text();
            return QStringLiteral("Chain %1, %2, %3")
                .arg(text(), word(render::markOf(chain->verdict.state)), countsText(chain->counts));
        case graph_role::hopId:
            return loose ? QString() : QString::fromStdString(chain->id);
        case graph_role::chainId:
            return loose ? QStringLiteral("") : QString::fromStdString(chain->id);
        case graph_role::place:
            // What is managed first, then in the order of the graph; what is in no chain comes last.
            return static_cast<int>(loose                    ? 2 * index.graph().chains.size()
                                    : isManaged(chain->tool) ? chainPosition
                                                             : index.graph().chains.size() + chainPosition);
        default:
            return {};
    }
}

int compareCells(const model::Hop& left, const model::Hop& right, GraphColumn column) {
    switch (column) {
        case GraphColumn::kind:
            return compareText(left.kind, right.kind);
        case GraphColumn::name:
            return compareText(left.name, right.name);
        case GraphColumn::ns:
            return compareText(left.ns, right.ns);
        case GraphColumn::state: {
            const int rank = render::severityRank(badgeOf(left).tone) - render::severityRank(badgeOf(right).tone);
            return rank != 0 ? rank : compareText(render::markOf(left).word, render::markOf(right).word);
        }
        case GraphColumn::status:
            return compareText(left.health.status, right.health.status);
        case GraphColumn::revision:
            return compareText(left.revision, right.revision);
        case GraphColumn::age: {
            const auto one = base::parseTime(left.created);
            const auto other = base::parseTime(right.created);
            if (!one || !other) return static_cast<int>(!one) - static_cast<int>(!other);
            return one->seconds > other->seconds ? -1 : one->seconds < other->seconds ? 1 : 0;
        }
        case GraphColumn::because:
            break;
    }
    return 0;
}

bool sameCells(const GraphIndex& before, std::size_t nodeBefore, const GraphIndex& after, std::size_t nodeAfter) {
    const model::Hop& left = before.hop(nodeBefore);
    const model::Hop& right = after.hop(nodeAfter);
    const auto causes = [](const GraphIndex& index, std::size_t node) {
        std::vector<const model::Edge*> out;
        for (const std::size_t edge : index.causes(node)) out.push_back(&index.graph().edges[edge]);
        return out;
    };
    if (left.health != right.health || left.revision != right.revision || left.created != right.created ||
        left.claimed != right.claimed || left.cluster != right.cluster || left.verification != right.verification ||
        before.findings(nodeBefore) != after.findings(nodeAfter) || left.kind != right.kind ||
        left.name != right.name || left.ns != right.ns || left.url != right.url) {
        return false;
    }
    const auto leftCauses = causes(before, nodeBefore);
    const auto rightCauses = causes(after, nodeAfter);
    return std::equal(leftCauses.begin(), leftCauses.end(), rightCauses.begin(), rightCauses.end(),
                      [](const model::Edge* one, const model::Edge* other) { return *one == *other; });
}

QString spokenName(const model::Hop& hop) {
    const QString name = QStringLiteral("%1 %2").arg(line(hop.kind), line(hop.name));
    return hop.ns.empty() ? name : QStringLiteral("%1 in %2").arg(name, line(hop.ns));
}

QString countsText(const std::map<model::State, int>& counts) {
    int all = 0;
    QStringList parts;
    for (const auto& [state, count] : counts) {
        all += count;
        parts << QStringLiteral("%1 %2").arg(count).arg(word(render::markOf(state)));
    }
    if (all == 0) return QStringLiteral("no objects");
    return QStringLiteral("%1 %2: %3")
        .arg(all)
        .arg(all == 1 ? QStringLiteral("object") : QStringLiteral("objects"), parts.join(QStringLiteral(", ")));
}

}  // namespace scout::desktop
