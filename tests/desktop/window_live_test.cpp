// The window over an API server that lists, watches and misbehaves.
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QToolButton>
#include <algorithm>

#include "desktop/graph/graph_view.h"
#include "desktop/window/banner.h"
#include "desktop/window/chains_model.h"
#include "desktop/window/chains_pane.h"
#include "desktop/window/details_pane.h"
#include "engine/watch_server.h"
#include "window_fixture.h"

using namespace scout;
using test::Seen;

namespace {

const std::string applier = "kustomize.toolkit.fluxcd.io/Kustomization/prod/apps";
const QByteArray ofWeb = R"({"id":"prod_web_apps_Deployment","v":"v1"})";  // in an inventory

}  // namespace

class WindowLiveTest : public test::WindowFixture {
    Q_OBJECT

    std::unique_ptr<test::WatchServer> m_server;
    QPointer<QTcpSocket> m_held;
    QPointer<QTcpSocket> m_pods;

    /// One context, so that it is connected at once.
    void connectCluster(const QString& select = {}) {
        QByteArray text = kubeconfig({QStringLiteral("only")});
        text.replace("https://127.0.0.1:1/only", QByteArray::fromStdString(m_server->url()));
        useKubeconfig(text);
        open();
        desktop::Arguments arguments;
        arguments.select = select.toStdString();
        m_window->start(arguments);
    }
    QStringList chains() const {
        QStringList names;
        const auto* model = m_window->chains().model();
        for (int row = 0; row < model->rowCount(); ++row) names << model->index(row).data().toString();
        return names;
    }
    /// The bars beside the one about plain HTTP, which the server of these tests speaks.
    QStringList told() const {
        QStringList titles = bars();
        titles.removeIf([](const QString& title) { return title.contains(QStringLiteral("HTTP")); });
        return titles;
    }
    QString live() const { return m_window->findChild<QLabel*>(QStringLiteral("live"))->text(); }
    static QByteArray json(const QByteArray& body) {
        return test::answer(200, body, "Content-Type: application/json\r\n");
    }
    static QByteArray list(const QByteArray& item) {
        return json(R"({"metadata":{"resourceVersion":"1000"},"items":[)" + item + "]}");
    }
    static QByteArray deployment(const QByteArray& labels = "{}") {
        return R"({"metadata":{"name":"web","namespace":"prod","uid":"u","resourceVersion":"9","labels":)" + labels +
               "}}";
    }
    /// Cannot reach its source.
    static QByteArray kustomization(const QByteArray& inventory) {
        return R"({"metadata":{"name":"apps","namespace":"prod","uid":"k","generation":1,"resourceVersion":"9"},)"
               R"("spec":{"sourceRef":{"kind":"GitRepository","name":"repo"}},"status":{"observedGeneration":1,)"
               R"("conditions":[{"type":"Ready","status":"False","reason":"ArtifactFailed","message":"no source"}],)"
               R"("inventory":{"entries":[)" +
               inventory + "]}}}";
    }
    /// The list of Kustomizations, with the one that delivers web, waits until it is let go.
    void holdKustomizations() {
        m_server->trouble = [this](const Seen& seen, bool isWatch, QTcpSocket& socket) {
            if (isWatch) return false;
            const QByteArray web = deployment(R"({"kustomize.toolkit.fluxcd.io/name":"apps",)"
                                              R"("kustomize.toolkit.fluxcd.io/namespace":"prod"})");
            if (seen.target.contains("/deployments/")) return socket.write(json(web)) > 0;
            if (seen.target.contains("/deployments")) return socket.write(list(web)) > 0;
            if (seen.target.contains("/kustomizations/")) return socket.write(json(kustomization(ofWeb))) > 0;
            if (!seen.target.contains("/kustomizations")) return false;
            m_held = &socket;
            return true;
        };
    }
    /// Where the selected card stands, bars come or go.
    QPoint onScreen() const {
        const auto& graph = m_window->graph();
        return graph.viewport()->mapToGlobal(graph.cardRect(graph.selected()).topLeft());
    }
    bool hasApplier() const { return drawn() && m_window->session().graph()->chain(applier) != nullptr; }
    static void refuse(QTcpSocket& socket, int code, const char* reason) {
        socket.write(test::answer(code, test::statusBody(code, reason), "Content-Type: application/json\r\n"));
    }

  private slots:
    void init() {
        WindowFixture::init();
        m_server = std::make_unique<test::WatchServer>();
        m_server->put("deployments", "web");
        m_server->put("pods", "web-1");
    }
    void cleanup() {
        WindowFixture::cleanup();
        m_server.reset();
    }

