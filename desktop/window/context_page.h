// The clusters of the kubeconfig to choose from, last used first. Nothing is contacted before one is chosen.
#pragma once

#include <QStringList>
#include <QWidget>

#include "desktop/window/situation.h"
#include "kubeconfig/kubeconfig.h"

class QBoxLayout;
class QLineEdit;
class QPushButton;
class QTreeWidget;

namespace scout::desktop {

class ContextPage : public QWidget {
    Q_OBJECT
  public:
    explicit ContextPage(QWidget* parent = nullptr);
    /// `recent`: context names, last used first.
    void setContexts(const kubeconfig::Kubeconfig& kubeconfig, const QStringList& recent);
    QSize minimumSizeHint() const override;

  signals:
    void chosen(const QString& context);
    void offered(scout::desktop::Remedy remedy, const scout::desktop::Notice& notice);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    void choose();
    void filter(const QString& text);

    QLineEdit* m_search = nullptr;
    QTreeWidget* m_list = nullptr;
    QPushButton* m_connect = nullptr;
    QBoxLayout* m_buttons = nullptr;
};

/// Context names: the recent ones first, then the current one, then the others by name.
QStringList contextOrder(const kubeconfig::Kubeconfig& kubeconfig, const QStringList& recent);

}  // namespace scout::desktop
