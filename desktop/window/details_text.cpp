#include "desktop/window/details_text.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QTextBlock>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "desktop/window/details_widgets.h"

namespace scout::desktop {

namespace {

/// More matches than that are counted, but not all painted.
constexpr std::size_t paintedMatches = 2000;

QToolButton* arrow(Qt::ArrowType type, const QString& name, const QString& keys, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setArrowType(type);
    button->setAutoRaise(true);
    button->setAccessibleName(name);
    button->setToolTip(QStringLiteral("%1 (%2)").arg(name, keys));
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

}  // namespace

DetailsText::DetailsText(const QString& accessibleName, QWidget* parent) : QWidget(parent) {
    m_edit = new QPlainTextEdit(this);
    m_edit->setReadOnly(true);
    m_edit->setUndoRedoEnabled(false);
    m_edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_edit->setFont(monospaceFont());
    m_edit->setFrameShape(QFrame::NoFrame);
    m_edit->setAccessibleName(accessibleName);
    // The caret is shown, so that the keyboard can select.
    m_edit->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_edit->setTabChangesFocus(true);

    m_search = new QLineEdit(this);
    m_search->setPlaceholderText(QStringLiteral("Search"));
    m_search->setAccessibleName(QStringLiteral("Search in %1").arg(accessibleName));
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_count = mutedLabel({}, this);
    m_count->setWordWrap(false);
    m_count->setAccessibleName(QStringLiteral("Matches"));
    m_previous = arrow(Qt::UpArrow, QStringLiteral("Previous match"), QStringLiteral("Shift+F3"), this);
    m_next = arrow(Qt::DownArrow, QStringLiteral("Next match"), QStringLiteral("F3"), this);

    m_tools = new QHBoxLayout;
    auto* searchRow = new QHBoxLayout;
    searchRow->addWidget(m_search, 1);
    searchRow->addWidget(m_count);
    searchRow->addWidget(m_previous);
    searchRow->addWidget(m_next);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* rows = new QVBoxLayout;
    rows->setContentsMargins(8, 8, 8, 4);
    rows->addLayout(m_tools);
    rows->addLayout(searchRow);
    layout->addLayout(rows);
    layout->addWidget(m_edit, 1);

    connect(m_search, &QLineEdit::textChanged, this, [this] { search(true); });
    connect(m_previous, &QToolButton::clicked, this, &DetailsText::findPrevious);
    connect(m_next, &QToolButton::clicked, this, &DetailsText::findNext);
    search(false);
}

void DetailsText::setText(const QString& text, bool followEnd) {
    if (text == m_edit->toPlainText()) return;
    QScrollBar* vertical = m_edit->verticalScrollBar();
    QScrollBar* horizontal = m_edit->horizontalScrollBar();
    const bool atEnd = vertical->value() == vertical->maximum();
    const int top = vertical->value();
    const int left = horizontal->value();
    const QTextCursor old = m_edit->textCursor();
    const int anchor = old.anchor();
    const int position = old.position();

    m_edit->setPlainText(text);
    const int last = std::max(0, m_edit->document()->characterCount() - 1);
    QTextCursor cursor(m_edit->document());
    cursor.setPosition(std::min(anchor, last));
    cursor.setPosition(std::min(position, last), QTextCursor::KeepAnchor);
    m_edit->setTextCursor(cursor);
    search(false);
    vertical->setValue(followEnd && atEnd ? vertical->maximum() : top);
    horizontal->setValue(left);
}

void DetailsText::clear() {
    m_edit->clear();
    search(false);
}

void DetailsText::focusSearch() {
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void DetailsText::setSearch(const QString& text) {
    m_search->setText(text);
}

void DetailsText::search(bool jump) {
    const int here = m_current >= 0 && m_current < matchCount() ? m_matches[static_cast<std::size_t>(m_current)]
                                                                : m_edit->textCursor().selectionStart();
    m_matches.clear();
    m_current = -1;
    const QString wanted = m_search->text();
    if (!wanted.isEmpty()) {
        const QString all = m_edit->toPlainText();
        for (qsizetype at = all.indexOf(wanted, 0, Qt::CaseInsensitive); at >= 0;
             at = all.indexOf(wanted, at + wanted.size(), Qt::CaseInsensitive)) {
            m_matches.push_back(static_cast<int>(at));
        }
    }
    if (!m_matches.empty()) {
        const auto next = std::lower_bound(m_matches.begin(), m_matches.end(), here);
        m_current = next == m_matches.end() ? 0 : static_cast<int>(next - m_matches.begin());
    }
    if (jump && m_current >= 0) {
        go(m_current);
    } else {
        showMatches();
    }
}

void DetailsText::showMatches() {
    const bool any = !m_matches.empty();
    m_previous->setEnabled(any);
    m_next->setEnabled(any);
    m_count->setText(m_search->text().isEmpty() ? QString()
                     : any                      ? QStringLiteral("%1 of %2").arg(currentMatch()).arg(matchCount())
                                                : QStringLiteral("no match"));
    QList<QTextEdit::ExtraSelection> marks;
    const int length = static_cast<int>(m_search->text().size());
    for (std::size_t match = 0; match < m_matches.size(); ++match) {
        const bool current = static_cast<int>(match) == m_current;
        if (!current && match >= paintedMatches) continue;
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(m_edit->document());
        mark.cursor.setPosition(m_matches[match]);
        mark.cursor.setPosition(m_matches[match] + length, QTextCursor::KeepAnchor);
        QColor color = palette().color(QPalette::Highlight);
        if (current) {
            mark.format.setForeground(palette().color(QPalette::HighlightedText));
        } else {
            color.setAlphaF(0.3F);
        }
        mark.format.setBackground(color);
        marks << mark;
    }
    m_edit->setExtraSelections(marks);
}

void DetailsText::go(int match) {
    m_current = match;
    QTextCursor cursor(m_edit->document());
    cursor.setPosition(m_matches[static_cast<std::size_t>(match)]);
    m_edit->setTextCursor(cursor);
    m_edit->ensureCursorVisible();
    showMatches();
}

void DetailsText::findNext() {
    if (!m_matches.empty()) go((m_current + 1) % matchCount());
}

void DetailsText::findPrevious() {
    if (!m_matches.empty()) go((m_current + matchCount() - 1) % matchCount());
}

/// F3 steps here while the keyboard is in here and there is something to step to, else it is the window's.
bool DetailsText::event(QEvent* event) {
    const bool asked = event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    if (!asked || m_matches.empty()) return QWidget::event(event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool next = key->matches(QKeySequence::FindNext);
    if (!next && !key->matches(QKeySequence::FindPrevious)) return QWidget::event(event);
    if (event->type() == QEvent::KeyPress) next ? findNext() : findPrevious();
    event->accept();
    return true;
}

bool DetailsText::eventFilter(QObject* watched, QEvent* event) {
    const bool asked = event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress;
    if (watched != m_search || !asked) return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (!enter && key->key() != Qt::Key_Escape) return false;
    event->accept();
    if (event->type() == QEvent::ShortcutOverride) return true;
    if (enter) {
        (key->modifiers() & Qt::ShiftModifier) != 0 ? findPrevious() : findNext();
    } else {
        m_search->clear();
        m_edit->setFocus(Qt::OtherFocusReason);
    }
    return true;
}

void DetailsText::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_edit != nullptr) showMatches();
}

}  // namespace scout::desktop