    void whatIsDeployedAppearsAndNothingElseMoves() {
        connectCluster();
        QTRY_VERIFY(drawn());
        QCOMPARE(m_window->windowTitle(), QStringLiteral("only — Scout"));
        QVERIFY2(live().startsWith(QStringLiteral("live")), qPrintable(live()));
        const auto ofOneChain = m_window->session().picture();
        m_window->actions().allChains->trigger();
        QTRY_VERIFY(drawn() && m_window->graph().picture() != ofOneChain);
        const QString web = QStringLiteral("apps/Deployment/prod/web");
        m_window->graph().select(web, false);
        const QRect before = m_window->graph().cardRect(web);
        const auto selected = m_window->chains().selected();
        m_server->put("deployments", "another");
        QTRY_VERIFY(chains().contains(QStringLiteral("another")));
        QTRY_VERIFY(!m_window->graph().cardRect(QStringLiteral("apps/Deployment/prod/another")).isEmpty());
        QCOMPARE(m_window->graph().cardRect(web), before);
        QCOMPARE(m_window->selection(), web);
        QCOMPARE(m_window->details().subject(), web);
        QCOMPARE(m_window->chains().selected(), selected);
    }

    void aDeletedOneIsAGhostUntilItComesBack() {
        connectCluster();
        QTRY_VERIFY(drawn());
        QCOMPARE(m_window->selection(), QStringLiteral("apps/Deployment/prod/web"));
        m_server->remove("deployments", "web");
        QTRY_VERIFY(told().contains(QStringLiteral("Deployment web in prod is not there any more.")));
        m_server->put("deployments", "web");
        QTRY_VERIFY(!told().contains(QStringLiteral("Deployment web in prod is not there any more.")));
        QCOMPARE(m_window->selection(), QStringLiteral("apps/Deployment/prod/web"));
        QTRY_VERIFY(drawn());
    }

    void whatWasAskedForStaysChosenWhenItsApplierComes() {
        holdKustomizations();
        connectCluster(QStringLiteral("deploy/web"));
        const QString web = QStringLiteral("apps/Deployment/prod/web");
        QTRY_COMPARE(m_window->selection(), web);
        QCOMPARE(m_window->session().phase(), Phase::loading);
        QTRY_VERIFY(m_held != nullptr);
        m_held->write(list(kustomization(ofWeb)));
        QTRY_VERIFY(hasApplier());
        QCOMPARE(m_window->selection(), web);
        QTRY_COMPARE(m_window->graph().selected(), web);
        QCOMPARE(m_window->chains().selected(), std::set<std::string>{applier});
        QVERIFY(!m_window->actions().back->isEnabled());
    }

    void whatTheUserChoseMeanwhileStaysChosen() {
        holdKustomizations();
        connectCluster(QStringLiteral("deploy/web"));
        QTRY_COMPARE(m_window->selection(), QStringLiteral("apps/Deployment/prod/web"));
        QTRY_VERIFY(m_held != nullptr);
        m_window->actions().allChains->trigger();
        const QString pod = QStringLiteral("/Pod/prod/web-1");
        QTRY_VERIFY(!m_window->graph().cardRect(pod).isEmpty());
        m_window->graph().select(pod, false);
        QCOMPARE(m_window->selection(), pod);
        m_held->write(list(kustomization(ofWeb)));
        QTRY_VERIFY(hasApplier());
        QCOMPARE(m_window->selection(), pod);
    }

