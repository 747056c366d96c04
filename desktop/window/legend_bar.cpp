#include "desktop/window/legend_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QResizeEvent>
#include <QSignalBlocker>
#include <QToolButton>
#include <tuple>

#include "desktop/window/badge.h"
#include "desktop/window/plain_text.h"

namespace scout::desktop {

namespace {

using render::Tone;

/// Left to right: what is well first, then by how much it needs a look.
constexpr std::array<Tone, render::toneCount> order = {Tone::ok,      Tone::working, Tone::attention, Tone::problem,
                                                       Tone::missing, Tone::paused,  Tone::leaving,   Tone::unknown};

}  // namespace

LegendBar::LegendBar(QWidget* parent) : QWidget(parent) {
    setAccessibleName(QStringLiteral("Legend and filter by state"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    for (const Tone tone : order) {
        auto* button = new QToolButton(this);
        button->setObjectName(QStringLiteral("legend ") + line(render::name(tone)));
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFocusPolicy(Qt::TabFocus);
        button->hide();
        connect(button, &QToolButton::toggled, this, &LegendBar::filterChanged);
        layout->addWidget(button);
        m_buttons[static_cast<std::size_t>(tone)] = button;
    }
    const auto text = [&] {
        auto* label = new QLabel(this);
        label->setForegroundRole(QPalette::PlaceholderText);
        label->setContentsMargins(6, 0, 6, 0);
        label->hide();
        layout->addWidget(label);
        return label;
    };
    const auto link = [&](const QString& label) {
        auto* button = new QToolButton(this);
        button->setText(label);
        button->setFocusPolicy(Qt::TabFocus);
        button->hide();
        layout->addWidget(button);
        return button;
    };
    m_found = text();
    m_found->setObjectName(QStringLiteral("found"));
    m_hidden = text();
    m_clear = link(QStringLiteral("Clear filter"));
    m_clear->setObjectName(QStringLiteral("clearFilter"));
    connect(m_clear, &QToolButton::clicked, this, &LegendBar::clearRequested);
    m_leftOut = text();
    m_all = link(QStringLiteral("Draw everything"));
    m_all->setObjectName(QStringLiteral("drawEverything"));
    connect(m_all, &QToolButton::clicked, this, &LegendBar::drawEverythingRequested);
    setTheme(render::theme(render::Palette::scout, false));
}

void LegendBar::setTheme(const render::Theme& theme) {
    for (const Tone tone : order) button(tone)->setIcon(badgeIcon({tone}, theme));
}

void LegendBar::setCounts(const std::map<Tone, int>& counts, const std::map<Tone, int>& remarks, int hidden,
                          int leftOut) {
    m_counts = counts;
    for (const Tone tone : order) {
        const auto found = counts.find(tone);
        const int count = found == counts.end() ? 0 : found->second;
        QToolButton* state = button(tone);
        const QString word = line(render::name(tone));
        state->setToolTip(QStringLiteral("Show only: %1").arg(word));
        state->setAccessibleName(QStringLiteral("%1: %2 objects").arg(word).arg(count));
        state->setVisible(count > 0 || state->isChecked());
    }
    QStringList chips;
    QStringList words;
    for (const auto& [tone, chip, word] : {std::tuple(Tone::problem, "✗ %1", "%1 with an error found about them"),
                                           std::tuple(Tone::attention, "! %1", "%1 with a warning")}) {
        const auto count = remarks.find(tone);
        if (count == remarks.end()) continue;
        chips << QString::fromUtf8(chip).arg(count->second);
        words << QString::fromUtf8(word).arg(count->second);
    }
    m_found->setText(chips.join(QStringLiteral("  ")));
    m_found->setToolTip(words.join(QStringLiteral(", ")));
    m_found->setAccessibleName(m_found->toolTip());
    m_found->setVisible(!chips.isEmpty());
    m_hidden->setText(QStringLiteral("%1 hidden by filter").arg(hidden));
    m_hidden->setVisible(hidden > 0);
    m_clear->setVisible(hidden > 0 || !hiddenTones().empty());
    m_leftOut->setText(QStringLiteral("%1 left out").arg(leftOut));
    m_leftOut->setVisible(leftOut > 0);
    m_all->setVisible(leftOut > 0);
    arrange();
}

void LegendBar::arrange() {
    const auto write = [this](bool words) {
        for (const Tone tone : order) {
            const auto found = m_counts.find(tone);
            const QString count = QString::number(found == m_counts.end() ? 0 : found->second);
            button(tone)->setText(words ? line(render::name(tone)) + QLatin1Char(' ') + count : count);
        }
        layout()->invalidate();
        return layout()->sizeHint().width();
    };
    m_short = write(false);
    m_long = write(true);
    if (width() < m_long) write(false);
    updateGeometry();
}

QSize LegendBar::sizeHint() const {
    return {m_long, layout()->sizeHint().height()};
}

QSize LegendBar::minimumSizeHint() const {
    return {m_short, layout()->minimumSize().height()};
}

void LegendBar::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const bool wide = event->size().width() >= m_long;
    const bool was = event->oldSize().width() >= m_long;
    if (wide != was) arrange();
}

std::set<Tone> LegendBar::hiddenTones() const {
    std::set<Tone> hidden;
    for (const Tone tone : order) {
        if (!button(tone)->isChecked()) hidden.insert(tone);
    }
    return hidden.size() == order.size() ? std::set<Tone>{} : hidden;
}

void LegendBar::clear() {
    for (QToolButton* state : m_buttons) {
        const QSignalBlocker quiet(state);
        state->setChecked(false);
    }
}

QToolButton* LegendBar::button(Tone tone) const {
    return m_buttons[static_cast<std::size_t>(tone)];
}

}  // namespace scout::desktop
