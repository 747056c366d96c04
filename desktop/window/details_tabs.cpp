#include "desktop/window/details_tabs.h"

#include <QEvent>
#include <QFocusEvent>
#include <QPainter>
#include <QRadioButton>
#include <QStyle>
#include <algorithm>

namespace scout::desktop {

namespace {

constexpr int beside = 5;  // of a title
constexpr int above = 8;
constexpr int line = 2;  // below the current one

/// A radio button to keyboard and screen reader, a tab to the eye.
class Title : public QRadioButton {
  public:
    using QRadioButton::QRadioButton;

    QSize sizeHint() const override {
        QFont bold = font();
        bold.setBold(true);
        const QFontMetrics metrics(bold);
        return {metrics.size(Qt::TextShowMnemonic, text()).width() + 2 * beside, metrics.height() + 2 * above + line};
    }
    QSize minimumSizeHint() const override { return sizeHint(); }

  protected:
    bool hitButton(const QPoint& position) const override { return rect().contains(position); }

    bool event(QEvent* event) override {
        if (event->type() != QEvent::Shortcut) return QRadioButton::event(event);
        // At once, where a button would show that it is pressed first.
        setFocus(Qt::ShortcutFocusReason);
        click();
        return true;
    }

    void paintEvent(QPaintEvent* /*event*/) override {
        QPainter painter(this);
        const QPalette& colours = palette();
        QRect inside = rect().adjusted(0, 0, 0, -line);
        if (hasFocus() || underMouse()) {
            QColor ground = colours.color(QPalette::Highlight);
            ground.setAlphaF(isDown() ? 0.35F : 0.18F);
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(hasFocus() ? QPen(colours.color(QPalette::Highlight)) : QPen(Qt::NoPen));
            painter.setBrush(ground);
            painter.drawRoundedRect(QRectF(inside).adjusted(1.5, 2.5, -1.5, -1.5), 4, 4);
        }
        QFont words = font();
        words.setBold(isChecked());
        painter.setFont(words);
        const bool underlined = style()->styleHint(QStyle::SH_UnderlineShortcut, nullptr, this) != 0;
        painter.setPen(colours.color(isChecked() ? QPalette::WindowText : QPalette::PlaceholderText));
        painter.drawText(inside, Qt::AlignCenter | (underlined ? Qt::TextShowMnemonic : Qt::TextHideMnemonic), text());
        if (!isChecked()) return;
        painter.fillRect(QRect(beside, height() - line, width() - 2 * beside, line),
                         colours.color(QPalette::Highlight));
    }
};

}  // namespace

DetailsTabs::DetailsTabs(QWidget* parent) : QWidget(parent) {
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void DetailsTabs::add(const QString& title) {
    auto* made = new Title(title, this);
    made->setFocusPolicy(Qt::ClickFocus);  // until it is the current one
    const int index = static_cast<int>(m_titles.size());
    m_titles.push_back(made);
    connect(made, &QAbstractButton::toggled, this, [this, made, index](bool on) {
        // Qt does so only when one of them gets the keyboard.
        made->setFocusPolicy(on ? Qt::StrongFocus : Qt::ClickFocus);
        if (on) emit currentChanged(index);
    });
    if (index == 0) made->setChecked(true);
    place();
}

int DetailsTabs::current() const {
    const auto found = std::find_if(m_titles.begin(), m_titles.end(), [](auto* title) { return title->isChecked(); });
    return found == m_titles.end() ? -1 : static_cast<int>(found - m_titles.begin());
}

void DetailsTabs::setCurrent(int index) {
    if (index < 0 || static_cast<std::size_t>(index) >= m_titles.size()) return;
    auto* title = m_titles[static_cast<std::size_t>(index)];
    const bool here = std::any_of(m_titles.begin(), m_titles.end(), [](auto* other) { return other->hasFocus(); });
    title->setChecked(true);
    if (here) title->setFocus(Qt::OtherFocusReason);
}

int DetailsTabs::widest() const {
    int width = 1;
    for (const auto* title : m_titles) width = std::max(width, title->sizeHint().width());
    return width;
}

int DetailsTabs::rowHeight() const {
    return m_titles.empty() ? 0 : m_titles.front()->sizeHint().height();
}

/// Rows of one length, as long as there is room for.
int DetailsTabs::perRow(int width) const {
    const int all = std::max<int>(1, static_cast<int>(m_titles.size()));
    int rows = 1;
    while (rows < all && (all + rows - 1) / rows * widest() > width) ++rows;
    return (all + rows - 1) / rows;
}

int DetailsTabs::heightForWidth(int width) const {
    const int inRow = perRow(width);
    return (static_cast<int>(m_titles.size()) + inRow - 1) / inRow * rowHeight();
}

QSize DetailsTabs::sizeHint() const {
    const int width = widest() * (static_cast<int>(m_titles.size()) + 1) / 2;
    return {width, heightForWidth(width)};
}

QSize DetailsTabs::minimumSizeHint() const {
    return {2 * widest(), rowHeight()};
}

void DetailsTabs::place() {
    const int inRow = perRow(width());
    for (int at = 0; at < static_cast<int>(m_titles.size()); ++at) {
        const int column = at % inRow;
        const int left = column * width() / inRow;
        const QRect place(left, at / inRow * rowHeight(), (column + 1) * width() / inRow - left, rowHeight());
        m_titles[static_cast<std::size_t>(at)]->setGeometry(QStyle::visualRect(layoutDirection(), rect(), place));
    }
}

/// No focus proxy: with one, Tab passes the titles by.
void DetailsTabs::focusInEvent(QFocusEvent* event) {
    if (current() >= 0) m_titles[static_cast<std::size_t>(current())]->setFocus(event->reason());
}

void DetailsTabs::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    place();
}

void DetailsTabs::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::FontChange && event->type() != QEvent::StyleChange) return;
    updateGeometry();
    place();
}

void DetailsTabs::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawLine(0, height() - 1, width(), height() - 1);
}

}  // namespace scout::desktop
