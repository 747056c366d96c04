// The details pane by mouse and keyboard: loading, errors, what stays through updates, what may never be shown.
#include <QAbstractButton>
#include <QAccessible>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollBar>
#include <QShortcut>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTableView>
#include <QTest>
#include <QVBoxLayout>

#include "desktop/window/details_pane.h"
#include "desktop/window/details_sections.h"
#include "desktop/window/details_tabs.h"
#include "desktop/window/details_text.h"
#include "desktop/window/details_widgets.h"
#include "details_source_fake.h"
#include "keyboard_walk.h"
#include "models_graph.h"

using namespace scout;
using namespace scout::desktop;

namespace {

const QString web = QStringLiteral("apps/Deployment/prod/web");
const QString badPod = QStringLiteral("/Pod/prod/web-7d4b-b");

base::Json deployment(int lines) {
    std::string data;
    for (int line = 0; line < lines; ++line) {
        data += (line == 0 ? "" : ",") + std::string("\"key") + std::to_string(1000 + line) + "\": \"value\"";
    }
    return test::json(
        "{'apiVersion': 'apps/v1', 'kind': 'Deployment', 'metadata': {'name': 'web', 'managedFields': "
        "[{'manager': 'kubectl'}]}, 'spec': {" +
        data + "}, 'status': {'conditions': [{'type': 'Available', 'status': 'True'}]}}");
}

base::Error unreachable() {
    return {base::ErrorKind::unreachable, "no answer from the server", "https://10.0.0.1", "Check the connection."};
}

std::shared_ptr<const model::Graph> changedWeb(const std::string& status) {
    model::Graph graph = *test::smallGraph();
    for (model::Hop& hop : graph.nodes) {
        if (hop.name == "web") hop.health.status = status;
    }
    return std::make_shared<const model::Graph>(std::move(graph));
}

}  // namespace

class DetailsPaneTest : public QObject {
    Q_OBJECT

    std::unique_ptr<DetailsPane> m_pane;
    std::shared_ptr<test::FakeSource> m_source;

    void show(const QString& id, DetailsPane::Tab tab = DetailsPane::Tab::summary) {
        m_pane->setTab(tab);
        m_pane->setSubject(m_source, test::smallGraph(), id);
    }
    QWidget* page() const { return m_pane->findChild<QStackedWidget*>(QStringLiteral("pages"))->currentWidget(); }
    ContentOrState* state() const { return page()->findChild<ContentOrState*>(); }
    DetailsText* text() const { return page()->findChild<DetailsText*>(); }
    template <typename T>
    T* named(const QString& accessibleName) const {
        for (T* widget : m_pane->findChildren<T*>()) {
            if (widget->accessibleName() == accessibleName) return widget;
        }
        return nullptr;
    }