    /// A picture of a part of it may be made when all has been read.
    void whatOpensIsShownAsAWholeHoweverLateItsPicturesCome() {
        m_server->trouble = [this](const Seen& seen, bool isWatch, QTcpSocket& socket) {
            if (isWatch) return false;
            if (seen.target.contains("/deployments"))
                return socket.write(seen.target.contains('?') ? list(deployment()) : json(deployment())) > 0;
            if (seen.target.contains("/kustomizations?")) m_held = &socket;
            if (seen.target.contains("/pods?")) m_pods = &socket;
            return seen.target.contains("/kustomizations?") || seen.target.contains("/pods?");
        };
        connectCluster();
        m_window->resize(1440, 900);
        QTRY_VERIFY(m_held != nullptr && m_pods != nullptr);
        QTRY_VERIFY(m_window->graph().picture() != nullptr && m_window->session().pictureIsNewest());
        m_window->chains().setFocus();
        key(Qt::Key_Return);
        m_log.holdAt("picture");
        m_held->write(list(kustomization({})));
        QTRY_VERIFY(m_log.held());
        QByteArrayList pods;
        for (const char* name : {"a", "b", "c", "d"}) {
            pods << QByteArray(R"({"metadata":{"namespace":"prod","name":"NAME","uid":"NAME","resourceVersion":"9",)"
                               R"("ownerReferences":[{"apiVersion":"apps/v1","kind":"Deployment","name":"web",)"
                               R"("uid":"u","controller":true}]}})")
                        .replace("NAME", name);
        }
        m_pods->write(list(pods.join(',')));
        QTRY_COMPARE(m_window->session().phase(), Phase::ready);
        QCOMPARE(m_window->session().picture()->cards.size(), std::size_t{1});
        m_log.holdAt("nothing");
        m_log.release();
        QTRY_VERIFY(drawn());
        QCOMPARE(m_window->session().picture()->cards.size(), std::size_t{5});
        const QPoint place = onScreen();
        m_window->graph().fitAll();
        QCOMPARE(onScreen(), place);
    }

    void theWorstSoFarIsShownWhileMoreIsRead_data() {
        QTest::addColumn<QString>("looked");
        QTest::newRow("nobody has looked closer") << QString();
        QTest::newRow("it is opened from the list") << QStringLiteral("list");
        QTest::newRow("its card is opened") << QStringLiteral("card");
        QTest::newRow("another tab of the details") << QStringLiteral("tab");
        QTest::newRow("a search in the details") << QStringLiteral("search");
        QTest::newRow("zoom") << QStringLiteral("zoom");
    }
    /// Who looks closer at a chain keeps it.
    void theWorstSoFarIsShownWhileMoreIsRead() {
        QFETCH(QString, looked);
        m_server->trouble = [this](const Seen& seen, bool, QTcpSocket& socket) {
            if (seen.target.contains("/deployments/")) return socket.write(json(deployment())) > 0;
            if (seen.target.contains("/kustomizations?")) m_held = &socket;
            return seen.target.contains("/kustomizations") || seen.target.contains("/pods");
        };
        connectCluster();
        m_window->details().setTab(desktop::DetailsPane::Tab::yaml);
        QTRY_VERIFY(m_held != nullptr && m_window->graph().picture() != nullptr);
        QCOMPARE(m_window->selection(), QStringLiteral("apps/Deployment/prod/web"));
        const auto chainOfWeb = m_window->chains().selected();
        if (looked == QStringLiteral("list")) {
            m_window->chains().setFocus();
            key(Qt::Key_Return);
        } else if (looked == QStringLiteral("card")) {
            m_window->graph().setFocus();
            key(Qt::Key_Return);
        } else if (looked == QStringLiteral("tab")) {
            m_window->details().setTab(desktop::DetailsPane::Tab::why);
        } else if (looked == QStringLiteral("search")) {
            const auto searches = m_window->details().findChildren<QLineEdit*>();
            const auto shown = [&] {
                return std::find_if(searches.begin(), searches.end(), [](const auto* one) { return one->isVisible(); });
            };
            QTRY_VERIFY(shown() != searches.end());
            (*shown())->setFocus();
            key(Qt::Key_R);
        } else if (looked == QStringLiteral("zoom")) {
            key(Qt::Key_Plus, Qt::ControlModifier);
        }
        m_held->write(list(kustomization({})));
        QTRY_VERIFY(m_window->session().graph()->chain(applier) != nullptr);
        QCOMPARE(m_window->session().phase(), Phase::loading);
        QCOMPARE(m_window->chains().selected(), looked.isEmpty() ? std::set<std::string>{applier} : chainOfWeb);
    }

    void forbiddenKindsAreABarWithTheRule() {
        m_server->trouble = [](const Seen& seen, bool, QTcpSocket& socket) {
            if (!seen.target.contains("/pods")) return false;
            refuse(socket, 403, "Forbidden");
            return true;
        };
        connectCluster();
        QTRY_VERIFY(drawn());
        QTRY_VERIFY(told().contains(QStringLiteral("1 kind cannot be listed: Pods.")));
        const auto banners = m_window->banners().findChildren<desktop::Banner*>();
        QVERIFY(std::any_of(banners.begin(), banners.end(), [](const desktop::Banner* banner) {
            return banner->notice().text.contains(QStringLiteral("anew every 5 minutes and at once with F5"));
        }));
        QApplication::clipboard()->clear();
        QAbstractButton* copy = offer(QStringLiteral("Copy the RBAC rule you need"));
        QVERIFY(copy != nullptr);
        QTest::mouseClick(copy, Qt::LeftButton);
        QVERIFY2(QApplication::clipboard()->text().contains(QStringLiteral("resources: [\"pods\"]")),
                 qPrintable(QApplication::clipboard()->text()));
    }

