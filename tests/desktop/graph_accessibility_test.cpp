// The graph as a screen reader meets it: a tree of cards with names, places, states and actions.
#include <QAccessible>
#include <QAccessibleActionInterface>
#include <QSignalSpy>
#include <QTest>

#include "desktop/graph/accessibility.h"
#include "desktop/graph/picture_change.h"
#include "graph_view_fixture.h"

using namespace scout;
using desktop::GraphView;

namespace {

using Said = QList<QPair<QAccessible::Event, QString>>;

Said said(const QList<desktop::Announcement>& announcements) {
    Said all;
    for (const desktop::Announcement& announcement : announcements)
        all.append({announcement.event, announcement.subject->text(QAccessible::Name)});
    return all;
}

}  // namespace

class GraphAccessibilityTest : public test::GraphViewFixture {
    Q_OBJECT
  private slots:
    void everyCardIsAnItemOfTheTree();
    void aCardTellsItsNameAndPlace();
    void aCardTellsItsState();
    void aCardStandsWhereItIsDrawn();
    void aCardKnowsItsCausesAndEffects();
    void aCardActs();
    void theFocusedCardIsTheFocusChild();
    void selectionIsAnnounced();
    void changesAreAnnounced();
    void aCardThatIsGoneIsInvalid();
    void outlivesTheView();

  private:
    QAccessibleInterface* graph() const { return QAccessible::queryAccessibleInterface(m_view.get()); }
    QAccessibleInterface* item(const QString& name) const {
        for (int i = 0; i < graph()->childCount(); ++i) {
            if (graph()->child(i)->text(QAccessible::Name).startsWith(name)) return graph()->child(i);
        }
        return nullptr;
    }
    /// The picture with one card changed.
    template <typename Change>
    void change(const std::string& id, Change change) {
        auto next = std::make_shared<render::Picture>(*m_view->picture());
        change(next->diagram.cards[next->index.at(id)]);
        m_view->setPicture(next);
    }
};

void GraphAccessibilityTest::everyCardIsAnItemOfTheTree() {
    QVERIFY(graph());
    QCOMPARE(graph()->role(), QAccessible::Tree);
    QCOMPARE(graph()->text(QAccessible::Name), QString("Graph"));
    QVERIFY(graph()->text(QAccessible::Description).contains(QLatin1String("Shop")));
    QCOMPARE(graph()->childCount(), 11);
    QStringList readingOrder;
    for (int i = 0; i < graph()->childCount(); ++i) {
        auto* child = graph()->child(i);
        QVERIFY(child && child->isValid());
        QCOMPARE(child->role(), QAccessible::TreeItem);
        QCOMPARE(child->parent(), graph());
        QCOMPARE(child->window(), graph()->window());
        QCOMPARE(child->childCount(), 0);
        QCOMPARE(graph()->indexOfChild(child), i);
        QCOMPARE(graph()->child(i), child);  // the same each time
        readingOrder.append(
            child->text(QAccessible::Name).section(QLatin1Char(' '), 1).section(QLatin1Char(','), 0, 0));
    }
    QCOMPARE(readingOrder, QStringList({"git", "mirror", "oci", "apps", "frontend", "backend", "lonely", "pod-1",
                                        "pod-2", "pod-3", "12 pods"}));
    QVERIFY(!graph()->child(-1));
    QVERIFY(!graph()->child(11));
}

