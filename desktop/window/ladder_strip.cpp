#include "desktop/window/ladder_strip.h"

#include <QAbstractButton>
#include <QHBoxLayout>
#include <QPainter>
#include <QStyleOption>

#include "desktop/window/badge.h"
#include "desktop/window/details_widgets.h"
#include "desktop/window/plain_text.h"

namespace scout::desktop {

namespace {

constexpr int padding = 8;
constexpr int arrowWidth = 22;
constexpr int badgeSize = 14;

}  // namespace

/// One rung, with the step from the one before it at its left.
class RungButton : public QAbstractButton {
  public:
    RungButton(bool first, QWidget* parent) : QAbstractButton(parent), m_first(first) {
        setFocusPolicy(Qt::StrongFocus);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }

    void show(const LadderRung& rung, const render::Theme& theme) {
        m_rung = rung;
        m_theme = &theme;
        setEnabled(!rung.full.isEmpty());
        setAccessibleName(rung.spoken());
        setToolTip(plainTooltip(rung.spoken()));
        update();
    }
    const LadderRung& rung() const { return m_rung; }

    QSize sizeHint() const override {
        const QFontMetrics words(font());
        return {start() + 2 * padding + words.averageCharWidth() * 16, 2 * words.height() + 16};
    }
    QSize minimumSizeHint() const override {
        return {start() + padding + fontMetrics().averageCharWidth() * 7, sizeHint().height()};
    }

  protected:
    void paintEvent(QPaintEvent* /*event*/) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const bool differs = m_rung.state == LadderRung::State::differs;
        const QPalette& colours = palette();
        const QColor muted = colours.color(QPalette::PlaceholderText);
        const QColor alarm = QColor::fromRgba(m_theme->toneText(render::Tone::attention));
        const QRectF box = QRectF(rect()).adjusted(start() + 0.5, 3.5, -0.5, -3.5);
        if (!m_first) {
            painter.setPen(differs ? alarm : muted);
            QFont large = font();
            large.setBold(differs);
            painter.setFont(large);
            painter.drawText(QRectF(0, 0, start(), height()), Qt::AlignCenter,
                             differs ? QStringLiteral("≠") : QStringLiteral("→"));
        }
        QPen border(differs ? alarm : colours.color(QPalette::Mid), differs ? 1.5 : 1);
        if (m_rung.state == LadderRung::State::unknown) border.setStyle(Qt::DashLine);
        painter.setPen(border);
        painter.setBrush(isDown() || underMouse() ? colours.color(QPalette::AlternateBase)
                                                  : colours.color(QPalette::Base));
        painter.drawRoundedRect(box, 5, 5);

        const QRectF inside = box.adjusted(padding, 4, -padding, -4);
        const double half = inside.height() / 2;
        const QRectF upper(inside.left(), inside.top(), inside.width(), half);
        QRectF lower(inside.left(), inside.top() + half, inside.width(), half);
        if (differs || m_rung.unwell) {  // beside the revision, which is the shorter line
            const QRectF square(lower.left(), lower.center().y() - badgeSize / 2.0, badgeSize, badgeSize);
            paintBadge(painter, square, {m_rung.unwell ? render::Tone::problem : render::Tone::attention}, *m_theme);
            lower.setLeft(square.right() + 5);
        }
        painter.setFont(font());
        painter.setPen(muted);
        // The name before the age, which the tool tip says, too.
        const int needed = fontMetrics().horizontalAdvance(m_rung.name + m_rung.age) + 6;
        const QString beside = needed <= upper.width() ? m_rung.age : QString();
        const int room = static_cast<int>(upper.width());
        painter.drawText(upper, Qt::AlignLeft | Qt::AlignVCenter,
                         fontMetrics().elidedText(m_rung.name, Qt::ElideRight, room));
        painter.drawText(upper, Qt::AlignRight | Qt::AlignVCenter, beside);
        QFont value = m_rung.full.isEmpty() ? font() : monospaceFont();
        value.setBold(differs);
        painter.setFont(value);
        painter.setPen(m_rung.full.isEmpty() ? muted : differs ? alarm : colours.color(QPalette::Text));
        const QFontMetrics metrics(value);
        const int width = static_cast<int>(lower.width());
        const bool fits = m_rung.brief.isEmpty() || metrics.horizontalAdvance(m_rung.value) <= width;
        painter.drawText(lower, Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(fits ? m_rung.value : m_rung.brief, Qt::ElideMiddle, width));
        if (hasFocus()) {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(QColor::fromRgba(m_theme->accent), 2));
            painter.drawRoundedRect(box, 5, 5);
        }
    }
    void enterEvent(QEnterEvent* event) override {
        QAbstractButton::enterEvent(event);
        update();
    }
    void leaveEvent(QEvent* event) override {
        QAbstractButton::leaveEvent(event);
        update();
    }

  private:
    int start() const { return m_first ? 0 : arrowWidth; }

    bool m_first = false;
    LadderRung m_rung;
    const render::Theme* m_theme = nullptr;
};

LadderStrip::LadderStrip(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("ladder"));
    m_theme = &themeFor(palette());
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 2, 8, 2);
    layout->setSpacing(0);
    for (std::size_t at = 0; at < 5; ++at) {
        auto* rung = new RungButton(at == 0, this);
        layout->addWidget(rung, 1);
        connect(rung, &QAbstractButton::clicked, this, [this, rung] {
            emit copyRequested(rung->rung().full, QStringLiteral("%1 revision copied").arg(rung->rung().name));
        });
        m_rungs.push_back(rung);
    }
    hide();
}

void LadderStrip::setLadder(const std::optional<Ladder>& ladder) {
    if (ladder == m_ladder) return;
    m_ladder = ladder;
    fill();
}

void LadderStrip::setTheme(const render::Theme& theme) {
    m_theme = &theme;
    fill();
}

void LadderStrip::fill() {
    setVisible(m_ladder.has_value());
    if (!m_ladder) return;
    setAccessibleName(QStringLiteral("Revisions of %1").arg(m_ladder->of));
    for (std::size_t at = 0; at < m_rungs.size(); ++at) m_rungs[at]->show(m_ladder->rungs[at], *m_theme);
}

}  // namespace scout::desktop
