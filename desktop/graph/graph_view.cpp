#include "desktop/graph/graph_view.h"

#include <QEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QScrollBar>
#include <QStyle>
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
    d->staleNote->setWordWrap(true);
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
        const bool other = std::exchange(d->opensAnew, false) || !hadPicture || change.kept == 0;
        // Where it is hidden nobody has seen anything in its place.
        const bool again = (std::exchange(d->placesAgain, false) || (!other && !isVisible())) &&
                           d->placement != Private::Placement::free;
        const bool fresh = other || again;
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
            if (!again) {
                d->placement = Private::Placement::opening;
                d->untouched = true;
                d->updateLit();
            }
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
    const int height = staleNote->heightForWidth(view.width());
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

CardAt GraphView::Private::find(const QString& id) const {
    if (!picture) return {};
    const auto found = picture->index.find(id.toStdString());
    return found == picture->index.end() ? CardAt() : CardAt(found->second);
}

QString GraphView::Private::idOf(CardAt card) const {
    return card ? QString::fromStdString(picture->diagram.cards[*card].id) : QString();
}

void GraphView::Private::setSelected(CardAt card, bool reveal) {
    const bool changed = card != selected;
    selected = card;
    // Hidden it has not the size that it will have.
    const bool hidden = !view.isVisible();
    if (hidden && (reveal || changed)) revealsLater = reveal;
    if (card && reveal && !hidden) {
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

void GraphView::Private::touch() {
    if (!std::exchange(untouched, false)) return;
    updateLit();
    view.viewport()->update();
}

void GraphView::Private::updateLit() {
    lit.reset();
    if (hovered)
        lit = litPath(*picture, adjacency, *hovered);
    else if (selected && view.hasFocus() && !untouched)
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
