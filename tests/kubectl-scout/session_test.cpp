// The plugin in a terminal: Ctrl-C, progress, a reader that goes away, completion at the prompt.
#include <unistd.h>
#if __has_include(<pty.h>)
#include <pty.h>
#else
#include <util.h>  // openpty on macOS
#endif

#include <QEventLoop>
#include <QProcess>
#include <QSocketNotifier>
#include <QTest>
#include <QTimer>
#include <csignal>
#include <utility>

#include "fake_api.h"
#include "program.h"

using namespace scout;
using test::HostileServer;
using test::Program;

namespace {

const QString kPlugin = QStringLiteral(SCOUT_BIN_DIR "/kubectl-scout");

// Both ends of a terminal; what is written to it is gathered.
class Terminal {
  public:
    Terminal() {
        char path[256] = {};
        if (::openpty(&m_master, &m_slave, path, nullptr, nullptr) != 0) qFatal("no pseudo terminal");
        m_path = QString::fromLocal8Bit(path);
        m_notifier = std::make_unique<QSocketNotifier>(m_master, QSocketNotifier::Read);
        QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(), [this] { drain(); });
    }
    ~Terminal() {
        m_notifier.reset();
        ::close(m_slave);
        ::close(m_master);
    }
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;

    const QString& path() const { return m_path; }
    QByteArray text;

  private:
    void drain() {
        char block[4096];
        const ssize_t count = ::read(m_master, block, sizeof block);
        if (count > 0) text.append(block, count);
    }

    int m_master = -1;
    int m_slave = -1;
    QString m_path;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

// Runs until it ends; false when it takes longer than 30 s.
bool waitFor(QProcess& process) {
    QEventLoop loop;
    QObject::connect(&process, &QProcess::finished, &loop, &QEventLoop::quit);
    QTimer::singleShot(30000, &loop, &QEventLoop::quit);
    if (process.state() != QProcess::NotRunning) loop.exec();
    return process.state() == QProcess::NotRunning;
}

}  // namespace

class SessionTest : public QObject {
    Q_OBJECT

    // Runs the plugin against a server of the test.
    void start(QProcess& process, HostileServer& server, const QStringList& arguments) {
        m_program.use(server.url());
        process.setProgram(kPlugin);
        process.setArguments(arguments);
        process.setProcessEnvironment(m_program.environment);
        process.start();
    }

    Program m_program;

