#include "desktop/window/details_sections.h"

#include <QApplication>
#include <QDesktopServices>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QShortcut>
#include <QUrl>
#include <QVBoxLayout>
#include <tuple>

#include "desktop/window/details_widgets.h"
#include "desktop/window/plain_text.h"

namespace scout::desktop {

namespace {

using Kind = SummaryRow::Kind;

constexpr int badgeSize = 16;
constexpr int labelCharacters = 18;
constexpr int valueColumn = 1;
constexpr int copyColumn = 2;
constexpr int edge = 12;
constexpr int gap = 8;

bool isCode(const SummaryRow& row) {
    return row.kind == Kind::code || row.kind == Kind::command;
}

}  // namespace

SectionsView::SectionsView(const QString& accessibleName, QWidget* parent) : QScrollArea(parent) {
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(accessibleName);
    auto* copy = new QShortcut(QKeySequence(QKeySequence::Copy), this);
    copy->setContext(Qt::WidgetWithChildrenShortcut);
    connect(copy, &QShortcut::activated, this,
            [this] { emit copyRequested(plainSummary(m_sections), QStringLiteral("Text copied")); });
}

void SectionsView::setSections(std::vector<SummarySection> sections, const render::Theme& theme) {
    const bool keep = widget() != nullptr && sameShape(sections);
    m_sections = std::move(sections);
    m_theme = &theme;
    if (keep) return refill(theme);
    lay();
}

void SectionsView::lay() {
    const int scrolled = verticalScrollBar()->value();
    // Who has the keyboard now: focusWidget() remembers who had it last in here.
    const QWidget* keyboard = QApplication::focusWidget();
    const QString focused = isAncestorOf(keyboard) ? keyboard->accessibleName() : QString();
    m_stacked = isNarrow();
    rebuild();
    refill(*m_theme);
    // Laid out at once, so that the scroll position can be set again.
    widget()->layout()->activate();
    widget()->resize(widget()->width(), widget()->sizeHint().height());
    verticalScrollBar()->setValue(scrolled);
    for (QWidget* child : widget()->findChildren<QWidget*>()) {
        if (focused.isEmpty() || child->accessibleName() != focused) continue;
        child->setFocus(Qt::OtherFocusReason);
        break;
    }
}

/// No room for labels beside what they name: those stand above it.
bool SectionsView::isNarrow() const {
    constexpr int valueCharacters = 12;
    constexpr int copyCharacters = 8;
    const int letters = fontMetrics().averageCharWidth() * (labelCharacters + valueCharacters + copyCharacters);
    return width() - verticalScrollBar()->sizeHint().width() < letters + badgeSize + 3 * gap + 2 * edge;
}

void SectionsView::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    if (widget() != nullptr && isNarrow() != m_stacked) lay();
}

/// Whether the widgets that there are can show `sections`.
bool SectionsView::sameShape(const std::vector<SummarySection>& sections) const {
    if (sections.size() != m_sections.size()) return false;
    for (std::size_t at = 0; at < sections.size(); ++at) {
        const auto& before = m_sections[at].rows;
        const auto& after = sections[at].rows;
        if (m_sections[at].title != sections[at].title || before.size() != after.size()) return false;
        for (std::size_t row = 0; row < after.size(); ++row) {
            const auto shape = [](const SummaryRow& of) {
                return std::tuple(of.kind, of.label, isCode(of) ? QString() : of.target, of.detail.isEmpty(),
                                  of.badge.has_value());
            };
            if (shape(before[row]) != shape(after[row])) return false;
        }
    }
    return true;
}

void SectionsView::rebuild() {
    m_rows.clear();
    auto* content = new QWidget;
    content->setBackgroundRole(QPalette::Base);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(edge, 4, edge, 16);
    layout->setSpacing(4);
    for (const SummarySection& section : m_sections) addSection(section, layout);
    layout->addStretch(1);
    setWidget(content);
    content->setAutoFillBackground(true);
}

void SectionsView::addSection(const SummarySection& section, QVBoxLayout* layout) {
    QWidget* content = layout->parentWidget();
    auto* title = headingLabel(section.title, content);
    title->setContentsMargins(0, 10, 0, 2);
    layout->addWidget(title);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(gap);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(valueColumn, 1);
    layout->addLayout(grid);
    for (const SummaryRow& row : section.rows) addRow(section, row, grid);
}

