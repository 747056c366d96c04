#include "desktop/graph/accessible_graph.h"

#include <algorithm>

#include "desktop/graph/accessibility.h"
#include "desktop/graph/card_text.h"

namespace scout::desktop {

namespace {

QAccessibleInterface* factory(const QString& className, QObject* object) {
    if (className != QLatin1String("scout::desktop::GraphView")) return nullptr;
    auto* view = qobject_cast<GraphView*>(object);
    return view ? new AccessibleGraph(*view) : nullptr;
}

AccessibleGraph* accessible(GraphView& view) {
    return dynamic_cast<AccessibleGraph*>(QAccessible::queryAccessibleInterface(&view));
}

void send(const QList<Announcement>& announcements) {
    for (const Announcement& announcement : announcements) {
        QAccessibleEvent event(announcement.subject, announcement.event);
        QAccessible::updateAccessibility(&event);
    }
}

}  // namespace

AccessibleGraph::AccessibleGraph(GraphView& view) : QAccessibleWidget(&view, QAccessible::Tree), m_view(view) {}

AccessibleGraph::~AccessibleGraph() {
    for (const auto& [id, card] : m_cards) QAccessible::deleteAccessibleInterface(card);
}

int AccessibleGraph::childCount() const {
    return static_cast<int>(m_view.d->index.readingOrder().size());
}

QAccessibleInterface* AccessibleGraph::child(int index) const {
    if (index < 0 || index >= childCount()) return nullptr;
    return card(m_view.d->index.readingOrder()[static_cast<std::size_t>(index)]);
}

QAccessibleInterface* AccessibleGraph::childAt(int x, int y) const {
    const CardAt at = m_view.d->cardAt(m_view.viewport()->mapFromGlobal(QPoint(x, y)));
    return at ? card(*at) : nullptr;
}

int AccessibleGraph::indexOfChild(const QAccessibleInterface* child) const {
    const auto* item = dynamic_cast<const AccessibleCard*>(child);
    const CardAt position = item ? item->position() : CardAt();
    if (!position) return -1;
    const CardIndex& index = m_view.d->index;
    std::size_t before = 0;
    for (std::size_t column = 0; column < index.columnOf(*position); ++column) before += index.columns()[column].size();
    return static_cast<int>(before + index.placeOf(*position));
}

QAccessibleInterface* AccessibleGraph::focusChild() const {
    if (!m_view.hasFocus()) return nullptr;
    return m_view.d->selected ? card(*m_view.d->selected) : const_cast<AccessibleGraph*>(this);
}

QString AccessibleGraph::text(QAccessible::Text text) const {
    if (text == QAccessible::Description && m_view.picture()) {
        const render::Diagram& diagram = m_view.picture()->diagram;
        return QString::fromStdString(diagram.title + ", " + render::caption(diagram));
    }
    return QAccessibleWidget::text(text);
}

QAccessibleInterface* AccessibleGraph::card(std::size_t card) const {
    const std::string& id = m_view.d->picture->diagram.cards[card].id;
    if (auto* known = knownCard(id)) return known;
    auto* made = new AccessibleCard(m_view, id);
    m_cards[id] = QAccessible::registerAccessibleInterface(made);
    return made;
}

QAccessibleInterface* AccessibleGraph::knownCard(const std::string& id) const {
    const auto known = m_cards.find(id);
    return known == m_cards.end() ? nullptr : QAccessible::accessibleInterface(known->second);
}

void AccessibleGraph::forget(const std::string& id) {
    const auto known = m_cards.find(id);
    if (known == m_cards.end()) return;
    QAccessible::deleteAccessibleInterface(known->second);
    m_cards.erase(known);
}

AccessibleCard::AccessibleCard(GraphView& view, std::string id) : m_view(&view), m_id(std::move(id)) {}

CardAt AccessibleCard::position() const {
    if (!m_view || !m_view->picture()) return {};
    const auto found = m_view->picture()->index.find(m_id);
    return found == m_view->picture()->index.end() ? CardAt() : CardAt(found->second);
}

bool AccessibleCard::isValid() const {
    return position().has_value();
}

QWindow* AccessibleCard::window() const {
    const QAccessibleInterface* graph = parent();
    return graph ? graph->window() : nullptr;
}

QAccessibleInterface* AccessibleCard::parent() const {
    return m_view ? QAccessible::queryAccessibleInterface(m_view.data()) : nullptr;
}

QList<QPair<QAccessibleInterface*, QAccessible::Relation>> AccessibleCard::relations(
    QAccessible::Relation match) const {
    QList<QPair<QAccessibleInterface*, QAccessible::Relation>> all;
    const CardAt self = position();
    auto* graph = self ? accessible(*m_view) : nullptr;
    if (!graph) return all;
    const Adjacency& adjacency = m_view->d->adjacency;
    if (match & QAccessible::Controller) {
        for (const Neighbour& cause : adjacency.causes(*self))
            all.append({graph->card(cause.card), QAccessible::Controller});
    }
    if (match & QAccessible::Controlled) {
        for (const Neighbour& effect : adjacency.effects(*self))
            all.append({graph->card(effect.card), QAccessible::Controlled});
    }
    return all;
}

QString AccessibleCard::text(QAccessible::Text text) const {
    const CardAt self = position();
    if (!self) return {};
    if (text == QAccessible::Name) return spokenName(m_view->picture()->diagram.cards[*self]);
    if (text == QAccessible::Description) return spokenPlace(*m_view->picture(), m_view->d->adjacency, *self);
    return {};
}

QRect AccessibleCard::rect() const {
    const CardAt self = position();
    if (!self) return {};
    const QRect onView = m_view->cardRect(QString::fromStdString(m_id));
    return {m_view->viewport()->mapToGlobal(onView.topLeft()), onView.size()};
}

QAccessible::State AccessibleCard::state() const {
    QAccessible::State state;
    const CardAt self = position();
    if (!self) {
        state.invalid = true;
        return state;
    }
    const render::Card& card = m_view->picture()->diagram.cards[*self];
    state.focusable = true;
    state.selectable = true;
    state.selected = m_view->d->selected == self;
    state.focused = state.selected && m_view->hasFocus();
    state.expandable = card.foldable;
    // A fold stands for what is hidden; a card may have its effects folded away.
    state.collapsed = card.foldable && (card.collapsed || isFold(card));
    state.expanded = card.foldable && !state.collapsed;
    const QRect area = Camera::graphArea(m_view->d->viewportSize());
    state.offscreen = !area.intersects(m_view->cardRect(QString::fromStdString(m_id)));
    return state;
}

void* AccessibleCard::interface_cast(QAccessible::InterfaceType type) {
    return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this) : nullptr;
}

