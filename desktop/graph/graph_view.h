// The graph on the screen: draws a Picture, never makes one. All positions are the picture's; zoom moves nothing.
#pragma once

#include <QAbstractScrollArea>
#include <QString>
#include <memory>
#include <set>
#include <string>

#include "render/picture.h"
#include "render/theme.h"

namespace scout::desktop {

class GraphView : public QAbstractScrollArea {
    Q_OBJECT
  public:
    explicit GraphView(QWidget* parent = nullptr);
    ~GraphView() override;

    /// Replaces what is shown, by difference of card ids: the selected card (else the one in the middle) keeps its
    /// place on the screen, changed cards pulse once unless the style turns animation off. nullptr clears.
    void setPicture(std::shared_ptr<const render::Picture> picture);
    /// The next picture is of something else: it is placed as one that opens, even where it has cards of this one.
    void placeAnew();
    /// The next picture is of the same, of which more has arrived: it is placed like one that opens, unless somebody
    /// has moved this one.
    void placeAgain();
    const std::shared_ptr<const render::Picture>& picture() const;
    void setTheme(const render::Theme& theme);
    /// Greyed, with a note of its age: the cluster cannot be reached at the moment.
    void setStale(bool stale);

    /// Card ids; "" for none. Selecting scrolls only when `reveal` and the card is not in view; where the view is
    /// hidden, once it is shown.
    QString selected() const;
    void select(const QString& cardId, bool reveal);
    /// Cards that match the search; others are dimmed. Empty: none is dimmed. The path of the hovered or focused card
    /// to its root and down to its Pods is lit in any case, but not at the first sight of what opened.
    void setMatches(std::set<std::string> cardIds);

    double scale() const;  ///< 1 = 100 %
    void setScale(double scale);
    /// The whole graph in a free corner, while the graph is larger than the view. On by default.
    void setMinimapShown(bool shown);
    /// Where a card stands on the viewport; empty when there is no such card.
    QRect cardRect(const QString& cardId) const;
    /// Where the minimap stands on the viewport; empty while it is not shown.
    QRect minimapRect() const;
    /// The part of the scene that is in view, for exports of the visible area.
    render::Rect visibleArea() const;
    /// So small that cards have no room for their words.
    bool isOverview() const;
    /// Every card is in view; true without a picture.
    bool showsEverything() const;

  public slots:
    void fitAll();
    void fitSelection();
    void actualSize();
    void zoomIn();
    void zoomOut();
    /// In an overview it comes nearer, until it can be read.
    void centerOn(const QString& cardId);

  signals:
    void selectionChanged(const QString& cardId);
    void opened(const QString& cardId);       ///< Enter or double click: show details
    void foldToggled(const QString& cardId);  ///< Space, or a click on a fold
    /// Right click or the menu key; "" beside all cards.
    void menuRequested(const QString& cardId, const QPoint& globalPosition);
    void scaleChanged(double scale);
    void moved();  ///< by the user: zoomed or panned

  protected:
    void changeEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void showEvent(QShowEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

  private:
    friend class AccessibleGraph;
    friend class AccessibleCard;
    class Private;
    std::unique_ptr<Private> d;
};

}  // namespace scout::desktop
