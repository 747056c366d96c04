// The viewer on the test ground, in a real X server: chains of real controllers, and changes made with kubectl that
// appear by themselves while nothing else moves.
#include <QApplication>
#include <QDateTime>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <map>

#include "cluster/ground.h"
#include "desktop/graph/graph_view.h"
#include "desktop/window/main_window.h"
#include "render/diagram.h"

using namespace scout;
using desktop::MainWindow;
using render::Tone;

namespace {

constexpr int kPatience = 90000;  // ms; controllers reconcile in their own time

const char* const kFluxChain = "kustomize.toolkit.fluxcd.io/Kustomization/flux-system/apps";
const char* const kFluxSource = "source.toolkit.fluxcd.io/OCIRepository/flux-system/confighub-prod";
const char* const kArgoChain = "argoproj.io/Application/argocd/frontend-app";

using Places = std::map<std::string, layout::Rect>;

}  // namespace

class DesktopTest : public QObject {
    Q_OBJECT

    test::Ground m_ground = *test::Ground::find();
    QProcessEnvironment m_environment;
    QTemporaryDir m_folder;
    std::unique_ptr<MainWindow> m_window;

    void kubectl(const QString& line) {
        const test::Outcome outcome = test::run(m_ground.value(QStringLiteral("bin")) + QStringLiteral("/kubectl"),
                                                line.split(QLatin1Char(' '), Qt::SkipEmptyParts), m_environment);
        QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
    }

