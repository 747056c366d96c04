#include "desktop/window/chains_pane.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QVBoxLayout>

#include "desktop/window/chains_delegate.h"
#include "desktop/window/chains_filter.h"
#include "desktop/window/chains_model.h"
#include "desktop/window/focus.h"

namespace scout::desktop {

ChainsPane::ChainsPane(QWidget* parent) : QWidget(parent) {
    m_model = new ChainsModel(this);
    m_filter = new ChainsFilter(this);
    m_filter->setSourceModel(m_model);
    m_delegate = new ChainsDelegate(this);
    m_search = new QLineEdit(this);
    m_search->setObjectName(QStringLiteral("chainsSearch"));
    m_search->setPlaceholderText(QStringLiteral("Search chains"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setClearButtonEnabled(true);
    m_search->installEventFilter(this);
    m_view = new QListView(this);
    m_view->setObjectName(QStringLiteral("chains"));
    m_view->setAccessibleName(QStringLiteral("Chains, worst first"));
    m_view->setModel(m_filter);
    m_view->setItemDelegate(m_delegate);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setResizeMode(QListView::Adjust);
    m_view->setFrameShape(QFrame::NoFrame);
    m_nothing = new QLabel(this);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_nothing->setTextFormat(Qt::PlainText);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_nothing->setMargin(16);

    auto* head = new QVBoxLayout;
    head->setContentsMargins(8, 6, 8, 6);
    head->addWidget(m_search);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_nothing, 1);

    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        const QScopedValueRollback<bool> quiet(m_quiet, true);
        m_filter->setWords(text);
        updateCount();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        m_delegate->setAllChosen(m_view->selectionModel()->hasSelection() && selected().empty());
        m_view->viewport()->update();
        told();
    });
    connect(m_view, &QListView::activated, this, &ChainsPane::opened);
    passFocusOn(this, m_view);
    updateCount();
}

void ChainsPane::setGraph(std::shared_ptr<const model::Graph> graph) {
    const QScopedValueRollback<bool> quiet(m_quiet, true);
    // The row at the top stays at the top.
    const QPersistentModelIndex top = m_view->indexAt(QPoint(4, 4));
    const int offset = top.isValid() ? m_view->visualRect(top).top() : 0;
    const bool scrolled = m_view->verticalScrollBar()->value() > 0;
    m_model->setGraph(std::move(graph));
    if (m_filter->filters()) m_filter->invalidate();
    updateCount();
    if (!scrolled || !top.isValid()) return;
    m_view->scrollTo(top, QAbstractItemView::PositionAtTop);
    QScrollBar* bar = m_view->verticalScrollBar();
    bar->setValue(bar->value() - offset);
}

void ChainsPane::setTheme(const render::Theme& theme) {
    m_delegate->setTheme(theme);
    m_view->viewport()->update();
}

void ChainsPane::setNamespaces(const QStringList& namespaces) {
    const QScopedValueRollback<bool> quiet(m_quiet, true);
    m_filter->setNamespaces(namespaces);
    updateCount();
}

std::set<std::string> ChainsPane::selected() const {
    const QModelIndexList rows = m_view->selectionModel()->selectedIndexes();
    std::set<std::string> chains;
    // All of them: also those that come later.
    if (rows.size() > 1 && rows.size() == m_model->rowCount()) return chains;
    for (const QModelIndex& index : rows) chains.insert(index.data(ChainsModel::idRole).toString().toStdString());
    return chains;
}

void ChainsPane::select(const std::set<std::string>& chains) {
    if (!m_view->selectionModel()->selectedIndexes().isEmpty() && selected() == chains) return;
    const QScopedValueRollback<bool> quiet(m_quiet, true);
    if (chains.empty()) {
        m_view->selectAll();
        return;
    }
    QItemSelection selection;
    QModelIndex firstIndex;
    for (int row = 0; row < m_filter->rowCount(); ++row) {
        const QModelIndex index = m_filter->index(row, 0);
        if (chains.count(index.data(ChainsModel::idRole).toString().toStdString()) == 0) continue;
        if (!firstIndex.isValid()) firstIndex = index;
        selection.select(index, index);
    }
    m_view->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    if (!firstIndex.isValid()) return;
    m_view->selectionModel()->setCurrentIndex(firstIndex, QItemSelectionModel::NoUpdate);
    m_view->scrollTo(firstIndex);
}

QString ChainsPane::first() const {
    return m_filter->rowCount() == 0 ? QString() : m_filter->index(0, 0).data(ChainsModel::idRole).toString();
}

void ChainsPane::focusSearch() {
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void ChainsPane::told() {
    if (m_quiet || m_view->selectionModel()->selectedIndexes().isEmpty()) return;
    emit selectionChanged(selected());
}

void ChainsPane::updateCount() {
    const int all = m_model->rowCount();
    const int shown = m_filter->rowCount();
    setWindowTitle(shown == all ? QStringLiteral("Chains (%1)").arg(all)
                                : QStringLiteral("Chains (%1 of %2)").arg(shown).arg(all));
    m_nothing->setText(all == 0                     ? QStringLiteral("Chains appear here, worst first.")
                       : m_search->text().isEmpty() ? QStringLiteral("No chain in the chosen namespaces.")
                                                    : QStringLiteral("No chain matches “%1”.").arg(m_search->text()));
    m_nothing->setVisible(shown == 0);
    m_view->setVisible(shown > 0);
}

bool ChainsPane::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_search && event->type() == QEvent::ShortcutOverride && !m_search->text().isEmpty() &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (key->key() == Qt::Key_Escape && !m_search->text().isEmpty()) {
            m_search->clear();
            return true;
        }
        if ((enter || key->key() == Qt::Key_Down) && m_filter->rowCount() > 0) {
            m_view->setFocus(Qt::ShortcutFocusReason);
            if (enter || m_view->selectionModel()->selectedIndexes().isEmpty())
                m_view->setCurrentIndex(m_filter->index(0, 0));
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace scout::desktop