void GraphAccessibilityTest::aCardTellsItsNameAndPlace() {
    auto next = std::make_shared<render::Picture>(*m_view->picture());
    next->diagram.headers = {{0, 0, "GIT"}, {3, 3, "WORKLOAD"}};
    render::Card& card = next->diagram.cards[next->index.at("frontend")];
    card.ns = "prod";
    card.word = "failed";
    card.fact = "2/3 ready";
    card.status = "ProgressDeadlineExceeded";
    card.collapsed = true;
    card.folded = {"a", "b", "c"};
    card.cluster = "edge";
    card.chips = {{render::Tone::attention, "!", "2", "2 warnings"},
                  {render::Tone::ok, "✓", "verified", "signature verified"}};
    card.notes = {"warning: drifted, by alice", "Signature: verified, cosign"};
    m_view->setPicture(next);
    auto* frontend = item("Deployment frontend");
    QVERIFY(frontend);
    QCOMPARE(frontend->text(QAccessible::Name),
             QString("Deployment frontend in prod, failed, 2 of 3 ready, 2 warnings, signature verified"));
    QCOMPARE(
        frontend->text(QAccessible::Description),
        QString("ProgressDeadlineExceeded. warning: drifted, by alice. Signature: verified, cosign. In cluster edge. "
                "Column WORKLOAD. Caused by Deployment apps. 3 effects. Folded, 3 objects hidden"));
    QCOMPARE(item("Deployment oci")->text(QAccessible::Description),
             QString("Caused by Deployment git, Deployment mirror. 1 effect"));
    QCOMPARE(item("Pod 12 pods")->text(QAccessible::Description),
             QString("Caused by Deployment backend. Stands for 2 objects"));
}

void GraphAccessibilityTest::aCardTellsItsState() {
    m_view->select("frontend", false);
    const QAccessible::State frontend = item("Deployment frontend")->state();
    QVERIFY(frontend.focusable && frontend.selectable && frontend.selected && frontend.focused);
    QVERIFY(frontend.expandable && frontend.expanded && !frontend.collapsed && !frontend.offscreen);
    const QAccessible::State lonely = item("Deployment lonely")->state();
    QVERIFY(!lonely.selected && !lonely.focused && !lonely.expandable && !lonely.expanded && !lonely.collapsed);
    const QAccessible::State fold = item("Pod 12 pods")->state();
    QVERIFY(fold.expandable && fold.collapsed && !fold.expanded);
    change("frontend", [](render::Card& card) { card.collapsed = true; });
    QVERIFY(item("Deployment frontend")->state().collapsed);

    m_view->setScale(4);
    m_view->centerOn("pod-3");
    QVERIFY(item("Deployment git")->state().offscreen);
    QVERIFY(!item("Pod pod-3")->state().offscreen);
    m_view->clearFocus();
    QVERIFY(!item("Deployment frontend")->state().focused);
    QVERIFY(item("Deployment frontend")->state().selected);
}

void GraphAccessibilityTest::aCardStandsWhereItIsDrawn() {
    for (int i = 0; i < graph()->childCount(); ++i) {
        const QPoint middle = graph()->child(i)->rect().center();
        QCOMPARE(graph()->childAt(middle.x(), middle.y()), graph()->child(i));
    }
    const QRect card = m_view->cardRect("oci");
    QCOMPARE(item("Deployment oci")->rect(), QRect(m_view->viewport()->mapToGlobal(card.topLeft()), card.size()));
    const QPoint nowhere = m_view->viewport()->mapToGlobal(beside());
    QVERIFY(!graph()->childAt(nowhere.x(), nowhere.y()));
}

void GraphAccessibilityTest::aCardKnowsItsCausesAndEffects() {
    const auto related = [&](const QString& name, QAccessible::Relation match) {
        QStringList all;
        for (const auto& [other, relation] : item(name)->relations(match)) {
            if (relation & match) all.append(other->text(QAccessible::Name).section(QLatin1Char(','), 0, 0));
        }
        return all;
    };
    QCOMPARE(related("Deployment oci", QAccessible::Controller), QStringList({"Deployment git", "Deployment mirror"}));
    QCOMPARE(related("Deployment apps", QAccessible::Controlled),
             QStringList({"Deployment frontend", "Deployment backend"}));
    QVERIFY(related("Deployment lonely", QAccessible::AllRelations).isEmpty());
}