void SectionsView::addRow(const SummarySection& section, const SummaryRow& row, QGridLayout* grid) {
    QWidget* content = grid->parentWidget();
    RowWidgets widgets;
    int at = grid->rowCount();
    int column = 0;
    if (!row.label.isEmpty()) {
        auto* label = new ValueText(row.label, content);
        label->setMuted(true);
        label->setAccessibleName(QStringLiteral("Label"));
        if (row.kind == Kind::command || m_stacked) {
            grid->addWidget(label, at++, 0, 1, copyColumn + 1);
        } else {
            label->setFixedWidth(fontMetrics().averageCharWidth() * labelCharacters);
            grid->addWidget(label, at, 0, Qt::AlignTop);
            column = valueColumn;
        }
    }
    const int span = valueColumn + 1 - column;
    const bool leads = row.kind == Kind::hop || row.kind == Kind::link;
    auto* line = new QHBoxLayout;
    line->setSpacing(gap);
    grid->addLayout(line, at, column, 1, span);
    if (row.badge && !leads) {
        widgets.badge = new QLabel(content);
        widgets.badge->setFixedSize(badgeSize, badgeSize);
        line->addWidget(widgets.badge, 0, Qt::AlignTop);
    }
    if (leads) {
        widgets.button = new RowButton(row.value, content);
        line->addWidget(widgets.button, 1);
        connect(widgets.button, &RowButton::clicked, this, [this, kind = row.kind, target = row.target] {
            if (kind == Kind::link) return openLink(target);
            emit hopRequested(target);
        });
    } else {
        widgets.value = new ValueText(row.value, content);
        widgets.value->setMuted(row.kind == Kind::muted || row.kind == Kind::retry);
        widgets.value->setAccessibleName(row.label.isEmpty() ? section.title : row.label);
        if (isCode(row)) widgets.value->setFont(monospaceFont());
        line->addWidget(widgets.value, 1);
    }
    if (isCode(row) || row.kind == Kind::link) {
        const QString what = row.kind == Kind::link ? QStringLiteral("the address of %1").arg(row.value) : row.label;
        auto* copy = copyButton(what, content);
        grid->addWidget(copy, at, copyColumn, Qt::AlignTop);
        const std::size_t number = m_rows.size();
        connect(copy, &QToolButton::clicked, this, [this, number] { copyRow(number); });
    } else if (row.kind == Kind::retry) {
        auto* retry = new QPushButton(QStringLiteral("Retry"), content);
        grid->addWidget(retry, at, copyColumn, Qt::AlignTop);
        connect(retry, &QPushButton::clicked, this, &SectionsView::retryRequested);
    }
    if (!row.detail.isEmpty()) {
        widgets.detail = new ValueText(row.detail, content);
        widgets.detail->setMuted(true);
        widgets.detail->setAccessibleName(QStringLiteral("About %1").arg(row.label.isEmpty() ? row.value : row.label));
        // Below the text that it is about, not below its icon.
        auto* indented = new QHBoxLayout;
        indented->setContentsMargins(row.badge ? badgeSize + gap : 0, 0, 0, 4);
        indented->addWidget(widgets.detail);
        grid->addLayout(indented, at + 1, column, 1, span + 1);
    }
    m_rows.push_back(widgets);
}

void SectionsView::copyRow(std::size_t number) {
    for (const SummarySection& section : m_sections) {
        if (number >= section.rows.size()) {
            number -= section.rows.size();
            continue;
        }
        const SummaryRow& row = section.rows[number];
        const QString what = row.kind == Kind::link ? QStringLiteral("Address") : row.label;
        emit copyRequested(row.target.isEmpty() ? row.value : row.target, QStringLiteral("%1 copied").arg(what));
        return;
    }
}

void SectionsView::refill(const render::Theme& theme) {
    std::size_t at = 0;
    for (const SummarySection& section : m_sections) {
        for (const SummaryRow& row : section.rows) {
            const RowWidgets& widgets = m_rows[at++];
            if (widgets.value != nullptr) {
                widgets.value->setValue(row.value);
                if (isCode(row)) widgets.value->setToolTip(plainTooltip(row.target));
            }
            if (widgets.detail != nullptr) widgets.detail->setValue(row.detail);
            if (widgets.badge != nullptr && row.badge)
                widgets.badge->setPixmap(
                    badgeIcon(*row.badge, theme).pixmap(QSize(badgeSize, badgeSize), devicePixelRatioF()));
            if (widgets.button == nullptr) continue;
            widgets.button->setText(row.value);
            widgets.button->setAccessibleName(row.value);
            widgets.button->setAccessibleDescription(row.detail);
            if (row.badge) widgets.button->setIcon(badgeIcon(*row.badge, theme));
        }
    }
}

void SectionsView::openLink(const QString& url) {
    const QUrl target(url, QUrl::StrictMode);
    const bool web = target.scheme() == QLatin1String("https") || target.scheme() == QLatin1String("http");
    if (target.isValid() && web) QDesktopServices::openUrl(target);
}

}  // namespace scout::desktop
