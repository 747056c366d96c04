#include "desktop/window/placeholder_page.h"

#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QIcon>
#include <QLabel>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QToolButton>
#include <QVBoxLayout>

#include "desktop/window/badge.h"
#include "desktop/window/banner.h"

namespace scout::desktop {

PlaceholderPage::PlaceholderPage(QWidget* parent) : QWidget(parent) {
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_icon = new QLabel(this);
    m_icon->setAlignment(Qt::AlignCenter);
    m_title = new QLabel(this);
    QFont font = m_title->font();
    font.setPointSizeF(font.pointSizeF() * 1.5);
    font.setBold(true);
    m_title->setFont(font);
    m_text = new QLabel(this);
    for (QLabel* label : {m_title, m_text}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignCenter);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_busy = new QProgressBar(this);
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setFixedSize(280, 6);
    m_more = new QToolButton(this);
    m_more->setText(QStringLiteral("Details"));
    m_more->setCheckable(true);
    m_more->setAutoRaise(true);
    m_details = new QPlainTextEdit(this);
    m_details->setReadOnly(true);
    m_details->setTabChangesFocus(true);
    m_details->setFixedHeight(140);
    m_details->setAccessibleName(QStringLiteral("Message in full"));
    m_details->hide();
    connect(m_more, &QToolButton::toggled, m_details, &QWidget::setVisible);
    m_buttons = new QWidget(this);
    m_offers = new QBoxLayout(QBoxLayout::LeftToRight, m_buttons);
    m_offers->setContentsMargins(0, 0, 0, 0);
    m_offers->setSpacing(10);

    auto* column = new QWidget(this);
    column->setMaximumWidth(620);
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addStretch(2);
    layout->addWidget(m_icon);
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    layout->addWidget(m_busy, 0, Qt::AlignHCenter);
    layout->addSpacing(6);
    layout->addWidget(m_buttons, 0, Qt::AlignHCenter);
    layout->addWidget(m_more, 0, Qt::AlignHCenter);
    layout->addWidget(m_details);
    layout->addStretch(3);
    auto* row = new QHBoxLayout(this);
    row->addStretch(1);
    row->addWidget(column, 20);
    row->addStretch(1);
}

void PlaceholderPage::setNotice(const Notice& notice) {
    if (notice == m_notice) return;
    const bool sameOffers = m_notice.offers == notice.offers && m_notice.key == notice.key;
    m_notice = notice;
    paintIcon();
    m_title->setText(notice.title);
    m_text->setText(notice.text.trimmed());
    m_text->setVisible(!notice.text.isEmpty());
    m_busy->setVisible(notice.tone == Notice::Tone::busy);
    m_more->setVisible(hasMore(notice));
    if (!hasMore(notice)) m_details->hide();
    m_details->setPlainText(notice.details);
    setAccessibleName(notice.title);
    setAccessibleDescription(notice.text);
    if (sameOffers) return;
    fillWithOffers(m_buttons, notice, [this](Remedy remedy) { emit offered(remedy, m_notice); });
    arrange();
}

void PlaceholderPage::arrange() {
    arrangeButtons(*m_offers, width() - 3 * m_offers->spacing());
}

QSize PlaceholderPage::minimumSizeHint() const {
    return {fontMetrics().averageCharWidth() * 50, QWidget::minimumSizeHint().height()};
}

void PlaceholderPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

void PlaceholderPage::paintIcon() {
    const bool trouble = m_notice.tone == Notice::Tone::error || m_notice.tone == Notice::Tone::warning;
    const Badge badge{m_notice.tone == Notice::Tone::error ? render::Tone::problem : render::Tone::attention};
    const QIcon icon = trouble ? badgeIcon(badge, themeFor(palette())) : QApplication::windowIcon();
    m_icon->setPixmap(icon.pixmap(trouble ? QSize(48, 48) : QSize(72, 72), devicePixelRatioF()));
    m_icon->setVisible(!icon.isNull());
}

void PlaceholderPage::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_notice.key.isEmpty()) paintIcon();
}

}  // namespace scout::desktop
