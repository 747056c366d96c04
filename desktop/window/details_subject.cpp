#include "desktop/window/details_subject.h"

#include <QClipboard>
#include <QGuiApplication>

#include "desktop/window/plain_text.h"

namespace scout::desktop {

QString DetailsSubject::age(const std::string& rfc3339) const {
    const auto time = base::parseTime(rfc3339);
    return time && now ? line(base::formatAge(now().seconds - time->seconds)) : QString();
}

void DetailsTab::setSubject(const DetailsSubject& subject, bool same) {
    m_subject = subject;
    m_same = m_due ? m_same && same : same;
    m_due = true;
    if (!isVisible()) return;
    m_due = false;
    present(m_same);
}

void DetailsTab::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (!m_due || m_subject.graph == nullptr) return;
    m_due = false;
    present(m_same);
}

void DetailsTab::copyText(const QString& text, const QString& what) {
    QGuiApplication::clipboard()->setText(text);
    emit copied(what);
}

}  // namespace scout::desktop
