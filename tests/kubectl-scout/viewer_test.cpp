// What the plugin asks of scout-desktop, with a stand-in that writes down its arguments.
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <sstream>

#include "kubectl-scout/commands.h"
#include "kubectl-scout/picture.h"
#include "kubectl-scout/viewer.h"

using namespace scout;

namespace {

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// The parts of a line, as a command line has them.
std::vector<std::string> words(const QString& line) {
    std::vector<std::string> out;
    for (const QString& word : line.split(QLatin1Char(' '), Qt::SkipEmptyParts)) out.push_back(word.toStdString());
    return out;
}

}  // namespace

class ViewerTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::ostringstream m_out;
    std::ostringstream m_err;
    plugin::Environment m_environment;

    QString path(const QString& name) const { return m_folder.filePath(name); }

    // A program in a folder of its own below PATH; `body` follows after its arguments were written down.
    void standIn(const QByteArray& body) {
        QFile file(path(QStringLiteral("bin/scout-desktop")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\nprintf '%s\\n' \"$@\" > '" + path(QStringLiteral("said.part")).toUtf8() + "'\nmv '" +
                   path(QStringLiteral("said.part")).toUtf8() + "' '" + path(QStringLiteral("said")).toUtf8() + "'\n" +
                   body + "\n");
        file.close();
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
    }
    QByteArray said() const { return contentOf(path(QStringLiteral("said"))).replace('\n', ' ').trimmed(); }

    int run(const QString& line) {
        m_environment.words = words(line);
        return plugin::run(m_environment);
    }

  private slots:
    void init() {
        QVERIFY(m_folder.isValid());
        QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("bin")));
        QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("tmp")));
        QFile::remove(path(QStringLiteral("said")));
        QFile::remove(path(QStringLiteral("bin/scout-desktop")));
        m_out.str({});
        m_err.str({});
        m_environment = {};
        m_environment.program = path(QStringLiteral("kubectl-scout")).toStdString();
        m_environment.out = &m_out;
        m_environment.err = &m_err;
        m_environment.now = [] { return base::Time{}; };
        m_environment.milliseconds = [] { return std::int64_t{}; };
        m_environment.variables = {{"PATH", "/usr/bin:/bin:" + path(QStringLiteral("bin")).toStdString()},
                                   {"TMPDIR", path(QStringLiteral("tmp")).toStdString()},
                                   {"DISPLAY", ":7"}};
    }

    void open_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QByteArray>("expected");
        QFile snapshot(path(QStringLiteral("seen.json")));
        QVERIFY(snapshot.open(QIODevice::WriteOnly));
        const auto row = [](const char* line, const QByteArray& expected) {
            QTest::newRow(line) << QString::fromUtf8(line) << expected;
        };
        row("open", "");
        row("open --demo", "--demo");
        row("open deploy/frontend -n prod", "--namespace prod --select deploy/frontend");
        row("open deployment frontend --context east --kubeconfig /k",
            "--context east --kubeconfig /k --select "
            "deployment/frontend");
        row("open deploy/web --verify --no-confighub --no-registry=false --plain-http localhost:5000 "
            "--use-cluster-credentials --management-context hub",
            "--verify=true --no-registry=false --plain-http=localhost:5000 --use-cluster-credentials=true "
            "--no-confighub=true --management-context=hub --select deploy/web");
        const QByteArray key = SCOUT_TESTS_DIR "/signing/fixtures/cosign.pub";
        const QByteArray authority = SCOUT_TESTS_DIR "/signing/fixtures/ca.crt";
        row(("open --registry-ca " + authority + " --verify-key " + key).constData(),
            "--verify-key=" + key + " --registry-ca=" + authority);
        const QByteArray file = path(QStringLiteral("seen.json")).toUtf8();
        row(("open svc/web --from " + file).constData(), "--from " + file + " --select svc/web");
    }
    void open() {
        QFETCH(QString, line);
        QFETCH(QByteArray, expected);
        standIn("");
        QCOMPARE(run(line), 0);
        // It goes on by itself: its word comes when it comes.
        QTRY_VERIFY(QFile::exists(path(QStringLiteral("said"))));
        QCOMPARE(said(), expected);
        QCOMPARE(QByteArray::fromStdString(m_out.str() + m_err.str()), QByteArray());
    }

    void openSaysWhy_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<bool>("installed");
        QTest::addColumn<bool>("display");
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("not installed") << "open" << false << true
                                       << QByteArray(
                                              "error: scout-desktop is not installed: it is neither beside this "
                                              "program nor on PATH\n  Install the desktop package");
        QTest::newRow("no display") << "open" << true << false << QByteArray("error: there is no display");
        QTest::newRow("two objects") << "open deploy/a deploy/b" << true << true
                                     << QByteArray("error: the viewer opens at one object");
        QTest::newRow("no such file") << "open --from nowhere.json" << true << true
                                      << QByteArray("error: no such file (nowhere.json)");
        QTest::newRow("standard input") << "open --from -" << true << true
                                        << QByteArray("error: the viewer goes on after this command");
        QTest::newRow("no such key") << "open --verify-key nowhere.pub" << true << true
                                     << QByteArray("error: there is no such file (nowhere.pub)");
        QTest::newRow("a key on standard input")
            << "open --verify-key -" << true << true << QByteArray("error: the viewer goes on after this command");
        QTest::newRow("no registry, and signatures")
            << "open --verify --no-registry" << true << true << QByteArray("error: signatures are in the registry");
        QTest::newRow("both") << "open --from x --demo" << true << true << QByteArray("error: --from and --demo");
    }
    void openSaysWhy() {
        QFETCH(QString, line);
        QFETCH(bool, installed);
        QFETCH(bool, display);
        QFETCH(QByteArray, message);
        if (installed) standIn("");
        if (!display) m_environment.variables.erase("DISPLAY");
        QCOMPARE(run(line), 1);
        const QByteArray told = QByteArray::fromStdString(m_err.str());
        QVERIFY2(told.startsWith(message), told);
    }

    void pngComesFromTheViewer() {
        // Draws what it was given: its second argument is the picture, its fourth the snapshot.
        standIn("grep -c failed-source \"$4\" > \"$2\"");
        QCOMPARE(run(QStringLiteral("trace --demo deploy/web -n failed-source -o png --scale 3 --theme dark --redact")),
                 0);
        QVERIFY(QByteArray::fromStdString(m_out.str()).trimmed().toInt() > 0);
        const QByteArray arguments = said();
        QVERIFY2(arguments.startsWith("--export " + path(QStringLiteral("tmp")).toUtf8()), arguments);
        QVERIFY2(arguments.endsWith("--subjects --argocd-namespace argocd --theme dark --scale 3 --redact --mark-demo"),
                 arguments);
        // Nothing is left behind.
        QCOMPARE(QDir(path(QStringLiteral("tmp"))).entryList(QDir::AllEntries | QDir::NoDotAndDotDot).size(), 0);
    }

    void pngToAFile() {
        standIn("printf drawn > \"$2\"");
        const QString file = path(QStringLiteral("out.png"));
        QCOMPARE(run(QStringLiteral("trace --demo -o png --output-file ") + file), 0);
        QCOMPARE(contentOf(file), QByteArray("drawn"));
        QCOMPARE(m_out.str(), std::string());
    }

    void theViewersOwnWords() {
        standIn("echo 'qt.something: noise' >&2; echo 'error: no fonts are installed' >&2; exit 1");
        QCOMPARE(run(QStringLiteral("trace --demo -o pdf")), 1);
        const QByteArray told = QByteArray::fromStdString(m_err.str());
        QVERIFY2(told.startsWith("error: no fonts are installed ("), told);
        QCOMPARE(m_out.str(), std::string());
    }

    void withoutTheViewer() {
        QCOMPARE(run(QStringLiteral("trace --demo -o png")), 1);
        const QByteArray told = QByteArray::fromStdString(m_err.str());
        QVERIFY2(told.contains("scout-desktop is not installed") && told.contains("-o svg"), told);
    }

    void flagsThatMeanNothing_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("scale of an SVG") << "trace --demo -o svg --scale 2"
                                         << QByteArray("error: --scale means nothing with -o svg");
        QTest::newRow("theme of text") << "trace --demo --theme dark"
                                       << QByteArray("error: --theme means nothing with -o text");
        QTest::newRow("redacted JSON") << "trace --demo -o json --redact"
                                       << QByteArray("error: --redact means nothing with -o json");
    }
    void flagsThatMeanNothing() {
        QFETCH(QString, line);
        QFETCH(QByteArray, message);
        QCOMPARE(run(line), 1);
        QVERIFY2(QByteArray::fromStdString(m_err.str()).startsWith(message), m_err.str().c_str());
        QCOMPARE(m_out.str(), std::string());
    }

    void noPngForATerminal() {
        m_environment.outIsTerminal = true;
        QCOMPARE(run(QStringLiteral("trace --demo -o png")), 1);
        QVERIFY2(QByteArray::fromStdString(m_err.str()).startsWith("error: png is no text for a terminal (-o png)"),
                 m_err.str().c_str());
    }

    void textToAFileHasNoColours() {
        m_environment.outIsTerminal = true;
        m_environment.variables["LC_ALL"] = "C.UTF-8";
        m_environment.variables["TERM"] = "xterm";
        const QString file = path(QStringLiteral("trace.txt"));
        QCOMPARE(run(QStringLiteral("trace --demo deploy/frontend -n prod")), 0);
        QVERIFY(m_out.str().find('\x1b') != std::string::npos);
        QCOMPARE(run(QStringLiteral("trace --demo deploy/frontend -n prod --output-file ") + file), 0);
        const QByteArray text = contentOf(file);
        QVERIFY(text.startsWith("TRACE: Deployment/frontend in prod\n"));
        QVERIFY(!text.contains('\x1b'));
    }
};

QTEST_GUILESS_MAIN(ViewerTest)
#include "viewer_test.moc"