    void whatMayBeReadNoMoreIsNotShownAsReady() {
        connectCluster();
        QTRY_VERIFY(drawn());
        m_window->actions().allChains->trigger();
        const QString pod = QStringLiteral("/Pod/prod/web-1");
        QTRY_VERIFY(!m_window->graph().cardRect(pod).isEmpty());
        m_window->graph().select(pod, false);
        m_server->trouble = [](const Seen& seen, bool, QTcpSocket& socket) {
            if (!seen.target.contains("/pods")) return false;
            refuse(socket, 403, "Forbidden");
            return true;
        };
        key(Qt::Key_F5);
        QTRY_VERIFY(told().contains(QStringLiteral("1 kind cannot be listed: Pods.")));
        QTRY_VERIFY(told().contains(QStringLiteral("Pod web-1 in prod may not be read any more.")));
        const auto card = [&]() -> const render::Card* {
            for (const render::Card& one : diagram().cards) {
                if (one.id == pod.toStdString()) return &one;
            }
            return nullptr;
        };
        QTRY_VERIFY(card() != nullptr && card()->tone == render::Tone::unknown);
        QCOMPARE(card()->status, std::string("may not be read any more"));
        m_server->trouble = nullptr;
        key(Qt::Key_F5);
        QTRY_VERIFY(told().filter(QStringLiteral("may not be")).isEmpty());
        QTRY_VERIFY(told().filter(QStringLiteral("cannot be listed")).isEmpty());
        QTRY_VERIFY(card() != nullptr && card()->status != "may not be read any more");
    }

    void whatMayBeListedAndNotWatchedIsPaused() {
        m_server->trouble = [](const Seen& seen, bool isWatch, QTcpSocket& socket) {
            if (!isWatch || !seen.target.contains("/pods")) return false;
            refuse(socket, 403, "Forbidden");
            return true;
        };
        connectCluster();
        QTRY_VERIFY(drawn());
        QTRY_VERIFY(!told().filter(QStringLiteral("Live updates paused, reconnecting")).isEmpty());
        QVERIFY2(live().startsWith(QStringLiteral("paused")), qPrintable(live()));
        QVERIFY(offer(QStringLiteral("Copy the RBAC rule you need")) != nullptr);
        QVERIFY(chains().contains(QStringLiteral("web-1")));
    }

    void nothingIsAllowed() {
        m_server->trouble = [](const Seen&, bool, QTcpSocket& socket) {
            refuse(socket, 403, "Forbidden");
            return true;
        };
        connectCluster();
        QTRY_COMPARE(page(), QStringLiteral("You may not list anything here."));
        QVERIFY(offer(QStringLiteral("Choose namespaces…")) != nullptr);
    }

    void aServerThatGoesAwayLeavesTheGreyedGraph() {
        m_retry = std::chrono::hours(1);  // only the button tries again
        connectCluster();
        QTRY_VERIFY(drawn());
        const QPoint place = onScreen();
        m_server->trouble = [](const Seen&, bool, QTcpSocket& socket) {
            socket.abort();
            return true;
        };
        key(Qt::Key_F5);
        QTRY_COMPARE(m_window->session().phase(), Phase::failed);
        QTRY_VERIFY(m_window->situation().stale);
        QVERIFY(m_window->graph().isVisible());
        QVERIFY(!told().filter(QStringLiteral("Cannot reach only.")).isEmpty());
        QCOMPARE(page(), QString());
        QCOMPARE(onScreen(), place);
        m_server->trouble = nullptr;
        QVERIFY(offer(QStringLiteral("Retry")) != nullptr);
        // Once is enough, unless the first try is sent on a connection that the server has cut already.
        const auto retried = [this] {
            QAbstractButton* retry = offer(QStringLiteral("Retry"));
            if (m_window->session().phase() == Phase::failed && retry != nullptr)
                QTest::mouseClick(retry, Qt::LeftButton);
            return m_window->session().phase() == Phase::ready;
        };
        QTRY_VERIFY(retried());
        QTRY_VERIFY(!m_window->situation().stale);
        QTRY_VERIFY(told().filter(QStringLiteral("Cannot reach")).isEmpty());
        QCOMPARE(onScreen(), place);
    }

