#include "desktop/window/details_sections.h"

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

namespace scout::desktop {

namespace {

using Kind = SummaryRow::Kind;

constexpr int badgeSize = 16;

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
    if (keep) return refill(theme);
    const int scrolled = verticalScrollBar()->value();
    const QString focused = focusWidget() == nullptr ? QString() : focusWidget()->accessibleName();
    rebuild();
    refill(theme);
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

/// Whether the widgets that there are can show `sections`.
bool SectionsView::sameShape(const std::vector<SummarySection>& sections) const {
    if (sections.size() != m_sections.size()) return false;
    for (std::size_t at = 0; at < sections.size(); ++at) {
        const auto& before = m_sections[at].rows;
        const auto& after = sections[at].rows;
        if (m_sections[at].title != sections[at].title || before.size() != after.size()) return false;
        for (std::size_t row = 0; row < after.size(); ++row) {
            const auto shape = [](const SummaryRow& of) {
                return std::tuple(of.kind, of.label, of.target, of.detail.isEmpty(), of.badge.has_value());
            };
            if (shape(before[row]) != shape(after[row])) return false;
        }
    }
    return true;
}

void SectionsView::rebuild() {
    m_rows.clear();
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(12, 8, 12, 16);
    layout->setSpacing(4);
    for (const SummarySection& section : m_sections) addSection(section, layout);
    layout->addStretch(1);
    setWidget(content);
}

void SectionsView::addSection(const SummarySection& section, QVBoxLayout* layout) {
    QWidget* content = layout->parentWidget();
    auto* title = headingLabel(section.title, content);
    title->setContentsMargins(0, 10, 0, 2);
    layout->addWidget(title);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    grid->setColumnMinimumWidth(0, content->fontMetrics().averageCharWidth() * 13);
    grid->setColumnStretch(2, 1);
    layout->addLayout(grid);
    for (const SummaryRow& row : section.rows) {
        RowWidgets widgets;
        const int at = grid->rowCount();
        const bool labelled = !row.label.isEmpty();
        if (labelled) grid->addWidget(mutedLabel(row.label, content), at, 0, Qt::AlignTop);
        const int column = labelled ? 2 : 0;
        const int span = labelled ? 1 : 3;
        if (row.kind == Kind::hop || row.kind == Kind::link) {
            widgets.button = new RowButton(row.value, content);
            const QString target = row.target;
            grid->addWidget(widgets.button, at, column, 1, span);
            if (row.kind == Kind::hop) {
                connect(widgets.button, &RowButton::clicked, this, [this, target] { emit hopRequested(target); });
            } else {
                connect(widgets.button, &RowButton::clicked, this, [this, target] { openLink(target); });
                auto* copy = copyButton(QStringLiteral("the address of %1").arg(row.value), content);
                grid->addWidget(copy, at, 3, Qt::AlignTop);
                connect(copy, &QToolButton::clicked, this,
                        [this, target] { emit copyRequested(target, QStringLiteral("Address copied")); });
            }
        } else {
            if (row.badge) {
                widgets.badge = new QLabel(content);
                widgets.badge->setFixedSize(badgeSize, badgeSize);
                grid->addWidget(widgets.badge, at, 1, Qt::AlignTop);
            }
            const bool muted = row.kind == Kind::muted || row.kind == Kind::retry;
            auto* value = new ValueText(row.value, content);
            value->setMuted(muted);
            value->setAccessibleName(labelled ? row.label : section.title);
            widgets.value = value;
            grid->addWidget(value, at, column, 1, span);
            if (row.kind == Kind::code) {
                value->setFont(monospaceFont());
                auto* copy = copyButton(row.label, content);
                grid->addWidget(copy, at, 3, Qt::AlignTop);
                connect(copy, &QToolButton::clicked, this, [this, value, label = row.label] {
                    emit copyRequested(value->toPlainText(), QStringLiteral("%1 copied").arg(label));
                });
            } else if (row.kind == Kind::retry) {
                auto* retry = new QPushButton(QStringLiteral("Retry"), content);
                grid->addWidget(retry, at, 3, Qt::AlignTop);
                connect(retry, &QPushButton::clicked, this, &SectionsView::retryRequested);
            }
        }
        if (!row.detail.isEmpty()) {
            widgets.detail = new ValueText(row.detail, content);
            widgets.detail->setMuted(true);
            widgets.detail->setAccessibleName(QStringLiteral("About %1").arg(labelled ? row.label : row.value));
            grid->addWidget(widgets.detail, at + 1, column, 1, span);
        }
        m_rows.push_back(widgets);
    }
}

void SectionsView::refill(const render::Theme& theme) {
    std::size_t at = 0;
    for (const SummarySection& section : m_sections) {
        for (const SummaryRow& row : section.rows) {
            const RowWidgets& widgets = m_rows[at++];
            if (widgets.value != nullptr) widgets.value->setValue(row.value);
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