    const render::Card* card(const std::string& id) const {
        const auto& picture = m_window->graph().picture();
        if (!picture) return nullptr;
        const auto found = picture->index.find(id);
        return found == picture->index.end() ? nullptr : &picture->diagram.cards[found->second];
    }
    Tone toneOf(const std::string& id) const {
        const render::Card* found = card(id);
        return found == nullptr ? Tone::unknown : found->tone;
    }
    // Pods that are shown, one by one or within folds.
    int pods() const {
        const auto& picture = m_window->graph().picture();
        if (!picture) return 0;
        int count = 0;
        for (const render::Card& shown : picture->diagram.cards)
            count += !shown.flows ? 0 : shown.folded.empty() ? 1 : static_cast<int>(shown.folded.size());
        return count;
    }
    /// Of all cards but Pods.
    Places places() const {
        Places out;
        const auto& picture = m_window->graph().picture();
        for (std::size_t i = 0; picture && i < picture->cards.size(); ++i) {
            if (!picture->diagram.cards[i].flows) out.emplace(picture->diagram.cards[i].id, picture->cards[i]);
        }
        return out;
    }
    /// And of every card on the screen.
    std::map<std::string, QRect> onScreen() const {
        std::map<std::string, QRect> out;
        for (const auto& [id, rect] : places()) out.emplace(id, m_window->graph().cardRect(QString::fromStdString(id)));
        return out;
    }
    void showChain(const QString& object, const std::string& chain) {
        m_window->selectWhenSeen(object);
        QTRY_VERIFY_WITH_TIMEOUT(card(chain) != nullptr && card(object.toStdString()) != nullptr, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(m_window->selection(), object, kPatience);
    }

  private slots:
    void initTestCase() {
        QVERIFY2(QGuiApplication::platformName() == QLatin1String("xcb"), "this test wants a real X server");
        QVERIFY(m_folder.isValid());
        const QString kubeconfig = m_ground.value(QStringLiteral("kubeconfigs.admin"));
        m_environment = test::environmentFor(kubeconfig);

        desktop::WindowEnvironment environment;
        environment.session.variables = {{"KUBECONFIG", kubeconfig.toStdString()},
                                         {"HOME", m_folder.path().toStdString()}};
        environment.session.now = [] { return base::Time{QDateTime::currentSecsSinceEpoch()}; };
        environment.settings =
            std::make_unique<QSettings>(m_folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        m_window = std::make_unique<MainWindow>(std::move(environment));
        m_window->resize(1500, 950);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->start({});
        // One context: it is connected at once.
        QTRY_COMPARE_WITH_TIMEOUT(m_window->session().phase(), desktop::Session::Phase::ready, kPatience);
    }

    void cleanupTestCase() { m_window.reset(); }

    void showsChainsOfBothTools() {
        const auto chain = [this](const char* id) {
            const auto graph = m_window->session().graph();
            return graph ? graph->chain(id) : nullptr;
        };
        QTRY_VERIFY_WITH_TIMEOUT(chain(kFluxChain) != nullptr && chain(kArgoChain) != nullptr, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(chain(kFluxChain)->verdict.state, model::VerdictState::ready, kPatience);
        QCOMPARE(chain(kFluxChain)->tool, std::string("flux"));
        QCOMPARE(chain(kArgoChain)->tool, std::string("argocd"));
        const auto graph = m_window->session().graph();
        // Worst first.
        for (std::size_t i = 1; i < graph->chains.size(); ++i)
            QVERIFY(model::badness(graph->chains[i - 1].verdict.state) <=
                    model::badness(graph->chains[i].verdict.state));
        QVERIFY(graph->chains.front().verdict.state == model::VerdictState::failed);
    }

    void scaling_data() {
        QTest::addColumn<QString>("ns");
        QTest::addColumn<QByteArray>("chain");
        QTest::newRow("Flux") << "prod" << QByteArray(kFluxChain);
        QTest::newRow("Argo CD") << "argo-oci" << QByteArray(kArgoChain);
    }
    void scaling() {
        QFETCH(QString, ns);
        QFETCH(QByteArray, chain);
        const QString deployment = QStringLiteral("apps/Deployment/%1/frontend").arg(ns);
        showChain(deployment, chain.toStdString());
        QTRY_COMPARE_WITH_TIMEOUT(pods(), 3, kPatience);
        const Places before = places();
        const auto screenBefore = onScreen();
        QVERIFY(before.size() >= 3);

        kubectl(QStringLiteral("scale deployment/frontend --replicas=4 -n ") + ns);
        QTRY_COMPARE_WITH_TIMEOUT(pods(), 4, kPatience);
        QVERIFY(places() == before);
        QVERIFY(onScreen() == screenBefore);

        kubectl(QStringLiteral("scale deployment/frontend --replicas=3 -n ") + ns);
        QTRY_COMPARE_WITH_TIMEOUT(pods(), 3, kPatience);
        QVERIFY(places() == before);
        QVERIFY(onScreen() == screenBefore);
    }

    void suspending() {
        showChain(QStringLiteral("apps/Deployment/prod/frontend"), kFluxChain);
        QTRY_COMPARE_WITH_TIMEOUT(toneOf(kFluxChain), Tone::ok, kPatience);
        const Places before = places();
        const auto screenBefore = onScreen();
        kubectl(
            QStringLiteral("patch kustomization apps -n flux-system --type=merge -p {\"spec\":{\"suspend\":true}}"));
        QTRY_COMPARE_WITH_TIMEOUT(toneOf(kFluxChain), Tone::paused, kPatience);
        QVERIFY(places() == before);
        QVERIFY(onScreen() == screenBefore);
        kubectl(
            QStringLiteral("patch kustomization apps -n flux-system --type=merge -p {\"spec\":{\"suspend\":false}}"));
        QTRY_COMPARE_WITH_TIMEOUT(toneOf(kFluxChain), Tone::ok, kPatience);
        QVERIFY(places() == before);
    }

    void brokenTag() {
        showChain(QStringLiteral("apps/Deployment/prod/frontend"), kFluxChain);
        QTRY_COMPARE_WITH_TIMEOUT(toneOf(kFluxSource), Tone::ok, kPatience);
        const Places before = places();
        const auto screenBefore = onScreen();
        kubectl(
            QStringLiteral("patch ocirepository confighub-prod -n flux-system --type=merge "
                           "-p {\"spec\":{\"ref\":{\"tag\":\"no-such-tag\"}}}"));
        QTRY_COMPARE_WITH_TIMEOUT(toneOf(kFluxSource), Tone::problem, kPatience);
        // What it delivered is live as before, and stands where it stood.
        QCOMPARE(toneOf("apps/Deployment/prod/frontend"), Tone::ok);
        QVERIFY(places() == before);
        QVERIFY(onScreen() == screenBefore);
        QTRY_COMPARE_WITH_TIMEOUT(m_window->session().graph()->chain(kFluxChain)->verdict.state,
                                  model::VerdictState::failed, kPatience);
        kubectl(
            QStringLiteral("patch ocirepository confighub-prod -n flux-system --type=merge "
                           "-p {\"spec\":{\"ref\":{\"tag\":\"latest\"}}}"));
        QTRY_COMPARE_WITH_TIMEOUT(toneOf(kFluxSource), Tone::ok, kPatience);
        QVERIFY(places() == before);
    }
};

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    if (const int refusal = test::refuseWithoutGround(); refusal != 0) return refusal;
    DesktopTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "desktop_test.moc"
