// What completion offers, and in which form (cobra's protocol).
#include <QTest>

#include "base/text.h"
#include "kubectl-scout/complete.h"

using namespace scout;

namespace {

// Remembers what was asked for, so that a test can tell which flags completion honoured.
struct Ports {
    std::vector<std::string> asked;

    plugin::CompletionPorts make() {
        return {
            [this](plugin::Values what, const plugin::Options& given) {
                asked.push_back("configured " + given.textOr("kubeconfig", "-"));
                return what == plugin::Values::contexts ? std::vector<std::string>{"prod-east", "prod-west", "test"}
                                                        : std::vector<std::string>{"admin"};
            },
            [this](const std::string& type, const plugin::Options& given) {
                asked.push_back(type + " in " + given.textOr("namespace", "-") + " of " + given.textOr("context", "-"));
                if (type == "namespaces") return std::vector<std::string>{"default", "prod"};
                return std::vector<std::string>{"backend", "frontend", "frontend-canary"};
            }};
    }
};

std::string names(const plugin::Completion& completion) {
    std::vector<std::string> out;
    for (const auto& choice : completion.choices) out.push_back(choice.text);
    return base::join(out, " ");
}

}  // namespace

class CompleteTest : public QObject {
    Q_OBJECT
  private slots:
    // In a line, '_' stands for the empty word that is completed.
    void offers_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<int>("directive");
        const auto row = [](const char* line, const char* expected, int directive = 4) {
            QTest::newRow(line) << QString::fromUtf8(line) << QString::fromUtf8(expected) << directive;
        };
        row("_", "trace snapshot open version help completion");
        row("tr", "trace");
        row("-n prod s", "snapshot");
        row("x", "");
        row("help tr", "trace");
        row("help trace _", "");
        row("completion _", "bash fish powershell zsh");
        row("completion z", "zsh");
        row("version -o _", "text json yaml");
        row("version _", "");
        row("trace deploym", "deployments");
        row("trace ocirep", "ocirepositories");
        row("trace deploy _", "backend frontend frontend-canary");
        row("trace deploy fr", "frontend frontend-canary");
        row("trace deploy frontend _", "backend frontend-canary");
        row("trace deploy/fr", "deploy/frontend deploy/frontend-canary");
        row("trace deploy/frontend deploym", "deployments/", 6);
        row("trace deploy/frontend -n pr", "prod");
        row("trace deploy/frontend -n", "");
        row("trace deploy/frontend --names", "--namespace");
        row("trace deploy/frontend --namespace=pr", "--namespace=prod");
        row("trace deploy/frontend -o j", "json");
        row("trace deploy/frontend --output=",
            "--output=text --output=wide --output=json --output=yaml --output=name --output=svg --output=dot "
            "--output=mermaid --output=png --output=pdf");
        row("trace --context pr", "prod-east prod-west");
        row("trace --user _", "admin");
        row("trace --app f", "frontend frontend-canary");
        row("trace -f _", "", 0);
        row("trace --from x", "", 0);
        row("snapshot deploy/x -o _", "", 0);
        row("trace --cache-dir _", "", 16);
        row("trace --token _", "");
        row("trace --as _", "");
        row("trace -- deploy fr", "frontend frontend-canary");
        row("trace -- --n", "");
        row("trace --frobnicate=_", "");
    }
    void offers() {
        QFETCH(QString, line);
        QFETCH(QString, expected);
        QFETCH(int, directive);
        auto words = base::split(line.toStdString(), ' ');
        if (words.back() == "_") words.back().clear();
        if (words.back() == "--frobnicate=_") words.back() = "--frobnicate=";
        Ports ports;
        const auto completion = plugin::complete(words, ports.make());
        QCOMPARE(QString::fromStdString(names(completion)), expected);
        QCOMPARE(completion.directive, directive);
    }

    void honoursTheFlagsSoFar() {
        Ports ports;
        plugin::complete({"trace", "--context=test", "-nprod", "deploy", ""}, ports.make());
        plugin::complete({"-n", "a", "trace", "deploy/", "--context", "b", "svc/"}, ports.make());
        plugin::complete({"trace", "--kubeconfig", "k", "--context", ""}, ports.make());
        QCOMPARE(ports.asked, (std::vector<std::string>{"deploy in prod of test", "svc in a of b", "configured k"}));
    }

    void asksNobodyForWordsOfItsOwn() {
        Ports ports;
        for (const char* word : {"", "tr", "--"}) plugin::complete({word}, ports.make());
        plugin::complete({"trace", "dep"}, ports.make());
        plugin::complete({"trace", "--ou"}, ports.make());
        QVERIFY(ports.asked.empty());
    }

    void text() {
        plugin::Completion completion{{{"trace", "Follow it"}, {"odd\x1b[1m", ""}}, 6};
        QCOMPARE(plugin::completionText(completion), std::string("trace\tFollow it\nodd\\x1b[1m\n:6\n"));
        QCOMPARE(plugin::completionText({}), std::string(":4\n"));
    }

    void hiddenThingsStayHidden() {
        Ports ports;
        QCOMPARE(names(plugin::complete({"__c"}, ports.make())), std::string());
        QCOMPARE(names(plugin::complete({"trace", "--all-n"}, ports.make())), std::string());
        QCOMPARE(names(plugin::complete({"help", "--m"}, ports.make())), std::string());
    }
};

QTEST_GUILESS_MAIN(CompleteTest)
#include "complete_test.moc"
