// First screen, empty and failing states, and what is remembered: always a page or a bar with something to do.
#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QTreeWidget>

#include "desktop/graph/graph_view.h"
#include "desktop/window/appearance.h"
#include "desktop/window/banner.h"
#include "desktop/window/chains_pane.h"
#include "desktop/window/details_pane.h"
#include "desktop/window/find_box.h"
#include "desktop/window/namespace_chooser.h"
#include "desktop/window/table_view.h"
#include "window_fixture.h"

using namespace scout;

class WindowStatesTest : public test::WindowFixture {
    Q_OBJECT

    QStringList contexts() const {
        QStringList names;
        const auto* list = m_window->findChild<QTreeWidget*>(QStringLiteral("contexts"));
        if (!list->isVisible()) return names;
        for (int row = 0; row < list->topLevelItemCount(); ++row) names << list->topLevelItem(row)->text(0);
        return names;
    }

    void writeDeployments() const {
        const std::string text = trace::writeSnapshot(test::deployments(3));
        QVERIFY(test::write(path("many.json"), QByteArray::fromStdString(text)));
    }
    /// Of what is read after m_log.holdAt("investigate") one object is seen.
    void cancelHalfWay() {
        QTRY_VERIFY(m_log.held());
        QTRY_COMPARE(m_window->session().phase(), Phase::loading);
        key(Qt::Key_Escape);
        m_log.release();
        QTRY_COMPARE(m_window->session().phase(), Phase::idle);
        QCOMPARE(m_window->session().graph()->chains.size(), std::size_t{1});
    }

  private slots:
    void init() { WindowFixture::init(); }
    void cleanup() { WindowFixture::cleanup(); }

    void noKubeconfig() {
        start();
        QCOMPARE(page(), QStringLiteral("No kubeconfig found."));
        QVERIFY(
            m_window->situation().page->text.contains(m_folder->path() + QStringLiteral("/.kube/config (missing)")));
        // The main button has the keyboard: Enter is enough for the demo.
        key(Qt::Key_Return);
        QTRY_VERIFY(drawn());
        QCOMPARE(m_window->session().source(), desktop::Session::Source::demo);
    }

    void aChosenKubeconfigIsTaken() {
        start();
        QVERIFY(test::write(path("chosen"), kubeconfig({QStringLiteral("east"), QStringLiteral("west")})));
        m_chosen = path("chosen");
        QAbstractButton* button = offer(QStringLiteral("Choose kubeconfig…"));
        QVERIFY(button != nullptr);
        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_COMPARE(contexts(), QStringList({QStringLiteral("east"), QStringLiteral("west")}));
        QCOMPARE(m_window->session().phase(), Phase::idle);
    }

    void aBrokenKubeconfigIsTold() {
        useKubeconfig("clusters: [");
        open();
        start();
        QVERIFY2(!page().isEmpty() && page() != QStringLiteral("No kubeconfig found."), qPrintable(page()));
        QVERIFY(m_window->situation().page->text.contains(path("kubeconfig")));
        QVERIFY(offer(QStringLiteral("Choose kubeconfig…")) != nullptr);
    }

    void ofSeveralContextsNoneIsContacted() {
        useKubeconfig(kubeconfig({QStringLiteral("west"), QStringLiteral("east"), QStringLiteral("north")}));
        open();
        start();
        QCOMPARE(contexts(), QStringList({QStringLiteral("west"), QStringLiteral("east"), QStringLiteral("north")}));
        QCOMPARE(m_log.count("connect"), 0);
        QCOMPARE(m_window->session().source(), desktop::Session::Source::none);
        const auto* list = m_window->findChild<QTreeWidget*>(QStringLiteral("contexts"));
        QCOMPARE(list->topLevelItem(1)->text(1), QStringLiteral("127.0.0.1:1"));
        QCOMPARE(list->topLevelItem(1)->text(2), QStringLiteral("someone"));
        // By keyboard alone: type, Enter.
        auto* filter = list->parentWidget()->findChild<QLineEdit*>();
        filter->setFocus();
        type(QStringLiteral("north"));
        key(Qt::Key_Return);
        QCOMPARE(m_window->session().source(), desktop::Session::Source::cluster);
        QCOMPARE(m_window->session().sourceName(), QStringLiteral("north"));
        // The next time it is the first one.
        open();
        start();
        QCOMPARE(contexts().value(0), QStringLiteral("north"));
    }

