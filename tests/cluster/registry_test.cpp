// A real registry (CNCF distribution) on the loopback interface: without TLS, with TLS and a password, and the ground's
// own with tokens. What stands in it was pushed by oras.
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>
#include <memory>
#include <optional>
#include <set>

#include "base/base64.h"
#include "cluster/ground.h"
#include "engine/registry.h"
#include "net/http_web.h"
#include "oci/digest.h"
#include "oci/read.h"

using namespace scout;
using base::ErrorKind;
using trace::Answer;
using trace::Query;

namespace {

const QString layerType = QStringLiteral("application/vnd.oci.image.layer.v1.tar");

/// A program that the test ground has built.
QString tool(const QString& name) {
    const QString cache = qEnvironmentVariable("XDG_CACHE_HOME", QDir::homePath() + QStringLiteral("/.cache"));
    const QDir tools(cache + QStringLiteral("/kubectl-scout/tools"));
    for (const QString& folder : tools.entryList({name + QStringLiteral("-*")}, QDir::Dirs)) {
        const QString path = tools.filePath(folder + QLatin1Char('/') + name);
        if (QFile::exists(path)) return path;
    }
    return {};
}

void write(const QString& path, const QByteArray& text) {
    QFile file(path);
    QVERIFY2(file.open(QIODevice::WriteOnly), qPrintable(path));
    file.write(text);
}

quint16 freePort() {
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

/// One registry process; the storage may be shared with others.
class Registry {
  public:
    Registry(const QDir& folder, const QString& name, bool closed) : m_port(freePort()) {
        const QString pki = QStringLiteral(SCOUT_TESTS_DIR "/net/pki/");
        QString config =
            QStringLiteral("version: 0.1\nstorage:\n  filesystem:\n    rootdirectory: %1\nhttp:\n  addr: %2\n")
                .arg(folder.filePath(QStringLiteral("storage")), address());
        if (closed) {
            config += QStringLiteral("  tls:\n    certificate: %1server.pem\n    key: %1server.key.pem\n").arg(pki);
            // worker, worker-secret; as the test ground's.
            write(folder.filePath(QStringLiteral("htpasswd")),
                  "worker:$2b$05$groundgroundgroundgrouMcq8QSS8cOyJYukdVwjApT42Zo4eqFG\n");
            config += QStringLiteral("auth:\n  htpasswd:\n    realm: test\n    path: %1\n")
                          .arg(folder.filePath(QStringLiteral("htpasswd")));
        }
        const QString file = folder.filePath(name + QStringLiteral(".yaml"));
        write(file, config.toUtf8());
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("OTEL_TRACES_EXPORTER"), QStringLiteral("none"));
        m_process.setProcessEnvironment(environment);
        m_process.setStandardErrorFile(QProcess::nullDevice());
        m_process.setStandardOutputFile(QProcess::nullDevice());
        m_process.start(tool(QStringLiteral("registry")), {QStringLiteral("serve"), file});
    }
    ~Registry() {
        m_process.kill();
        m_process.waitForFinished();
    }
    Registry(const Registry&) = delete;
    Registry& operator=(const Registry&) = delete;

    QString address() const { return QStringLiteral("127.0.0.1:%1").arg(m_port); }
    bool answers() const {
        QTcpSocket socket;
        socket.connectToHost(QStringLiteral("127.0.0.1"), m_port);
        return socket.waitForConnected(1000);
    }

  private:
    quint16 m_port;
    QProcess m_process;
};

QByteArray run(const QString& program, const QStringList& arguments, const QString& folder) {
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(program, arguments);
    const bool ended = process.waitForFinished(60'000) && process.exitCode() == 0;
    return ended ? process.readAllStandardOutput() : "FAILED: " + process.readAllStandardError();
}

net::WebOptions webOptions(const QByteArray& authorities) {
    net::WebOptions options;
    options.authorities = authorities.toStdString();
    options.advice = {"name its authority", "no TLS", "no answer", "no HTTP"};
    return options;
}

}  // namespace

class RegistryTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        QVERIFY2(!tool(QStringLiteral("registry")).isEmpty() && !tool(QStringLiteral("oras")).isEmpty(),
                 "tests/cluster/ground build makes them");
        const QDir folder(m_folder.path());
        m_open = std::make_unique<Registry>(folder, QStringLiteral("open"), false);
        m_closed = std::make_unique<Registry>(folder, QStringLiteral("closed"), true);
        QTRY_VERIFY_WITH_TIMEOUT(m_open->answers() && m_closed->answers(), 30'000);
        write(m_folder.filePath(QStringLiteral("manifests.tar")), "content");
        write(m_folder.filePath(QStringLiteral("sbom.json")), "{}");
        for (const char* tag : {"v1.0.0", "v1.1.0", "latest"}) {
            const QByteArray pushed =
                oras({"push", "--plain-http", "--no-tty", reference(tag), "manifests.tar:" + layerType, "--annotation",
                      "org.opencontainers.image.revision=main@sha1:1a2b"});
            QVERIFY2(!pushed.startsWith("FAILED"), pushed.constData());
        }
        const QByteArray attached =
            oras({"attach", "--plain-http", "--no-tty", "--distribution-spec", "v1.1-referrers-tag", "--artifact-type",
                  "application/spdx+json", reference("v1.0.0"), "sbom.json:application/spdx+json"});
        QVERIFY2(!attached.startsWith("FAILED"), attached.constData());
        m_digest = oras({"resolve", "--plain-http", reference("v1.0.0")}).trimmed().toStdString();
        QVERIFY2(oci::isDigest(m_digest), m_digest.c_str());
    }

