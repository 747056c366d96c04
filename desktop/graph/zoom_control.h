// "− 75 % + Fit" over the lower right corner of a graph, in the margin that the graph keeps free.
#pragma once

#include <QWidget>

class QToolButton;

namespace scout::desktop {

class GraphView;

class ZoomControl : public QWidget {
    Q_OBJECT
  public:
    /// `parent` holds the graph, directly or not; screen readers find the buttons there, beside the cards.
    ZoomControl(GraphView& graph, QWidget* parent);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void showScale(double scale);
    void place();

    GraphView& m_graph;
    QToolButton* m_scale = nullptr;
};

}  // namespace scout::desktop