  private slots:
    void init() {
        m_source = std::make_shared<test::FakeSource>();
        m_pane = std::make_unique<DetailsPane>();
        m_pane->setClock([] { return *base::parseTime("2026-11-21T04:00:00Z"); });
        m_pane->resize(420, 640);
        m_pane->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_pane.get()));
        m_pane->activateWindow();
    }
    void cleanup() { m_pane.reset(); }

    void nothingIsSelected() {
        QCOMPARE(m_pane->findChild<ContentOrState*>()->stateText(), QStringLiteral("Nothing is selected."));
        show(web);
        QVERIFY(m_pane->findChild<ContentOrState*>()->contentShown());
        m_pane->setSubject(m_source, test::smallGraph(), {});
        QCOMPARE(m_pane->findChild<ContentOrState*>()->stateText(), QStringLiteral("Nothing is selected."));
    }

    void theObjectIsReadOnceForAllTabs() {
        show(web);
        QCOMPARE(m_source->objects.size(), std::size_t{1});
        m_pane->setTab(DetailsPane::Tab::yaml);
        QVERIFY(state()->stateText().contains(QStringLiteral("Reading")));
        QVERIFY(m_source->objects[0].answer(deployment(3)));
        QVERIFY(text()->text().contains(QStringLiteral("kind: Deployment")));
        QVERIFY(!text()->text().contains(QStringLiteral("managedFields")));
        page()->findChild<QCheckBox*>()->click();
        QVERIFY(text()->text().contains(QStringLiteral("managedFields")));
        QCOMPARE(m_source->objects.size(), std::size_t{1});
        // Events and logs are asked for when they are looked at.
        QVERIFY(m_source->eventLists.empty() && m_source->logs.empty());
    }

    void errorsStandInlineAndRetryAsksAgain() {
        show(web, DetailsPane::Tab::yaml);
        m_source->objects[0].answer(unreachable());
        QCOMPARE(state()->stateText(), QStringLiteral("No answer from the server (https://10.0.0.1)"));
        QPushButton* retry = nullptr;
        for (auto* button : page()->findChildren<QPushButton*>()) {
            if (button->isVisible()) retry = button;
        }
        QVERIFY(retry != nullptr);
        QTest::mouseClick(retry, Qt::LeftButton);
        QCOMPARE(m_source->objects.size(), std::size_t{2});
        m_source->objects[1].answer(deployment(3));
        QVERIFY(state()->contentShown());
        QCOMPARE(state()->stateText(), QString());
        // A refresh that fails keeps what was read.
        m_pane->refresh();
        m_source->objects[2].answer(unreachable());
        QVERIFY(state()->contentShown());
        QVERIFY(state()->stateText().startsWith(QStringLiteral("No answer")));
    }

    // Its conditions were those of an object that is there.
    void nothingIsToldOfWhatIsGone() {
        for (const auto kind : {base::ErrorKind::notFound, base::ErrorKind::notInstalled}) {
            m_source->objects.clear();
            m_pane->setSubject(m_source, test::smallGraph(), {});
            show(web);
            m_source->objects[0].answer(deployment(3));
            const auto* view = page()->findChild<SectionsView*>();
            const auto hasConditions = [&] {
                return std::any_of(view->sections().begin(), view->sections().end(), [](const SummarySection& section) {
                    return std::any_of(section.rows.begin(), section.rows.end(),
                                       [](const SummaryRow& row) { return row.label == QStringLiteral("Available"); });
                });
            };
            QVERIFY(hasConditions());
            m_pane->refresh();
            m_source->objects[1].answer(unreachable());
            QVERIFY(hasConditions());
            m_pane->refresh();
            m_source->objects[2].answer(base::Error{kind, "it is not there", "", ""});
            QVERIFY(!hasConditions());
        }
    }

    void whatCannotBeAnsweredHasNoRetry() {
        show(web, DetailsPane::Tab::events);
        m_source->eventLists[0].answer(
            base::Error{base::ErrorKind::unsupported, "events are not in a snapshot", {}, {}});
        QCOMPARE(state()->stateText(), QStringLiteral("Events are not in a snapshot"));
        for (auto* button : page()->findChildren<QPushButton*>()) QVERIFY(!button->isVisible());
    }

    void answersAboutTheLastSubjectAreNotShown() {
        show(web, DetailsPane::Tab::yaml);
        show(badPod, DetailsPane::Tab::yaml);
        QVERIFY(!m_source->objects[0].answer(deployment(3)));
        QCOMPARE(text()->text(), QString());
        QCOMPARE(m_source->objects[1].hopId, badPod.toStdString());
    }

    void updatesKeepTabScrollSearchAndSelection() {
        show(web, DetailsPane::Tab::yaml);
        m_source->objects[0].answer(deployment(400));
        m_pane->find();
        QVERIFY(qobject_cast<QLineEdit*>(QApplication::focusWidget()) != nullptr);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("key13"));
        QCOMPARE(text()->matchCount(), 100);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(text()->currentMatch(), 3);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(text()->currentMatch(), 2);
        const int scrolled = text()->edit()->verticalScrollBar()->value();
        QVERIFY(scrolled > 0);

        m_pane->setSubject(m_source, changedWeb("2/2 ready"), web);
        QCOMPARE(m_source->objects.size(), std::size_t{2});
        m_source->objects[1].answer(deployment(401));
        QCOMPARE(m_pane->tab(), DetailsPane::Tab::yaml);
        QVERIFY(text()->text().contains(QStringLiteral("key1400")));
        QCOMPARE(text()->edit()->verticalScrollBar()->value(), scrolled);
        QCOMPARE(text()->matchCount(), 100);
        QCOMPARE(text()->currentMatch(), 2);
        // A newer graph in which the object is the same asks for nothing.
        m_pane->setSubject(m_source, changedWeb("2/2 ready"), web);
        QCOMPARE(m_source->objects.size(), std::size_t{2});
    }

    void keysOfTheSearchStayInThePane() {
        // A window with the same keys, as the main window has them.
        QWidget window;
        QVBoxLayout layout(&window);
        layout.addWidget(m_pane.get());
        std::map<int, int> taken;
        for (const auto key : {QKeyCombination(Qt::CTRL, Qt::Key_F), QKeyCombination(Qt::Key_F3),
                               QKeyCombination(Qt::SHIFT, Qt::Key_F3), QKeyCombination(Qt::Key_Escape)}) {
            auto* shortcut = new QShortcut(QKeySequence(key), &window);
            connect(shortcut, &QShortcut::activated, this, [&taken, key] { ++taken[key.toCombined()]; });
        }
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        window.activateWindow();
        show(web, DetailsPane::Tab::yaml);
        m_source->objects[0].answer(deployment(30));
        text()->edit()->setFocus();
        const auto press = [](Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
            QTest::keyClick(QApplication::focusWidget(), key, modifiers);
        };
        // Nothing is searched for: the window's.
        press(Qt::Key_F3);
        QCOMPARE(taken[Qt::Key_F3], 1);
        press(Qt::Key_F, Qt::ControlModifier);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("key"));
        QCOMPARE(text()->matchCount(), 30);
        press(Qt::Key_F3);
        press(Qt::Key_F3);
        press(Qt::Key_F3, Qt::ShiftModifier);
        QCOMPARE(text()->currentMatch(), 2);
        press(Qt::Key_Escape);
        QVERIFY(text()->edit()->hasFocus());
        QCOMPARE(text()->matchCount(), 0);
        QCOMPARE(taken.size(), std::size_t{1});
        press(Qt::Key_Escape);
        QCOMPARE(taken[Qt::Key_Escape], 1);
        m_pane->setTab(DetailsPane::Tab::summary);
        m_pane->setFocus();
        press(Qt::Key_F, Qt::ControlModifier);
        QCOMPARE(taken[QKeyCombination(Qt::CTRL, Qt::Key_F).toCombined()], 1);
        layout.removeWidget(m_pane.get());
        m_pane->setParent(nullptr);
    }

    void theSummaryKeepsItsPlaceAndFocus() {
        m_pane->resize(420, 260);
        show(web);
        m_source->objects[0].answer(deployment(1));
        auto* view = page()->findChild<SectionsView*>();
        QTRY_VERIFY(view->verticalScrollBar()->maximum() > 0);
        view->verticalScrollBar()->setValue(40);
        auto* step = named<RowButton>(QStringLiteral("Applier/apps"));
        QVERIFY(step != nullptr);
        step->setFocus();
        const int place = view->verticalScrollBar()->value();
        m_pane->setSubject(m_source, changedWeb("2/2 ready"), web);
        QCOMPARE(view->verticalScrollBar()->value(), place);
        QVERIFY(named<RowButton>(QStringLiteral("Applier/apps"))->hasFocus());
        bool told = false;
        for (const SummaryRow& row : view->sections()[0].rows) told = told || row.value == QStringLiteral("2/2 ready");
        QVERIFY(told);
    }

    void neighboursAndStepsLeadToTheirCards() {
        QSignalSpy requested(m_pane.get(), &DetailsPane::hopRequested);
        show(web);
        QTest::mouseClick(named<RowButton>(QStringLiteral("Applier/apps")), Qt::LeftButton);
        QCOMPARE(requested.takeFirst()[0].toString(), QStringLiteral("example.dev/Applier/flux/apps"));
        auto* keyboard = named<RowButton>(QStringLiteral("ReplicaSet/web-7d4b"));
        keyboard->setFocus();
        QTest::keyClick(keyboard, Qt::Key_Return);
        QCOMPARE(requested.takeFirst()[0].toString(), QStringLiteral("apps/ReplicaSet/prod/web-7d4b"));
        m_pane->setTab(DetailsPane::Tab::why);
        QVERIFY(!page()->findChildren<RowButton*>().isEmpty());
        QTest::mouseClick(page()->findChildren<RowButton*>().last(), Qt::LeftButton);
        QCOMPARE(requested.takeFirst()[0].toString(), web);
    }

    void eventsAreATable() {
        show(badPod, DetailsPane::Tab::events);
        QCOMPARE(m_source->eventLists[0].hopId, badPod.toStdString());
        m_source->eventLists[0].answer(
            test::json("[{'type': 'Warning', 'reason': 'BackOff', 'message': 'again', "
                       "'count': 2, 'lastTimestamp': '2026-11-21T03:00:00Z'}]"));
        auto* table = page()->findChild<QTableView*>();
        QCOMPARE(table->model()->rowCount(), 1);
        table->selectAll();
        table->setFocus();
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(),
                 QStringLiteral("Last seen\tType\tReason\tMessage\tCount\n60m\tWarning\tBackOff\tagain\t2\n"));
        m_pane->refresh();
        QCOMPARE(m_source->eventLists.size(), std::size_t{2});
        m_source->eventLists[1].answer(test::json("[]"));
        QCOMPARE(state()->stateText(), QStringLiteral("No events."));
    }

    void logsOfAPod() {
        show(badPod, DetailsPane::Tab::logs);
        QVERIFY(m_source->logs.empty());
        m_source->objects.back().answer(
            test::json("{'spec': {'initContainers': [{'name': 'init'}], "
                       "'containers': [{'name': 'app'}]}}"));
        QCOMPARE(m_source->logs.size(), std::size_t{1});
        QCOMPARE(m_source->logs[0].log.container, std::string("app"));
        QCOMPARE(m_source->logs[0].log.lines, 200);
        m_source->logs[0].answer(std::string("one\n\x1b[31mtwo\x1b[0m\x07\n"));
        QCOMPARE(text()->text(), QStringLiteral("one\ntwo\\x07"));
        auto* containers = named<QComboBox>(QStringLiteral("Container"));
        QCOMPARE(containers->count(), 2);
        containers->setFocus();
        QTest::keyClick(containers, Qt::Key_Down);
        QCOMPARE(m_source->logs[1].log.container, std::string("init"));
        // Lines of one container never stand below another's name.
        QCOMPARE(text()->text(), QString());
        named<QCheckBox>(QStringLiteral("Previous container"))->click();
        QVERIFY(m_source->logs[2].log.previous);
        QVERIFY(!m_source->logs[1].answer(std::string("late")));
        m_source->logs[2].answer(unreachable());
        QVERIFY(state()->stateText().startsWith(QStringLiteral("No answer")));
    }

    void logsOfAWorkloadChooseAmongItsPods() {
        show(web, DetailsPane::Tab::logs);
        auto* pods = named<QComboBox>(QStringLiteral("Pod"));
        QCOMPARE(pods->count(), 2);
        QCOMPARE(pods->currentText(), QStringLiteral("web-7d4b-b"));
        // Without the Pod's object its first container is asked for.
        m_source->objects.back().answer(unreachable());
        QCOMPARE(m_source->logs.back().hopId, badPod.toStdString());
        QCOMPARE(m_source->logs.back().log.container, std::string());
        pods->setFocus();
        QTest::keyClick(pods, Qt::Key_Down);
        QCOMPARE(m_source->objects.back().hopId, std::string("/Pod/prod/web-7d4b-a"));
        show(QStringLiteral("example.dev/Applier/flux/apps"), DetailsPane::Tab::logs);
        QCOMPARE(state()->stateText(), QStringLiteral("There is no log here."));
        QVERIFY(!named<QCheckBox>(QStringLiteral("Previous container"))->isVisible());
    }

    void commandsAreCopied() {
        QSignalSpy copied(m_pane.get(), &DetailsPane::copied);
        show(web, DetailsPane::Tab::commands);
        m_pane->copyCommand();
        QCOMPARE(copied.size(), 1);
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("kubectl scout trace ")));
        QAbstractButton* copy = nullptr;
        for (auto* button : page()->findChildren<QAbstractButton*>()) {
            if (copy == nullptr && button->text() == QStringLiteral("Copy")) copy = button;
        }
        QVERIFY(copy != nullptr);
        QGuiApplication::clipboard()->clear();
        QTest::mouseClick(copy, Qt::LeftButton);
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("kubectl scout trace ")));
    }

    void theSummaryIsCopiedAsText() {
        show(web);
        auto* view = page()->findChild<SectionsView*>();
        view->setFocus();
        QTest::keyClick(view, Qt::Key_C, Qt::ControlModifier);
        const QString text = QGuiApplication::clipboard()->text();
        QVERIFY2(text.startsWith(QStringLiteral("State\nState: progressing\nStatus: 1/2 ready\n")), qPrintable(text));
    }

    void aFoldListsItsObjects() {
        const QString fold = QStringLiteral("fold:%1:Pod").arg(web);
        m_source->folds[fold.toStdString()] = {badPod.toStdString(), "/Pod/prod/web-7d4b-a", "/Pod/prod/gone"};
        QSignalSpy requested(m_pane.get(), &DetailsPane::hopRequested);
        show(fold);
        QCOMPARE(page()->findChildren<RowButton*>().size(), 2);
        QTest::mouseClick(page()->findChildren<RowButton*>().first(), Qt::LeftButton);
        QCOMPARE(requested.takeFirst()[0].toString(), badPod);
        QVERIFY(m_source->objects.empty());
        m_pane->setTab(DetailsPane::Tab::yaml);
        QCOMPARE(state()->stateText(), QStringLiteral("A group of objects has no YAML."));
        m_pane->setTab(DetailsPane::Tab::logs);
        QCOMPARE(named<QComboBox>(QStringLiteral("Pod"))->count(), 2);
    }

    void theHistoryIsAskedForWhenItIsLookedAt() {
        show(web);
        QVERIFY(m_source->traces.empty());
        m_pane->setTab(DetailsPane::Tab::history);
        QCOMPARE(m_source->traces.size(), std::size_t{1});
        QCOMPARE(m_source->traces.front().hopId, web.toStdString());
        QCOMPARE(state()->stateText(), QStringLiteral("Reading the history…"));
        auto trace = std::make_shared<model::Trace>();
        trace->history = {{"2026-11-21T03:00:00Z", "Applier/apps", "applied", "main@sha1:1111", "", "", ""}};
        const auto answer = [&](base::Result<std::shared_ptr<const model::Trace>> result) {
            const auto request = m_source->traces.front();
            m_source->traces.pop_front();
            return request.answer(std::move(result));
        };
        QVERIFY(answer(std::shared_ptr<const model::Trace>(trace)));
        QVERIFY(state()->contentShown());
        // The same graph again is no reason to ask again.
        m_pane->setSubject(m_source, test::smallGraph(), web);
        QVERIFY(m_source->traces.empty());
        // A newer answer about it is.
        model::Graph newer = *test::smallGraph();
        newer.traces[web.toStdString()] = std::make_shared<const model::Trace>();
        m_pane->setSubject(m_source, std::make_shared<const model::Graph>(std::move(newer)), web);
        QCOMPARE(m_source->traces.size(), std::size_t{1});
        QVERIFY(answer(base::Error{base::ErrorKind::timeout, "no answer", "", ""}));
        QVERIFY(state()->contentShown());  // what was read before stays, with the error beside it
        QCOMPARE(state()->stateText(), QStringLiteral("No answer"));
        m_pane->refresh();
        QCOMPARE(m_source->traces.size(), std::size_t{1});
        // Nobody waits for it any more.
        m_pane->setSubject(m_source, test::smallGraph(), badPod);
        QVERIFY(!answer(std::shared_ptr<const model::Trace>(trace)));
        QCOMPARE(m_source->traces.front().hopId, badPod.toStdString());
    }

    void everyTabWithItsContentIsWalked_data() {
        QTest::addColumn<int>("tab");
        QTest::newRow("summary") << static_cast<int>(DetailsPane::Tab::summary);
        QTest::newRow("history") << static_cast<int>(DetailsPane::Tab::history);
        QTest::newRow("yaml") << static_cast<int>(DetailsPane::Tab::yaml);
        QTest::newRow("events") << static_cast<int>(DetailsPane::Tab::events);
        QTest::newRow("logs") << static_cast<int>(DetailsPane::Tab::logs);
    }
    void everyTabWithItsContentIsWalked() {
        QFETCH(int, tab);
        show(badPod, static_cast<DetailsPane::Tab>(tab));
        const auto pod = test::json(
            "{'apiVersion': 'v1', 'kind': 'Pod', 'metadata': {'name': 'web-7d4b-b', 'namespace': 'prod'}, 'spec': "
            "{'containers': [{'name': 'app'}, {'name': 'side'}]}, 'status': {'containerStatuses': [{'name': 'app', "
            "'restartCount': 3}]}}");
        auto trace = std::make_shared<model::Trace>();
        trace->history = {{"2026-11-21T03:00:00Z", "Applier/apps", "applied", "main@sha1:1111", "", "", ""}};
        for (const auto& request : m_source->objects) request.answer(pod);
        for (const auto& request : m_source->traces) request.answer(std::shared_ptr<const model::Trace>(trace));
        for (const auto& request : m_source->eventLists)
            request.answer(
                test::json("[{'type': 'Warning', 'reason': 'BackOff', 'message': 'again', 'count': 2, "
                           "'lastTimestamp': '2026-11-21T03:00:00Z'}]"));
        for (const auto& request : m_source->logs) request.answer(std::string("one\ntwo\n"));
        QVERIFY(state()->contentShown());
        const QStringList faults = test::keyboardFaults(m_pane.get());
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QStringLiteral("; "))));
    }

    void anObjectThatWentIsToldSo() {
        show(web);
        model::Graph less = *test::smallGraph();
        std::erase_if(less.nodes, [](const model::Hop& hop) { return hop.name == "web"; });
        m_pane->setSubject(m_source, std::make_shared<const model::Graph>(std::move(less)), web);
        for (const auto tab : {DetailsPane::Tab::summary, DetailsPane::Tab::why, DetailsPane::Tab::delivers,
                               DetailsPane::Tab::history, DetailsPane::Tab::yaml, DetailsPane::Tab::events}) {
            m_pane->setTab(tab);
            QCOMPARE(state()->stateText(), QStringLiteral("This object is not there any more."));
        }
        // And back again.
        show(web);
        QVERIFY(state()->contentShown());
    }

    void withoutASourceTheGraphIsShown() {
        m_pane->setSubject(std::shared_ptr<ObjectSource>(), test::smallGraph(), web);
        QVERIFY(state()->contentShown());
        m_pane->setTab(DetailsPane::Tab::yaml);
        QCOMPARE(state()->stateText(), QStringLiteral("Only what the graph says is known here."));
        m_pane->setTab(DetailsPane::Tab::events);
        QCOMPARE(state()->stateText(), QStringLiteral("Only what the graph says is known here."));
    }

    void textIsPlainAndControlsHaveNames() {
        show(web);
        m_source->objects[0].answer(deployment(3));
        for (int tab = 0; tab < 6; ++tab) {
            m_pane->setTab(static_cast<DetailsPane::Tab>(tab));
            for (const auto* label : m_pane->findChildren<QLabel*>()) {
                QVERIFY2(label->text().isEmpty() || label->textFormat() == Qt::PlainText, qPrintable(label->text()));
            }
            for (const auto* widget : page()->findChildren<QWidget*>()) {
                if (!widget->isVisible() || (widget->focusPolicy() & Qt::TabFocus) == 0) continue;
                const auto* button = qobject_cast<const QAbstractButton*>(widget);
                const bool named =
                    !widget->accessibleName().isEmpty() || (button != nullptr && !button->text().isEmpty());
                QVERIFY2(named, widget->metaObject()->className());
            }
        }
    }

    void everyTabIsReachedByKeyboard() {
        show(web);
        auto* tabs = m_pane->findChild<DetailsTabs*>();
        for (const auto& [key, tab] : {std::pair(Qt::Key_Y, DetailsPane::Tab::yaml),
                                       {Qt::Key_W, DetailsPane::Tab::why},
                                       {Qt::Key_N, DetailsPane::Tab::events},
                                       {Qt::Key_L, DetailsPane::Tab::logs},
                                       {Qt::Key_C, DetailsPane::Tab::commands},
                                       {Qt::Key_S, DetailsPane::Tab::summary}}) {
            QTest::keyClick(tabs, key, Qt::AltModifier);
            QCOMPARE(m_pane->tab(), tab);
        }
        m_pane->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
        QCOMPARE(m_pane->tab(), DetailsPane::Tab::why);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab, Qt::ControlModifier);
        QCOMPARE(m_pane->tab(), DetailsPane::Tab::delivers);
        m_pane->setTab(DetailsPane::Tab::summary);
        QTest::keyClick(tabs, Qt::Key_Backtab, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(m_pane->tab(), DetailsPane::Tab::commands);
        // Tab visits every control of a page and comes back.
        m_source->objects[0].answer(deployment(3));
        m_pane->setTab(DetailsPane::Tab::yaml);
        QSet<QWidget*> visited;
        text()->edit()->setFocus();
        for (int step = 0; step < 40; ++step) {
            visited.insert(QApplication::focusWidget());
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        for (auto* widget : page()->findChildren<QWidget*>()) {
            if (widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) != 0 &&
                widget->focusProxy() == nullptr) {
                QVERIFY2(visited.contains(widget), qPrintable(widget->accessibleName()));
            }
        }
    }

    void everyTabIsInSight_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("rows");
        QTest::newRow("narrow") << 200 << 4;
        QTest::newRow("as it opens") << 350 << 2;
        QTest::newRow("wide") << 900 << 1;
    }
    void everyTabIsInSight() {
        QFETCH(int, width);
        QFETCH(int, rows);
        show(web);
        auto* tabs = m_pane->findChild<DetailsTabs*>();
        const auto titles = tabs->findChildren<QRadioButton*>();
        QCOMPARE(titles.size(), qsizetype{8});
        m_pane->setMinimumWidth(1);  // as a dock that is given one
        m_pane->resize(width, 640);
        QTRY_COMPARE(tabs->width(), width);
        QTRY_COMPARE(tabs->height(), tabs->heightForWidth(width));  // as the layout has it
        QSet<int> tops;
        for (auto* title : titles) {
            QVERIFY2(tabs->rect().contains(title->geometry()), qPrintable(title->text()));
            QVERIFY2(title->width() >= title->sizeHint().width(), qPrintable(title->text()));
            for (const auto* other : titles)
                QVERIFY(other == title || !other->geometry().intersects(title->geometry()));
            tops.insert(title->y());
            // To a screen reader one of several, named, and told which one it is.
            QAccessibleInterface* told = QAccessible::queryAccessibleInterface(title);
            QCOMPARE(told->role(), QAccessible::RadioButton);
            QCOMPARE(told->text(QAccessible::Name), QString(title->text()).remove(QLatin1Char('&')));
            QCOMPARE(bool(told->state().checked), title == titles.front());
        }
        QCOMPARE(tops.size(), qsizetype{rows});
    }

    void noTextIsCutOffAtTheSide_data() {
        QTest::addColumn<int>("width");
        QTest::newRow("narrow") << 200;
        QTest::newRow("as narrow as it may be") << 240;
        QTest::newRow("wide") << 420;
    }
    void noTextIsCutOffAtTheSide() {
        QFETCH(int, width);
        show(web);
        m_source->objects[0].answer(deployment(3));
        m_pane->setMinimumWidth(1);  // as a dock that is given one
        m_pane->resize(width, 640);
        auto* view = page()->findChild<SectionsView*>();
        QTRY_COMPARE(view->width(), width);
        QTRY_VERIFY(view->widget()->width() <= view->viewport()->width());
        int texts = 0;
        for (const auto* value : view->findChildren<ValueText*>()) {
            if (!value->isVisible()) continue;
            ++texts;
            QVERIFY2(view->viewport()->rect().right() >= value->mapTo(view->viewport(), value->rect().topRight()).x(),
                     qPrintable(value->toPlainText()));
        }
        QVERIFY(texts > 4);
    }

    void tokensAreWrappedAndNotCutOff() {
        model::Graph graph = *test::smallGraph();
        for (model::Hop& hop : graph.nodes) {
            if (hop.name == "web") hop.health.message = std::string(400, 'x') + " <b>not bold</b>";
        }
        m_pane->setSubject(m_source, std::make_shared<const model::Graph>(std::move(graph)), web);
        auto* message = named<ValueText>(QStringLiteral("Message"));
        QVERIFY(message != nullptr);
        QVERIFY(message->toPlainText().endsWith(QStringLiteral("<b>not bold</b>")));
        QTRY_VERIFY(message->height() >= 5 * message->fontMetrics().height());
        QVERIFY(message->width() <= m_pane->width());
        QVERIFY(message->document()->size().height() <= message->height() + 1);
    }
};

QTEST_MAIN(DetailsPaneTest)
#include "details_pane_test.moc"
