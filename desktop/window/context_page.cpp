#include "desktop/window/context_page.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "desktop/window/banner.h"
#include "desktop/window/focus.h"
#include "desktop/window/plain_text.h"

namespace scout::desktop {

namespace {

constexpr int margin = 40;

/// The host of a server's URL, with its port.
QString hostOf(const std::string& server) {
    const auto start = server.find("://");
    const std::string rest = start == std::string::npos ? server : server.substr(start + 3);
    const std::string authority = rest.substr(0, rest.find('/'));
    const auto user = authority.find('@');
    return line(user == std::string::npos ? authority : authority.substr(user + 1));
}

}  // namespace

QStringList contextOrder(const kubeconfig::Kubeconfig& kubeconfig, const QStringList& recent) {
    QStringList order;
    const auto add = [&](const QString& name) {
        if (!order.contains(name) && kubeconfig.contexts.count(name.toStdString()) > 0) order << name;
    };
    for (const QString& name : recent) add(name);
    add(QString::fromStdString(kubeconfig.currentContext));
    for (const std::string& name : kubeconfig::contextNames(kubeconfig)) add(QString::fromStdString(name));
    return order;
}

ContextPage::ContextPage(QWidget* parent) : QWidget(parent) {
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    auto* title = new QLabel(QStringLiteral("Choose a cluster"), this);
    QFont font = title->font();
    font.setPointSizeF(font.pointSizeF() * 1.5);
    font.setBold(true);
    title->setFont(font);
    auto* promise = new QLabel(QStringLiteral("Scout only reads: it never changes a cluster. Nothing is contacted "
                                              "before you choose."),
                               this);
    title->setWordWrap(true);
    promise->setWordWrap(true);
    m_search = new QLineEdit(this);
    m_search->setPlaceholderText(QStringLiteral("Filter by context, server or user"));
    m_search->setClearButtonEnabled(true);
    m_search->setAccessibleName(QStringLiteral("Filter contexts"));
    m_search->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, &ContextPage::filter);
    m_list = new QTreeWidget(this);
    m_list->setObjectName(QStringLiteral("contexts"));
    m_list->setAccessibleName(QStringLiteral("Contexts"));
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setHeaderLabels({QStringLiteral("Context"), QStringLiteral("Server"), QStringLiteral("User"),
                             QStringLiteral("Namespace"), QStringLiteral("Note")});
    connect(m_list, &QTreeWidget::itemActivated, this, &ContextPage::choose);
    m_connect = new QPushButton(QStringLiteral("Co&nnect"), this);
    m_connect->setObjectName(QStringLiteral("connect"));
    m_connect->setDefault(true);
    m_connect->setAutoDefault(true);
    connect(m_connect, &QPushButton::clicked, this, &ContextPage::choose);
    connect(m_list, &QTreeWidget::itemSelectionChanged, this,
            [this] { m_connect->setEnabled(!m_list->selectedItems().isEmpty()); });

    auto* buttons = new QWidget(this);
    m_buttons = new QBoxLayout(QBoxLayout::LeftToRight, buttons);
    m_buttons->setContentsMargins(0, 0, 0, 0);
    m_buttons->addWidget(m_connect);
    const auto offer = [&](const QString& label, Remedy remedy) {
        auto* button = new QPushButton(label, this);
        button->setAutoDefault(true);
        connect(button, &QPushButton::clicked, this, [this, remedy] { emit offered(remedy, {}); });
        m_buttons->addWidget(button);
    };
    offer(QStringLiteral("Explore the &demo"), Remedy::exploreDemo);
    offer(QStringLiteral("&Open a snapshot…"), Remedy::openSnapshot);

    auto* column = new QWidget(this);
    column->setMaximumWidth(920);
    auto* words = new QVBoxLayout(column);
    words->setContentsMargins(0, 0, 0, 0);
    words->setSpacing(10);
    words->addWidget(title);
    words->addWidget(promise);
    words->addWidget(m_search);
    words->addWidget(m_list, 1);
    words->addWidget(buttons, 0, Qt::AlignLeft);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(margin, margin, margin, margin);
    layout->addStretch(1);
    layout->addWidget(column, 20);
    layout->addStretch(1);
    passFocusOn(this, m_list);
}

void ContextPage::setContexts(const kubeconfig::Kubeconfig& kubeconfig, const QStringList& recent) {
    m_list->clear();
    for (const QString& name : contextOrder(kubeconfig, recent)) {
        const kubeconfig::Context& context = kubeconfig.contexts.at(name.toStdString());
        const auto cluster = kubeconfig.clusters.find(context.cluster);
        QString note;
        if (recent.contains(name)) {
            note = recent.front() == name ? QStringLiteral("last used") : QStringLiteral("used before");
        } else if (name.toStdString() == kubeconfig.currentContext) {
            note = QStringLiteral("kubectl's current");
        }
        auto* item = new QTreeWidgetItem(
            m_list, {line(name.toStdString()),
                     cluster == kubeconfig.clusters.end() ? QString() : hostOf(cluster->second.server),
                     line(context.user), line(context.ns), note});
        item->setData(0, Qt::UserRole, name);
        item->setSizeHint(0, QSize(0, m_list->fontMetrics().height() + 12));
    }
    for (int column = 0; column < m_list->columnCount() - 1; ++column) {
        m_list->resizeColumnToContents(column);
        m_list->setColumnWidth(column, std::min(m_list->columnWidth(column) + 18, 280));
    }
    filter(m_search->text());
}

void ContextPage::choose() {
    const auto selected = m_list->selectedItems();
    if (!selected.isEmpty()) emit chosen(selected.front()->data(0, Qt::UserRole).toString());
}

void ContextPage::filter(const QString& text) {
    QTreeWidgetItem* first = nullptr;
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        QTreeWidgetItem* item = m_list->topLevelItem(row);
        bool shown = false;
        for (int column = 0; column < m_list->columnCount(); ++column)
            shown = shown || item->text(column).contains(text, Qt::CaseInsensitive);
        item->setHidden(!shown);
        if (shown && first == nullptr) first = item;
    }
    m_list->setCurrentItem(first);
    if (first == nullptr) m_list->clearSelection();
    m_connect->setEnabled(first != nullptr);
}

QSize ContextPage::minimumSizeHint() const {
    return {fontMetrics().averageCharWidth() * 30 + 2 * margin, QWidget::minimumSizeHint().height()};
}

void ContextPage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrangeButtons(*m_buttons, width() - 2 * margin);
}

bool ContextPage::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            choose();
            return true;
        }
        if (key->key() == Qt::Key_Down) {
            m_list->setFocus(Qt::ShortcutFocusReason);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace scout::desktop
