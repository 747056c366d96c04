#include "desktop/window/details_why.h"

#include <QScrollBar>
#include <QVBoxLayout>

#include "desktop/window/details_sections.h"
#include "desktop/window/details_widgets.h"
#include "desktop/window/plain_text.h"
#include "trace/why.h"

namespace scout::desktop {

namespace {

using Kind = SummaryRow::Kind;

SummaryRow hopRow(const model::Hop& hop) {
    SummaryRow row;
    row.kind = Kind::hop;
    row.value = hop.ns.empty() ? line(hop.label()) : QStringLiteral("%1 in %2").arg(line(hop.label()), line(hop.ns));
    row.badge = badgeOf(hop);
    row.target = QString::fromStdString(hop.id);
    return row;
}

}  // namespace

std::vector<SummarySection> whySections(const model::Graph& graph, const std::string& hopId) {
    const model::Hop* subject = graph.find(hopId);
    if (subject == nullptr) return {};
    const trace::Why why = trace::why(graph, hopId);
    std::vector<SummarySection> sections;

    SummarySection problems{QStringLiteral("What holds it back"), {}};
    for (const trace::WhyProblem& problem : why.problems) {
        const model::Hop* hop = graph.find(problem.hop);
        SummaryRow sentence;
        sentence.value = lines(problem.sentence);
        sentence.detail = lines(problem.advice);
        sentence.badge = hop == nullptr ? Badge{} : badgeOf(*hop);
        problems.rows.push_back(std::move(sentence));
        if (hop != nullptr && problem.hop != hopId) problems.rows.push_back(hopRow(*hop));
    }
    if (why.problems.empty()) {
        problems.rows.push_back({Kind::muted, {}, QStringLiteral("Nothing was seen that holds it back."), {}, {}, {}});
    }
    sections.push_back(std::move(problems));

    SummarySection path{QStringLiteral("Why it is here"), {}};
    if (!why.beginning.empty()) path.rows.push_back({Kind::text, {}, lines(why.beginning), {}, {}, {}});
    for (const trace::WhyStep& step : why.steps) {
        if (const model::Hop* from = graph.find(step.from)) path.rows.push_back(hopRow(*from));
        SummaryRow sentence;
        sentence.value = QStringLiteral("↓ ") + lines(step.sentence);
        sentence.detail = step.proof.empty() ? line(step.certainty)
                                             : QStringLiteral("%1: %2").arg(line(step.certainty), lines(step.proof));
        path.rows.push_back(std::move(sentence));
    }
    path.rows.push_back(hopRow(*subject));
    sections.push_back(std::move(path));
    return sections;
}

WhyTab::WhyTab(QWidget* parent) : DetailsTab(parent) {
    m_view = new SectionsView(QStringLiteral("Why?"));
    m_state = new ContentOrState(m_view, this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_state);
    connect(m_view, &SectionsView::hopRequested, this, &DetailsTab::hopRequested);
    connect(m_view, &SectionsView::copyRequested, this, &WhyTab::copyText);
}

void WhyTab::present(bool same) {
    if (!same) m_view->verticalScrollBar()->setValue(0);
    if (subject().hop == nullptr) {
        const bool fold = !subject().folded.empty();
        m_state->showNote(fold ? QStringLiteral("A group of objects has no single cause.")
                               : QStringLiteral("This object is not there any more."),
                          fold ? QStringLiteral("Select one of them in the summary.") : QString());
        return;
    }
    m_view->setSections(whySections(*subject().graph, subject().hop->id), *subject().theme);
    m_state->showContent();
}

}  // namespace scout::desktop
