// Commands to copy and pages to open.
#include <QTest>
#include <algorithm>
#include <cstdlib>

#include "trace/commands.h"
#include "trace/graph_samples.h"
#include "trace/links.h"

using namespace scout;

namespace {

const std::string kustomization = "kustomize.toolkit.fluxcd.io/Kustomization/flux-system/apps";
const std::string source = "source.toolkit.fluxcd.io/OCIRepository/flux-system/fleet";
const std::string application = "argoproj.io/Application/argocd/shop";

std::shared_ptr<const model::Graph> sample() {
    trace::Evidence evidence;
    test::add(
        evidence,
        {test::ociRepository("fleet"),
         test::kustomization("apps", "fleet", {"prod_web_apps_Deployment", "prod_token__Secret"}, ",'path':'./prod'"),
         test::deployment("prod", "web", test::appliedBy("apps")), test::replicaSet("prod", "web", "new", 1),
         test::pod("prod", "web-new", "a", "CrashLoopBackOff"), test::pod("prod", "web-new", "b"),
         test::namedObject("v1", "Namespace", "", "prod"), test::namedObject("batch/v1", "Job", "prod", "a;b"),
         test::deployment("shop", "cart",
                          "'annotations':{'argocd.argoproj.io/tracking-id':'shop:apps/Deployment:shop/cart'}"),
         test::json("{'apiVersion':'argoproj.io/v1alpha1','kind':'Application','metadata':{'name':'shop','namespace':"
                    "'argocd'},'spec':{'source':{'repoURL':'https://git.test/shop','path':'.'},'destination':{'server':"
                    "'https://kubernetes.default.svc'}},'status':{'sync':{'status':'Synced'},'health':{'status':"
                    "'Healthy'},'resources':[{'group':'apps','kind':'Deployment','namespace':'shop','name':'cart',"
                    "'status':'Synced'}]}}")});
    return trace::buildGraph(evidence, test::sampleOptions());
}

QStringList lines(const std::string& id, const trace::CommandSource& from) {
    QStringList out;
    for (const trace::Command& command : trace::commandsFor(*sample(), id, from))
        out += QString::fromStdString(command.command);
    return out;
}

}  // namespace

class CommandsTest : public QObject {
    Q_OBJECT

