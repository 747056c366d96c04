// Live evidence of a real API server: HTTP/2, bookmarks, and changes made with kubectl.
#include <QDateTime>
#include <QTest>
#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include "cluster/ground.h"
#include "engine/connection.h"
#include "engine/live_evidence.h"
#include "kube/resource.h"

using namespace scout;
using Feed = engine::LiveEvidence::Feed;

namespace {

constexpr char ns[] = "live-test";

struct Live {
    std::vector<engine::LiveEvidence::FeedState> feeds;
    std::map<std::string, int> protocols;  ///< answers of each
    int requests = 0;
    int lists = 0;  ///< answered with one
    std::unique_ptr<engine::Connection> connection;
    std::unique_ptr<engine::LiveEvidence> evidence;

    explicit Live(const QString& kubeconfig) {
        engine::ConnectionSettings settings;
        settings.overrides.kubeconfig = kubeconfig.toStdString();
        settings.now = [] { return base::Time{QDateTime::currentSecsSinceEpoch()}; };
        settings.log = [this](const net::RequestLog& log) {
            ++protocols[log.protocol];
            ++requests;
            if (log.status == 200 && log.url.find("limit=") != std::string::npos) ++lists;
        };
        auto opened = engine::Connection::open(std::move(settings));
        if (!opened) qFatal("%s", base::display(opened.error()).c_str());
        connection = std::move(*opened);
    }
    void start(engine::LiveEvidence::Scope scope = {}) {
        engine::LiveEvidence::Ports ports;
        ports.feeds = [this](const std::vector<engine::LiveEvidence::FeedState>& states) { feeds = states; };
        evidence =
            std::make_unique<engine::LiveEvidence>(connection->transport(), connection->cluster(), trace::surveyKinds(),
                                                   std::move(scope), ports, engine::LiveEvidence::Options());
        evidence->start();
    }
    bool all(const std::set<Feed>& allowed) const {
        return !feeds.empty() &&
               std::all_of(feeds.begin(), feeds.end(), [&](const auto& state) { return allowed.contains(state.feed); });
    }
    std::size_t objects(const std::string& beginning) const {
        std::size_t count = 0;
        for (const auto& [key, entry] : evidence->evidence().entries()) {
            if (key.starts_with(beginning) && entry.answer.isKnown()) ++count;
        }
        return count;
    }
};

}  // namespace

class LiveTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        kubectl({"delete", "namespace", ns, "--ignore-not-found", "--wait=true"});
        QVERIFY(kubectl({"create", "namespace", ns}));
    }
    void cleanupTestCase() { kubectl({"delete", "namespace", ns, "--wait=false"}); }

    void followsTheCluster() {
        Live live(m_ground.value(QStringLiteral("kubeconfigs.admin")));
        live.start();
        QTRY_VERIFY_WITH_TIMEOUT(live.all({Feed::watching, Feed::notInstalled}), 30000);
        const std::string deployments = std::string("object apps/Deployment/") + ns + "/";
        const std::string pods = std::string("object /Pod/") + ns + "/";
        QCOMPARE(live.objects(deployments), std::size_t(0));

        QVERIFY(kubectl({"create", "deployment", "web", "--image=registry.k8s.io/pause:3.9", "-n", ns}));
        QTRY_COMPARE_WITH_TIMEOUT(live.objects(deployments), std::size_t(1), 30000);
        QTRY_COMPARE_WITH_TIMEOUT(live.objects(pods), std::size_t(1), 60000);
        QVERIFY(kubectl({"scale", "deployment", "web", "--replicas=3", "-n", ns}));
        QTRY_COMPARE_WITH_TIMEOUT(live.objects(pods), std::size_t(3), 60000);

        std::optional<base::Result<base::Json>> events;
        live.connection->details().events({"apps", "Deployment", ns, "web"}, "",
                                          [&](base::Result<base::Json> got) { events = std::move(got); });
        QTRY_VERIFY_WITH_TIMEOUT(events, 30000);
        QVERIFY(events->ok());
        QVERIFY((*events)->size() >= 2);
        QCOMPARE((**events)[0]["reason"].text(), std::string("ScalingReplicaSet"));

        // A look-up beyond the lists, watched by name.
        const trace::Query map{trace::Query::Type::object, {"", "ConfigMap", ns, "settings"}, {}};
        live.evidence->ask({map});
        QTRY_VERIFY_WITH_TIMEOUT(live.evidence->evidence().find(map) != nullptr, 30000);
        QVERIFY(live.evidence->evidence().find(map)->isMissing());
        QVERIFY(kubectl({"create", "configmap", "settings", "-n", ns}));
        QTRY_VERIFY_WITH_TIMEOUT(live.evidence->evidence().find(map)->isKnown(), 30000);

        QVERIFY(kubectl({"delete", "deployment", "web", "-n", ns}));
        QTRY_COMPARE_WITH_TIMEOUT(live.objects(deployments), std::size_t(0), 30000);
        QTRY_COMPARE_WITH_TIMEOUT(live.objects(pods), std::size_t(0), 60000);

        QCOMPARE(live.protocols.size(), std::size_t(1));
        QCOMPARE(live.protocols.begin()->first, std::string("HTTP/2"));
        // Every list once, those of the events and of the ConfigMap's name among them.
        const auto served = std::count_if(live.feeds.begin(), live.feeds.end(),
                                          [](const auto& state) { return state.feed == Feed::watching; });
        QCOMPARE(live.lists, static_cast<int>(served) + 2);
        QVERIFY2(live.requests <= 2 * static_cast<int>(served) + 20, qPrintable(QString::number(live.requests)));
    }

    void manyNamespaces() {
        Live live(m_ground.value(QStringLiteral("kubeconfigs.admin")));
        live.start({{ns, "default", "kube-system", "flux-system", "argocd", "kube-public"}});
        QTRY_VERIFY_WITH_TIMEOUT(live.all({Feed::watching, Feed::notInstalled}), 60000);
        QVERIFY(live.feeds.size() > 90);
        QVERIFY(kubectl({"create", "deployment", "late", "--image=registry.k8s.io/pause:3.9", "-n", ns}));
        QTRY_COMPARE_WITH_TIMEOUT(live.objects(std::string("object apps/Deployment/") + ns + "/"), std::size_t(1),
                                  30000);
    }

    void whoMayNothing() {
        Live live(m_ground.value(QStringLiteral("kubeconfigs.nobody")));
        live.start();
        QTRY_VERIFY_WITH_TIMEOUT(live.all({Feed::forbidden, Feed::notInstalled}), 30000);
        QCOMPARE(live.feeds.front().feed, Feed::forbidden);
        QVERIFY(live.feeds.front().error.advice.find("verbs: [\"list\"]") != std::string::npos);
        std::optional<base::Result<std::vector<std::string>>> names;
        live.connection->details().namespaces([&](const auto& got) { names = got; });
        QTRY_VERIFY_WITH_TIMEOUT(names, 30000);
        QCOMPARE(names->error().kind, base::ErrorKind::forbidden);
        QTest::qWait(1500);
        // Each list once, and once whether there is the group of a kind that can be installed.
        std::set<std::string> groups;
        for (const auto& state : live.feeds) {
            if (!kube::isServerGroup(state.group)) groups.insert(state.group);
        }
        QCOMPARE(live.requests, static_cast<int>(live.feeds.size() + groups.size()) + 1);
    }

    void logOfAPodThatIsNot() {
        Live live(m_ground.value(QStringLiteral("kubeconfigs.admin")));
        std::optional<base::Result<std::string>> text;
        live.connection->details().log({ns, "nobody", "", 10, false}, [&](const auto& got) { text = got; });
        QTRY_VERIFY_WITH_TIMEOUT(text, 30000);
        QCOMPARE(text->error().kind, base::ErrorKind::notFound);
        text.reset();
        live.connection->details().log({ns, "nobody", "app", 10, false}, [&](const auto& got) { text = got; });
        QTRY_VERIFY_WITH_TIMEOUT(text, 30000);
        QCOMPARE(text->error().kind, base::ErrorKind::notFound);
    }

  private:
    bool kubectl(const QStringList& arguments) const {
        const auto outcome = test::run(m_ground.value(QStringLiteral("bin")) + QStringLiteral("/kubectl"), arguments,
                                       test::environmentFor(m_ground.value(QStringLiteral("kubeconfigs.admin"))));
        if (outcome.exitCode != 0) qWarning("%s", qPrintable(outcome.err));
        return outcome.exitCode == 0;
    }

    const test::Ground m_ground = *test::Ground::find();
};

SCOUT_GROUND_MAIN(LiveTest)

#include "live_test.moc"
