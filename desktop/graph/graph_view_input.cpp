// Mouse, wheel, touch pad and keyboard of the graph.
#include <QApplication>
#include <QContextMenuEvent>
#include <QGestureEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QNativeGestureEvent>
#include <QPinchGesture>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>
#include <utility>

#include "desktop/graph/accessibility.h"
#include "desktop/graph/card_text.h"
#include "desktop/graph/graph_view_private.h"

namespace scout::desktop {

namespace {

constexpr double keyZoom = 1.25;

/// Plain text for a tooltip, which would take some texts for markup.
QString asPlain(const QString& text) {
    return QStringLiteral("<p style='white-space:pre-wrap'>") + text.toHtmlEscaped() + QStringLiteral("</p>");
}

double distanceTo(render::Point point, render::Point from, render::Point to) {
    const double x = std::clamp(point.x, std::min(from.x, to.x), std::max(from.x, to.x));
    const double y = std::clamp(point.y, std::min(from.y, to.y), std::max(from.y, to.y));
    return std::hypot(point.x - x, point.y - y);
}

std::optional<Step> stepOf(int key, bool control) {
    switch (key) {
        case Qt::Key_Left:
            return control ? Step::columnLeft : Step::cause;
        case Qt::Key_Right:
            return control ? Step::columnRight : Step::effect;
        case Qt::Key_Up:
            return Step::previous;
        case Qt::Key_Down:
            return Step::next;
        case Qt::Key_Home:
            return control ? Step::first : Step::firstInColumn;
        case Qt::Key_End:
            return control ? Step::last : Step::lastInColumn;
        default:
            return std::nullopt;
    }
}

}  // namespace

CardAt GraphView::Private::cardAt(QPoint point) const {
    if (!picture || !Camera::graphArea(viewportSize()).contains(point)) return {};
    if (minimapVisible && minimap.rect().contains(point)) return {};
    return index.at(camera.toScene(QPointF(point)));
}

std::optional<std::size_t> GraphView::Private::lineAt(QPoint point) const {
    if (!picture || !Camera::graphArea(viewportSize()).contains(point)) return {};
    const render::Point at = camera.toScene(QPointF(point));
    double best = 5 / camera.scale;
    std::optional<std::size_t> found;
    for (std::size_t line = 0; line < picture->routes.size(); ++line) {
        const std::vector<render::Point>& points = picture->routes[line].points;
        for (std::size_t i = 1; i < points.size(); ++i) {
            const double distance = distanceTo(at, points[i - 1], points[i]);
            if (distance >= best) continue;
            best = distance;
            found = line;
        }
    }
    return found;
}

void GraphView::Private::step(Step step) {
    if (!picture || picture->cards.empty()) return;
    touch();
    if (!selected) {
        // The first one in view is a place to begin.
        const auto inView = index.touching(visibleScene());
        setSelected(inView.empty() ? index.readingOrder().front() : inView.front(), true);
        return;
    }
    const std::size_t from = *selected;
    const CardAt to = nextCard(*picture, adjacency, index, from, step, cameFrom);
    if (!to) return;
    setHovered({});  // the keyboard leads now; the mouse again when it moves
    setSelected(to, true);
    cameFrom = step == Step::cause || step == Step::effect ? CardAt(from) : CardAt();
}

void GraphView::Private::toggleFold(CardAt card) {
    if (card && picture->diagram.cards[*card].foldable) emit view.foldToggled(idOf(card));
}

void GraphView::Private::showTip(QPoint at, QPoint global) {
    if (const CardAt card = cardAt(at)) {
        QToolTip::showText(global, asPlain(cardTip(picture->diagram.cards[*card])), view.viewport(),
                           camera.toView(picture->cards[*card]).toAlignedRect());
    } else if (const auto line = lineAt(at); line && !(minimapVisible && minimap.rect().contains(at))) {
        QToolTip::showText(global, asPlain(lineTip(*picture, *line)), view.viewport(), QRect(at, QSize(1, 1)));
    } else {
        QToolTip::hideText();
    }
}

/// From card to card at once; onto the first one and off the last one with a delay, so that a mouse on its way makes
/// nothing flash.
void GraphView::Private::trackHover(QPoint at) {
    const CardAt card = cardAt(at);
    if (card == nextHovered) return;
    if (card && hovered) {
        setHovered(card);
    } else {
        nextHovered = card;
        hoverDelay.start();
    }
}

void GraphView::Private::updateCursor() {
    QWidget* viewport = view.viewport();
    if (drag == Drag::pan)
        viewport->setCursor(Qt::ClosedHandCursor);
    else if (spaceDown && spaceUsed)
        viewport->setCursor(Qt::OpenHandCursor);
    else
        viewport->unsetCursor();
}

bool GraphView::viewportEvent(QEvent* event) {
    switch (event->type()) {
        case QEvent::ToolTip: {
            const auto* help = static_cast<QHelpEvent*>(event);
            d->showTip(help->pos(), help->globalPos());
            return true;
        }
        case QEvent::Leave:
            d->mouse.reset();
            d->nextHovered.reset();
            d->hoverDelay.start();
            break;
        case QEvent::NativeGesture: {
            const auto* gesture = static_cast<QNativeGestureEvent*>(event);
            if (gesture->gestureType() != Qt::ZoomNativeGesture) break;
            d->zoom(1 + gesture->value(), gesture->position());
            return true;
        }
        case QEvent::Gesture: {
            auto* gestures = static_cast<QGestureEvent*>(event);
            const auto* pinch = static_cast<QPinchGesture*>(gestures->gesture(Qt::PinchGesture));
            if (!pinch) break;
            if (pinch->changeFlags() & QPinchGesture::ScaleFactorChanged)
                d->zoom(pinch->scaleFactor(), QPointF(viewport()->mapFromGlobal(pinch->hotSpot().toPoint())));
            gestures->accept(Qt::PinchGesture);
            return true;
        }
        default:
            break;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void GraphView::wheelEvent(QWheelEvent* event) {
    event->accept();
    if (event->modifiers() & Qt::ControlModifier) {
        d->zoom(std::pow(1.2, event->angleDelta().y() / 120.0), event->position());
        return;
    }
    QPoint by = event->pixelDelta();
    if (by.isNull()) {
        const int step = QApplication::wheelScrollLines() * verticalScrollBar()->singleStep();
        by = {event->angleDelta().x() * step / 120, event->angleDelta().y() * step / 120};
    }
    // Some platforms turn the wheel themselves.
    if ((event->modifiers() & Qt::ShiftModifier) && by.x() == 0) by = by.transposed();
    d->scroll(by);
}

void GraphView::mousePressEvent(QMouseEvent* event) {
    const QPoint at = event->position().toPoint();
    d->dragFrom = at;
    d->dragged = false;
    d->pressed.reset();
    const bool left = event->button() == Qt::LeftButton;
    if (left && d->minimapVisible && d->minimap.rect().contains(at)) {
        d->drag = Private::Drag::minimap;
        d->moveTo(d->camera.centered(d->minimap.toScene(at), d->viewportSize()));
        return;
    }
    const CardAt card = d->cardAt(at);
    if (event->button() == Qt::MiddleButton || (left && (d->spaceDown || !card))) {
        d->drag = Private::Drag::pan;
        d->spaceUsed = d->spaceDown;
        d->updateCursor();
    } else if (left) {
        d->pressed = card;
        d->touch();
        d->cameFrom.reset();
        d->setSelected(card, false);
    }
}

void GraphView::mouseMoveEvent(QMouseEvent* event) {
    const QPoint at = event->position().toPoint();
    d->mouse = at;
    if (d->drag == Private::Drag::none) {
        if (event->buttons() == Qt::NoButton) d->trackHover(at);
        return;
    }
    if (d->drag == Private::Drag::minimap) {
        d->moveTo(d->camera.centered(d->minimap.toScene(at), d->viewportSize()));
        return;
    }
    if (!d->dragged && (at - d->dragFrom).manhattanLength() < QApplication::startDragDistance()) return;
    d->dragged = true;
    d->pan(at - d->dragFrom);
    d->dragFrom = at;
}

void GraphView::mouseReleaseEvent(QMouseEvent* event) {
    const QPoint at = event->position().toPoint();
    const auto drag = std::exchange(d->drag, Private::Drag::none);
    d->updateCursor();
    if (drag == Private::Drag::pan) {
        // A click beside all cards, and no drag: nothing is selected any more.
        if (!d->dragged && event->button() == Qt::LeftButton && !d->spaceDown) d->setSelected({}, false);
        return;
    }
    if (const CardAt card = std::exchange(d->pressed, {}); card && card == d->cardAt(at)) {
        if (isFold(d->picture->diagram.cards[*card])) d->toggleFold(card);
    }
}

void GraphView::mouseDoubleClickEvent(QMouseEvent* event) {
    const CardAt card = d->cardAt(event->position().toPoint());
    if (event->button() != Qt::LeftButton || !card) {
        mousePressEvent(event);
        return;
    }
    d->setSelected(card, false);
    // The first click has opened a fold already.
    if (!isFold(d->picture->diagram.cards[*card])) emit opened(d->idOf(card));
}

void GraphView::contextMenuEvent(QContextMenuEvent* event) {
    event->accept();
    if (event->reason() == QContextMenuEvent::Mouse) {
        const CardAt card = d->cardAt(event->pos());
        if (card) d->setSelected(card, false);
        emit menuRequested(d->idOf(card), event->globalPos());
        return;
    }
    if (d->selected) d->setSelected(d->selected, true);
    const QRect rect = cardRect(selected());
    emit menuRequested(selected(),
                       viewport()->mapToGlobal(rect.isEmpty() ? viewport()->rect().center() : rect.bottomLeft()));
}

void GraphView::keyPressEvent(QKeyEvent* event) {
    const bool control = event->modifiers() & Qt::ControlModifier;
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    if (event->modifiers() & (Qt::AltModifier | Qt::MetaModifier)) {
        event->ignore();  // history and the like are the window's
        return;
    }
    if (const auto step = stepOf(event->key(), control)) {
        d->step(*step);
        return;
    }
    if (event->key() == Qt::Key_Space && !control) {
        if (event->isAutoRepeat()) return;
        d->spaceDown = true;
        d->spaceUsed = false;
        return;
    }
    if (event->key() == Qt::Key_F10 && shift) {
        QContextMenuEvent menu(QContextMenuEvent::Keyboard, QPoint(), QPoint());
        contextMenuEvent(&menu);
        return;
    }
    if (control) {
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (d->selected) emit opened(selected());
            break;
        case Qt::Key_F:
            shift ? fitSelection() : fitAll();
            break;
        case Qt::Key_1:
            actualSize();
            break;
        case Qt::Key_Plus:
        case Qt::Key_Equal:
            zoomIn();
            break;
        case Qt::Key_Minus:
        case Qt::Key_Underscore:
            zoomOut();
            break;
        default:
            QAbstractScrollArea::keyPressEvent(event);
    }
}

void GraphView::keyReleaseEvent(QKeyEvent* event) {
    if (event->key() != Qt::Key_Space || event->isAutoRepeat() || !d->spaceDown) {
        QAbstractScrollArea::keyReleaseEvent(event);
        return;
    }
    // Space that was held for a drag folds nothing.
    d->spaceDown = false;
    if (!std::exchange(d->spaceUsed, false)) d->toggleFold(d->selected);
    d->updateCursor();
}

void GraphView::focusInEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusInEvent(event);
    // Who comes back from another window has pointed at nothing.
    const Qt::FocusReason by = event->reason();
    if (by != Qt::ActiveWindowFocusReason && by != Qt::PopupFocusReason) d->touch();
    d->updateLit();
    viewport()->update();
    announceSelection(*this);
}

void GraphView::focusOutEvent(QFocusEvent* event) {
    QAbstractScrollArea::focusOutEvent(event);
    d->spaceDown = false;
    d->updateLit();
    viewport()->update();
}

void GraphView::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange) {
        d->cache = CanvasCache();
        viewport()->update();
    }
}

}  // namespace scout::desktop