  private slots:
    void controlCStopsCleanly_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("trace") << QStringList{"trace", "deploy/frontend"};
        QTest::newRow("snapshot") << QStringList{"snapshot", "deploy/frontend", "-o", "-"};
        QTest::newRow("discovery") << QStringList{"trace", "frobnicator/x"};
        QTest::newRow("an application") << QStringList{"trace", "--app", "x"};
    }
    void controlCStopsCleanly() {
        QFETCH(QStringList, arguments);
        QProcess process;
        bool stopped = false;
        HostileServer server([&](const test::Seen&, QTcpSocket&) {
            if (!std::exchange(stopped, true)) ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        });
        start(process, server, arguments);
        QVERIFY(waitFor(process));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 130);
        QCOMPARE(process.readAllStandardError(), QByteArray("interrupted\n"));
        QCOMPARE(process.readAllStandardOutput(), QByteArray());
    }

    void progressAppearsAndGoes_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("trace") << QStringList{"trace", "deploy/frontend"};
        QTest::newRow("snapshot") << QStringList{"snapshot", "deploy/frontend"};
    }
    void progressAppearsAndGoes() {
        QFETCH(QStringList, arguments);
        Terminal terminal;
        QProcess process;
        process.setStandardErrorFile(terminal.path());
        HostileServer server([](const test::Seen&, QTcpSocket&) {});
        start(process, server, arguments + QStringList{"--request-timeout=1500ms"});
        QVERIFY(waitFor(process));
        QCoreApplication::processEvents();
        QVERIFY2(terminal.text.contains("\r\x1b[Kasking 0 of 1 ... (Ctrl-C stops)"), terminal.text);
        // The error begins on a line of its own.
        QVERIFY2(terminal.text.contains("\r\x1b[Kerror: "), terminal.text);
    }

    void noProgressWithoutATerminal() {
        QProcess process;
        HostileServer server([](const test::Seen&, QTcpSocket&) {});
        start(process, server, {"trace", "deploy/frontend", "--request-timeout=1500ms"});
        QVERIFY(waitFor(process));
        const QByteArray text = process.readAllStandardError();
        QVERIFY2(text.startsWith("error: ") && !text.contains("asking"), text);
    }

    void aReaderThatGoesAwayIsNoError() {
        QProcess process;
        process.start("bash", {"-c", "\"$0\" help trace | true; exit ${PIPESTATUS[0]}", kPlugin});
        QVERIFY(waitFor(process));
        QCOMPARE(process.exitCode(), 0);
        QCOMPARE(process.readAllStandardError(), QByteArray());
    }

    void outputThatCannotBeWritten_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QByteArray>("error");
        const bool hasFull = QFile::exists(QStringLiteral("/dev/full"));  // Linux
        const QByteArray full = "error: cannot write to standard output: No space left on device\n";
        const QByteArray closed = "error: cannot write to standard output: Bad file descriptor\n";
        for (const char* command : {"version", "trace --demo", "trace --demo -o json", "completion bash"}) {
            const QString line = QStringLiteral("\"$0\" ") + QString::fromUtf8(command);
            if (hasFull) QTest::addRow("full, %s", command) << line + QStringLiteral(" > /dev/full") << full;
            QTest::addRow("closed, %s", command) << line + QStringLiteral(" >&-") << closed;
        }
    }
    void outputThatCannotBeWritten() {
        QFETCH(QString, line);
        QFETCH(QByteArray, error);
        QProcess process;
        process.start("bash", {"-c", line, kPlugin});
        QVERIFY(waitFor(process));
        QCOMPARE(process.readAllStandardError(), error);
        QCOMPARE(process.exitCode(), 1);
    }

    // --- completion ---

    void completesObjectsOfTheCluster() {
        HostileServer server(
            test::serve(test::loadObjects(QStringLiteral(SCOUT_TESTS_DIR "/kubectl-scout/cluster.yaml"))));
        m_program.use(server.url());
        m_program.name = QStringLiteral("kubectl_complete-scout");
        const auto complete = [this](const QStringList& words) {
            const auto ended = m_program.run(words);
            return ended.code == 0 && ended.err.isEmpty() ? ended.out : "failed: " + ended.err;
        };
        QCOMPARE(complete({"trace", "deploy/fr"}), QByteArray("deploy/frontend\n:4\n"));
        QCOMPARE(complete({"trace", "deployment", ""}), QByteArray("broken\nby-hand\nfrontend\npaused\n:4\n"));
        QCOMPARE(complete({"trace", "-n", ""}), QByteArray("prod\nstaging\n:4\n"));
        QCOMPARE(complete({"trace", "--context", ""}), QByteArray("test\n:4\n"));
        QCOMPARE(complete({"trace", "--user", "d"}), QByteArray("dev\n:4\n"));
        QCOMPARE(complete({"trace", "--app", "t"}), QByteArray("twice\n:4\n"));
        QCOMPARE(complete({"trace", "ks", "-n", "flux-system", "a"}), QByteArray("apps\n:4\n"));
        QCOMPARE(complete({"trace", "-n", "staging", "deploy", ""}), QByteArray(":4\n"));
        QCOMPARE(complete({"trace", "frobnicators", ""}), QByteArray(":4\n"));
        QCOMPARE(complete({"trace", "-f", ""}), QByteArray(":0\n"));
        m_program.name = QStringLiteral("kubectl-scout");
        QCOMPARE(complete({"__complete", "trace", "deploy/fr"}), QByteArray("deploy/frontend\n:4\n"));
        QVERIFY(complete({"__complete", "ver"}).startsWith("version\tPrint the version\n:4"));
    }

    // A prompt must come back: a dead or silent cluster gives no names, and no complaint.
    void completionNeverHangsOrComplains() {
        m_program.name = QStringLiteral("kubectl_complete-scout");
        HostileServer silent([](const test::Seen&, QTcpSocket&) {});
        m_program.use(silent.url());
        for (const QStringList& words : {QStringList{"trace", "deploy/"}, QStringList{"trace", "frobnicators", ""}}) {
            const auto ended = m_program.run(words);
            QCOMPARE(ended.code, 0);
            QCOMPARE(ended.out, QByteArray(":4\n"));
            QCOMPARE(ended.err, QByteArray());
        }
        m_program.use("http://127.0.0.1:1", {}, {"token: x"});
        QCOMPARE(m_program.run({"trace", "deploy/"}).err, QByteArray());
        m_program.environment.insert(QStringLiteral("KUBECONFIG"), QStringLiteral("/no/such/file"));
        QCOMPARE(m_program.run({"trace", "deploy/"}).out, QByteArray(":4\n"));
        m_program.name = QStringLiteral("kubectl-scout");
    }

    // The script as bash runs it: COMP_WORDS as readline breaks them, at = and : too.
    void bashScript_data() {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("reply");
        QTest::newRow("command") << "sna"
                                 << "snapshot";
        QTest::newRow("flag") << "trace --names"
                              << "--namespace";
        QTest::newRow("value") << "trace -o j"
                               << "json";
        QTest::newRow("value behind =") << "trace --output = j"
                                        << "json";
        QTest::newRow("empty value behind =") << "completion --help = "
                                              << "";
        QTest::newRow("context") << "trace --context t"
                                 << "test";
        QTest::newRow("folder") << "trace --cache-dir /de"
                                << "/dev";
        QTest::newRow("file") << "trace -f /dev/nul"
                              << "/dev/null";
    }
    void bashScript() {
        QFETCH(QString, words);
        QFETCH(QString, reply);
        m_program.use("http://127.0.0.1:1");
        const QString script = QStringLiteral(
                                   ". <(\"$0\" completion bash); COMP_WORDS=(\"$0\" %1); "
                                   "COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _kubectl_scout; "
                                   "printf '%s' \"${COMPREPLY[*]}\"")
                                   .arg(words.endsWith(QLatin1Char(' ')) ? words + QStringLiteral("''") : words);
        QProcess process;
        process.setProcessEnvironment(m_program.environment);
        process.start("bash", {"--norc", "-c", script, kPlugin});
        QVERIFY(waitFor(process));
        QCOMPARE(QString::fromUtf8(process.readAllStandardOutput()), reply);
        QCOMPARE(process.readAllStandardError(), QByteArray());
    }

    void everyShellHasAScript() {
        for (const char* shell : {"bash", "zsh", "fish", "powershell"}) {
            const auto ended = m_program.run({"completion", QString::fromLatin1(shell)});
            QVERIFY2(ended.code == 0 && ended.out.contains("__complete"), shell);
        }
    }
};

QTEST_GUILESS_MAIN(SessionTest)
#include "session_test.moc"
