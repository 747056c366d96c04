// The pure parts of the window: history, the find box's words, situations, the command line.
#include <QTest>

#include "desktop/window/arguments.h"
#include "desktop/window/context_page.h"
#include "desktop/window/find_query.h"
#include "desktop/window/history.h"
#include "desktop/window/settings.h"
#include "desktop/window/situation.h"
#include "models_graph.h"

using namespace scout;
using namespace scout::desktop;

namespace {

using Feed = engine::LiveEvidence::Feed;
using Source = Session::Source;
using Phase = Session::Phase;

engine::LiveEvidence::FeedState feed(const char* group, const char* kind, Feed state, const char* ns = "") {
    engine::LiveEvidence::FeedState out;
    out.group = group;
    out.kind = kind;
    out.ns = ns;
    out.feed = state;
    if (state == Feed::forbidden) out.error = {base::ErrorKind::forbidden, "you may not list them", "", "ask"};
    if (state == Feed::reconnecting) out.error = {base::ErrorKind::unreachable, "the connection broke", "", ""};
    return out;
}

/// A cluster that is watched and has something in it.
Circumstances live() {
    Circumstances now;
    now.source = Source::cluster;
    now.phase = Phase::ready;
    now.sourceName = QStringLiteral("prod-east");
    now.contexts = 1;
    now.objects = 214;
    now.chains = 9;
    now.applier = true;
    now.cards = 30;
    now.seenAt = "2026-11-21T04:37:07Z";
    return now;
}

QStringList labels(const Notice& notice) {
    QStringList out;
    for (const Offer& offer : notice.offers) out << QString(offer.label).remove(QLatin1Char('&'));
    return out;
}

QStringList ids(const std::vector<std::string>& found) {
    QStringList out;
    for (const std::string& id : found) out << QString::fromStdString(id);
    return out;
}

std::shared_ptr<const model::Graph> graphToFindIn() {
    model::Graph graph;
    auto repo = test::hop("example.dev", "Source", "flux", "acme", model::State::ready);
    repo.stage = model::Stage::git;
    repo.url = "https://git.example.dev/acme/apps";
    repo.revision = "main@sha1:1a2b3c4d5e6f";
    const auto shop = test::hop("apps", "Deployment", "prod", "shop", model::State::failed, "0/2 ready");
    const auto shopStaging = test::hop("apps", "Deployment", "staging", "shop", model::State::ready, "2/2 ready");
    const auto shopper = test::hop("apps", "Deployment", "prod", "shop-web", model::State::ready);
    const auto pod = test::hop("", "Pod", "prod", "shop-7d4b9-abcde", model::State::missing);
    const auto lone = test::hop("batch", "CronJob", "prod", "sweep", model::State::outOfSync);
    graph.nodes = {repo, shop, shopStaging, shopper, pod, lone};
    graph.chains = {test::chain(shop, model::VerdictState::failed, {repo, shop, pod}),
                    test::chain(shopper, model::VerdictState::ready, {repo, shopper}),
                    test::chain(shopStaging, model::VerdictState::ready, {shopStaging})};
    return test::sorted(std::move(graph));
}

}  // namespace

class WindowPartsTest : public QObject {
    Q_OBJECT

  private slots:
    void historyWalks() {
        History history;
        QVERIFY(!history.canGoBack() && !history.canGoForward());
        const Place chains{{"a"}, {}};
        const Place first{{"a"}, QStringLiteral("one")};
        const Place second{{"a"}, QStringLiteral("two")};
        const Place other{{"b"}, QStringLiteral("three")};
        history.visit(chains);
        history.visit(first);  // the first selection is no place of its own
        QVERIFY(!history.canGoBack());
        history.visit(second);
        history.visit(second);
        history.visit(other);
        QVERIFY(history.back() == second);
        QVERIFY(history.back() == first);
        QVERIFY(!history.canGoBack());
        QVERIFY(history.forward() == second);
        history.visit(chains);  // what lay ahead is gone
        QVERIFY(!history.canGoForward());
        QVERIFY(history.back() == second);
        history.clear();
        QVERIFY(!history.canGoBack() && !history.canGoForward());
        for (std::size_t i = 0; i < History::limit + 50; ++i) history.visit({{"a"}, QString::number(i)});
        std::size_t steps = 0;
        while (history.canGoBack()) {
            history.back();
            ++steps;
        }
        QCOMPARE(steps, History::limit - 1);
    }

