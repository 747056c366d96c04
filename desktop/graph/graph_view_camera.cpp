// From where the graph is looked at: scale and place, by hand, by the window's size and by the scroll bars.
#include <QLabel>
#include <QResizeEvent>
#include <QScrollBar>
#include <algorithm>
#include <cmath>
#include <utility>

#include "desktop/graph/graph_view_private.h"

namespace scout::desktop {

namespace {

constexpr int keepInView = 80;  ///< pixels of the graph that panning never loses

render::Point middle(const render::Rect& rect) {
    return {rect.x + rect.width / 2, rect.y + rect.height / 2};
}

}  // namespace

double GraphView::scale() const {
    return d->camera.scale;
}

void GraphView::setScale(double scale) {
    const QRectF area = Camera::graphArea(d->viewportSize());
    const QRectF card = d->selected ? d->camera.toView(d->picture->cards[*d->selected]) : QRectF();
    const bool seen = area.intersects(card);
    d->zoom(scale / d->camera.scale, seen ? card.center() : area.center());
    // At the edge it would be cut there now.
    if (seen) d->setSelected(d->selected, true);
}

render::Rect GraphView::visibleArea() const {
    return d->visibleScene();
}

bool GraphView::isOverview() const {
    return render::detailFor(d->camera.scale) == render::Detail::overview;
}

bool GraphView::showsEverything() const {
    if (!d->picture) return true;
    const render::Rect seen = d->visibleScene();
    const render::Rect& all = d->picture->bounds;
    return seen.x <= all.x && seen.y <= all.y && seen.right() >= all.right() && seen.bottom() >= all.bottom();
}

void GraphView::fitAll() {
    if (d->picture)
        d->setCamera(Camera::fitting(d->picture->bounds, maximumViewportSize(), 1), Private::Placement::fitted);
}

void GraphView::fitSelection() {
    if (!d->picture || !d->selected) return;
    const LitPath path = litPath(*d->picture, d->adjacency, *d->selected);
    render::Rect area = d->picture->cards[*d->selected];
    for (std::size_t card = 0; card < path.cards.size(); ++card) {
        if (!path.cards[card]) continue;
        const render::Rect& rect = d->picture->cards[card];
        const render::Rect all{std::min(area.x, rect.x), std::min(area.y, rect.y), 0, 0};
        area = {all.x, all.y, std::max(area.right(), rect.right()) - all.x,
                std::max(area.bottom(), rect.bottom()) - all.y};
    }
    d->moveTo(Camera::fitting(area, viewport()->size(), 1));
}

void GraphView::actualSize() {
    setScale(1);
}

void GraphView::zoomIn() {
    setScale(d->camera.scale * 1.25);
}

void GraphView::zoomOut() {
    setScale(d->camera.scale / 1.25);
}

void GraphView::centerOn(const QString& cardId) {
    const CardAt card = d->find(cardId);
    if (!card) return;
    d->touch();
    Camera next = d->camera;
    if (isOverview()) next.scale = Camera::readable;
    d->setCamera(next.centered(middle(d->picture->cards[*card]), d->viewportSize()), Private::Placement::free);
    d->updateMinimap(true);
}

/// The camera for `next` in which the selected card, else the one in the middle, stands where it stands now.
Camera GraphView::Private::anchored(const render::Picture& next) const {
    const render::Rect visible = visibleScene();
    const auto placeIn = [&](std::size_t card) {
        const auto found = next.index.find(picture->diagram.cards[card].id);
        return found == next.index.end() ? CardAt() : CardAt(found->second);
    };
    CardAt best;
    double bestDistance = 0;
    for (const std::size_t card : index.touching(visible)) {
        if (!placeIn(card)) continue;
        if (card == selected) {
            best = card;
            break;
        }
        const render::Point at = middle(picture->cards[card]);
        const double distance = std::hypot(at.x - middle(visible).x, at.y - middle(visible).y);
        if (best && distance >= bestDistance) continue;
        best = card;
        bestDistance = distance;
    }
    if (!best) return camera;
    const render::Rect& from = picture->cards[*best];
    const render::Rect& to = next.cards[*placeIn(*best)];
    return {camera.scale, camera.offset + QPoint(static_cast<int>(std::lround((to.x - from.x) * camera.scale)),
                                                 static_cast<int>(std::lround((to.y - from.y) * camera.scale)))};
}

render::Rect GraphView::Private::visibleScene() const {
    return camera.toScene(QRectF(Camera::graphArea(viewportSize())));
}

void GraphView::Private::setCamera(const Camera& next, Placement by) {
    const bool zoomed = next.scale != camera.scale;
    camera = next;
    placement = by;
    syncBars();
    if (zoomed) {
        updateHeaders();
        emit view.scaleChanged(camera.scale);
    }
    updateMinimap(zoomed);
    if (mouse && drag == Drag::none) trackHover(*mouse);
    view.viewport()->update();
}

void GraphView::Private::moveTo(const Camera& next) {
    setCamera(next, Placement::free);
    emit view.moved();
}

void GraphView::Private::place() {
    if (!picture) return;
    const QSize size = view.maximumViewportSize();
    if (placement == Placement::opening) setCamera(Camera::opening(picture->bounds, size), placement);
    if (placement == Placement::fitted) setCamera(Camera::fitting(picture->bounds, size, 1), placement);
}

void GraphView::Private::syncBars() {
    if (syncing) return;
    syncing = true;
    const auto sync = [](QScrollBar* bar, const ScrollRange& range, int page, int value) {
        bar->setRange(range.least, range.most);
        bar->setPageStep(page);
        bar->setValue(value);
    };
    if (!picture) camera = camera.centered({}, view.maximumViewportSize());
    const render::Rect bounds = picture ? picture->bounds : render::Rect{};
    const auto isOnePlace = [](const ScrollRange& range) { return range.least == range.most; };
    // What fits without bars needs none: one bar takes the room that the other one's graph would have.
    const QSize whole = view.maximumViewportSize();
    const bool fits = isOnePlace(camera.horizontal(bounds, whole)) && isOnePlace(camera.vertical(bounds, whole));
    const QSize size = fits ? whole : viewportSize();
    sync(view.horizontalScrollBar(), camera.horizontal(bounds, size), size.width(), camera.offset.x());
    sync(view.verticalScrollBar(), camera.vertical(bounds, size), Camera::graphArea(size).height(), camera.offset.y());
    syncing = false;
}

/// By hand: over the borders, as long as a piece of the graph stays in view.
void GraphView::Private::pan(QPoint by) {
    if (!picture) return;
    const QRect area = Camera::graphArea(viewportSize());
    const auto bounded = [](int wanted, int now, double begin, double end, int length) {
        const int least = static_cast<int>(std::floor(begin)) - length + keepInView;
        const int most = static_cast<int>(std::ceil(end)) - keepInView;
        return std::clamp(wanted, std::min({least, most, now}), std::max({least, most, now}));
    };
    const render::Rect& all = picture->bounds;
    Camera next = camera;
    next.offset = {bounded(camera.offset.x() - by.x(), camera.offset.x(), all.x * camera.scale,
                           all.right() * camera.scale, area.width()),
                   bounded(camera.offset.y() - by.y(), camera.offset.y(), all.y * camera.scale,
                           all.bottom() * camera.scale, area.height())};
    moveTo(next);
}

/// By wheel: to the ends of the scroll bars.
void GraphView::Private::scroll(QPoint by) {
    const QScrollBar* across = view.horizontalScrollBar();
    const QScrollBar* down = view.verticalScrollBar();
    Camera next = camera;
    next.offset = {std::clamp(camera.offset.x() - by.x(), across->minimum(), across->maximum()),
                   std::clamp(camera.offset.y() - by.y(), down->minimum(), down->maximum())};
    if (next.offset != camera.offset) moveTo(next);
}

void GraphView::Private::zoom(double factor, QPointF anchor) {
    if (!picture) return;
    // Where all of it needs less than the smallest scale, that is the smallest.
    const double least = std::min(Camera::smallest, Camera::fitting(picture->bounds, viewportSize(), 1).scale);
    const double scale = std::clamp(camera.scale * factor, std::min(least, camera.scale), Camera::largest);
    if (scale != camera.scale) moveTo(camera.zoomed(scale, anchor));
}

void GraphView::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    d->updateStaleNote();
    if (d->syncing) return;
    const bool inView = [&] {
        if (!d->selected || event->oldSize().isEmpty()) return false;
        const QRectF card = d->camera.toView(d->picture->cards[*d->selected]);
        return QRectF(Camera::graphArea(event->oldSize())).contains(card);
    }();
    const int top = viewport()->mapTo(window(), QPoint()).y();
    const int lower = top - std::exchange(d->top, top);
    const QSize room = maximumViewportSize();
    const QSize before = std::exchange(d->room, room);
    if (lower != 0 && room == before - QSize(0, lower)) {
        // What comes above it, as a bar does, pushes nothing down: it covers what it stands on, and gives it back.
        Camera same = d->camera;
        same.offset.ry() += lower;
        d->setCamera(same, d->placement);
        d->follows = false;
    } else if (room != before) {
        d->follows = inView;
        d->place();
    }
    d->syncBars();
    // A panel that opens beside the graph does not hide the card it is about, nor does a scroll bar that comes with it.
    if (d->follows && inView) d->setSelected(d->selected, true);
    d->updateMinimap(true);
}

void GraphView::showEvent(QShowEvent* event) {
    QAbstractScrollArea::showEvent(event);
    if (std::exchange(d->revealsLater, false)) d->setSelected(d->selected, true);
}

void GraphView::scrollContentsBy(int, int) {
    if (d->syncing) return;
    Camera next = d->camera;
    next.offset = {horizontalScrollBar()->value(), verticalScrollBar()->value()};
    const bool held = horizontalScrollBar()->isSliderDown() || verticalScrollBar()->isSliderDown();
    // The range may not change under a slider that is held.
    d->syncing = held;
    d->moveTo(next);
    d->syncing = false;
}

}  // namespace scout::desktop
