// The requirement documents, walked with real parts: walkthroughs/*.py brings the ground from step to step, the plugin
// is run at each of them.
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

#include "cluster/ground.h"
#include "golden.h"
#include "schema_check.h"

using namespace scout;

namespace {

constexpr int stepLimit = 240'000;  // milliseconds

}  // namespace

class WalkthroughsTest : public QObject {
    Q_OBJECT

  private slots:
    void isTracedAtEachStep_data() {
        QTest::addColumn<int>("steps");
        QTest::newRow("confighub_oci") << 5;
        QTest::newRow("argo_oci") << 10;
        QTest::newRow("flux_oci") << 13;
        QTest::newRow("ocirepository_patterns") << 10;
        QTest::newRow("signatures") << 19;
    }

    void isTracedAtEachStep() {
        QFETCH(int, steps);
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        QProcess walk;
        walk.start(QStringLiteral(SCOUT_GROUND), {QStringLiteral("walk"), name});
        int seen = 0;
        QStringList complaints;  // of all steps: one wrong word must not hide the others
        for (QByteArray line = nextLine(walk); !line.isEmpty(); line = nextLine(walk)) {
            const QJsonObject step = QJsonDocument::fromJson(line).object();
            const QString where = name + QLatin1Char('-') + step[QStringLiteral("step")].toString();
            for (const QString& complaint : lookAt(where, step)) complaints << where + QStringLiteral(": ") + complaint;
            ++seen;
            walk.write("\n");
        }
        walk.waitForFinished();
        const QByteArray said = walk.readAllStandardError();
        QVERIFY2(walk.exitStatus() == QProcess::NormalExit && walk.exitCode() == 0, said.constData());
        // Each by itself: Qt Test cuts a long message.
        for (const QString& complaint : std::as_const(complaints)) qWarning().noquote() << complaint;
        QCOMPARE(complaints.size(), 0);
        QCOMPARE(seen, steps);
    }

  private:
    static QByteArray nextLine(QProcess& process) {
        while (!process.canReadLine()) {
            if (!process.waitForReadyRead(stepLimit)) return process.readLine();
        }
        return process.readLine();
    }

    QStringList lookAt(const QString& name, const QJsonObject& step) {
        QStringList words{QStringLiteral("trace"), QStringLiteral("--cache-dir=/nonexistent")};
        words << step[QStringLiteral("trace")].toString().split(QLatin1Char(' '));
        const QProcessEnvironment environment = test::environmentFor(
            m_ground.value(QStringLiteral("kubeconfigs.") + step[QStringLiteral("user")].toString()));
        const test::Outcome text = test::runInside(m_ground, test::pluginPath(), words, environment);
        const test::Outcome json =
            test::runInside(m_ground, test::pluginPath(), words + QStringList{QStringLiteral("--json")}, environment);
        if (text.exitCode != 0 || json.exitCode != 0) return {text.err + json.err};
        const QJsonObject trace = QJsonDocument::fromJson(json.out.toUtf8()).object();
        const QString flowing = text.out.simplified();
        QStringList complaints;
        complaints << test::schemaErrors(json.out.toStdString());
        if (const QString want = step[QStringLiteral("verdict")].toString(); want != test::verdictOf(trace))
            complaints << QStringLiteral("verdict is \"%1\", not \"%2\"").arg(test::verdictOf(trace), want);
        if (const QString want = step[QStringLiteral("chain")].toString();
            !want.isEmpty() && want != test::chainOf(trace))
            complaints << QStringLiteral("chain is \"%1\", not \"%2\"").arg(test::chainOf(trace), want);
        for (const QJsonValue& word : step[QStringLiteral("says")].toArray())
            if (!flowing.contains(word.toString()))
                complaints << QStringLiteral("does not say \"%1\"").arg(word.toString());
        for (const QJsonValue& word : step[QStringLiteral("silent")].toArray())
            if ((text.out + json.out).contains(word.toString()))
                complaints << QStringLiteral("says \"%1\"").arg(word.toString());
        const QString golden = QStringLiteral(SCOUT_TESTS_DIR "/cluster/golden/walkthroughs/") + name;
        complaints << test::goldenDifference(golden + QStringLiteral(".txt"), test::normalized(text.out).toStdString());
        complaints.removeAll(QString());
        return complaints;
    }

    test::Ground m_ground = *test::Ground::find();
};

SCOUT_GROUND_MAIN(WalkthroughsTest)
#include "walkthroughs_test.moc"
