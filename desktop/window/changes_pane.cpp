#include "desktop/window/changes_pane.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include "desktop/window/differences_model.h"
#include "desktop/window/focus.h"
#include "desktop/window/plain_text.h"

namespace scout::desktop {

ChangesPane::ChangesPane(QWidget* parent) : QWidget(parent) {
    m_model = new DifferencesModel(this);
    m_view = new QTableView(this);
    m_view->setAccessibleName(QStringLiteral("Changes"));
    m_view->setModel(m_model);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setShowGrid(false);
    m_view->setTabKeyNavigation(false);
    m_view->setWordWrap(false);
    m_view->setTextElideMode(Qt::ElideMiddle);
    m_view->verticalHeader()->hide();
    m_view->horizontalHeader()->setStretchLastSection(true);
    connect(m_view, &QTableView::activated, this,
            [this](const QModelIndex& index) { emit opened(index.data(DifferencesModel::idRole).toString()); });
    m_title = new QLabel(this);
    m_title->setTextFormat(Qt::PlainText);
    auto* end = new QPushButton(QStringLiteral("End comparison"), this);
    connect(end, &QPushButton::clicked, this, &ChangesPane::endRequested);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(8, 4, 8, 0);
    head->addWidget(m_title, 1);
    head->addWidget(end);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(head);
    layout->addWidget(m_view, 1);
    passFocusOn(this, m_view);
}

void ChangesPane::setComparison(const Comparison& comparison, std::shared_ptr<const model::Graph> newer) {
    const QString since = comparison.before ? line(comparison.before->seenAt) : QString();
    m_model->setDifference(comparison.difference, comparison.before, std::move(newer));
    m_title->setText(QStringLiteral("%1 since %2%3")
                         .arg(m_model->summary(), line(comparison.name),
                              since.isEmpty() ? QString() : QStringLiteral(" of ") + since));
    m_view->setColumnWidth(DifferencesModel::change, 90);
    m_view->setColumnWidth(DifferencesModel::object, 360);
    m_view->setColumnWidth(DifferencesModel::before, 320);
}

void ChangesPane::clear() {
    m_model->setDifference({}, nullptr, nullptr);
    m_title->clear();
}

QString ChangesPane::summary() const {
    return m_title->text();
}

}  // namespace scout::desktop