    void manifestsByTagAndDigest() {
        for (const std::string& what : {std::string("v1.0.0"), m_digest}) {
            const Answer manifest = ask(openRegistry(), query(Query::Type::manifest, what));
            QVERIFY2(manifest.isKnown(), message(manifest));
            QCOMPARE(manifest.value()["digest"].text(), m_digest);
            QCOMPARE(manifest.value()["manifest"]["layers"][0]["mediaType"].text(), layerType.toStdString());
            QCOMPARE(manifest.value()["manifest"]["annotations"]["org.opencontainers.image.revision"].text(),
                     std::string("main@sha1:1a2b"));
        }
        QVERIFY(ask(openRegistry(), query(Query::Type::manifest, "v9")).isMissing());
        QVERIFY(ask(openRegistry(), query(Query::Type::manifest, oci::sha256("nobody's"))).isMissing());
    }

    void tagsBlobsAndReferrers() {
        const Answer tags = ask(openRegistry(), query(Query::Type::tags, ""));
        QVERIFY2(tags.isKnown(), message(tags));
        std::set<std::string> names;
        for (const base::Json& tag : tags.value()["tags"].elements()) names.insert(tag.text());
        QVERIFY(names.contains("v1.0.0") && names.contains("v1.1.0") && names.contains("latest"));

        const Answer blob = ask(openRegistry(), query(Query::Type::blob, oci::sha256("content")));
        QVERIFY2(blob.isKnown(), message(blob));
        QCOMPARE(base::decodeBase64(blob.value()["base64"].text()).value_or(""), std::string("content"));
        QVERIFY(ask(openRegistry(), query(Query::Type::blob, oci::sha256("nobody's"))).isMissing());

        const Answer referrers = ask(openRegistry(), query(Query::Type::referrers, m_digest));
        QVERIFY2(referrers.isKnown(), message(referrers));
        QCOMPARE(referrers.value()["from"].text(), std::string("tag"));
        QCOMPARE(referrers.value()["manifests"].size(), std::size_t{1});
        const base::Json descriptor = referrers.value()["manifests"][0];
        QCOMPARE(descriptor["artifactType"].text(), std::string("application/spdx+json"));
        const Answer referrer = ask(openRegistry(), query(Query::Type::manifest, descriptor["digest"].text()));
        QVERIFY(oci::refersTo(referrer.value()["manifest"], m_digest));
        QVERIFY(ask(openRegistry(), query(Query::Type::referrers, oci::sha256("nobody's"))).isMissing());
    }

