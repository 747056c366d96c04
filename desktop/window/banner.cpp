#include "desktop/window/banner.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QResizeEvent>
#include <QStyle>
#include <QTextLayout>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "desktop/window/badge.h"
#include "desktop/window/plain_text.h"

namespace scout::desktop {

namespace {

render::Tone toneOf(Notice::Tone tone) {
    switch (tone) {
        case Notice::Tone::info:
            return render::Tone::paused;
        case Notice::Tone::busy:
            return render::Tone::working;
        case Notice::Tone::warning:
            return render::Tone::attention;
        case Notice::Tone::error:
            return render::Tone::problem;
    }
    return render::Tone::unknown;
}

constexpr int mostLines = 3;

/// What a label of this width has in its first lines; the last one ends in "…" when there is more.
QString firstLines(const QString& text, const QFont& font, int width) {
    QTextLayout layout(QString(text).replace(QLatin1Char('\n'), QChar::LineSeparator), font);
    layout.beginLayout();
    int last = 0;
    for (int lines = 0;; ++lines) {
        QTextLine line = layout.createLine();
        if (!line.isValid()) return text;
        if (lines == mostLines) break;
        line.setLineWidth(width);
        last = line.textStart();
    }
    const QString rest = text.mid(last).replace(QLatin1Char('\n'), QLatin1Char(' '));
    return text.left(last) + QFontMetrics(font).elidedText(rest, Qt::ElideRight, width);
}

}  // namespace

void fillWithOffers(QWidget* row, const Notice& notice, const std::function<void(Remedy)>& chosen) {
    auto* layout = qobject_cast<QBoxLayout*>(row->layout());
    while (QLayoutItem* item = layout->takeAt(0)) {
        if (item->widget() != nullptr) item->widget()->deleteLater();
        delete item;
    }
    bool first = true;
    for (const Offer& offer : notice.offers) {
        auto* button = new QPushButton(offer.label, row);
        button->setObjectName(QStringLiteral("offer%1").arg(static_cast<int>(offer.remedy)));
        button->setAutoDefault(true);
        button->setDefault(first);
        QObject::connect(button, &QPushButton::clicked, row, [chosen, remedy = offer.remedy] { chosen(remedy); });
        layout->addWidget(button);
        button->show();  // now, so that it can have the keyboard
        first = false;
    }
    row->setVisible(!notice.offers.empty());
}

void arrangeButtons(QBoxLayout& buttons, int width) {
    int needed = -buttons.spacing();
    for (int i = 0; i < buttons.count(); ++i) needed += buttons.itemAt(i)->sizeHint().width() + buttons.spacing();
    buttons.setDirection(needed > width ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

bool hasMore(const Notice& notice) {
    const QString said = notice.title + QLatin1Char('\n') + notice.text;
    for (const QString& line : notice.details.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        if (!said.contains(line, Qt::CaseInsensitive)) return true;
    }
    return false;
}

Banner::Banner(QWidget* parent) : QFrame(parent) {
    setFrameShape(QFrame::NoFrame);
    m_icon = new QLabel(this);
    m_title = new QLabel(this);
    m_text = new QLabel(this);
    for (QLabel* label : {m_title, m_text}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_text->installEventFilter(this);
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_details = new QPlainTextEdit(this);
    m_details->setReadOnly(true);
    m_details->setMaximumHeight(120);
    m_details->setTabChangesFocus(true);
    m_details->setAccessibleName(QStringLiteral("Message in full"));
    m_details->hide();
    m_more = new QToolButton(this);
    m_more->setText(QStringLiteral("Details"));
    m_more->setCheckable(true);
    m_more->setAutoRaise(true);
    connect(m_more, &QToolButton::toggled, m_details, &QWidget::setVisible);
    m_close = new QToolButton(this);
    m_close->setIcon(style()->standardIcon(QStyle::SP_TitleBarCloseButton));
    m_close->setAutoRaise(true);
    m_close->setToolTip(QStringLiteral("Close this message"));
    m_close->setAccessibleName(m_close->toolTip());
    connect(m_close, &QToolButton::clicked, this, &Banner::closed);
    m_buttons = new QWidget(this);
    auto* buttons = new QHBoxLayout(m_buttons);
    buttons->setContentsMargins(0, 0, 0, 0);

    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_text);
    m_actions = new QBoxLayout(QBoxLayout::LeftToRight);
    m_actions->addWidget(m_more, 0, Qt::AlignVCenter);
    m_actions->addWidget(m_buttons, 0, Qt::AlignVCenter);
    m_actions->addStretch();
    m_body = new QBoxLayout(QBoxLayout::TopToBottom);
    m_body->addLayout(words, 1);
    m_body->addLayout(m_actions);
    auto* row = new QHBoxLayout;
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addLayout(m_body, 1);
    row->addWidget(m_close, 0, Qt::AlignTop);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(10, 8, 8, 8);
    all->addLayout(row);
    all->addWidget(m_details);
}

void Banner::setNotice(const Notice& notice) {
    const bool sameOffers = m_notice.offers == notice.offers;
    const bool first = m_notice.key.isEmpty();
    m_notice = notice;
    m_icon->setPixmap(badgeIcon({toneOf(notice.tone)}, themeFor(palette())).pixmap(QSize(20, 20), devicePixelRatioF()));
    m_title->setText(notice.title);
    m_text->setVisible(!notice.text.isEmpty());
    setAccessibleName(notice.title);
    setAccessibleDescription(notice.text);
    if (first || !sameOffers)
        fillWithOffers(m_buttons, notice, [this](Remedy remedy) { emit offered(remedy, m_notice); });
    arrange();
    fitText();
}

/// The words have the whole width, unless there is enough beside the buttons too.
void Banner::arrange() {
    const int most = width() - frameWidth();
    arrangeButtons(*qobject_cast<QBoxLayout*>(m_buttons->layout()), most);
    arrangeButtons(*m_actions, most);
    const int room = width() - m_actions->sizeHint().width();
    const bool beside = room >= fontMetrics().averageCharWidth() * 90;
    m_body->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

int Banner::frameWidth() const {
    const QMargins margins = layout()->contentsMargins();
    return margins.left() + m_icon->sizeHint().width() + m_close->sizeHint().width() + 2 * layout()->spacing() +
           margins.right();
}

QSize Banner::minimumSizeHint() const {
    int widest = m_more->sizeHint().width();
    for (const QPushButton* button : m_buttons->findChildren<QPushButton*>())
        widest = std::max(widest, button->sizeHint().width());
    return {frameWidth() + widest, QFrame::minimumSizeHint().height()};
}

/// What does not fit in a few lines is in the details.
void Banner::fitText() {
    const QString shown = firstLines(m_notice.text, m_text->font(), m_text->width());
    const bool cut = shown != m_notice.text;
    if (m_text->text() != shown) m_text->setText(shown);
    m_text->setToolTip(cut ? plainTooltip(m_notice.text) : QString());
    const bool more = cut || hasMore(m_notice);
    m_more->setVisible(more);
    if (!more) m_details->hide();
    QString details = m_notice.details;
    if (cut && !details.contains(m_notice.text))
        details = m_notice.text + (details.isEmpty() ? QString() : QStringLiteral("\n\n") + details);
    if (m_details->toPlainText() != details) m_details->setPlainText(details);
}

void Banner::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    arrange();
}

bool Banner::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_text && event->type() == QEvent::Resize) fitText();
    return QFrame::eventFilter(watched, event);
}

void Banner::paintEvent(QPaintEvent*) {
    const render::Theme& theme = themeFor(palette());
    QPainter painter(this);
    QColor wash = QColor::fromRgba(theme.tone(toneOf(m_notice.tone)));
    wash.setAlpha(theme.dark ? 50 : 28);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.fillRect(rect(), wash);
    wash.setAlpha(255);
    painter.fillRect(QRect(0, 0, 4, height()), wash);
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawLine(0, height() - 1, width(), height() - 1);
}

BannerArea::BannerArea(QWidget* parent) : QWidget(parent) {
    m_layout = new QVBoxLayout(this);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
}

void BannerArea::setNotices(const std::vector<Notice>& notices) {
    const auto wanted = [&](const QString& key) {
        return std::any_of(notices.begin(), notices.end(), [&](const Notice& notice) { return notice.key == key; });
    };
    for (auto it = m_banners.begin(); it != m_banners.end();) {
        if (wanted(it->first)) {
            ++it;
            continue;
        }
        it->second->hide();
        it->second->deleteLater();
        it = m_banners.erase(it);
    }
    for (auto it = m_closed.begin(); it != m_closed.end();) it = wanted(it->first) ? std::next(it) : m_closed.erase(it);
    for (const Notice& notice : notices) {
        const auto closed = m_closed.find(notice.key);
        if (closed != m_closed.end()) {
            if (closed->second == notice.title) continue;
            m_closed.erase(closed);
        }
        Banner*& banner = m_banners[notice.key];
        if (banner == nullptr) {
            banner = new Banner(this);
            banner->setObjectName(QStringLiteral("banner ") + notice.key);
            m_layout->addWidget(banner);
            connect(banner, &Banner::offered, this, &BannerArea::offered);
            connect(banner, &Banner::closed, this, [this, key = notice.key] {
                const auto found = m_banners.find(key);
                if (found == m_banners.end()) return;
                m_closed[key] = found->second->notice().title;
                found->second->hide();
                found->second->deleteLater();
                m_banners.erase(found);
            });
        }
        if (!(banner->notice() == notice)) banner->setNotice(notice);
        banner->show();
    }
}

}  // namespace scout::desktop
