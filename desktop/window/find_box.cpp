#include "desktop/window/find_box.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace scout::desktop {

FindBox::FindBox(QWidget* parent) : QWidget(parent) {
    m_edit = new QLineEdit(this);
    m_edit->setObjectName(QStringLiteral("find"));
    m_edit->setPlaceholderText(QStringLiteral("Find or paste a resource…  Ctrl+K"));
    m_edit->setToolTip(
        QStringLiteral("deploy/x, deployment x -n prod, a digest, a commit, or any word.\n"
                       "Enter: next, Shift+Enter: previous."));
    m_edit->setAccessibleName(QStringLiteral("Find or paste a resource"));
    m_edit->setClearButtonEnabled(true);
    m_edit->setMinimumWidth(m_edit->fontMetrics().averageCharWidth() * 18);
    m_edit->installEventFilter(this);
    m_count = new QLabel(this);
    m_count->setAlignment(Qt::AlignCenter);
    m_count->setMinimumWidth(m_count->fontMetrics().horizontalAdvance(QStringLiteral("999 of 999")));
    const auto button = [&](Qt::ArrowType arrow, const QString& tip) {
        auto* out = new QToolButton(this);
        out->setArrowType(arrow);
        out->setAutoRaise(true);
        out->setToolTip(tip);
        out->setAccessibleName(tip);
        out->setFocusPolicy(Qt::TabFocus);
        return out;
    };
    m_previous = button(Qt::UpArrow, QStringLiteral("Previous match"));
    m_next = button(Qt::DownArrow, QStringLiteral("Next match"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(4, 0, 4, 0);
    layout->setSpacing(2);
    layout->addWidget(m_edit, 1);
    layout->addWidget(m_count);
    layout->addWidget(m_previous);
    layout->addWidget(m_next);
    connect(m_edit, &QLineEdit::textChanged, this, &FindBox::textChanged);
    connect(m_previous, &QToolButton::clicked, this, &FindBox::previous);
    connect(m_next, &QToolButton::clicked, this, &FindBox::next);
    setResult(0, 0);
}

QString FindBox::text() const {
    return m_edit->text().trimmed();
}

void FindBox::setText(const QString& text) {
    m_edit->setText(text);
}

void FindBox::setResult(int at, int count) {
    for (QWidget* widget : std::initializer_list<QWidget*>{m_count, m_previous, m_next})
        widget->setVisible(!text().isEmpty());  // without words the room is the field's and the tool bar's
    m_previous->setEnabled(count > 0);
    m_next->setEnabled(count > 0);
    m_count->setText(text().isEmpty() ? QString()
                     : at > 0         ? QStringLiteral("%1 of %2").arg(at).arg(count)
                     : count > 0      ? QStringLiteral("%1 found").arg(count)
                                      : QStringLiteral("none"));
    m_edit->setAccessibleDescription(m_count->text());
}

void FindBox::activate() {
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

bool FindBox::eventFilter(QObject* watched, QEvent* event) {
    // Escape is the window's for cancelling, but first it empties this box.
    if (watched == m_edit && event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    if (watched != m_edit || event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
        if (key->modifiers().testFlag(Qt::ShiftModifier)) {
            emit previous();
        } else {
            emit next();
        }
        return true;
    }
    if (key->key() == Qt::Key_Escape) {
        if (m_edit->text().isEmpty()) {
            emit left();
        } else {
            m_edit->clear();
        }
        return true;
    }
    return false;
}

}  // namespace scout::desktop