    void tlsAndAPassword_data() {
        QTest::addColumn<bool>("knowsAuthority");
        QTest::addColumn<QByteArray>("login");
        QTest::addColumn<int>("kind");  // -1: known
        QTest::addColumn<QString>("says");
        QTest::newRow("unknown authority")
            << false << QByteArray("worker:worker-secret") << int(ErrorKind::tls) << "unknown authority";
        QTest::newRow("nobody") << true << QByteArray() << int(ErrorKind::auth) << "without credentials";
        QTest::newRow("a wrong password")
            << true << QByteArray("worker:wrong") << int(ErrorKind::auth) << "refused the credentials";
        QTest::newRow("the right one") << true << QByteArray("worker:worker-secret") << -1 << "";
    }
    void tlsAndAPassword() {
        QFETCH(bool, knowsAuthority);
        QFETCH(QByteArray, login);
        QFETCH(int, kind);
        QFETCH(QString, says);
        QTemporaryDir docker;
        engine::RegistrySettings settings;
        settings.now = [] { return base::Time{1000}; };
        settings.environment["DOCKER_CONFIG"] = docker.path().toStdString();
        if (!login.isEmpty()) {
            write(docker.filePath(QStringLiteral("config.json")),
                  "{\"auths\":{\"" + m_closed->address().toUtf8() + "\":{\"auth\":\"" + login.toBase64() + "\"}}}");
        }
        QFile ca(QStringLiteral(SCOUT_TESTS_DIR "/net/pki/ca.pem"));
        QVERIFY(ca.open(QIODevice::ReadOnly));
        net::HttpWeb web(webOptions(knowsAuthority ? ca.readAll() : QByteArray()));
        engine::Registry registry({web, web}, settings);
        Query closed = query(Query::Type::manifest, m_digest);
        closed.registry.registry = m_closed->address().toStdString();
        const Answer got = ask(registry, closed);
        if (kind < 0) {
            QVERIFY2(got.isKnown(), message(got));
            // A warm login: one request for each question.
            const auto before = registry.usage().requests;
            closed.registry.reference = "v1.1.0";
            QVERIFY(ask(registry, closed).isKnown());
            QCOMPARE(registry.usage().requests - before, 1);
            return;
        }
        QVERIFY(got.isUnseen());
        QVERIFY2(int(got.error().kind) == kind && got.error().what.find(says.toStdString()) != std::string::npos,
                 message(got));
        QVERIFY(base::display(got.error()).find("worker-secret") == std::string::npos);
    }

