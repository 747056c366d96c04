// What a cluster's source asks beside the cluster: registries, ConfigHub, a management cluster; and what it does not.
#include <QtTest>
#include <algorithm>

#include "desktop/session/cluster_source.h"
#include "session_cluster_fixture.h"

using namespace scout;
using namespace scout::test;
using desktop::ClusterSource;
using trace::Query;

class SessionPlacesTest : public ClusterTest {
    Q_OBJECT

    std::set<std::string> m_changed;

    desktop::SessionEnvironment outside() {
        desktop::SessionEnvironment environment = test::environment(*m_log);
        environment.variables = {{"KUBECONFIG", path("config").toStdString()},
                                 {"HOME", m_folder->path().toStdString()}};
        return environment;
    }
    desktop::EvidenceSource::Ports ports() {
        m_changed.clear();
        desktop::EvidenceSource::Ports ports;
        ports.changed = [this](const std::set<std::string>& keys) { m_changed.insert(keys.begin(), keys.end()); };
        ports.feeds = [](const desktop::EvidenceSource::Feeds&) {};
        return ports;
    }
    /// At a registry where nobody listens.
    static Query manifest() {
        Query query;
        query.type = Query::Type::manifest;
        query.registry.registry = "127.0.0.1:1";
        query.registry.repository = "apps";
        query.registry.reference = "latest";
        return query;
    }

  private slots:
    void aRegistryIsAskedAndItsSilenceIsAHole() {
        auto source = ClusterSource::open(outside(), {"one", {}}, ports());
        QVERIFY(source.ok());
        QVERIFY((*source)->reach().registries);
        QVERIFY(!(*source)->reach().configHub);  // nobody is logged in
        (*source)->ask({manifest()});
        QCOMPARE((*source)->asked(), std::vector<std::string>{"registry 127.0.0.1:1"});
        QTRY_VERIFY(m_changed.contains(manifest().key()));
        QVERIFY(!(*source)->isAsking());
        const trace::Answer* answer = (*source)->evidence().find(manifest());
        QVERIFY(answer != nullptr && answer->isUnseen());
    }

    void nobodyIsAskedWhereThatWasSaid() {
        desktop::SessionEnvironment environment = outside();
        environment.beyond.registries = false;
        auto source = ClusterSource::open(environment, {"one", {}}, ports());
        QVERIFY(source.ok());
        QVERIFY(!(*source)->reach().registries && !(*source)->reach().management);
        (*source)->ask({manifest()});
        QTRY_VERIFY(m_changed.contains(manifest().key()));
        const trace::Answer* answer = (*source)->evidence().find(manifest());
        QVERIFY(answer != nullptr && answer->isUnseen());
        QCOMPARE(answer->error().kind, base::ErrorKind::unsupported);
    }

    void aManagementClusterAnswersForItself() {
        WatchServer management;
        QVERIFY(writeKubeconfig(m_server->url(), management.url()));
        desktop::SessionEnvironment environment = outside();
        environment.beyond.managementContext = "two";
        auto source = ClusterSource::open(environment, {"one", {}}, ports());
        QVERIFY(source.ok());
        QVERIFY((*source)->reach().management);
        QCOMPARE((*source)->managementContext(), std::string("two"));
        Query there = trace::askFor({"apps", "Deployment", "prod", "web"});
        there.cluster = Query::Cluster::management;
        (*source)->ask({there});
        QTRY_VERIFY(m_changed.contains(there.key()));
        QVERIFY(management.lists > 0);
        QCOMPARE(m_server->lists, 0);
        QVERIFY((*source)->evidence().find(there)->isMissing());
        QCOMPARE((*source)->asked(), std::vector<std::string>{"the management cluster"});
    }

    void aManagementContextThatIsNotThereIsAnError() {
        desktop::SessionEnvironment environment = outside();
        environment.beyond.managementContext = "three";
        const auto source = ClusterSource::open(environment, {"one", {}}, ports());
        QVERIFY(!source.ok());
        QVERIFY(source.error().what.find("three") != std::string::npos);
    }

    // A login that cannot be read is told, and the cluster is read all the same.
    void aBrokenLoginIsAWarning() {
        QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral(".confighub")));
        QVERIFY(write(path(".confighub/config.yaml"), "contexts: [unclosed\n"));
        const auto source = ClusterSource::open(outside(), {"one", {}}, ports());
        QVERIFY(source.ok());
        const auto& warnings = (*source)->warnings();
        QVERIFY(std::any_of(warnings.begin(), warnings.end(), [](const std::string& warning) {
            return warning.find("ConfigHub is not asked") != std::string::npos;
        }));
        desktop::SessionEnvironment without = outside();
        without.beyond.configHub = false;
        QVERIFY((*ClusterSource::open(without, {"one", {}}, ports()))->warnings().size() < warnings.size());
    }
};

QTEST_GUILESS_MAIN(SessionPlacesTest)
#include "session_places_test.moc"