    void contextsCanBeChosenInASmallWindow() {
        useKubeconfig(kubeconfig({QStringLiteral("west"), QStringLiteral("east")}));
        open();
        start();
        m_window->resize(800, 600);
        QTRY_COMPARE(m_window->size(), QSize(800, 600));
        const auto* list = m_window->findChild<QTreeWidget*>(QStringLiteral("contexts"));
        const QWidget* column = list->parentWidget();
        const auto buttons = column->findChildren<QPushButton*>();
        QCOMPARE(buttons.size(), qsizetype{3});
        for (const QPushButton* button : buttons) {
            QTRY_VERIFY2(button->width() >= button->sizeHint().width(), qPrintable(button->text()));
            QCOMPARE(button->visibleRegion().boundingRect(), button->rect());
        }
        for (const QLabel* label : column->findChildren<QLabel*>())
            QVERIFY2(label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
    }

    void namingAnObjectMeansTheCurrentContext() {
        useKubeconfig(kubeconfig({QStringLiteral("west"), QStringLiteral("east")}));
        open();
        start({"--select", "deploy/shop", "-n", "prod"});
        QCOMPARE(m_window->session().sourceName(), QStringLiteral("west"));
        QCOMPARE(m_window->namespaces().chosen(), QStringList(QStringLiteral("prod")));
    }

    void theOnlyContextIsConnectedAndCannotBeReached() {
        useKubeconfig(kubeconfig({QStringLiteral("only")}));
        open();
        start();
        QCOMPARE(m_window->session().source(), desktop::Session::Source::cluster);
        QTRY_COMPARE_WITH_TIMEOUT(page(), QStringLiteral("Cannot reach only."), 20000);
        QVERIFY2(m_window->situation().page->text.contains(QStringLiteral("127.0.0.1")),
                 qPrintable(m_window->situation().page->text));
        QVERIFY(offer(QStringLiteral("Retry")) != nullptr);
        // The list of contexts is one step away, and the demo another.
        QAbstractButton* other = offer(QStringLiteral("Choose another context"));
        QVERIFY(other != nullptr);
        QTest::mouseClick(other, Qt::LeftButton);
        QCOMPARE(contexts(), QStringList(QStringLiteral("only")));
        key(Qt::Key_D, Qt::ControlModifier);
        QTRY_VERIFY(drawn());
        QVERIFY(contexts().isEmpty());
    }

    void expiredCredentialsShowTheHelpersOwnWords() {
        QVERIFY(test::write(path("helper"),
                            "#!/bin/sh\necho 'The SSO session has expired. Run: aws sso login' >&2\nexit 1\n"));
        QFile::setPermissions(path("helper"), QFile::ReadOwner | QFile::ExeOwner);
        QByteArray text = kubeconfig({QStringLiteral("only")});
        text.replace("user: {token: not-a-secret}",
                     "user: {exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: \"" +
                         path("helper").toUtf8() + "\"}}");
        useKubeconfig(text);
        open();
        start();
        QTRY_COMPARE_WITH_TIMEOUT(page(), QStringLiteral("The credentials for only were not accepted."), 20000);
        QVERIFY2(m_window->situation().page->text.contains(QStringLiteral("The SSO session has expired.")),
                 qPrintable(m_window->situation().page->text));
        QApplication::clipboard()->clear();
        QAbstractButton* copy = offer(QStringLiteral("Copy message"));
        QVERIFY(copy != nullptr);
        QTest::mouseClick(copy, Qt::LeftButton);
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("aws sso login")));
    }

    void aBadSnapshotIsTold() {
        QVERIFY(test::write(path("bad.json"), "{}"));
        start({path("bad.json").toStdString()});
        QTRY_COMPARE(page(), QStringLiteral("Cannot open bad.json."));
        m_chosen = path("good.json");
        QVERIFY(test::write(m_chosen, test::demoText()));
        QAbstractButton* button = offer(QStringLiteral("Open a snapshot…"));
        QVERIFY(button != nullptr);
        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_VERIFY(drawn());
        QCOMPARE(page(), QString());
    }

    void anErrorOfOneCommandIsABarThatCloses() {
        openDemo();
        m_chosen = path("no/such/folder/x.json");
        key(Qt::Key_S, Qt::ControlModifier);
        QTRY_COMPARE(bars(), QStringList(QStringLiteral("The snapshot was not saved.")));
        QVERIFY(QApplication::activeModalWidget() == nullptr);
        auto* banner = m_window->banners().findChild<desktop::Banner*>();
        emit banner->closed();
        QTRY_COMPARE(bars(), QStringList());
    }

    void readingIsCancelled() {
        m_log.holdAt("parse");
        QVERIFY(test::write(path("slow.json"), test::demoText()));
        start({path("slow.json").toStdString()});
        QTRY_VERIFY(m_log.held());
        QCOMPARE(page(), QStringLiteral("Opening slow.json…"));
        QVERIFY(m_window->actions().cancel->isEnabled());
        key(Qt::Key_Escape);
        QTRY_COMPARE(page(), QStringLiteral("Reading slow.json was cancelled."));
        m_log.release();
        QAbstractButton* again = offer(QStringLiteral("Start again"));
        QVERIFY(again != nullptr);
        QTest::mouseClick(again, Qt::LeftButton);
        QTRY_VERIFY(drawn());
    }

    void whatWasOnlyNotReadAgainIsNotSaidToBeGone() {
        writeDeployments();
        start({path("many.json").toStdString(), "--select", "deploy/web-2"});
        const QString web = QStringLiteral("apps/Deployment/prod/web-2");
        QTRY_VERIFY(drawn());
        QCOMPARE(m_window->selection(), web);
        m_log.holdAt("investigate");
        key(Qt::Key_F5);
        cancelHalfWay();
        const QStringList told{QStringLiteral("Reading was cancelled before Deployment web-2 in prod was seen again."),
                               QStringLiteral("Reading was cancelled: this is only a part.")};
        QCOMPARE(bars(), told);
        QCOMPARE(m_window->details().subject(), web);
        QTRY_VERIFY(m_window->session().pictureIsNewest() && diagram().cards.size() == 1);
        QCOMPARE(diagram().cards.front().id, web.toStdString());
        QVERIFY(diagram().cards.front().tone == render::Tone::unknown);
        QTest::mouseClick(offer(QStringLiteral("Read the rest")), Qt::LeftButton);
        QTRY_VERIFY(drawn());
        QCOMPARE(bars(), QStringList());
        QCOMPARE(m_window->selection(), web);
    }

    void whatIsThenFoundToBeGoneIsSaidToBeGone() {
        writeDeployments();
        start({path("many.json").toStdString(), "--select", "deploy/web-2"});
        QTRY_VERIFY(drawn());
        m_log.holdAt("investigate");
        key(Qt::Key_F5);
        cancelHalfWay();
        const std::string fewer = trace::writeSnapshot(test::deployments(2));
        QVERIFY(test::write(path("many.json"), QByteArray::fromStdString(fewer)));
        QTest::mouseClick(offer(QStringLiteral("Read the rest")), Qt::LeftButton);
        QTRY_VERIFY(drawn());
        QCOMPARE(bars(), QStringList(QStringLiteral("Deployment web-2 in prod is not there any more.")));
        QVERIFY(diagram().cards.front().tone == render::Tone::missing);
    }

    void whatIsAskedForIsNotSaidToBeMissingWhenReadingWasCancelled() {
        writeDeployments();
        m_log.holdAt("investigate");
        start({path("many.json").toStdString(), "--select", "deploy/web-2"});
        cancelHalfWay();
        QCOMPARE(bars(), QStringList({QStringLiteral("Reading was cancelled before “deploy/web-2” was seen."),
                                      QStringLiteral("Reading was cancelled: this is only a part.")}));
        QTest::mouseClick(offer(QStringLiteral("Read the rest")), Qt::LeftButton);
        QTRY_COMPARE(m_window->selection(), QStringLiteral("apps/Deployment/prod/web-2"));
        QTRY_VERIFY(drawn());
        QCOMPARE(bars(), QStringList());
    }

    void anEmptySnapshotSaysSo() {
        trace::Snapshot empty;
        empty.evidence.recordedAt = "2026-11-21T04:00:00Z";
        QVERIFY(test::write(path("empty.json"), QByteArray::fromStdString(trace::writeSnapshot(empty))));
        start({path("empty.json").toStdString()});
        QTRY_COMPARE(page(), QStringLiteral("empty.json holds no objects."));
    }

    void selectOpensAtTheObject() {
        start({"--demo", "--select", "deploy/frontend", "-n", "prod"});
        QTRY_VERIFY(drawn());
        const model::Hop* hop = m_window->session().graph()->find(m_window->selection().toStdString());
        QVERIFY(hop != nullptr);
        QCOMPARE(QString::fromStdString(hop->kind + "/" + hop->name + " in " + hop->ns),
                 QStringLiteral("Deployment/frontend in prod"));
        QTRY_COMPARE(m_window->graph().selected().toStdString(), hop->id);
        start({"--demo", "--select", "deploy/nowhere"});
        QTRY_COMPARE(bars(), QStringList(QStringLiteral("Nothing here matches “deploy/nowhere”.")));
    }

    void settingsAreRemembered() {
        openDemo();
        m_window->resize(1111, 777);
        m_window->actions().themeDark->trigger();
        m_window->actions().paletteMonochrome->trigger();
        m_window->actions().minimap->setChecked(false);
        m_window->actions().replicaSets->setChecked(true);
        m_window->actions().asTable->trigger();
        QVERIFY(test::write(path("seen.json"), test::demoText()));
        m_window->openSnapshot(path("seen.json"));
        open();
        QCOMPARE(m_window->size(), QSize(1111, 777));
        QVERIFY(m_window->actions().themeDark->isChecked());
        QVERIFY(m_window->palette().color(QPalette::Window).lightnessF() < 0.5F);
        QVERIFY(m_window->actions().paletteMonochrome->isChecked());
        QVERIFY(!m_window->actions().minimap->isChecked());
        QVERIFY(m_window->actions().asTable->isChecked());
        emit m_window->actions().recent->aboutToShow();
        QCOMPARE(m_window->actions().recent->actions().value(0)->text(), QStringLiteral("&1 seen.json"));
        m_window->actions().recent->actions().value(0)->trigger();
        QTRY_VERIFY(m_window->session().graph() != nullptr);
        QTRY_VERIFY(m_window->table().isVisible());
        QVERIFY(m_window->session().shown().replicaSets);
        // Reset view goes back to how it came; recent files stay.
        m_window->actions().resetView->trigger();
        QVERIFY(m_window->actions().themeSystem->isChecked());
        QVERIFY(m_window->actions().paletteScout->isChecked());
        QVERIFY(m_window->actions().minimap->isChecked());
        QVERIFY(!m_window->actions().replicaSets->isChecked());
        QVERIFY(m_window->actions().asGraph->isChecked());
        emit m_window->actions().recent->aboutToShow();
        QVERIFY(!m_window->actions().recent->actions().isEmpty());
    }

    void namespacesOfAContextAreRemembered() {
        useKubeconfig(kubeconfig({QStringLiteral("only")}));
        open();
        start({"-n", "prod"});
        QCOMPARE(m_window->namespaces().chosen(), QStringList(QStringLiteral("prod")));
        emit m_window->namespaces().chosenChanged({QStringLiteral("dev"), QStringLiteral("prod")});
        QCOMPARE(m_window->namespaces().text().remove(QStringLiteral(" ▾")), QStringLiteral("Namespaces: dev, +1"));
        open();
        start();
        QCOMPARE(m_window->namespaces().chosen(), QStringList({QStringLiteral("dev"), QStringLiteral("prod")}));
        // Asked for on the command line counts for this time.
        open();
        start({"-A"});
        QCOMPARE(m_window->namespaces().chosen(), QStringList());
    }

    void darkAndLightFollowThePalette() {
        openDemo();
        m_window->actions().themeLight->trigger();
        const QImage light = m_window->grab().toImage();
        m_window->actions().themeDark->trigger();
        QTRY_VERIFY(m_window->palette().color(QPalette::Window).lightnessF() < 0.5F);
        QTRY_VERIFY(m_window->graph().grab().toImage().pixelColor(5, 60).lightnessF() < 0.5F);
        QVERIFY(light.pixelColor(5, light.height() / 2) !=
                m_window->grab().toImage().pixelColor(5, light.height() / 2));
    }

    void closingForgetsWhatWasOpen() {
        openDemo();
        key(Qt::Key_W, Qt::ControlModifier);
        QTRY_COMPARE(page(), QStringLiteral("No kubeconfig found."));
        QCOMPARE(m_window->selection(), QString());
        QCOMPARE(m_window->chains().view() != nullptr, true);
        QVERIFY(!m_window->actions().save->isEnabled());
        QCOMPARE(m_window->windowTitle(), QStringLiteral("Scout"));
    }
};

QTEST_MAIN(WindowStatesTest)
#include "window_states_test.moc"
