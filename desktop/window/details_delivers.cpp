#include "desktop/window/details_delivers.h"

#include <QScrollBar>
#include <QVBoxLayout>
#include <algorithm>

#include "base/text.h"
#include "desktop/window/delivers.h"
#include "desktop/window/details_sections.h"
#include "desktop/window/details_widgets.h"
#include "desktop/window/graph_model_cells.h"
#include "desktop/window/plain_text.h"
#include "render/marks.h"

namespace scout::desktop {

namespace {

using Kind = SummaryRow::Kind;

/// Of one kind; more are counted, and the table lists them all.
constexpr std::size_t listed = 100;

SummaryRow rowOf(const model::Hop& hop) {
    SummaryRow row;
    row.kind = Kind::hop;
    row.value = hop.ns.empty() ? line(hop.name) : QStringLiteral("%1 in %2").arg(line(hop.name), line(hop.ns));
    row.detail = QStringLiteral("%1 · %2").arg(line(render::markOf(hop).word), line(hop.health.status));
    row.badge = badgeOf(hop);
    row.target = QString::fromStdString(hop.id);
    return row;
}

}  // namespace

std::vector<SummarySection> deliversSections(const model::Graph& graph, const std::string& hopId) {
    const Delivery delivery = deliveredBy(graph, hopId);
    SummarySection all{QStringLiteral("Delivers"), {}};
    if (delivery.objects == 0) {
        all.rows.push_back({Kind::muted, {}, QStringLiteral("Nothing was seen that comes from it."), {}, {}, {}});
        return {all};
    }
    all.rows.push_back({Kind::text, {}, countsText(delivery.counts), {}, {}, {}});
    if (delivery.chains.size() > 1) {
        all.rows.push_back(
            {Kind::text, {}, QStringLiteral("It is part of %1 chains.").arg(delivery.chains.size()), {}, {}, {}});
    }
    if (!graph.complete) {
        all.rows.push_back({Kind::muted,
                            {},
                            graph.cancelled ? QStringLiteral("Reading was cancelled: there may be more.")
                                            : QStringLiteral("Something is still being read: there may be more."),
                            {},
                            {},
                            {}});
    }
    std::vector<SummarySection> sections{std::move(all)};
    for (const Delivered& kind : delivery.kinds) {
        const std::size_t count = kind.hops.size();
        SummarySection section{
            QStringLiteral("%1 %2").arg(count).arg(line(count == 1 ? kind.kind : base::plural(kind.kind))), {}};
        for (std::size_t at = 0; at < std::min(count, listed); ++at) section.rows.push_back(rowOf(*kind.hops[at]));
        if (count > listed)
            section.rows.push_back({Kind::muted, {}, QStringLiteral("and %1 more").arg(count - listed), {}, {}, {}});
        sections.push_back(std::move(section));
    }
    return sections;
}

DeliversTab::DeliversTab(QWidget* parent) : DetailsTab(parent) {
    m_view = new SectionsView(QStringLiteral("Delivers"));
    m_state = new ContentOrState(m_view, this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_state);
    connect(m_view, &SectionsView::hopRequested, this, &DetailsTab::hopRequested);
    connect(m_view, &SectionsView::copyRequested, this, &DeliversTab::copyText);
}

void DeliversTab::present(bool same) {
    if (!same) m_view->verticalScrollBar()->setValue(0);
    if (subject().hop == nullptr) {
        m_state->showNote(subject().folded.empty() ? QStringLiteral("This object is not there any more.")
                                                   : QStringLiteral("This is a group of objects."),
                          subject().folded.empty() ? QString() : QStringLiteral("Select one of them in the summary."));
        return;
    }
    m_view->setSections(deliversSections(*subject().graph, subject().hop->id), *subject().theme);
    m_state->showContent();
}

}  // namespace scout::desktop
