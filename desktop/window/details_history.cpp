#include "desktop/window/details_history.h"

#include <QScrollBar>
#include <QVBoxLayout>

#include "desktop/window/details_sections.h"
#include "desktop/window/details_summary_parts.h"
#include "desktop/window/details_widgets.h"
#include "desktop/window/plain_text.h"
#include "model/revision.h"

namespace scout::desktop {

namespace {

using Kind = SummaryRow::Kind;

QString shortened(const std::string& revision) {
    return line(model::shorten(model::parseOriginRevision(revision)));
}

SummarySection differences(const model::Trace& trace, const std::function<QString(const std::string&)>& age) {
    SummarySection section{QStringLiteral("Not as it was last applied"), {}};
    for (const model::Difference& difference : trace.differences) {
        SummaryRow row;
        row.label = line(difference.path);
        row.value = QStringLiteral("%1 → %2").arg(
            difference.applied.empty() ? QStringLiteral("not set") : line(difference.applied),
            difference.live.empty() ? QStringLiteral("gone") : line(difference.live));
        const QString since = difference.at.empty() ? QString() : age(difference.at);
        row.detail = joined(
            {difference.manager.empty() ? QString() : QStringLiteral("by %1").arg(line(difference.manager)),
             since.isEmpty() ? line(difference.at) : QStringLiteral("%1 ago (%2)").arg(since, line(difference.at))},
            QStringLiteral(", "));
        row.badge = Badge{render::Tone::attention, false, false};
        section.rows.push_back(std::move(row));
    }
    if (!section.rows.empty()) return section;
    const QString none = trace.differencesUnread.empty()
                             ? QStringLiteral("Nothing was found that differs from what was last applied.")
                             : lines(trace.differencesUnread);
    section.rows.push_back({Kind::muted, {}, none, {}, {}, {}});
    return section;
}

SummarySection timeLine(const model::Trace& trace, const std::function<QString(const std::string&)>& age) {
    SummarySection section{QStringLiteral("Time line"), {}};
    for (auto entry = trace.history.rbegin(); entry != trace.history.rend(); ++entry) {
        SummaryRow row;
        const QString ago = entry->at.empty() ? QString() : age(entry->at);
        row.label = ago.isEmpty() ? line(entry->at) : QStringLiteral("%1 ago").arg(ago);
        row.value = joined({line(entry->what), shortened(entry->revision)}, QStringLiteral(" "));
        row.detail =
            joined({joined({line(entry->hop), ago.isEmpty() ? QString() : line(entry->at)}, QStringLiteral(" · ")),
                    entry->origin.empty() ? QString() : QStringLiteral("from Git %1").arg(shortened(entry->origin)),
                    lines(entry->message), line(entry->from)},
                   QStringLiteral("\n"));
        section.rows.push_back(std::move(row));
    }
    if (section.rows.empty())
        section.rows.push_back(
            {Kind::muted, {}, QStringLiteral("No history is recorded on the way to it."), {}, {}, {}});
    return section;
}

}  // namespace

std::vector<SummarySection> historySections(const model::Trace& trace,
                                            const std::function<QString(const std::string&)>& age) {
    return {timeLine(trace, age), differences(trace, age)};
}

HistoryTab::HistoryTab(QWidget* parent) : DetailsTab(parent) {
    m_view = new SectionsView(QStringLiteral("History"));
    m_state = new ContentOrState(m_view, this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_state);
    connect(m_view, &SectionsView::copyRequested, this, &HistoryTab::copyText);
    connect(m_state, &ContentOrState::retryRequested, this, &HistoryTab::refresh);
}

void HistoryTab::refresh() {
    if (!m_request) ask();
}

void HistoryTab::present(bool same) {
    if (!same) m_view->verticalScrollBar()->setValue(0);
    if (subject().hop == nullptr) {
        m_request.reset();
        m_of.clear();
        m_trace.reset();
        m_state->showNote(subject().folded.empty() ? QStringLiteral("This object is not there any more.")
                                                   : QStringLiteral("A group of objects has no single history."),
                          subject().folded.empty() ? QString() : QStringLiteral("Select one of them in the summary."));
        return;
    }
    const auto seen = nearestTrace(*subject().graph, subject().id()).trace;
    const bool other = m_of != subject().cardId;
    if (other) {
        m_request.reset();
        m_trace.reset();
    }
    if (other || (seen != m_seen && !m_request)) return ask();
    if (m_trace) display();
}

void HistoryTab::ask() {
    m_of = subject().cardId;
    m_seen = nearestTrace(*subject().graph, subject().id()).trace;
    if (!subject().source) return m_state->showNote(QStringLiteral("Nobody is there to be asked."));
    if (!m_trace) m_state->showLoading(QStringLiteral("Reading the history…"));
    m_request = std::make_unique<QObject>();
    subject().source->trace(
        subject().id(), m_request.get(),
        [this](base::Result<std::shared_ptr<const model::Trace>> answer) { take(std::move(answer)); });
}

void HistoryTab::take(base::Result<std::shared_ptr<const model::Trace>> answer) {
    // The receiver may not be destroyed inside its own callback.
    m_request.release()->deleteLater();
    if (!answer) return m_state->showError(answer.error());
    m_trace = std::move(*answer);
    if (isVisible()) display();
}

void HistoryTab::display() {
    m_view->setSections(historySections(*m_trace, [this](const std::string& at) { return subject().age(at); }),
                        *subject().theme);
    m_state->showContent();
}

}  // namespace scout::desktop
