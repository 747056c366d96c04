// The inside of GraphView, for its own files only: what is shown, from where it is looked at, and what the mouse and
// the keyboard are about to do.
#pragma once

#include <QElapsedTimer>
#include <QPoint>
#include <QTimer>
#include <QVariantAnimation>
#include <optional>
#include <vector>

#include "desktop/graph/camera.h"
#include "desktop/graph/card_index.h"
#include "desktop/graph/graph_view.h"
#include "desktop/graph/minimap.h"
#include "desktop/graph/navigation.h"
#include "desktop/graph/painter_canvas.h"
#include "desktop/graph/picture_change.h"
#include "desktop/graph/pulses.h"

class QLabel;

namespace scout::desktop {

using CardAt = std::optional<std::size_t>;

/// A card that is nothing but a fold; one that hides its effects is more than that.
inline bool isFold(const render::Card& card) {
    return !card.folded.empty() && !card.collapsed;
}

class GraphView::Private {
  public:
    /// Who decided what is in view: until the user does, a new size of the window decides again.
    enum class Placement { opening, fitted, free };
    enum class Drag { none, pan, minimap };

    explicit Private(GraphView& graphView);

    // graph_view.cpp
    void setSelected(CardAt card, bool reveal);
    void setHovered(CardAt card);
    void touch();
    void updateLit();
    void updateMinimap(bool anew);
    void updateHeaders();
    void updateMatches();
    void updateStaleNote();
    void startPulses(const PictureChange& change);
    void paintPulses();
    void adopt(std::shared_ptr<const render::Picture> next, CardAt nextSelected);
    CardAt find(const QString& id) const;
    QString idOf(CardAt card) const;
    QSize viewportSize() const { return view.viewport()->size(); }

    // graph_view_camera.cpp
    void setCamera(const Camera& next, Placement by);
    void moveTo(const Camera& next);  ///< by hand
    void place();  ///< by `placement`, for the size the viewport has now
    void syncBars();
    Camera anchored(const render::Picture& next) const;
    render::Rect visibleScene() const;
    void pan(QPoint by);
    void scroll(QPoint by);
    void zoom(double factor, QPointF anchor);

    // graph_view_input.cpp
    CardAt cardAt(QPoint point) const;
    std::optional<std::size_t> lineAt(QPoint point) const;
    void step(Step step);
    void toggleFold(CardAt card);
    void showTip(QPoint at, QPoint global);
    void trackHover(QPoint at);
    void updateCursor();

    // graph_view_paint.cpp
    void paint(QPainter& painter, const QRect& exposed);
    void paintHeaders(QPainter& painter);
    const LitPath* litHere() const;
    render::CardLook look(std::size_t card, const LitPath* path) const;

    GraphView& view;
    std::shared_ptr<const render::Picture> picture;
    CardIndex index;
    Adjacency adjacency;
    render::Theme theme;       ///< as it was set
    render::Theme shownTheme;  ///< greyed while stale
    bool stale = false;
    QLabel* staleNote = nullptr;  ///< above the viewport, which makes room for it

    Camera camera;
    Placement placement = Placement::opening;
    bool opensAnew = false;     ///< the next picture is of something else, even where cards are the same
    bool placesAgain = false;   ///< more of the same comes with the next picture
    bool revealsLater = false;  ///< the selected card, when the view is shown
    bool untouched = true;      ///< as it opened: nobody has pointed at anything, and nothing is dimmed
    bool syncing = false;
    int top = 0;           ///< of the viewport within the window
    QSize room;            ///< of the viewport without scroll bars
    bool follows = false;  ///< the selected card stays in view in the room that it has now

    CardAt selected;
    CardAt hovered;
    CardAt cameFrom;  ///< the card before the last step to a cause or an effect
    std::optional<LitPath> lit;
    std::set<std::string> matchIds;
    std::vector<bool> matches;  ///< empty: no search
    Pulses pulses;              ///< by `clock`
    QVariantAnimation animation;
    QElapsedTimer clock;
    QTimer hoverDelay;
    CardAt nextHovered;

    Minimap minimap;
    bool minimapWanted = true;
    bool minimapVisible = false;

    Drag drag = Drag::none;
    QPoint dragFrom;
    bool dragged = false;
    CardAt pressed;
    std::optional<QPoint> mouse;  ///< while over the viewport
    bool spaceDown = false;
    bool spaceUsed = false;

    CanvasCache cache;
    render::Picture headers;  ///< columns in pixels of the view: headers keep their size at every zoom
};

}  // namespace scout::desktop
