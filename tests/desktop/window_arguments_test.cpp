// The command line of scout-desktop.
#include <QDir>
#include <QTest>

#include "desktop/window/arguments.h"

using namespace scout;
using scout::desktop::Arguments;

namespace {

std::vector<std::string> words(const QString& line) {
    std::vector<std::string> out;
    for (const QString& word : line.split(QLatin1Char(' '), Qt::SkipEmptyParts)) out.push_back(word.toStdString());
    return out;
}

}  // namespace

class WindowArgumentsTest : public QObject {
    Q_OBJECT

  private slots:
    void understood_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<Arguments>("expected");
        const auto row = [](const char* line, const std::function<void(Arguments&)>& fill) {
            Arguments expected;
            fill(expected);
            QTest::newRow(*line == 0 ? "nothing" : line) << QString::fromUtf8(line) << expected;
        };
        row("", [](Arguments&) {});
        row("--demo", [](Arguments& a) { a.demo = true; });
        row("seen.json", [](Arguments& a) { a.from = "seen.json"; });
        row("--from seen.json --select svc/web", [](Arguments& a) {
            a.from = "seen.json";
            a.select = "svc/web";
        });
        row("-- --odd.json", [](Arguments& a) { a.from = "--odd.json"; });
        row("--context east --kubeconfig=/k -n prod,dev --namespace qa", [](Arguments& a) {
            a.context = "east";
            a.kubeconfig = "/k";
            a.namespaces = {"prod", "dev", "qa"};
        });
        row("--management-context hub --no-registry --no-confighub --verify=false", [](Arguments& a) {
            a.beyond = {
                {"management-context", "hub"}, {"no-registry", "true"}, {"no-confighub", "true"}, {"verify", "false"}};
        });
        row("--verify-key a.pub --verify-key=/b.pub --registry-ca ca.crt --plain-http localhost:5000 "
            "--use-cluster-credentials --demo",
            [](Arguments& a) {
                a.demo = true;
                a.beyond = {{"verify-key", "a.pub"},
                            {"verify-key", "/b.pub"},
                            {"registry-ca", "ca.crt"},
                            {"plain-http", "localhost:5000"},
                            {"use-cluster-credentials", "true"}};
            });
        row("-nprod", [](Arguments& a) { a.namespaces = {"prod"}; });
        row("-A --theme dark", [](Arguments& a) {
            a.allNamespaces = true;
            a.theme = "dark";
        });
        // As the plugin runs it.
        row("--export p.png --from s.json --subjects --argocd-namespace argo --theme light --scale 3 --redact "
            "--mark-demo",
            [](Arguments& a) {
                a.task = Arguments::Task::exportPicture;
                a.output = "p.png";
                a.from = "s.json";
                a.subjects = true;
                a.argocdNamespace = "argo";
                a.theme = "light";
                a.scale = 3;
                a.redact = true;
                a.markDemo = true;
            });
        row("--export - - --format svg --dark --chain a/b/c/d --chain e --everything", [](Arguments& a) {
            a.task = Arguments::Task::exportPicture;
            a.output = "-";
            a.from = "-";
            a.format = "svg";
            a.theme = "dark";
            a.chains = {"a/b/c/d", "e"};
            a.everything = true;
        });
        row("--help --nonsense", [](Arguments& a) { a.task = Arguments::Task::help; });
        row("-h", [](Arguments& a) { a.task = Arguments::Task::help; });
        row("--version", [](Arguments& a) { a.task = Arguments::Task::version; });
    }
    void understood() {
        QFETCH(QString, line);
        QFETCH(Arguments, expected);
        const auto parsed = desktop::parseArguments(words(line));
        QVERIFY2(parsed.ok(), parsed ? "" : parsed.error().what.c_str());
        QVERIFY(*parsed == expected);
    }

    void refused_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("advice");
        const auto row = [](const char* line, const char* what, const char* advice) {
            QTest::newRow(line) << QString::fromUtf8(line) << QString::fromUtf8(what) << QString::fromUtf8(advice);
        };
        row("--dmeo", "unknown flag", "Did you mean --demo?");
        row("--contxt east", "unknown flag", "Did you mean --context?");
        row("-x", "unknown flag", "Run 'scout-desktop --help' for a list.");
        row("--context", "a value is missing", "");
        row("--demo=yes", "the flag takes no value", "");
        row("--theme blue", "--theme must be one of light, dark", "");
        row("--scale 9 --export x.png --demo", "--scale must be one of 1, 2, 3, 4", "");
        row("--format bmp --export x --demo", "--format must be one of png, pdf, svg, dot, mermaid", "");
        row("a.json b.json", "one snapshot at a time", "");
        row("--demo a.json", "--demo and a snapshot contradict each other", "Give one of them.");
        row("-A -n x", "-A and -n contradict each other", "");
        row("a.json --context east", "--context means nothing with recorded data", "");
        row("--export x.png", "--export needs something to draw", "");
        row("--scale 2", "--scale means nothing without --export", "");
        row("--redact --demo", "--redact means nothing without --export", "");
        row("-", "a window cannot be opened on standard input", "Give a file.");
        row("-n prod,,dev", "-n must not be empty", "");
        row("--verify-key", "a value is missing", "");
        row("--verify-key=", "--verify-key has an empty value", "Give a value, or leave it out.");
        row("--verify=perhaps", "\"perhaps\" is neither true nor false", "");
        row("--plain-http http://a", "--plain-http \"http://a\" names no registry", "Give it as HOST or HOST:PORT.");
        row("--export x.png --demo --verify", "--verify means nothing with --export", "");
        row("--export x.png --demo --chain a -n prod", "--chain and -n contradict each other", "Give one of them.");
        row("--export x.png --demo --subjects -n prod", "--subjects says already what is drawn", "");
        row("--export x.png --demo --subjects --chain a", "--subjects says already what is drawn", "");
    }
    void refused() {
        QFETCH(QString, line);
        QFETCH(QString, what);
        QFETCH(QString, advice);
        const auto parsed = desktop::parseArguments(words(line));
        QVERIFY(!parsed.ok());
        QCOMPARE(parsed.error().kind, base::ErrorKind::usage);
        QCOMPARE(QString::fromStdString(parsed.error().what), what);
        QVERIFY2(QString::fromStdString(parsed.error().advice).contains(advice), parsed.error().advice.c_str());
    }

    void theCommandLineTakesThePlaceOfWhatIsRemembered() {
        engine::Beyond remembered;
        remembered.verifyKeys = {"/old.pub"};
        remembered.plainHttp = {"old:5000"};
        remembered.noRegistry = true;
        const auto parsed = desktop::parseArguments(words(QStringLiteral("--verify-key new.pub --no-registry=false")));
        QVERIFY(parsed.ok());
        engine::Beyond expected = remembered;
        expected.verifyKeys = {QDir::current().absoluteFilePath(QStringLiteral("new.pub")).toStdString()};
        expected.noRegistry = false;
        QVERIFY(desktop::beyondOf(*parsed, remembered) == expected);
        QVERIFY(desktop::beyondOf(Arguments(), remembered) == remembered);
    }

    void helpNamesEveryFlag() {
        const QString help = QString::fromStdString(desktop::helpText());
        for (const char* flag : {"--demo", "--from", "--context", "--kubeconfig", "-n, --namespace", "--select",
                                 "--theme", "--export", "--format", "--scale", "--redact", "--chain", "--version"})
            QVERIFY2(help.contains(QString::fromLatin1(flag)), flag);
        for (const engine::BeyondOption& option : engine::beyondOptions)
            QVERIFY(help.toStdString().find("--" + std::string(option.name)) != std::string::npos);
        for (const QString& line : help.split(QLatin1Char('\n'))) QVERIFY2(line.size() <= 120, qPrintable(line));
    }
};

QTEST_GUILESS_MAIN(WindowArgumentsTest)
#include "window_arguments_test.moc"
