// The QAccessible interfaces behind graph/accessibility.h. Internal to it.
#pragma once

#include <QAccessible>
#include <QAccessibleWidget>
#include <QPointer>
#include <optional>
#include <string>
#include <unordered_map>

#include "desktop/graph/graph_view_private.h"

namespace scout::desktop {

class AccessibleGraph : public QAccessibleWidget {
  public:
    explicit AccessibleGraph(GraphView& view);
    ~AccessibleGraph() override;

    int childCount() const override;
    QAccessibleInterface* child(int index) const override;
    QAccessibleInterface* childAt(int x, int y) const override;
    int indexOfChild(const QAccessibleInterface* child) const override;
    QAccessibleInterface* focusChild() const override;
    QString text(QAccessible::Text text) const override;

    /// The interface of a card; made when it is asked for the first time.
    QAccessibleInterface* card(std::size_t card) const;
    /// The same, nullptr when nobody has asked for it yet.
    QAccessibleInterface* knownCard(const std::string& id) const;
    void forget(const std::string& id);

  private:
    GraphView& m_view;
    mutable std::unordered_map<std::string, QAccessible::Id> m_cards;
};

/// Holds the card's id, not its position: it may outlive a picture.
class AccessibleCard : public QAccessibleInterface, public QAccessibleActionInterface {
  public:
    AccessibleCard(GraphView& view, std::string id);

    const std::string& id() const { return m_id; }
    /// Position in the picture; nothing when the card is gone.
    CardAt position() const;

    bool isValid() const override;
    QObject* object() const override { return nullptr; }
    QWindow* window() const override;
    QAccessibleInterface* parent() const override;
    QAccessibleInterface* child(int) const override { return nullptr; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QList<QPair<QAccessibleInterface*, QAccessible::Relation>> relations(QAccessible::Relation match) const override;
    QString text(QAccessible::Text text) const override;
    void setText(QAccessible::Text, const QString&) override {}
    QRect rect() const override;
    QAccessible::Role role() const override { return QAccessible::TreeItem; }
    QAccessible::State state() const override;
    void* interface_cast(QAccessible::InterfaceType type) override;

    QStringList actionNames() const override;
    void doAction(const QString& name) override;
    QStringList keyBindingsForAction(const QString& name) const override;

  private:
    QPointer<GraphView> m_view;
    std::string m_id;
};

}  // namespace scout::desktop
