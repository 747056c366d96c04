// trace --watch through a real kubectl, while another kubectl changes what it shows.
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <memory>

#include "cluster/ground.h"
#include "running.h"
#include "schema_check.h"

using namespace scout;
using test::Running;

class WatchTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        // kubectl finds plugins on PATH.
        const QString folder = QFileInfo(test::pluginPath()).absolutePath();
        m_environment = test::environmentFor(m_ground.value(QStringLiteral("kubeconfigs.tracer")));
        m_environment.insert(QStringLiteral("PATH"),
                             folder + QLatin1Char(':') + m_environment.value(QStringLiteral("PATH")));
    }
    void init() { QVERIFY(suspend(false)); }

    void whatKubectlChangesAppears() {
        const auto watch = watching({});
        QVERIFY2(Running::until([&] { return last(watch->out).contains(inSync) && watch->out.contains("1/1 ready"); }),
                 saidBy(*watch));
        QVERIFY2(watch->out.startsWith("TRACE: Deployment/web in watched\n"), watch->out);

        QVERIFY(suspend(true));
        QVERIFY2(Running::until([&] { return last(watch->out).contains("Suspended at Kustomization/watched\n"); }),
                 saidBy(*watch));
        QVERIFY2(last(watch->out).contains("(by kubectl-patch, "), saidBy(*watch));

        QVERIFY(kubectl({"scale", "deploy/web", "-n", "watched", "--replicas=2"}));
        QVERIFY2(Running::until([&] { return last(watch->out).contains("Status: 2/2 ready\n"); }), saidBy(*watch));

        QVERIFY(kubectl({"delete", "deploy/web", "-n", "watched"}));
        QVERIFY2(Running::until([&] { return last(watch->out).contains("does not exist in namespace watched\n"); }),
                 saidBy(*watch));

        // Flux puts it there again: another object of the same name.
        QVERIFY(suspend(false));
        QVERIFY2(Running::until([&] {
                     return last(watch->out).contains(inSync) && last(watch->out).contains("Status: 1/1 ready\n");
                 }),
                 saidBy(*watch));

        QVERIFY(watch->interrupt());
        QCOMPARE(watch->process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(watch->process.exitCode(), 0);
        QCOMPARE(watch->err, QByteArray());
        QVERIFY2(watch->out.endsWith('\n'), saidBy(*watch));
    }

    void everyDocumentIsValid() {
        const auto watch = watching({QStringLiteral("-o"), QStringLiteral("json")});
        QVERIFY2(Running::until([&] { return stateOf(documents(watch->out)) == QStringLiteral("ready"); }),
                 saidBy(*watch));
        QVERIFY(suspend(true));
        QVERIFY2(Running::until([&] { return stateOf(documents(watch->out)) == QStringLiteral("suspended"); }),
                 saidBy(*watch));
        QVERIFY(suspend(false));
        QVERIFY2(Running::until([&] { return stateOf(documents(watch->out)) == QStringLiteral("ready"); }),
                 saidBy(*watch));
        QVERIFY(watch->interrupt());
        QCOMPARE(watch->process.exitCode(), 0);
        const QList<QByteArray> all = documents(watch->out);
        QVERIFY(all.size() >= 3);
        for (const QByteArray& one : all) {
            const QString complaints = test::schemaErrors(one.toStdString());
            QVERIFY2(complaints.isEmpty(), qPrintable(complaints));
            // What it has cost so far: the chain was asked once, and so was the registry, for its source has not moved
            // on.
            const QJsonValue cost = QJsonDocument::fromJson(one)[QStringLiteral("cost")];
            QCOMPARE(cost[QStringLiteral("rounds")].toInt(), 4);
            QCOMPARE(cost[QStringLiteral("registryRequests")].toInt(), 1);
        }
    }

  private:
    static constexpr char inSync[] = "All levels in sync. Managed by flux.\n";

    std::unique_ptr<Running> watching(const QStringList& more) const {
        const QStringList words = m_ground.list(QStringLiteral("prefix")) +
                                  QStringList{m_kubectl,
                                              QStringLiteral("scout"),
                                              QStringLiteral("trace"),
                                              QStringLiteral("deploy/web"),
                                              QStringLiteral("-n"),
                                              QStringLiteral("watched"),
                                              QStringLiteral("--watch")} +
                                  more;
        return std::make_unique<Running>(words.first(), words.mid(1), m_environment);
    }

    /// The text that was printed last.
    static QByteArray last(const QByteArray& out) {
        const qsizetype line = out.lastIndexOf("\n---\n");
        return line < 0 ? out : out.mid(line);
    }
    /// The whole ones of JSON that follow each other.
    static QList<QByteArray> documents(const QByteArray& out) {
        QList<QByteArray> all;
        qsizetype from = 0;
        for (qsizetype end = out.indexOf("\n}\n"); end >= 0; end = out.indexOf("\n}\n", from)) {
            all << out.mid(from, end + 3 - from);
            from = end + 3;
        }
        return all;
    }
    static QString stateOf(const QList<QByteArray>& documents) {
        if (documents.isEmpty()) return {};
        const QJsonObject trace = QJsonDocument::fromJson(documents.last()).object();
        return trace[QStringLiteral("verdict")].toObject()[QStringLiteral("state")].toString();
    }
    static QByteArray saidBy(const Running& running) { return running.out + "\nstderr:\n" + running.err; }

    bool suspend(bool suspended) const {
        return kubectl({"patch", "kustomization/watched", "-n", "flux-system", "--type=merge", "-p",
                        suspended ? "{\"spec\":{\"suspend\":true}}" : "{\"spec\":{\"suspend\":false}}"});
    }
    bool kubectl(const QStringList& arguments) const {
        const auto outcome =
            test::run(m_kubectl, arguments, test::environmentFor(m_ground.value(QStringLiteral("kubeconfigs.admin"))));
        if (outcome.exitCode != 0) qWarning("%s", qPrintable(outcome.err));
        return outcome.exitCode == 0;
    }

    const test::Ground m_ground = *test::Ground::find();
    const QString m_kubectl = m_ground.value(QStringLiteral("bin")) + QStringLiteral("/kubectl");
    QProcessEnvironment m_environment;
};

SCOUT_GROUND_MAIN(WatchTest)
#include "watch_test.moc"