QStringList AccessibleCard::actionNames() const {
    const CardAt self = position();
    if (!self) return {};
    QStringList names{pressAction(), showMenuAction(), setFocusAction()};
    if (m_view->picture()->diagram.cards[*self].foldable) names.append(toggleAction());
    return names;
}

void AccessibleCard::doAction(const QString& name) {
    if (!actionNames().contains(name)) return;
    const QString id = QString::fromStdString(m_id);
    m_view->select(id, true);
    if (name == setFocusAction()) m_view->setFocus(Qt::OtherFocusReason);
    if (name == pressAction()) emit m_view->opened(id);
    if (name == toggleAction()) emit m_view->foldToggled(id);
    if (name == showMenuAction()) emit m_view->menuRequested(id, rect().bottomLeft());
}

QStringList AccessibleCard::keyBindingsForAction(const QString& name) const {
    if (name == pressAction()) return {QStringLiteral("Return")};
    if (name == toggleAction()) return {QStringLiteral("Space")};
    if (name == showMenuAction()) return {QStringLiteral("Shift+F10")};
    return {};
}

void installGraphAccessibility() {
    static const bool installed = [] {
        QAccessible::installFactory(factory);
        return true;
    }();
    Q_UNUSED(installed)
}

QList<Announcement> selectionAnnouncements(GraphView& view) {
    auto* graph = accessible(view);
    auto* child = graph ? graph->focusChild() : nullptr;
    if (!child || child == graph) return {};
    return {{child, QAccessible::Focus}, {child, QAccessible::Selection}};
}

QList<Announcement> pictureAnnouncements(GraphView& view, const PictureChange& change) {
    QList<Announcement> all;
    auto* graph = accessible(view);
    if (!graph) return all;
    for (const std::string& id : change.removed) {
        if (auto* card = graph->knownCard(id)) all.append({card, QAccessible::ObjectDestroyed});
    }
    if (change.kept == 0 || !change.added.empty() || !change.removed.empty())
        all.append({graph, QAccessible::ObjectReorder});
    for (const std::size_t changed : change.changed) {
        if (auto* card = graph->knownCard(view.picture()->diagram.cards[changed].id))
            all.append({card, QAccessible::NameChanged});
    }
    return all;
}

void announceSelection(GraphView& view) {
    if (QAccessible::isActive()) send(selectionAnnouncements(view));
}

void announcePicture(GraphView& view, const PictureChange& change) {
    if (!QAccessible::isActive()) return;
    send(pictureAnnouncements(view, change));
    auto* graph = accessible(view);
    for (const std::string& id : change.removed) {
        if (graph) graph->forget(id);
    }
}

}  // namespace scout::desktop