    void tokensAreKeptUntilTheyEnd() {
        QStringList asked;  // "/path 200"
        net::WebOptions options = webOptions({});
        options.log = [&asked](const net::RequestLog& log) {
            asked << QUrl(QString::fromStdString(log.url)).path() + QLatin1Char(' ') + QString::number(log.status);
        };
        net::HttpWeb web(options);
        base::Time now{1000};
        QTemporaryDir docker;
        engine::Registry registry({web, web}, tokenSettings(docker, "worker:worker-secret", now));
        const QString head = QStringLiteral("/v2/fleet/argo-token/manifests/first ");
        const QStringList dance{head + QStringLiteral("401"), QStringLiteral("/token 200"),
                                head + QStringLiteral("200")};
        const Answer cold = ask(registry, tokenQuery("first"));
        QVERIFY2(cold.isKnown(), message(cold));
        QCOMPARE(asked, dance);

        // Warm: two questions at once are two requests.
        asked.clear();
        const std::string digest = cold.value()["digest"].text();
        int known = 0;
        for (const std::string& what : {std::string("second"), digest})
            registry.answer(tokenQuery(what), [&known](const Answer& answer) { known += answer.isKnown() ? 1 : 0; });
        QTRY_COMPARE_WITH_TIMEOUT(known, 2, 30'000);
        asked.sort();
        QCOMPARE(
            asked,
            (QStringList{QStringLiteral("/v2/fleet/argo-token/manifests/second 200"),
                         QStringLiteral("/v2/fleet/argo-token/manifests/%1 200").arg(QString::fromStdString(digest))}));

        asked.clear();
        now.seconds += 295;  // of the 300 seconds that the service gives
        QVERIFY(ask(registry, tokenQuery("first")).isKnown());
        QCOMPARE(asked, dance);

        // What was given for one repository opens no other.
        asked.clear();
        Query other = tokenQuery("latest");
        other.registry.repository = "fleet/flux-token";
        QVERIFY(ask(registry, other).isKnown());
        QCOMPARE(asked,
                 (QStringList{QStringLiteral("/v2/fleet/flux-token/manifests/latest 401"), QStringLiteral("/token 200"),
                              QStringLiteral("/v2/fleet/flux-token/manifests/latest 200")}));
    }

    void tokensAreRefused_data() {
        QTest::addColumn<QByteArray>("login");
        QTest::addColumn<QString>("says");
        QTest::newRow("nobody") << QByteArray() << "without credentials";
        QTest::newRow("a wrong password") << QByteArray("worker:wrong") << "refused the credentials";
    }
    void tokensAreRefused() {
        QFETCH(QByteArray, login);
        QFETCH(QString, says);
        QTemporaryDir docker;
        const base::Time now{1000};
        engine::Registry registry({m_web, m_web}, tokenSettings(docker, login, now));
        const Answer got = ask(registry, tokenQuery("first"));
        QVERIFY(got.isUnseen());
        QVERIFY2(got.error().kind == ErrorKind::auth && got.error().what.find(says.toStdString()) != std::string::npos,
                 message(got));
        QVERIFY(base::display(got.error()).find("wrong") == std::string::npos);
    }

    void plainWhereThereIsTls() {
        engine::RegistrySettings settings;
        settings.now = [] { return base::Time{1000}; };
        settings.plainHttp = {"127.0.0.1"};
        net::HttpWeb web(webOptions({}));
        engine::Registry registry({web, web}, settings);
        Query closed = query(Query::Type::manifest, "v1.0.0");
        closed.registry.registry = m_closed->address().toStdString();
        const Answer got = ask(registry, closed);
        QVERIFY(got.isUnseen());
        QVERIFY(!got.error().advice.empty());
    }

    void aRegistryThatHasGone() {
        const QDir folder(m_folder.path());
        std::string address;
        {
            const Registry gone(folder, QStringLiteral("gone"), false);
            Query query = this->query(Query::Type::manifest, "v1.0.0");
            query.registry.registry = gone.address().toStdString();
            QTRY_VERIFY_WITH_TIMEOUT(gone.answers(), 30'000);
            QVERIFY(ask(openRegistry(), query).isKnown());
            address = query.registry.registry;
        }
        Query query = this->query(Query::Type::manifest, "v1.1.0");
        query.registry.registry = address;
        const Answer got = ask(openRegistry(), query);
        QVERIFY(got.isUnseen() && got.error().kind == ErrorKind::unreachable);
    }

  private:
    QString reference(const char* tag) const {
        return m_open->address() + QStringLiteral("/team/app:") + QString::fromLatin1(tag);
    }
    QByteArray oras(const QStringList& arguments) const {
        return run(tool(QStringLiteral("oras")), arguments, m_folder.path());
    }

    Query query(Query::Type type, const std::string& what) const {
        Query query;
        query.type = type;
        query.registry.registry = m_open->address().toStdString();
        query.registry.repository = "team/app";
        query.registry.reference = what;
        return query;
    }

    /// Of the ground's registry that wants tokens; `docker` becomes the folder with the login, if there is one.
    engine::RegistrySettings tokenSettings(const QTemporaryDir& docker, const QByteArray& login,
                                           const base::Time& now) const {
        engine::RegistrySettings settings;
        settings.now = [&now] { return now; };
        settings.plainHttp = {"localhost"};
        settings.environment["DOCKER_CONFIG"] = docker.path().toStdString();
        if (!login.isEmpty()) {
            write(docker.filePath(QStringLiteral("config.json")),
                  "{\"auths\":{\"" + m_ground.value(QStringLiteral("registry.token")).toUtf8() + "\":{\"auth\":\"" +
                      login.toBase64() + "\"}}}");
        }
        return settings;
    }
    Query tokenQuery(const std::string& what) const {
        Query asked = query(Query::Type::manifest, what);
        asked.registry.registry = m_ground.value(QStringLiteral("registry.token")).toStdString();
        asked.registry.repository = "fleet/argo-token";
        return asked;
    }

    engine::Registry& openRegistry() {
        if (!m_source) {
            engine::RegistrySettings settings;
            settings.now = [] { return base::Time{1000}; };
            settings.plainHttp = {"127.0.0.1"};
            m_source = std::make_unique<engine::Registry>(engine::Registry::Webs{m_web, m_web}, settings);
        }
        return *m_source;
    }

    Answer ask(engine::Registry& registry, const Query& query) {
        std::optional<Answer> got;
        registry.answer(query, [&got](Answer answer) { got = std::move(answer); });
        const bool came = QTest::qWaitFor([&got] { return got.has_value(); }, 30'000);
        return came ? *got : Answer::unseen({ErrorKind::internal, "no answer", {}, {}});
    }

    const char* message(const Answer& answer) {
        m_message = answer.isUnseen() ? base::display(answer.error()) : answer.isMissing() ? "missing" : "known";
        return m_message.c_str();
    }

    const test::Ground m_ground = *test::Ground::find();
    QTemporaryDir m_folder;
    std::unique_ptr<Registry> m_open;
    std::unique_ptr<Registry> m_closed;
    net::HttpWeb m_web{webOptions({})};
    std::unique_ptr<engine::Registry> m_source;
    std::string m_digest;
    std::string m_message;
};

SCOUT_GROUND_MAIN(RegistryTest)
#include "registry_test.moc"