    void findIsParsed_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("ns");
        QTest::addColumn<QString>("words");
        const auto row = [](const char* text, const char* type, const char* name, const char* ns, const char* words) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(type) << QString::fromUtf8(name)
                                << QString::fromUtf8(ns) << QString::fromUtf8(words);
        };
        row("", "", "", "", "");
        row("  ", "", "", "", "");
        row("deploy/Shop", "deploy", "shop", "", "");
        row("deployment shop -n prod", "deployment", "shop", "prod", "");
        row("-n prod deployments.apps shop", "deployments", "shop", "prod", "");
        row("deploy.v1.apps/shop --namespace=prod", "deploy", "shop", "prod", "");
        row("kubectl get pod/shop-1 -n prod", "pod", "shop-1", "prod", "");
        row("kubectl scout trace deploy shop", "deploy", "shop", "", "");
        row("pod/payments-7d4b…", "pod", "payments-7d4b…", "", "");
        row("pod/payments-7d4b...", "pod", "payments-7d4b…", "", "");
        row("sha256:1A2b", "", "", "", "sha256:1a2b");
        row("registry.dev/x/app:1@sha256:1a2b", "", "", "", "sha256:1a2b");
        row("main@sha1:1a2b3c4d", "", "", "", "sha1:1a2b3c4d");
        row("shop failed", "", "", "", "shop failed");
        row("kind:Pod ns:prod shop", "pod", "", "prod", "shop");
        row("https://git.example.dev/acme/apps", "", "", "", "https://git.example.dev/acme/apps");
        row("apps/Deployment/prod/shop", "", "", "", "apps/deployment/prod/shop");
        row("-n", "", "", "", "-n");
    }
    void findIsParsed() {
        QFETCH(QString, text);
        QFETCH(QString, words);
        const FindQuery query = parseFind(text);
        QTEST(QString::fromStdString(query.type), "type");
        QTEST(QString::fromStdString(query.name), "name");
        QTEST(QString::fromStdString(query.ns), "ns");
        QCOMPARE(ids(query.words).join(QLatin1Char(' ')), words);
    }

    void findFinds_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("expected");
        const QString shop = QStringLiteral("apps/Deployment/prod/shop");
        const QString staging = QStringLiteral("apps/Deployment/staging/shop");
        const QString web = QStringLiteral("apps/Deployment/prod/shop-web");
        const QString pod = QStringLiteral("/Pod/prod/shop-7d4b9-abcde");
        const QString repo = QStringLiteral("example.dev/Source/flux/acme");
        const QString sweep = QStringLiteral("batch/CronJob/prod/sweep");
        const auto row = [](const char* text, const QStringList& expected) {
            QTest::newRow(text) << QString::fromUtf8(text) << expected;
        };
        row("deploy/shop", {shop, staging});
        row("deploy/shop -n staging", {staging});
        row("Deployment/shop-", {web});
        row("deploy/web", {web});
        row("po/shop-7d4b…", {pod});
        row("po/shop…abcde", {pod});
        row("po/shop…abc", {pod});
        row("sha1:1a2b3c4d", {repo});
        row("1A2B3C", {repo});
        row("acme/apps", {repo});
        row("shop failed", {shop});
        row("shop prod", {shop, pod, web});
        row("out of sync", {sweep});
        row("apps/Deployment/prod/shop-web", {web});
        row("svc/shop", {});
        row("nothing like it", {});
        row("", {});
    }
    void findFinds() {
        QFETCH(QString, text);
        QFETCH(QStringList, expected);
        const FindIndex index(graphToFindIn());
        QCOMPARE(ids(index.find(parseFind(text))), expected);
    }

    void problemsComeInTheOrderOfChains() {
        const FindIndex index(graphToFindIn());
        QCOMPARE(ids(index.problems()),
                 QStringList({QStringLiteral("apps/Deployment/prod/shop"), QStringLiteral("/Pod/prod/shop-7d4b9-abcde"),
                              QStringLiteral("batch/CronJob/prod/sweep")}));
    }

    // Every situation that facts/graph-peers.md 6 names: what is said, and the buttons in their order.
    void pages_data() {
        QTest::addColumn<Circumstances>("now");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("cause");
        QTest::addColumn<QStringList>("offers");
        const auto row = [](const char* name, const Circumstances& now, const char* title, const char* cause,
                            const char* offers) {
            QTest::newRow(name) << now << QString::fromUtf8(title) << QString::fromUtf8(cause)
                                << QString::fromUtf8(offers).split(QStringLiteral(" | "));
        };
        Circumstances now;
        now.kubeconfigError =
            base::Error{base::ErrorKind::config, "there is no kubeconfig", "/home/me/.kube/config", ""};
        now.kubeconfigMissing = {QStringLiteral("/home/me/.kube/config")};
        row("no kubeconfig", now, "No kubeconfig found.",
            "Looked in: $KUBECONFIG (not set), /home/me/.kube/config (missing).",
            "Explore the demo | Open a snapshot… | Choose kubeconfig…");
        now.kubeconfigMissing.clear();
        now.kubeconfigError = base::Error{base::ErrorKind::config, "the file is no YAML", "/k", "Mend it"};
        row("broken kubeconfig", now, "The file is no YAML.", "/k\nMend it.",
            "Choose kubeconfig… | Explore the demo | Open a snapshot…");

        now = live();
        now.objects.reset();
        now.cards.reset();
        now.phase = Phase::loading;
        now.stage = QStringLiteral("Reading Pods, 6 of 11");
        row("loading", now, "Reading prod-east…", "Reading Pods, 6 of 11", "Cancel");
        now.phase = Phase::idle;
        row("cancelled", now, "Reading prod-east was cancelled.", "Nothing had been seen",
            "Start again | Choose another context | Explore the demo");
        now.phase = Phase::failed;
        now.error = base::Error{base::ErrorKind::unreachable, "connection refused", "https://10.0.0.1:6443", ""};
        row("unreachable", now, "Cannot reach prod-east.", "Connection refused.\nhttps://10.0.0.1:6443",
            "Retry | Choose another context | Open a snapshot…");
        now.error =
            base::Error{base::ErrorKind::auth, "aws failed: the SSO session has expired", "", "run aws sso login"};
        row("credentials expired", now, "The credentials for prod-east were not accepted.",
            "Aws failed: the SSO session has expired.\nRun aws sso login.",
            "Retry | Copy message | Choose another context");
        now.error = base::Error{base::ErrorKind::forbidden, "you may not list anything", "", ""};
        now.feeds = {feed("apps", "Deployment", Feed::forbidden)};
        row("all forbidden", now, "You may not list anything here.", "You may not list anything.",
            "Choose namespaces… | Copy the RBAC rule you need | Retry | Choose another context");
        now = live();
        now.objects = 0;
        now.namespaces = {QStringLiteral("prod")};
        row("nothing in the namespace", now, "Nothing in prod.", "Whether the namespace exists was not asked",
            "All namespaces | Choose namespaces…");
        now.namespaces.clear();
        row("nothing at all", now, "Nothing was found in prod-east.", "", "Refresh | Choose another context");
        now = live();
        now.cards = 0;
        now.hiddenByFilter = 214;
        row("filter hides all", now, "The filter hides everything.", "214 objects are hidden", "Clear filter");
        now.problemsOnly = true;
        row("no problems", now, "No problems here.", "214 objects are hidden", "Show them");
        now = live();
        now.cards.reset();
        now.found = QStringLiteral("foo");
        row("nothing found in the table", now, "0 of 214 objects match “foo”.", "", "Clear filter");
        now = {};
        now.source = Source::snapshot;
        now.sourceName = QStringLiteral("old.json");
        now.phase = Phase::failed;
        now.error = base::Error{base::ErrorKind::config, "this is not a snapshot", "/tmp/old.json", ""};
        row("bad snapshot", now, "Cannot open old.json.", "This is not a snapshot.",
            "Open a snapshot… | Retry | Explore the demo");
        now.phase = Phase::ready;
        now.objects = 0;
        row("empty snapshot", now, "old.json holds no objects.", "", "Open a snapshot… | Explore the demo");
    }
    void pages() {
        QFETCH(Circumstances, now);
        QFETCH(QString, title);
        QFETCH(QString, cause);
        QFETCH(QStringList, offers);
        const Situation situation = situationOf(now);
        QVERIFY(situation.page.has_value());
        QCOMPARE(situation.page->title, title);
        QVERIFY2(situation.page->text.contains(cause), qPrintable(situation.page->text));
        QCOMPARE(labels(*situation.page), offers);
    }

    void bars_data() {
        QTest::addColumn<Circumstances>("now");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QStringList>("offers");
        QTest::addColumn<bool>("stale");
        const auto row = [](const char* key, const Circumstances& now, const char* title, const char* offers,
                            bool stale = false) {
            QTest::newRow(key) << now << QString::fromUtf8(key) << QString::fromUtf8(title)
                               << (*offers == 0 ? QStringList()
                                                : QString::fromUtf8(offers).split(QStringLiteral(" | ")))
                               << stale;
        };
        Circumstances now = live();
        now.feeds = {feed("apps", "Deployment", Feed::watching), feed("", "Pod", Feed::forbidden),
                     feed("", "Service", Feed::forbidden)};
        row("forbidden", now, "2 kinds cannot be listed: Pods, Services.",
            "Copy the RBAC rule you need | Choose namespaces…");
        now = live();
        now.feeds = {feed("", "Pod", Feed::reconnecting)};
        now.secondsToRetry = 8;
        row("paused", now, "Live updates paused, reconnecting in 8 s.", "Now");
        now = live();
        now.applier = false;
        now.feeds = {feed("kustomize.toolkit.fluxcd.io", "Kustomization", Feed::notInstalled),
                     feed("argoproj.io", "Application", Feed::notInstalled),
                     feed("source.toolkit.fluxcd.io", "Bucket", Feed::notInstalled), feed("", "Pod", Feed::watching)};
        row("no applier", now, "No GitOps controller found. Showing workloads and their owners.", "");
        now.feeds[1].feed = Feed::watching;
        now.namespaces = {QStringLiteral("unmanaged")};
        row("no applier", now, "Nothing in unmanaged is managed by an applier that was seen.", "");
        now.namespaces.clear();
        row("no applier", now, "Nothing here is managed by an applier that was seen.", "");
        now = live();
        now.phase = Phase::failed;
        now.error = base::Error{base::ErrorKind::timeout, "no answer", "", ""};
        now.secondsToRetry = 4;
        row("failed", now, "Cannot reach prod-east. Trying again in 4 s.",
            "Retry | Choose another context | Open a snapshot…", true);
        now = live();
        now.warnings = {QStringLiteral("credentials are not sent over plain HTTP")};
        row("warnings", now, "Credentials are not sent over plain HTTP.", "");
        now = live();
        now.shortfalls = {
            {"Signatures are not checked", {base::ErrorKind::notFound, "there is no such file", "k.pub", ""}}};
        row("not done: Signatures are not checked", now, "Signatures are not checked.", "Registries and signatures…");
        now = live();
        now.phase = Phase::idle;
        row("partial", now, "Reading was cancelled: this is only a part.", "Read the rest", true);
        now.source = Source::snapshot;
        row("partial", now, "Reading was cancelled: this is only a part.", "Read the rest");
    }
    void bars() {
        QFETCH(Circumstances, now);
        QFETCH(QString, key);
        QFETCH(QString, title);
        QFETCH(QStringList, offers);
        QFETCH(bool, stale);
        const Situation situation = situationOf(now);
        QVERIFY(!situation.page.has_value());
        QCOMPARE(situation.stale, stale);
        QCOMPARE(situation.bars.size(), std::size_t(1));
        QCOMPARE(situation.bars.front().key, key);
        QCOMPARE(situation.bars.front().title, title);
        QCOMPARE(labels(situation.bars.front()), offers);
    }

    void aHealthyClusterIsJustShown() {
        Circumstances now = live();
        now.feeds = {feed("apps", "Deployment", Feed::watching), feed("", "Pod", Feed::listing)};
        const Situation situation = situationOf(now);
        QVERIFY(!situation.page && situation.bars.empty() && !situation.contexts && !situation.stale);
    }

    void severalContextsAreToBeChosenFrom() {
        Circumstances now;
        now.contexts = 2;
        const Situation situation = situationOf(now);
        QVERIFY(situation.contexts);
        QVERIFY(!situation.page);
    }

    void theRuleAllowsWhatWasForbidden() {
        QCOMPARE(ruleFor({feed("", "Pod", Feed::watching)}), QString());
        QCOMPARE(
            ruleFor({feed("", "Pod", Feed::forbidden), feed("apps", "Deployment", Feed::forbidden),
                     feed("apps", "ReplicaSet", Feed::forbidden), feed("example.dev", "Gizmo", Feed::forbidden)}),
            QStringLiteral("apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n"
                           "  name: scout-reader\nrules:\n"
                           "- apiGroups: [\"\"]\n  resources: [\"pods\"]\n  verbs: [\"get\", \"list\", \"watch\"]\n"
                           "- apiGroups: [\"apps\"]\n  resources: [\"deployments\", \"replicasets\"]\n"
                           "  verbs: [\"get\", \"list\", \"watch\"]\n"
                           "- apiGroups: [\"example.dev\"]\n  resources: [\"gizmos\"]\n"
                           "  verbs: [\"get\", \"list\", \"watch\"]\n"));
        const QString inOne = ruleFor({feed("", "Pod", Feed::forbidden, "prod")});
        QVERIFY2(inOne.contains(QStringLiteral("kind: Role\nmetadata:\n  name: scout-reader\n  namespace: prod\n")),
                 qPrintable(inOne));
    }

    void theLiveTextCounts_data() {
        QTest::addColumn<Circumstances>("now");
        QTest::addColumn<QString>("text");
        Circumstances now = live();
        QTest::newRow("live") << now << QStringLiteral("live, 2s ago");
        now.feeds = {feed("", "Pod", Feed::reconnecting)};
        QTest::newRow("at once") << now << QStringLiteral("paused, reconnecting…");
        now.secondsToRetry = 8;
        QTest::newRow("broken") << now << QStringLiteral("paused, reconnecting in 8 s");
        now.phase = Phase::failed;
        QTest::newRow("failed") << now << QStringLiteral("paused, 2s old");
        now.phase = Phase::idle;
        QTest::newRow("stopped") << now << QStringLiteral("stopped, 2s old");
        now.seenAt.clear();
        QTest::newRow("stopped before anything") << now << QStringLiteral("stopped");
        now = live();
        now.phase = Phase::loading;
        QTest::newRow("reading") << now << QStringLiteral("reading…");
        now.source = Source::snapshot;
        QTest::newRow("snapshot") << now << QStringLiteral("snapshot of 2026-11-21T04:37:07Z");
        now.source = Source::demo;
        QTest::newRow("demo") << now << QStringLiteral("demo data");
        now.source = Source::none;
        QTest::newRow("nothing") << now << QString();
    }
    void theLiveTextCounts() {
        QFETCH(Circumstances, now);
        QTEST(liveText(now, *base::parseTime("2026-11-21T04:37:09Z")), "text");
    }

    void recentContextsComeFirst() {
        kubeconfig::Kubeconfig known;
        for (const char* name : {"a", "b", "c", "d"}) known.contexts[name] = {};
        known.currentContext = "c";
        QCOMPARE(contextOrder(known, {QStringLiteral("d"), QStringLiteral("gone")}),
                 QStringList({QStringLiteral("d"), QStringLiteral("c"), QStringLiteral("a"), QStringLiteral("b")}));
    }
};

QTEST_GUILESS_MAIN(WindowPartsTest)
#include "window_parts_test.moc"
