#include "desktop/graph/graph_view.h"

#include <QEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QScrollBar>
#include <QStyle>
#include <algorithm>
#include <cmath>
#include <utility>

#include "desktop/graph/accessibility.h"
#include "desktop/graph/graph_view_private.h"

namespace scout::desktop {

namespace {

/// More of them pulse together with what is between them.
constexpr std::size_t mostAreas = 64;

/// Less colour and less contrast: what was seen, and may not be so any more.
render::Theme greyed(render::Theme theme) {
    const auto toGrey = [&](render::Color color) {
        const int grey = qGray(color);
        const auto mix = [&](int channel, int base) { return (channel + 2 * grey + 2 * base) / 5; };
        return qRgb(mix(qRed(color), qRed(theme.background)), mix(qGreen(color), qGreen(theme.background)),
                    mix(qBlue(color), qBlue(theme.background)));
    };
    for (render::Color* color : {&theme.text, &theme.mutedText, &theme.line, &theme.litLine, &theme.border})
        *color = toGrey(*color);
    for (render::Color& tone : theme.tones) tone = toGrey(tone);
    for (render::Color& tone : theme.toneTexts) tone = toGrey(tone);
    return theme;
}

render::Point middle(const render::Rect& rect) {
    return {rect.x + rect.width / 2, rect.y + rect.height / 2};
}

}  // namespace

GraphView::Private::Private(GraphView& graphView)
    : view(graphView), theme(render::theme(render::Palette::scout, false)), shownTheme(theme) {
    clock.start();
    animation.setParent(&view);
    animation.setStartValue(1.0);
    animation.setEndValue(0.0);
    animation.setDuration(Pulses::duration);
    hoverDelay.setSingleShot(true);
    hoverDelay.setInterval(80);
}

GraphView::GraphView(QWidget* parent) : QAbstractScrollArea(parent), d(std::make_unique<Private>(*this)) {
    installGraphAccessibility();
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Graph"));
    d->staleNote = new QLabel(this);
    d->staleNote->setObjectName(QStringLiteral("staleNote"));
    d->staleNote->setTextFormat(Qt::PlainText);
    d->staleNote->setAlignment(Qt::AlignCenter);
    d->staleNote->setMargin(5);
    d->staleNote->hide();
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    viewport()->grabGesture(Qt::PinchGesture);
    horizontalScrollBar()->setSingleStep(20);
    verticalScrollBar()->setSingleStep(20);
    // A range that shrinks under a pressed slider would move it: after it was let go.
    for (QScrollBar* bar : {horizontalScrollBar(), verticalScrollBar()})
        connect(bar, &QScrollBar::sliderReleased, this, [this] { d->syncBars(); });
    connect(&d->hoverDelay, &QTimer::timeout, this, [this] { d->setHovered(d->nextHovered); });
    connect(&d->animation, &QVariantAnimation::valueChanged, this, [this] { d->paintPulses(); });
    connect(&d->animation, &QVariantAnimation::finished, this, [this] {
        d->pulses.clear();
        viewport()->update();
    });
}

GraphView::~GraphView() = default;

const std::shared_ptr<const render::Picture>& GraphView::picture() const {
    return d->picture;
}

void GraphView::setPicture(std::shared_ptr<const render::Picture> picture) {
    if (picture == d->picture) return;
    const QString before = selected();
    const bool hadPicture = d->picture != nullptr;
    if (!picture) {
        d->adopt(nullptr, {});
        d->pulses.clear();
        d->placement = Private::Placement::opening;
    } else {
        const PictureChange change = hadPicture ? changeBetween(*d->picture, *picture) : PictureChange{};
        const bool again = std::exchange(d->placesAgain, false) && d->placement != Private::Placement::free;
        const bool fresh = std::exchange(d->opensAnew, false) || !hadPicture || change.kept == 0 || again;
        CardAt selection;
        if (d->selected && change.kept > 0) selection = successor(*d->picture, d->adjacency, *d->selected, *picture);
        const Camera camera = fresh ? d->camera : d->anchored(*picture);
        d->pulses.move(
            [&](std::size_t card) {
                const auto kept = picture->index.find(d->picture->diagram.cards[card].id);
                return kept == picture->index.end() ? CardAt() : CardAt(kept->second);
            },
            d->clock.elapsed());
        d->adopt(std::move(picture), selection);
        if (fresh) {
            d->pulses.clear();
            if (!again) d->placement = Private::Placement::opening;
            d->place();
        } else {
            d->startPulses(change);
            d->setCamera(camera, Private::Placement::free);
        }
        announcePicture(*this, change);
    }
    d->syncBars();
    d->updateHeaders();
    d->updateMinimap(true);
    if (d->mouse) d->setHovered(d->cardAt(*d->mouse));
    d->updateStaleNote();
    viewport()->update();
    if (selected() != before) emit selectionChanged(selected());
}

void GraphView::placeAnew() {
    d->opensAnew = true;
}

void GraphView::placeAgain() {
    d->placesAgain = true;
}

void GraphView::Private::adopt(std::shared_ptr<const render::Picture> next, CardAt nextSelected) {
    picture = std::move(next);
    index = picture ? CardIndex(*picture) : CardIndex();
    adjacency = picture ? Adjacency(*picture) : Adjacency();
    selected = nextSelected;
    hovered.reset();
    nextHovered.reset();
    cameFrom.reset();
    pressed.reset();
    hoverDelay.stop();
    if (picture)
        minimap.setPicture(*picture, shownTheme, view.devicePixelRatioF());
    else
        minimap.clear();
    updateMatches();
    updateLit();
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

void GraphView::Private::startPulses(const PictureChange& change) {
    if (change.added.empty() && change.changed.empty()) return;
    if (view.style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, &view) == 0) return;
    for (const auto* cards : {&change.added, &change.changed}) pulses.start(*cards, clock.elapsed());
    animation.stop();
    animation.start();
}

void GraphView::Private::paintPulses() {
    if (!picture) return;
    std::vector<QRect> areas;
    for (const std::size_t card : index.touching(visibleScene())) {
        if (!pulses.contains(card)) continue;
        if (areas.size() == mostAreas) {
            view.viewport()->update();
            return;
        }
        areas.push_back(camera.toView(picture->cards[card]).toAlignedRect().adjusted(-8, -8, 8, 8));
    }
    for (const QRect& area : areas) view.viewport()->update(area);
}

void GraphView::setTheme(const render::Theme& theme) {
    d->theme = theme;
    d->shownTheme = d->stale ? greyed(theme) : theme;
    if (d->picture) d->minimap.setPicture(*d->picture, d->shownTheme, devicePixelRatioF());
    d->updateMinimap(true);
    viewport()->update();
}

void GraphView::setStale(bool stale) {
    if (stale == d->stale) return;
    d->stale = stale;
    setTheme(render::Theme(d->theme));
    d->updateStaleNote();
}

void GraphView::Private::updateStaleNote() {
    const bool shown = stale && picture;
    if (shown) staleNote->setText(tr("Not live: %1").arg(QString::fromStdString(picture->diagram.subtitle)));
    const int height = staleNote->sizeHint().height();
    staleNote->setGeometry(0, 0, view.width(), height);
    staleNote->setVisible(shown);
    view.setViewportMargins(0, shown ? height : 0, 0, 0);
}

QString GraphView::selected() const {
    return d->idOf(d->selected);
}

void GraphView::select(const QString& cardId, bool reveal) {
    d->setSelected(d->find(cardId), reveal);
}

void GraphView::setMatches(std::set<std::string> cardIds) {
    d->matchIds = std::move(cardIds);
    d->updateMatches();
    viewport()->update();
}

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

void GraphView::setMinimapShown(bool shown) {
    d->minimapWanted = shown;
    d->updateMinimap(true);
    viewport()->update();
}

QRect GraphView::cardRect(const QString& cardId) const {
    const CardAt card = d->find(cardId);
    return card ? d->camera.toView(d->picture->cards[*card]).toAlignedRect() : QRect();
}

QRect GraphView::minimapRect() const {
    return d->minimapVisible ? d->minimap.rect() : QRect();
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
    d->setCamera(Camera::fitting(area, viewport()->size(), 1), Private::Placement::free);
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
    Camera next = d->camera;
    if (isOverview()) next.scale = Camera::readable;
    d->setCamera(next.centered(middle(d->picture->cards[*card]), d->viewportSize()), Private::Placement::free);
    d->updateMinimap(true);
}

CardAt GraphView::Private::find(const QString& id) const {
    if (!picture) return {};
    const auto found = picture->index.find(id.toStdString());
    return found == picture->index.end() ? CardAt() : CardAt(found->second);
}

QString GraphView::Private::idOf(CardAt card) const {
    return card ? QString::fromStdString(picture->diagram.cards[*card].id) : QString();
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

void GraphView::Private::setSelected(CardAt card, bool reveal) {
    const bool changed = card != selected;
    selected = card;
    if (card && reveal) {
        const Camera revealed = camera.revealing(picture->cards[*card], viewportSize());
        if (revealed.offset != camera.offset) setCamera(revealed, Placement::free);
    }
    if (!changed) return;
    updateLit();
    updateMinimap(false);
    view.viewport()->update();
    announceSelection(view);
    emit view.selectionChanged(idOf(card));
}

void GraphView::Private::setHovered(CardAt card) {
    hoverDelay.stop();
    nextHovered = card;
    if (card == hovered) return;
    hovered = card;
    updateLit();
    view.viewport()->update();
}

void GraphView::Private::updateLit() {
    lit.reset();
    if (hovered)
        lit = litPath(*picture, adjacency, *hovered);
    else if (selected && view.hasFocus())
        lit = litPath(*picture, adjacency, *selected);
}

void GraphView::Private::updateMatches() {
    matches.clear();
    if (!picture || matchIds.empty()) return;
    matches.assign(picture->cards.size(), false);
    for (const std::string& id : matchIds) {
        if (const auto card = picture->cardOf(id)) matches[*card] = true;
    }
}

/// `anew`: any corner may be the best one now. Otherwise it stays, unless it hides the selected card.
void GraphView::Private::updateMinimap(bool anew) {
    const QRect area = Camera::graphArea(viewportSize());
    const auto overflows = [&] {
        const QRectF all = camera.toView(picture->bounds);
        return !QRectF(area).adjusted(-1, -1, 1, 1).contains(all);
    };
    // In a small window it would hide more than it shows.
    minimapVisible = minimapWanted && picture && !picture->cards.empty() && area.width() >= 480 &&
                     area.height() >= 320 && overflows();
    if (!minimapVisible) return;
    if (minimap.dotRatio() != view.devicePixelRatioF())  // on another screen
        minimap.setPicture(*picture, shownTheme, view.devicePixelRatioF());
    minimap.place(viewportSize(), [&](const QRect& rect) {
        double cost = 0;
        if (selected && camera.toView(picture->cards[*selected]).intersects(QRectF(rect))) cost += 1e6;
        if (anew) cost += static_cast<double>(index.touching(camera.toScene(QRectF(rect))).size());
        return cost;
    });
}

void GraphView::Private::updateHeaders() {
    headers = {};
    if (!picture) return;
    headers.diagram.headers = picture->diagram.headers;
    headers.columns = picture->columns;
    for (layout::Column& column : headers.columns) {
        column.x *= camera.scale;
        column.width *= camera.scale;
    }
    const render::Rect& bounds = picture->bounds;
    headers.bounds = {bounds.x * camera.scale, 0, bounds.width * camera.scale, bounds.height * camera.scale};
}

}  // namespace scout::desktop