void GraphAccessibilityTest::aCardActs() {
    QSignalSpy opened(m_view.get(), &GraphView::opened);
    QSignalSpy toggled(m_view.get(), &GraphView::foldToggled);
    QSignalSpy menu(m_view.get(), &GraphView::menuRequested);
    auto* frontend = item("Deployment frontend");
    auto* actions = frontend->actionInterface();
    QVERIFY(actions);
    QCOMPARE(actions->actionNames(),
             QStringList({QAccessibleActionInterface::pressAction(), QAccessibleActionInterface::showMenuAction(),
                          QAccessibleActionInterface::setFocusAction(), QAccessibleActionInterface::toggleAction()}));
    for (const QString& name : actions->actionNames()) actions->doAction(name);
    QCOMPARE(m_view->selected(), QString("frontend"));
    QCOMPARE(opened.count(), 1);
    QCOMPARE(toggled.count(), 1);
    QCOMPARE(menu.count(), 1);
    QCOMPARE(menu.first().first().toString(), QString("frontend"));

    auto* plain = item("Deployment lonely")->actionInterface();
    QVERIFY(!plain->actionNames().contains(QAccessibleActionInterface::toggleAction()));
    plain->doAction(QAccessibleActionInterface::toggleAction());
    QCOMPARE(toggled.count(), 1);
}

void GraphAccessibilityTest::theFocusedCardIsTheFocusChild() {
    QCOMPARE(graph()->focusChild(), graph());
    m_view->select("oci", false);
    QCOMPARE(graph()->focusChild(), item("Deployment oci"));
    m_view->clearFocus();
    QVERIFY(!graph()->focusChild());
}

void GraphAccessibilityTest::selectionIsAnnounced() {
    QVERIFY(desktop::selectionAnnouncements(*m_view).isEmpty());
    m_view->select("frontend", false);
    const QString frontend("Deployment frontend, ready");
    QCOMPARE(said(desktop::selectionAnnouncements(*m_view)),
             Said({{QAccessible::Focus, frontend}, {QAccessible::Selection, frontend}}));
    QTest::keyClick(m_view.get(), Qt::Key_Left);
    QCOMPARE(said(desktop::selectionAnnouncements(*m_view)).first().second, QString("Deployment apps, ready"));
    m_view->clearFocus();
    QVERIFY(desktop::selectionAnnouncements(*m_view).isEmpty());
}

void GraphAccessibilityTest::changesAreAnnounced() {
    const auto announced = [&](std::shared_ptr<const render::Picture> next) {
        const desktop::PictureChange change = desktop::changeBetween(*m_view->picture(), *next);
        m_view->setPicture(std::move(next));
        return said(desktop::pictureAnnouncements(*m_view, change));
    };
    const auto failed = [&](const char* id) {
        auto next = std::make_shared<render::Picture>(*m_view->picture());
        next->diagram.cards[next->index.at(id)].word = "failed";
        return next;
    };
    QVERIFY(announced(failed("backend")).isEmpty());  // nobody has asked for a card yet
    QVERIFY(item("Pod pod-3"));                       // asks for all on the way
    QCOMPARE(announced(failed("frontend")), Said({{QAccessible::NameChanged, "Deployment frontend, failed"}}));
    QVERIFY(announced(failed("frontend")).isEmpty());
    test::PictureMaker maker = test::shop();
    maker.pod("pod-4", 4, 0, 3);
    QVERIFY(announced(maker.make()).contains({QAccessible::ObjectReorder, "Graph"}));
    QVERIFY(item("Pod pod-4"));
    const Said removal = announced(test::shop().make());
    QCOMPARE(removal, Said({{QAccessible::ObjectDestroyed, QString()}, {QAccessible::ObjectReorder, "Graph"}}));
}

void GraphAccessibilityTest::aCardThatIsGoneIsInvalid() {
    auto* pod = item("Pod pod-2");
    test::PictureMaker other;
    other.card("git", 0, 0);
    m_view->setPicture(other.make());
    QVERIFY(!pod->isValid());
    QVERIFY(pod->state().invalid);
    QVERIFY(pod->rect().isEmpty());
    QCOMPARE(pod->text(QAccessible::Name), QString());
    QVERIFY(pod->actionInterface()->actionNames().isEmpty());
    QCOMPARE(graph()->childCount(), 1);
}

void GraphAccessibilityTest::outlivesTheView() {
    const QAccessible::Id id = QAccessible::uniqueId(graph()->child(3));
    QVERIFY(QAccessible::accessibleInterface(id));
    m_view.reset();
    QVERIFY(!QAccessible::accessibleInterface(id));
}

QTEST_MAIN(GraphAccessibilityTest)
#include "graph_accessibility_test.moc"
