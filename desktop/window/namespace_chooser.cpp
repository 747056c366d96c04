#include "desktop/window/namespace_chooser.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "desktop/window/focus.h"

namespace scout::desktop {

NamespacePopup::NamespacePopup(QWidget* parent) : QFrame(parent, Qt::Popup) {
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(QStringLiteral("Namespaces"));
    m_edit = new QLineEdit(this);
    m_edit->setPlaceholderText(QStringLiteral("Filter, or type a namespace"));
    m_edit->setAccessibleName(m_edit->placeholderText());
    m_edit->setClearButtonEnabled(true);
    m_edit->installEventFilter(this);
    connect(m_edit, &QLineEdit::textChanged, this, &NamespacePopup::filter);
    m_list = new QListWidget(this);
    m_list->setAccessibleName(QStringLiteral("Namespaces"));
    m_list->setUniformItemSizes(true);
    m_list->installEventFilter(this);
    auto* all = new QPushButton(QStringLiteral("&All namespaces"), this);
    auto* apply = new QPushButton(QStringLiteral("Appl&y"), this);
    apply->setDefault(true);
    connect(all, &QPushButton::clicked, this, [this] {
        hide();
        emit accepted({});
    });
    connect(apply, &QPushButton::clicked, this, &NamespacePopup::accept);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(all);
    buttons->addStretch();
    buttons->addWidget(apply);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(m_edit);
    layout->addWidget(m_list, 1);
    layout->addLayout(buttons);
    resize(300, 360);
    passFocusOn(this, m_edit);
}

void NamespacePopup::fill(const QStringList& known, const QStringList& chosen) {
    m_edit->clear();
    m_list->clear();
    QStringList all = known + chosen;
    all.sort();
    all.removeDuplicates();
    for (const QString& ns : all) {
        auto* item = new QListWidgetItem(ns, m_list);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(chosen.contains(ns) ? Qt::Checked : Qt::Unchecked);
    }
    if (m_list->count() > 0) m_list->setCurrentRow(0);
}

QStringList NamespacePopup::chosen() const {
    QStringList out;
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->checkState() == Qt::Checked) out << m_list->item(row)->text();
    }
    const QString typed = m_edit->text().trimmed();
    const bool partOfListed = !typed.isEmpty() && !m_list->findItems(typed, Qt::MatchContains).isEmpty();
    if (!typed.isEmpty() && !out.contains(typed)) {
        // One that is listed and fits is meant; otherwise the text is a name of its own.
        const auto exact = m_list->findItems(typed, Qt::MatchExactly);
        const auto fitting = m_list->findItems(typed, Qt::MatchContains);
        if (!exact.isEmpty() || !partOfListed) {
            out << typed;
        } else if (out.isEmpty() && fitting.size() == 1) {
            out << fitting.front()->text();
        }
    }
    out.sort();
    return out;
}

void NamespacePopup::accept() {
    hide();
    emit accepted(chosen());
}

void NamespacePopup::filter(const QString& text) {
    for (int row = 0; row < m_list->count(); ++row)
        m_list->item(row)->setHidden(!m_list->item(row)->text().contains(text.trimmed(), Qt::CaseInsensitive));
}

bool NamespacePopup::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress) return QFrame::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
        accept();
        return true;
    }
    if (watched == m_edit && key->key() == Qt::Key_Down) {
        m_list->setFocus(Qt::ShortcutFocusReason);
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

NamespaceChooser::NamespaceChooser(QWidget* parent) : QToolButton(parent) {
    setObjectName(QStringLiteral("namespaces"));
    setToolButtonStyle(Qt::ToolButtonTextOnly);
    setFocusPolicy(Qt::TabFocus);
    setToolTip(QStringLiteral("Choose namespaces"));
    m_popup = new NamespacePopup(this);
    connect(this, &QToolButton::clicked, this, &NamespaceChooser::open);
    connect(m_popup, &NamespacePopup::accepted, this, [this](const QStringList& namespaces) {
        if (namespaces == m_chosen) return;
        setChosen(namespaces);
        emit chosenChanged(m_chosen);
    });
    setChosen({});
}

void NamespaceChooser::setChosen(const QStringList& namespaces) {
    m_chosen = namespaces;
    m_chosen.sort();
    QString text = QStringLiteral("All namespaces");
    if (!m_chosen.isEmpty()) {
        text = QStringLiteral("Namespace: ") + m_chosen.front();
        if (m_chosen.size() > 1)
            text = QStringLiteral("Namespaces: %1, +%2").arg(m_chosen.front()).arg(m_chosen.size() - 1);
    }
    // No mnemonic comes out of a name.
    setText(text.replace(QLatin1Char('&'), QStringLiteral("&&")) + QStringLiteral(" ▾"));
    setAccessibleName(text);
}

void NamespaceChooser::open() {
    m_popup->fill(m_known ? m_known() : QStringList(), m_chosen);
    m_popup->move(mapToGlobal(QPoint(0, height())));
    m_popup->show();
    m_popup->setFocus(Qt::PopupFocusReason);
}

}  // namespace scout::desktop
