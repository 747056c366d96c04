// The flag table and the parser that it drives.
#include <QTest>
#include <map>
#include <set>

#include "base/text.h"
#include "kubectl-scout/flags.h"
#include "kubectl-scout/table.h"

using namespace scout;
using plugin::FlagType;

namespace {

std::vector<std::string> words(const char* line) {
    std::vector<std::string> out;
    for (auto& word : base::split(line, ' ')) {
        if (!word.empty()) out.push_back(word == "''" ? std::string() : word);
    }
    return out;
}

// "trace | a b | namespace=prod output=json": the command, the arguments, every flag that a test looks at.
std::string shown(const plugin::CommandLine& line) {
    std::string out = line.command == nullptr ? "-" : std::string(line.command->name);
    out += " | " + base::join(line.options.arguments, " ") + " |";
    std::set<std::string> names;
    for (const auto& flag : plugin::flagTable()) names.emplace(flag.name);
    for (const auto& name : names) {
        if (line.options.has(name)) out += " " + name + "=" + base::join(line.options.list(name), ",");
    }
    return out;
}

}  // namespace

class FlagsTest : public QObject {
    Q_OBJECT
  private slots:
    void accepts_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("result");
        const auto row = [](const char* name, const char* line, const char* result) {
            QTest::newRow(name) << QString::fromUtf8(line) << QString::fromUtf8(result);
        };
        row("nothing", "", "- |  |");
        row("command alone", "version", "version |  |");
        row("long with a space", "trace deploy/x --namespace prod", "trace | deploy/x | namespace=prod");
        row("long with equals", "trace deploy/x --namespace=prod", "trace | deploy/x | namespace=prod");
        row("empty value", "trace deploy/x --namespace=", "trace | deploy/x | namespace=");
        row("value with equals", "trace x --as-user-extra=a=b=c", "trace | x | as-user-extra=a=b=c");
        row("letter with a space", "trace deploy/x -n prod", "trace | deploy/x | namespace=prod");
        row("letter with value", "trace deploy/x -nprod", "trace | deploy/x | namespace=prod");
        row("letter with equals", "trace deploy/x -n=prod", "trace | deploy/x | namespace=prod");
        row("-ojson", "trace deploy/x -ojson", "trace | deploy/x | output=json");
        row("flags between arguments", "trace deployments -n prod x -o json y",
            "trace | deployments x y | namespace=prod output=json");
        row("flags before the command", "-n prod trace deploy/x", "trace | deploy/x | namespace=prod");
        row("a value that is a command's name", "-n trace trace trace", "trace | trace | namespace=trace");
        row("a value that looks like a flag", "trace x --token -abc", "trace | x | token=-abc");
        row("the last one wins", "trace x -n a -n b", "trace | x | namespace=a,b");
        row("repeated", "trace -f a -f b --filename=c", "trace |  | filename=a,b,c");
        row("standard input", "trace -f -", "trace |  | filename=-");
        row("dash as an argument", "trace -", "trace | - |");
        row("grouped letters", "trace -Rf dir", "trace |  | filename=dir recursive=true");
        row("boolean", "trace x --exit-status", "trace | x | exit-status=true");
        row("boolean takes no next word", "trace --exit-status false", "trace | false | exit-status=true");
        row("boolean false", "trace x --exit-status=false", "trace | x | exit-status=false");
        row("boolean as Go", "trace x --json=T", "trace | x | json=T");
        row("end of flags", "trace -n a -- -n --demo", "trace | -n --demo | namespace=a");
        row("double dash before the command", "-- trace x", "trace | x |");
        row("duration", "trace x --request-timeout=1m30s", "trace | x | request-timeout=1m30s");
        row("duration in seconds", "trace x --request-timeout 5", "trace | x | request-timeout=5");
        row("verbosity", "trace x -v6", "trace | x | v=6");
        row("verbosity long", "trace x --v=8", "trace | x | v=8");
        row("help", "trace -h", "trace |  | help=true");
        row("snapshot's -o is a file", "snapshot x -o out.json", "snapshot | x | output=out.json");
        row("hidden command", "help --man", "help |  | man=true");
    }
    void accepts() {
        QFETCH(QString, line);
        QFETCH(QString, result);
        const auto parsed = plugin::parseCommandLine(words(line.toUtf8().constData()));
        QVERIFY2(parsed.ok(), parsed.ok() ? "" : base::display(parsed.error()).c_str());
        QCOMPARE(QString::fromStdString(shown(*parsed)), result);
    }

    void refuses_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* line, const char* message) {
            QTest::newRow(line) << QString::fromUtf8(line) << QString::fromUtf8(message);
        };
        row("tarce deploy/x", "error: unknown command \"tarce\"\n  Did you mean trace? Or see 'kubectl scout help'.\n");
        row("deploy/x", "error: unknown command \"deploy/x\"\n  To trace it, write: kubectl scout trace deploy/x\n");
        row("xyzzy", "error: unknown command \"xyzzy\"\n  See 'kubectl scout help'.\n");
        row("discover", "error: unknown command \"discover\"\n  See 'kubectl scout help'.\n");
        row("trace x --namspace prod",
            "error: unknown flag --namspace\n  Did you mean --namespace? Or see 'kubectl scout help trace'.\n");
        row("trace x --client-certif=a",
            "error: unknown flag --client-certif\n  Did you mean --client-certificate? Or see 'kubectl "
            "scout help trace'.\n");
        row("trace x --frobnicate", "error: unknown flag --frobnicate\n  See 'kubectl scout help trace'.\n");
        row("trace x -z", "error: unknown flag -z\n  See 'kubectl scout help trace'.\n");
        row("trace x --force",
            "error: 'trace' has no flag --force\n  It is a flag of 'snapshot'. See 'kubectl scout help trace'.\n");
        row("version -n prod",
            "error: 'version' has no flag -n\n  It is a flag of 'trace'. See 'kubectl scout help version'.\n");
        row("--frobnicate", "error: unknown flag --frobnicate\n  See 'kubectl scout help'.\n");
        row("trace x -n", "error: --namespace needs a value\n  See 'kubectl scout help trace'.\n");
        row("trace x --token", "error: --token needs a value\n  See 'kubectl scout help trace'.\n");
        row("trace x -o josn",
            "error: unknown value \"josn\" (--output)\n  Did you mean json? Or use one of text, wide, json, yaml, "
            "name, svg, dot, mermaid, png, pdf.\n");
        row("trace x -o xml",
            "error: unknown value \"xml\" (--output)\n  Use one of text, wide, json, yaml, name, svg, dot, mermaid, "
            "png, "
            "pdf.\n");
        row("trace x --color=maybe", "error: unknown value \"maybe\" (--color)\n  Use one of auto, always, never.\n");
        row("trace x --demo=maybe", "error: \"maybe\" is neither true nor false (--demo)\n");
        row("trace x --request-timeout=soon",
            "error: \"soon\" is not a duration (--request-timeout)\n  Write it like 10s, 1m30s or 0 for the program's "
            "own limits.\n");
        row("trace x -v verbose", "error: \"verbose\" is not a small whole number (--v)\n");
        row("trace x -v -1", "error: \"-1\" is not a small whole number (--v)\n");
        row("trace deploy -A",
            "error: a trace follows named objects, so it cannot span all namespaces (--all-namespaces)\n  Name the "
            "namespace with -n; "
            "'kubectl get deploy -A' shows where an object is.\n");
        row("trace deploy -l app=x",
            "error: a trace follows named objects and takes no selector (--selector)\n  Use kubectl scout trace "
            "$(kubectl get deploy -l "
            "KEY=VALUE -o name)\n");
    }
    void refuses() {
        QFETCH(QString, line);
        QFETCH(QString, message);
        const auto parsed = plugin::parseCommandLine(words(line.toUtf8().constData()));
        QVERIFY(!parsed.ok());
        QCOMPARE(QString::fromStdString(base::display(parsed.error())), message);
        QCOMPARE(parsed.error().kind, base::ErrorKind::usage);
    }

    // The parser finds the command in a pass that knows the flags of all commands: one name must mean one arity.
    void oneNameHasOneArity() {
        std::map<std::string_view, std::pair<bool, char>> seen;
        for (const auto& flag : plugin::flagTable()) {
            const auto [found, added] = seen.emplace(flag.name, std::pair{flag.takesValue(), flag.letter});
            QVERIFY2(added || found->second == (std::pair{flag.takesValue(), flag.letter}),
                     std::string(flag.name).c_str());
        }
    }

    void namesAndLettersAreUniqueInACommand() {
        for (const auto& command : plugin::commandTable()) {
            std::set<std::string_view> names;
            std::set<char> letters;
            for (const auto& flag : plugin::flagTable()) {
                if ((flag.commands & command.bit) == 0) continue;
                QVERIFY2(names.insert(flag.name).second, std::string(flag.name).c_str());
                QVERIFY2(flag.letter == 0 || letters.insert(flag.letter).second, std::string(flag.name).c_str());
            }
        }
    }

    void everyFlagIsExplained() {
        for (const auto& flag : plugin::flagTable()) {
            QVERIFY2(!flag.help.empty(), std::string(flag.name).c_str());
            QVERIFY2(!flag.takesValue() || !flag.value.empty(), std::string(flag.name).c_str());
            const auto choices = flag.choices();
            const bool fits =
                choices.empty() || std::find(choices.begin(), choices.end(), flag.fallback) != choices.end();
            QVERIFY2(fits, std::string(flag.name).c_str());
        }
    }

    // Every connection flag of kubectl (cli-runtime config_flags.go) is there, under its name and letter.
    void hasKubectlsConnectionFlags() {
        const plugin::Command* trace = plugin::findCommand("trace");
        for (const char* name : {"kubeconfig",
                                 "cache-dir",
                                 "client-certificate",
                                 "client-key",
                                 "token",
                                 "as",
                                 "as-uid",
                                 "as-group",
                                 "as-user-extra",
                                 "username",
                                 "password",
                                 "cluster",
                                 "user",
                                 "namespace",
                                 "context",
                                 "server",
                                 "tls-server-name",
                                 "insecure-skip-tls-verify",
                                 "certificate-authority",
                                 "request-timeout",
                                 "disable-compression",
                                 "v"}) {
            QVERIFY2(plugin::findFlag(trace, name) != nullptr, name);
        }
        QCOMPARE(plugin::findFlag(trace, 'n')->name, std::string_view("namespace"));
        QCOMPARE(plugin::findFlag(trace, 's')->name, std::string_view("server"));
        QCOMPARE(plugin::findFlag(trace, 'v')->name, std::string_view("v"));
    }
};

QTEST_GUILESS_MAIN(FlagsTest)
#include "flags_test.moc"
