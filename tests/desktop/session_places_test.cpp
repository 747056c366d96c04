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
    static std::string fixture(const char* name) { return std::string(SCOUT_TESTS_DIR "/signing/fixtures/") + name; }
    /// At a registry where nobody listens.
    static Query manifest() {
        Query query;
        query.type = Query::Type::manifest;
        query.registry.registry = "127.0.0.1:1";
        query.registry.repository = "apps";
        query.registry.reference = "latest";
        return query;
    }

    /// Its OCIRepository has fetched that.
    static QByteArray fetched(const char* revision) {
        static int version = 100;
        return chunked(
            R"({"type":"MODIFIED","object":{"metadata":{"name":"apps","namespace":"flux-system","uid":"u",)"
            R"("resourceVersion":")" +
            QByteArray::number(++version) +
            R"("},"spec":{"url":"oci://127.0.0.1:1/apps"},"status":{"artifact":{"revision":"latest@sha256:)" +
            revision + "\"}}}}\n");
    }

  private slots:
    void aRegistryIsAskedAndItsSilenceIsAHole() {
        auto source = ClusterSource::open(outside(), {"one", {}}, ports());
        QVERIFY(source.ok());
        QVERIFY((*source)->options().reach.registries);
        QVERIFY(!(*source)->options().reach.configHub);  // nobody is logged in
        QVERIFY(!(*source)->options().reach.signatures);
        (*source)->ask({manifest()});
        QCOMPARE((*source)->asked(), std::vector<std::string>{"registry 127.0.0.1:1"});
        QTRY_VERIFY(m_changed.contains(manifest().key()));
        QVERIFY(!(*source)->isAsking());
        const trace::Answer* answer = (*source)->evidence().find(manifest());
        QVERIFY(answer != nullptr && answer->isUnseen());
    }

    // Registries are asked anew about what a source follows when the source has fetched something else.
    void aSourceThatMovesOnHasItsTagsAskedAnew() {
        auto source = ClusterSource::open(outside(), {"one", {}}, ports());
        QVERIFY(source.ok());
        (*source)->start();
        QTRY_VERIFY((*source)->settled());
        m_server->say("ocirepositories", fetched("a"));
        const Query at = trace::askFor({"source.toolkit.fluxcd.io", "OCIRepository", "flux-system", "apps"});
        QTRY_VERIFY(m_changed.contains(at.key()));
        (*source)->ask({manifest()});
        QTRY_VERIFY(m_changed.contains(manifest().key()));
        QVERIFY(!(*source)->evidence().isOpen(manifest()));

        m_changed.clear();
        m_server->say("ocirepositories", fetched("b"));
        QTRY_VERIFY(m_changed.contains(manifest().key()));
        QVERIFY((*source)->evidence().find(manifest())->isOutdated());
        QVERIFY(!(*source)->isAsking());  // until it is wanted
        (*source)->ask({manifest()});
        QTRY_VERIFY(!(*source)->evidence().isOpen(manifest()));
    }

    void nobodyIsAskedWhereThatWasSaid() {
        desktop::SessionEnvironment environment = outside();
        environment.beyond.noRegistry = true;
        auto source = ClusterSource::open(environment, {"one", {}}, ports());
        QVERIFY(source.ok());
        QVERIFY(!(*source)->options().reach.registries && !(*source)->options().reach.management);
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
        QVERIFY((*source)->options().reach.management);
        QCOMPARE((*source)->options().managementContext, std::string("two"));
        Query there = trace::askFor({"apps", "Deployment", "prod", "web"});
        there.cluster = Query::Cluster::management;
        (*source)->ask({there});
        QTRY_VERIFY(m_changed.contains(there.key()));
        QVERIFY(management.lists > 0);
        QCOMPARE(m_server->lists, 0);
        QVERIFY((*source)->evidence().find(there)->isMissing());
        QCOMPARE((*source)->asked(), std::vector<std::string>{"the management cluster"});
    }

    void keysAndCertificatesAreBelieved() {
        desktop::SessionEnvironment environment = outside();
        environment.beyond.verifyKeys = {fixture("cosign.pub")};
        environment.beyond.verifyCertificates = {fixture("notation.crt")};
        environment.beyond.verifyIdentity = "CN=signer.example.test";
        const auto source = ClusterSource::open(environment, {"one", {}}, ports());
        QVERIFY(source.ok() && (*source)->shortfalls().empty());
        const trace::Options options = (*source)->options();
        QVERIFY(options.reach.signatures);
        QCOMPARE(options.trust.keys.size(), std::size_t{1});
        QCOMPARE(options.trust.keys.front().name, std::string("cosign.pub"));
        QVERIFY(options.trust.keys.front().text.find("BEGIN PUBLIC KEY") != std::string::npos);
        QCOMPARE(options.trust.certificates.size(), std::size_t{1});
        QCOMPARE(options.trust.identity, std::string("CN=signer.example.test"));
        QVERIFY(options.now == *base::parseTime("2026-11-21T04:37:09Z"));
    }

    // What cannot be done is told, and the cluster is read all the same.
    void whatCannotBeDoneIsTold_data() {
        QTest::addColumn<engine::Beyond>("beyond");
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("why");
        const auto row = [](const char* name, const char* what, const QString& why,
                            const std::function<void(engine::Beyond&)>& fill) {
            engine::Beyond beyond;
            fill(beyond);
            QTest::newRow(name) << beyond << QString::fromUtf8(what) << why;
        };
        const char* signatures = "Signatures are not checked";
        row("a key that is not there", signatures, "there is no such file",
            [](engine::Beyond& beyond) { beyond.verifyKeys = {"/nowhere/cosign.pub"}; });
        row("a certificate for a key", signatures, "no public key in PEM",
            [](engine::Beyond& beyond) { beyond.verifyKeys = {fixture("ca.crt")}; });
        row("a pipe that nobody writes to", signatures, "no regular file",
            [](engine::Beyond& beyond) { beyond.verifyCertificates = {"/dev/tty"}; });
        row("signatures without a registry", signatures, "signatures are in the registry", [](engine::Beyond& beyond) {
            beyond.verify = true;
            beyond.noRegistry = true;
        });
        row("no authority", "The certificate authority of the registries is not used", "no PEM certificate",
            [](engine::Beyond& beyond) { beyond.registryCa = fixture("cosign.pub"); });
        row("no such context", "The management cluster is not asked", "three",
            [](engine::Beyond& beyond) { beyond.managementContext = "three"; });
        row("a login that cannot be read", "ConfigHub is not asked", "config.yaml", [](engine::Beyond&) {});
    }
    void whatCannotBeDoneIsTold() {
        QFETCH(engine::Beyond, beyond);
        QFETCH(QString, what);
        QFETCH(QString, why);
        if (what.startsWith(QStringLiteral("ConfigHub"))) {
            QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral(".confighub")));
            QVERIFY(write(path(".confighub/config.yaml"), "contexts: [unclosed\n"));
        }
        desktop::SessionEnvironment environment = outside();
        environment.beyond = beyond;
        const auto source = ClusterSource::open(environment, {"one", {}}, ports());
        QVERIFY(source.ok());
        QCOMPARE((*source)->shortfalls().size(), std::size_t{1});
        const desktop::Shortfall& shortfall = (*source)->shortfalls().front();
        QCOMPARE(QString::fromStdString(shortfall.what), what);
        const QString told = QString::fromStdString(base::display(shortfall.error));
        QVERIFY2(told.contains(why), qPrintable(told));
        QVERIFY2(!shortfall.error.advice.empty(), qPrintable(told));
        QVERIFY(!(*source)->options().reach.signatures && (*source)->options().trust.keys.empty());
        QCOMPARE((*source)->options().reach.registries, !beyond.noRegistry);
        desktop::SessionEnvironment without = outside();
        without.beyond.noConfigHub = true;
        QVERIFY((*ClusterSource::open(without, {"one", {}}, ports()))->shortfalls().empty());
    }

    void anOpenClusterIsReadAnewWithOtherSettings() {
        m_session->openCluster(QStringLiteral("one"), {});
        QTRY_VERIFY(m_session->phase() == Phase::ready && has(web));
        QVERIFY(m_session->shortfalls().empty());
        const int lists = m_server->lists;
        engine::Beyond beyond;
        beyond.verifyKeys = {"/nowhere/cosign.pub"};
        m_session->setBeyond(beyond);
        QVERIFY(has(web));
        QTRY_COMPARE(m_session->shortfalls().size(), std::size_t{1});
        QTRY_COMPARE(m_session->phase(), Phase::ready);
        QVERIFY(has(web) && m_server->lists > lists);
        m_session->setBeyond({});
        QTRY_VERIFY(m_session->shortfalls().empty());
        QTRY_COMPARE(m_session->phase(), Phase::ready);
    }
};

QTEST_GUILESS_MAIN(SessionPlacesTest)
#include "session_places_test.moc"