  private slots:
    void commandsFitTheKind_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char* name, const std::string& id, QStringList expected) {
            QTest::newRow(name) << QString::fromStdString(id) << expected;
        };
        row("Deployment of Flux", "apps/Deployment/prod/web",
            {"kubectl scout trace deployment/web -n prod --context east",
             "kubectl get deployment/web -o wide -n prod --context east",
             "kubectl get deployment/web -o yaml -n prod --context east",
             "kubectl describe deployment/web -n prod --context east",
             "kubectl events --for deployment/web -n prod --context east",
             "kubectl logs deployment/web --all-containers --tail 100 -n prod --context east",
             "kubectl rollout history deployment/web -n prod --context east",
             "flux trace deployment web -n prod --context east"});
        row("Deployment of Argo CD", "apps/Deployment/shop/cart",
            {"kubectl scout trace deployment/cart -n shop --context east",
             "kubectl get deployment/cart -o wide -n shop --context east",
             "kubectl get deployment/cart -o yaml -n shop --context east",
             "kubectl describe deployment/cart -n shop --context east",
             "kubectl events --for deployment/cart -n shop --context east",
             "kubectl logs deployment/cart --all-containers --tail 100 -n shop --context east",
             "kubectl rollout history deployment/cart -n shop --context east",
             "argocd app get shop --app-namespace argocd", "argocd app resources shop --app-namespace argocd",
             "argocd app diff shop --app-namespace argocd"});
        row("failing Pod", "/Pod/prod/web-new-a",
            {"kubectl scout trace pod/web-new-a -n prod --context east",
             "kubectl get pod/web-new-a -o wide -n prod --context east",
             "kubectl get pod/web-new-a -o yaml -n prod --context east",
             "kubectl describe pod/web-new-a -n prod --context east",
             "kubectl events --for pod/web-new-a -n prod --context east",
             "kubectl logs pod/web-new-a --all-containers --tail 100 -n prod --context east",
             "kubectl logs pod/web-new-a --all-containers --tail 100 --previous -n prod --context east"});
        row("Secret that was not read", "/Secret/prod/token",
            {"kubectl scout trace secret/token -n prod --context east",
             "kubectl get secret/token -o wide -n prod --context east",
             "kubectl describe secret/token -n prod --context east",
             "kubectl events --for secret/token -n prod --context east"});
        row("cluster-scoped", "/Namespace//prod",
            {"kubectl scout trace namespace/prod --context east", "kubectl get namespace/prod -o wide --context east",
             "kubectl get namespace/prod -o yaml --context east", "kubectl describe namespace/prod --context east",
             "kubectl events --for namespace/prod --all-namespaces --context east"});
        row("Kustomization", kustomization,
            {"kubectl scout trace kustomization.kustomize.toolkit.fluxcd.io/apps -n flux-system --context east",
             "kubectl get kustomization.kustomize.toolkit.fluxcd.io/apps -o wide -n flux-system --context east",
             "kubectl get kustomization.kustomize.toolkit.fluxcd.io/apps -o yaml -n flux-system --context east",
             "kubectl describe kustomization.kustomize.toolkit.fluxcd.io/apps -n flux-system --context east",
             "kubectl events --for kustomization.kustomize.toolkit.fluxcd.io/apps -n flux-system --context east",
             "flux get kustomization apps -n flux-system --context east",
             "flux tree kustomization apps -n flux-system --context east",
             "flux diff kustomization apps --path ./prod -n flux-system --context east",
             "flux events --for Kustomization/apps -n flux-system --context east",
             "flux logs --kind Kustomization --name apps --tail 100 -n flux-system --context east"});
        row("OCIRepository", source,
            {"kubectl scout trace ocirepository.source.toolkit.fluxcd.io/fleet -n flux-system --context east",
             "kubectl get ocirepository.source.toolkit.fluxcd.io/fleet -o wide -n flux-system --context east",
             "kubectl get ocirepository.source.toolkit.fluxcd.io/fleet -o yaml -n flux-system --context east",
             "kubectl describe ocirepository.source.toolkit.fluxcd.io/fleet -n flux-system --context east",
             "kubectl events --for ocirepository.source.toolkit.fluxcd.io/fleet -n flux-system --context east",
             "flux get source oci fleet -n flux-system --context east",
             "flux events --for OCIRepository/fleet -n flux-system --context east",
             "flux logs --kind OCIRepository --name fleet --tail 100 -n flux-system --context east"});
        row("Application", application,
            {"kubectl scout trace application.argoproj.io/shop -n argocd --context east",
             "kubectl get application.argoproj.io/shop -o wide -n argocd --context east",
             "kubectl get application.argoproj.io/shop -o yaml -n argocd --context east",
             "kubectl describe application.argoproj.io/shop -n argocd --context east",
             "kubectl events --for application.argoproj.io/shop -n argocd --context east",
             "argocd app get shop --app-namespace argocd", "argocd app resources shop --app-namespace argocd",
             "argocd app diff shop --app-namespace argocd", "argocd app history shop --app-namespace argocd"});
        row("no object", "source:argoproj.io/Application/argocd/shop/0", {});
        row("not in the graph", "nothing", {});
    }
    void commandsFitTheKind() {
        QFETCH(QString, id);
        QFETCH(QStringList, expected);
        QCOMPARE(lines(id.toStdString(), {"east", {}, false}), expected);
    }

    void theCurrentContextNeedsNoFlag() {
        for (const QString& line : lines("apps/Deployment/prod/web", {}))
            QVERIFY2(!line.contains(QStringLiteral("--context")), qPrintable(line));
    }

    void aSnapshotIsTracedFromItsFile() {
        const QStringList known = lines("apps/Deployment/prod/web", {"east", "/tmp/my file.json", false});
        QCOMPARE(known.front(),
                 QStringLiteral("kubectl scout trace deployment/web --from '/tmp/my file.json' -n prod"));
        QVERIFY(known.contains(QStringLiteral("kubectl describe deployment/web -n prod --context east")));
        // Nothing of it is in the file but its name.
        const QStringList unread = lines("/Secret/prod/token", {"east", "/tmp/my file.json", false});
        QVERIFY(unread.filter(QStringLiteral("kubectl scout")).isEmpty());
        QVERIFY(!unread.isEmpty());
    }

    void theDemoHasNoClusterToAsk() {
        QCOMPARE(lines("apps/Deployment/prod/web", {"demo", {}, true}),
                 QStringList{QStringLiteral("kubectl scout trace deployment/web --demo -n prod")});
        QVERIFY(lines("/Secret/prod/token", {"demo", {}, true}).isEmpty());
    }

    void everyCommandOnlyReads() {
        const std::set<std::string> reads = {"kubectl get",     "kubectl describe", "kubectl events", "kubectl logs",
                                             "kubectl rollout", "kubectl scout",    "flux get",       "flux tree",
                                             "flux diff",       "flux events",      "flux logs",      "flux trace",
                                             "argocd app"};
        const std::set<std::string> appReads = {"get", "resources", "diff", "history"};
        const auto graph = sample();
        int seen = 0;
        for (const model::Hop& hop : graph->nodes) {
            for (const trace::Command& command : trace::commandsFor(*graph, hop.id, {"east", {}, false})) {
                const QStringList words = QString::fromStdString(command.command).split(QLatin1Char(' '));
                QVERIFY2(reads.contains((words[0] + QLatin1Char(' ') + words[1]).toStdString()),
                         command.command.c_str());
                if (words[1] == QStringLiteral("app")) QVERIFY(appReads.contains(words[2].toStdString()));
                if (words[1] == QStringLiteral("rollout")) QCOMPARE(words[2], QStringLiteral("history"));
                QVERIFY2(command.command.starts_with(command.program + " "), command.command.c_str());
                QVERIFY(!command.purpose.empty());
                ++seen;
            }
        }
        QVERIFY(seen > 50);
    }

    void wordsAreQuotedForAShell_data() {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("quoted");
        QTest::newRow("plain") << "deployment.apps/web-1"
                               << "deployment.apps/web-1";
        QTest::newRow("empty") << ""
                               << "''";
        QTest::newRow("space") << "a b"
                               << "'a b'";
        QTest::newRow("quote") << "it's"
                               << "'it'\\''s'";
        QTest::newRow("substitution") << "$(reboot)"
                                      << "'$(reboot)'";
        QTest::newRow("separator") << "a;b"
                                   << "'a;b'";
        QTest::newRow("tilde") << "~root"
                               << "'~root'";
        QTest::newRow("line feed") << "a\nb"
                                   << "'a\nb'";
        QTest::newRow("ARN") << "arn:aws:eks:eu-1:1:cluster/prod"
                             << "arn:aws:eks:eu-1:1:cluster/prod";
    }
    void wordsAreQuotedForAShell() {
        QFETCH(QString, word);
        QFETCH(QString, quoted);
        QCOMPARE(QString::fromStdString(trace::shellQuote(word.toStdString())), quoted);
    }

    void namesAreQuotedInCommands() {
        QCOMPARE(lines("batch/Job/prod/a;b", {"$HOME", {}, false}).front(),
                 QStringLiteral("kubectl scout trace 'job/a;b' -n prod --context '$HOME'"));
    }

    void pagesAreThoseThatWereSeen_data() {
        QTest::addColumn<QString>("repository");
        QTest::addColumn<QString>("commitUrl");
        QTest::addColumn<QString>("unitUrl");
        QTest::addColumn<QString>("url");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("all") << "https://git.test/shop"
                             << "https://git.test/shop/commit/03b523a4165e"
                             << "https://hub.test/unit/7"
                             << "https://git.test/shop"
                             << QStringList{"Commit 03b523a4 https://git.test/shop/commit/03b523a4165e",
                                            "Repository shop https://git.test/shop",
                                            "ConfigHub unit web https://hub.test/unit/7"};
        QTest::newRow("no web addresses") << "git@git.test:shop"
                                          << ""
                                          << ""
                                          << "oci://registry.test/shop" << QStringList{};
        QTest::newRow("another scheme") << ""
                                        << "javascript:alert(1)"
                                        << "file:///etc/passwd"
                                        << "ssh://git.test/shop" << QStringList{};
        QTest::newRow("user info") << "https://me:HUSH@git.test/shop?a=b@c"
                                   << ""
                                   << ""
                                   << "" << QStringList{"Repository shop https://git.test/shop?a=b@c"};
        QTest::newRow("at sign in the path") << "https://git.test/a@b"
                                             << ""
                                             << ""
                                             << "" << QStringList{"Repository shop https://git.test/a@b"};
        QTest::newRow("white space") << "https://git.test/a b"
                                     << "https://git.test/\n"
                                     << "https://"
                                     << "" << QStringList{};
    }
    void pagesAreThoseThatWereSeen() {
        QFETCH(QString, repository);
        QFETCH(QString, commitUrl);
        QFETCH(QString, unitUrl);
        QFETCH(QString, url);
        QFETCH(QStringList, expected);
        model::Hop hop;
        hop.stage = model::Stage::git;
        hop.name = "shop";
        hop.url = url.toStdString();
        hop.git = model::GitOrigin{repository.toStdString(), "main", "", "03b523a4165e", commitUrl.toStdString()};
        hop.confighub = model::ConfigHubOrigin();
        hop.confighub->unit = "web";
        hop.confighub->url = unitUrl.toStdString();
        QStringList links;
        for (const trace::Link& link : trace::linksOf(hop))
            links += QString::fromStdString(link.title + " " + link.url);
        QCOMPARE(links, expected);
    }

    void otherSourcesHaveTheirAddress() {
        model::Hop chart;
        chart.stage = model::Stage::helm;
        chart.url = "https://charts.test";
        QCOMPARE(trace::linksOf(chart), (std::vector<trace::Link>{{"Chart repository", "https://charts.test"}}));
        chart.stage = model::Stage::oci;
        QCOMPARE(trace::linksOf(chart), (std::vector<trace::Link>{{"Registry", "https://charts.test"}}));
        QVERIFY(trace::linksOf(model::Hop()).empty());
    }
};

QTEST_GUILESS_MAIN(CommandsTest)
#include "commands_test.moc"
