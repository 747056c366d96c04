#include "desktop/window/banner.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "desktop/window/badge.h"

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

}  // namespace

void fillWithOffers(QWidget* row, const Notice& notice, const std::function<void(Remedy)>& chosen) {
    auto* layout = qobject_cast<QHBoxLayout*>(row->layout());
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
    auto* close = new QToolButton(this);
    close->setIcon(style()->standardIcon(QStyle::SP_TitleBarCloseButton));
    close->setAutoRaise(true);
    close->setToolTip(QStringLiteral("Close this message"));
    close->setAccessibleName(close->toolTip());
    connect(close, &QToolButton::clicked, this, &Banner::closed);
    m_buttons = new QWidget(this);
    auto* buttons = new QHBoxLayout(m_buttons);
    buttons->setContentsMargins(0, 0, 0, 0);

    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_title);
    words->addWidget(m_text);
    auto* row = new QHBoxLayout;
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    row->addWidget(m_more, 0, Qt::AlignVCenter);
    row->addWidget(m_buttons, 0, Qt::AlignVCenter);
    row->addWidget(close, 0, Qt::AlignTop);
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
    m_text->setText(notice.text);
    m_text->setVisible(!notice.text.isEmpty());
    m_more->setVisible(hasMore(notice));
    if (!hasMore(notice)) m_details->hide();
    if (m_details->toPlainText() != notice.details) m_details->setPlainText(notice.details);
    setAccessibleName(notice.title);
    setAccessibleDescription(notice.text);
    if (first || !sameOffers)
        fillWithOffers(m_buttons, notice, [this](Remedy remedy) { emit offered(remedy, m_notice); });
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
