#include "desktop/window/details_summary.h"

#include <QScrollBar>
#include <QVBoxLayout>

#include "desktop/window/details_sections.h"
#include "desktop/window/details_widgets.h"

namespace scout::desktop {

SummaryTab::SummaryTab(DetailsObject* object, QWidget* parent) : DetailsTab(parent), m_object(object) {
    m_view = new SectionsView(QStringLiteral("Summary"));
    m_state = new ContentOrState(m_view, this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_state);

    connect(m_view, &SectionsView::hopRequested, this, &DetailsTab::hopRequested);
    connect(m_view, &SectionsView::copyRequested, this, &SummaryTab::copyText);
    connect(m_view, &SectionsView::retryRequested, this, &SummaryTab::refresh);
    connect(m_object, &DetailsObject::changed, this, [this] {
        if (isVisible()) display();
    });
}

void SummaryTab::refresh() {
    m_object->outdate();
    m_object->want();
}

void SummaryTab::present(bool same) {
    m_object->want();
    if (!same) m_view->verticalScrollBar()->setValue(0);
    display();
}

void SummaryTab::display() {
    SummaryObject object{m_object->value(), m_object->error(), m_object->loading()};
    std::vector<SummarySection> sections = summaryOf(subject(), object);
    if (sections.empty()) {
        m_state->showNote(QStringLiteral("This object is not there any more."),
                          QStringLiteral("It was removed, or it is no part of what is shown."));
        return;
    }
    m_view->setSections(std::move(sections), *subject().theme);
    m_state->showContent();
}

}  // namespace scout::desktop