    void aBrokenWatchIsToldWithItsCountdown() {
        m_retry = std::chrono::hours(1);
        connectCluster();
        QTRY_VERIFY(drawn());
        const QPoint place = onScreen();
        const double scale = m_window->graph().scale();
        const int bannersBefore = m_window->banners().height();
        m_server->trouble = [](const Seen&, bool isWatch, QTcpSocket& socket) {
            if (isWatch) socket.abort();
            return isWatch;
        };
        m_server->cutWatches("deployments");
        QTRY_VERIFY(!told().filter(QStringLiteral("Live updates paused, reconnecting")).isEmpty());
        QVERIFY2(live().startsWith(QStringLiteral("paused, reconnecting")), qPrintable(live()));
        auto* now = m_window->findChild<QToolButton*>(QStringLiteral("reconnect"));
        QTRY_VERIFY(now->isVisible());
        QTRY_VERIFY(m_window->banners().height() > 2 * bannersBefore);
        QCOMPARE(onScreen(), place);
        m_server->trouble = nullptr;
        QTest::mouseClick(now, Qt::LeftButton);
        QTRY_VERIFY(told().filter(QStringLiteral("Live updates paused")).isEmpty());
        QTRY_VERIFY2(live().startsWith(QStringLiteral("live")), qPrintable(live()));
        QTRY_VERIFY(!now->isVisible());
        QTRY_COMPARE(m_window->banners().height(), bannersBefore);
        QCOMPARE(onScreen(), place);
        QCOMPARE(m_window->graph().scale(), scale);
    }

    void cancelWhileLoading() {
        m_server->trouble = [](const Seen&, bool, QTcpSocket&) { return true; };  // no answer, ever
        connectCluster();
        QTRY_COMPARE(page(), QStringLiteral("Reading only…"));
        key(Qt::Key_Escape);
        QTRY_COMPARE(page(), QStringLiteral("Reading only was cancelled."));
        m_server->trouble = nullptr;
        QAbstractButton* again = offer(QStringLiteral("Start again"));
        QVERIFY(again != nullptr);
        QTest::mouseClick(again, Qt::LeftButton);
        QTRY_VERIFY(drawn());
    }

    void whatWasCancelledHalfWayIsNotLive() {
        m_server->trouble = [](const Seen& seen, bool, QTcpSocket&) { return seen.target.contains("/pods"); };
        connectCluster();
        QTRY_VERIFY(chains().contains(QStringLiteral("web")));
        QCOMPARE(m_window->session().phase(), Phase::loading);
        key(Qt::Key_Escape);
        QTRY_COMPARE(live(), QStringLiteral("stopped, 0s old"));
        QVERIFY(m_window->situation().stale);
        QVERIFY(told().contains(QStringLiteral("Reading was cancelled: this is only a part.")));
        const auto* status = m_window->findChild<QLabel*>(QStringLiteral("status"));
        QVERIFY2(status->text().contains(live()), qPrintable(status->text()));
        m_server->trouble = nullptr;
        m_server->put("deployments", "later");
        auto* again = m_window->findChild<QToolButton*>(QStringLiteral("reconnect"));
        QTRY_VERIFY(again->isVisible());
        QTest::mouseClick(again, Qt::LeftButton);
        QTRY_VERIFY(drawn());
        QVERIFY(chains().contains(QStringLiteral("later")));
        QVERIFY2(live().startsWith(QStringLiteral("live")), qPrintable(live()));
        QVERIFY(!m_window->situation().stale);
        QTRY_VERIFY(!again->isVisible());
    }

    void anotherNamespaceIsEmptyAndAllIsOneButtonAway() {
        m_server->trouble = [](const Seen& seen, bool isWatch, QTcpSocket& socket) {
            if (isWatch || !seen.target.contains("/namespaces/elsewhere/")) return false;
            socket.write(list({}));
            return true;
        };
        connectCluster();
        QTRY_VERIFY(drawn());
        m_window->openContext(QStringLiteral("only"), QStringList{QStringLiteral("elsewhere")});
        QTRY_COMPARE(page(), QStringLiteral("Nothing in elsewhere."));
        QAbstractButton* all = offer(QStringLiteral("All namespaces"));
        QVERIFY(all != nullptr);
        QTest::mouseClick(all, Qt::LeftButton);
        QTRY_VERIFY(drawn());
        QVERIFY(chains().contains(QStringLiteral("web")));
    }
};

QTEST_MAIN(WindowLiveTest)
#include "window_live_test.moc"
