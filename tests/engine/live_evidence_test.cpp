// Lists, watches and look-ups against a transport whose answers are a table.
#include <QTest>

#include "live_fixture.h"

using namespace scout;
using base::ErrorKind;
using test::bookmark;
using test::FakeTransport;
using test::Feed;
using test::list;
using test::Live;
using test::object;
using test::status;
using test::watchEvent;
using Targets = std::vector<std::string>;

Q_DECLARE_METATYPE(Feed)

namespace {

const std::string deploymentWatch = "/apis/apps/v1/deployments?watch";

std::string forbiddenText() {
    return status(403, "Forbidden");
}

}  // namespace

class LiveEvidenceTest : public QObject {
    Q_OBJECT

  private slots:
    void listsAndThenWatches() {
        Live live;
        live.startWatching();
        QCOMPARE(live.transport.asked.at(0), Live::deployments);
        QCOMPARE(live.transport.asked.at(1), Live::pods);
        QCOMPARE(live.transport.asked.size(), std::size_t(4));
        const std::string watch = live.transport.target(live.watchOf("deployments"));
        QCOMPARE(watch, std::string("/apis/apps/v1/deployments?watch=true&allowWatchBookmarks=true&timeoutSeconds=290"
                                    "&resourceVersion=10"));
        QTRY_VERIFY(live.all(Feed::watching));
        QCOMPARE(live.changed, (std::set<std::string>{"object apps/Deployment/prod/web", "object /Pod/prod/web-1"}));
        QVERIFY(live.has("Deployment", "web"));
        QCOMPARE(live.find("Pod", "web-1")->value()["kind"].text(), std::string("Pod"));
        QCOMPARE(live.find("Deployment", "web")->value()["apiVersion"].text(), std::string("apps/v1"));
        QCOMPARE(live.evidence->open(), std::size_t(0));
    }

    void namespacesAreListedOneByOne() {
        Live live;
        live.scope.namespaces = {"a", "b"};
        live.kinds = {{"apps", "Deployment"}};
        live.start();
        QCOMPARE(live.transport.asked, (Targets{"/apis/apps/v1/namespaces/a/deployments?limit=500",
                                                "/apis/apps/v1/namespaces/b/deployments?limit=500"}));
    }

    void asManyListsAtOnceAsAllowed() {
        Live live;
        live.options.parallelLists = 3;
        live.scope.namespaces = {"a", "b", "c", "d", "e"};
        live.start();
        QCOMPARE(live.transport.asked.size(), std::size_t(3));
        for (const std::string& ns : live.scope.namespaces) {
            live.transport.table.insert_or_assign("/apis/apps/v1/namespaces/" + ns + "/deployments?limit=500",
                                                  FakeTransport::json(200, list({}, "1")));
            live.transport.table.insert_or_assign("/api/v1/namespaces/" + ns + "/pods?limit=500",
                                                  FakeTransport::json(200, list({}, "1")));
        }
        for (int i = 0; i < 20; ++i) {
            live.transport.deliver();
            for (const auto ticket : live.transport.streams()) live.transport.head(ticket);
        }
        for (const std::size_t batch : live.transport.batches) QVERIFY(batch <= 3);
        QCOMPARE(live.transport.streams().size(), std::size_t(10));
    }

    void pagesCountAsSoonAsTheyCome() {
        Live live;
        live.kinds = {{"apps", "Deployment"}};
        live.transport.table.insert_or_assign(Live::deployments,
                                              FakeTransport::json(200, list({object("a", "1")}, "10", "next")));
        live.transport.table.insert_or_assign(Live::deployments + "&continue=next",
                                              FakeTransport::json(200, list({object("b", "2")}, "10")));
        live.start();
        live.transport.deliver();
        QVERIFY(live.has("Deployment", "a"));
        QVERIFY(!live.has("Deployment", "b"));
        live.transport.deliver();
        QVERIFY(live.has("Deployment", "a"));
        QVERIFY(live.has("Deployment", "b"));
    }

    void watchesChangeTheEvidence() {
        Live live;
        live.startWatching();
        QTRY_VERIFY(!live.changed.empty());
        live.changed.clear();
        const auto watch = live.watchOf("deployments");
        const std::string text = watchEvent("ADDED", object("new", "12")) + watchEvent("DELETED", object("web", "13"));
        live.transport.chunk(watch, text.substr(0, 20));
        live.transport.chunk(watch, text.substr(20));
        QVERIFY(live.has("Deployment", "new"));
        QVERIFY(live.find("Deployment", "web") == nullptr);
        QTRY_COMPARE(live.changed,
                     (std::set<std::string>{"object apps/Deployment/prod/new", "object apps/Deployment/prod/web"}));
        live.changed.clear();
        live.transport.chunk(watch, watchEvent("MODIFIED", object("new", "14")));
        QTRY_COMPARE(live.changed, (std::set<std::string>{"object apps/Deployment/prod/new"}));
        QCOMPARE(live.find("Deployment", "new")->value().at("metadata.resourceVersion").text(), std::string("14"));
    }

    void managedFieldsAreNotKept() {
        Live live;
        live.startWatching();
        std::string fat = object("fat", "12");
        fat.insert(fat.find("\"uid\""), test::json("'managedFields':[{}],'annotations':{'kubectl.kubernetes.io/"
                                                   "last-applied-configuration':'x','a':'b'},"));
        live.transport.chunk(live.watchOf("deployments"), watchEvent("ADDED", fat));
        const base::Json metadata = live.find("Deployment", "fat")->value()["metadata"];
        QVERIFY(!metadata["managedFields"].exists());
        QCOMPARE(metadata["annotations"].dump(), test::json("{'a':'b'}"));
    }

    void bookmarksMoveTheResourceVersion() {
        Live live;
        live.startWatching();
        const auto watch = live.watchOf("deployments");
        live.transport.chunk(watch, bookmark("99"));
        live.transport.end(watch);
        QTRY_VERIFY(live.watchOf("deployments") != 0);
        QVERIFY(live.transport.target(live.watchOf("deployments")).ends_with("resourceVersion=99"));
        QCOMPARE(live.askedFor(Live::deployments), std::size_t(1));
    }

    void cutWatchGoesOnWhereItWas() {
        Live live;
        live.startWatching();
        const auto watch = live.watchOf("deployments");
        live.transport.chunk(watch, watchEvent("ADDED", object("new", "12")) + "{\"type\":\"ADD");
        live.transport.end(watch, base::Error{ErrorKind::protocol, "cut", "", ""});
        QTRY_COMPARE(live.feedOf("Deployment"), Feed::reconnecting);
        QTRY_VERIFY(live.watchOf("deployments") != 0);
        QVERIFY(live.transport.target(live.watchOf("deployments")).ends_with("resourceVersion=12"));
        live.transport.head(live.watchOf("deployments"));
        QTRY_COMPARE(live.feedOf("Deployment"), Feed::watching);
        QCOMPARE(live.askedFor(Live::deployments), std::size_t(1));
        QVERIFY(live.has("Deployment", "web"));
    }

    void expiredWatchListsAgain_data() {
        QTest::addColumn<QString>("how");
        for (const char* how : {"event", "status", "garbage", "refused version"}) QTest::newRow(how) << how;
    }
    void expiredWatchListsAgain() {
        QFETCH(QString, how);
        Live live;
        live.startWatching();
        const trace::Query asked{trace::Query::Type::object, Live::ref("Deployment", "other"), {}};
        live.transport.chunk(live.watchOf("deployments"), watchEvent("ADDED", object("young", "12")));
        QTRY_VERIFY(live.all(Feed::watching));
        live.evidence->ask({asked});
        QVERIFY(live.find("Deployment", "other")->isMissing());
        QTRY_VERIFY(live.changed.contains("object apps/Deployment/prod/other"));
        live.changed.clear();
        live.transport.table.insert_or_assign(
            Live::deployments, FakeTransport::json(200, list({object("web", "3"), object("other", "20")}, "30")));

        auto watch = live.watchOf("deployments");
        if (how == "event") {
            live.transport.chunk(watch, watchEvent("ERROR", status(410, "Expired")));
        } else if (how == "garbage") {
            live.transport.chunk(watch, "<html>\n");
        } else {
            live.transport.end(watch, base::Error{ErrorKind::protocol, "cut", "", ""});
            QTRY_VERIFY(live.watchOf("deployments") != 0);
            watch = live.watchOf("deployments");
            live.transport.head(watch, how == "status" ? 410 : 400);
            live.transport.chunk(watch, status(how == "status" ? 410 : 400, "Expired"));
            live.transport.end(watch);
        }
        live.transport.deliver();
        QTRY_COMPARE(live.askedFor(Live::deployments), std::size_t(2));
        live.transport.deliver();
        QTRY_VERIFY(live.watchOf("deployments") != 0);
        QVERIFY(live.transport.target(live.watchOf("deployments")).ends_with("resourceVersion=30"));
        live.transport.head(live.watchOf("deployments"));
        QTRY_VERIFY(live.all(Feed::watching));
        QVERIFY(live.has("Deployment", "other"));
        QVERIFY(live.find("Deployment", "young") == nullptr);
        // What is as it was is no news.
        QTRY_COMPARE(live.changed,
                     (std::set<std::string>{"object apps/Deployment/prod/other", "object apps/Deployment/prod/young"}));
    }

    /// Every server forgets old versions: the feed goes on as if nothing had been. One that forgets at once is in
    /// trouble.
    void oneExpiredWatchIsNoBreak() {
        Live live;
        live.options.firstRetry = live.options.lastRetry = std::chrono::hours(1);  // no watch lives that long here
        live.startWatching();
        QTRY_VERIFY(live.all(Feed::watching));
        bool paused = false;
        const auto expire = [&] {
            live.transport.chunk(live.watchOf("deployments"), watchEvent("ERROR", status(410, "Expired")));
            live.transport.deliver();
            for (int round = 0; round < 3; ++round) {
                QCoreApplication::processEvents();
                paused = paused || live.feedOf("Deployment") != Feed::watching;
            }
        };
        expire();
        QCOMPARE(live.askedFor(Live::deployments), std::size_t(2));
        live.transport.deliver();
        QTRY_VERIFY(live.watchOf("deployments") != 0);
        live.transport.head(live.watchOf("deployments"));
        QVERIFY(!paused);
        expire();
        QTRY_COMPARE(live.feedOf("Deployment"), Feed::reconnecting);
        QCOMPARE(live.askedFor(Live::deployments), std::size_t(2));
    }

    void aListThatBreaksForgetsNothingItSaw() {
        Live live;
        live.kinds = {{"apps", "Deployment"}};
        const std::string second = Live::deployments + "&continue=next";
        live.transport.table.insert_or_assign(Live::deployments,
                                              FakeTransport::json(200, list({object("a", "1")}, "10", "next")));
        live.transport.table.insert_or_assign(second, FakeTransport::json(500, status(500, "Broken")));
        live.start();
        live.transport.deliver();
        live.transport.deliver();
        QTRY_COMPARE(live.feedOf("Deployment"), Feed::failed);
        live.transport.table.insert_or_assign(Live::deployments,
                                              FakeTransport::json(200, list({object("b", "2")}, "11")));
        QTRY_COMPARE(live.askedFor(Live::deployments), std::size_t(2) + live.askedFor(second));
        live.transport.deliver();
        QVERIFY(live.has("Deployment", "b"));
        QVERIFY(live.find("Deployment", "a") == nullptr);
    }

    void deniedListIsNotAskedAgain() {
        Live live;
        live.transport.table.insert_or_assign(Live::deployments, FakeTransport::json(403, forbiddenText()));
        live.transport.table.insert_or_assign(Live::pods, FakeTransport::json(200, list({}, "11")));
        live.start();
        live.transport.deliverAll();
        live.transport.head(live.watchOf("pods"));
        QTRY_COMPARE(live.feedOf("Deployment"), Feed::forbidden);
        QTRY_COMPARE(live.feedOf("Pod"), Feed::watching);
        const auto& state = live.feeds.front();
        QVERIFY(state.error.advice.find(R"({apiGroups: ["apps"], resources: ["deployments"], verbs: ["list"]})") !=
                std::string::npos);
        QCOMPARE(state.retryIn.count(), qint64(0));
        QTest::qWait(30);
        QCOMPARE(live.askedFor(Live::deployments), std::size_t(1));
        live.transport.table.insert_or_assign(Live::deployments,
                                              FakeTransport::json(200, list({object("web", "3")}, "10")));
        live.evidence->refresh();
        live.transport.deliverAll();
        QCOMPARE(live.askedFor(Live::deployments), std::size_t(2));
        QVERIFY(live.has("Deployment", "web"));
    }

    void deniedWatchIsListedAgain() {
        Live live;
        live.startWatching();
        live.cutAndDeny("deployments");
        live.transport.table.insert_or_assign(Live::deployments,
                                              FakeTransport::json(200, list({object("young", "20")}, "30")));
        live.transport.deliver();
        QVERIFY(!live.has("Deployment", "web"));
        QVERIFY(live.has("Deployment", "young"));
        // Not in a circle: lists are allowed, and watches are not.
        live.deny(live.watchOf("deployments"));
        QTRY_COMPARE(live.feedOf("Deployment"), Feed::reconnecting);
        QTRY_VERIFY(live.feeds.front().retryIn > std::chrono::seconds(200));
        QVERIFY(live.feeds.front().error.advice.find(R"(verbs: ["list", "watch"])") != std::string::npos);
        QVERIFY(live.has("Deployment", "young"));
        QCOMPARE(live.askedFor(Live::deployments), std::size_t(2));
    }

    void whatMayBeReadNoMoreIsForgotten_data() {
        QTest::addColumn<bool>("byRefresh");
        QTest::newRow("watch and list") << false;
        QTest::newRow("list, on refresh") << true;
    }
    void whatMayBeReadNoMoreIsForgotten() {
        QFETCH(bool, byRefresh);
        Live live;
        live.startWatching();
        QTRY_VERIFY(live.all(Feed::watching));
        using Type = trace::Query::Type;
        const trace::Query web{Type::object, Live::ref("Deployment", "web"), {}};
        const trace::Query gone{Type::object, Live::ref("Deployment", "gone"), {}};
        const trace::Query search = trace::searchFor("apps", "Deployment", "web");
        live.evidence->ask({gone, search});
        QVERIFY(live.find("Deployment", "gone")->isMissing());
        const FakeTransport::Result denied = FakeTransport::json(403, forbiddenText());
        live.transport.table.insert_or_assign(Live::deployments, denied);
        live.transport.table.insert_or_assign("/apis/apps/v1/namespaces/prod/deployments/web", denied);
        live.transport.table.insert_or_assign("/apis/apps/v1/namespaces/prod/deployments/gone", denied);
        live.transport.table.insert_or_assign(Live::deployments + "&fieldSelector=metadata.name%3Dweb", denied);
        if (byRefresh) {
            live.evidence->refresh();
        } else {
            live.cutAndDeny("deployments");
        }
        live.changed.clear();
        live.transport.deliverAll();
        QTRY_COMPARE(live.feedOf("Deployment"), Feed::forbidden);
        QVERIFY(live.find("Deployment", "web") == nullptr);
        QVERIFY(live.has("Pod", "web-1"));
        for (const trace::Query& query : {web, gone, search})
            QVERIFY2(live.changed.contains(query.key()), query.key().c_str());
        // Neither "there", nor "not there", nor "nowhere": whoever asks is told that it may not be read.
        live.evidence->ask({web, gone, search});
        live.transport.deliverAll();
        for (const trace::Query& query : {web, gone, search}) {
            const trace::Answer* answer = live.evidence->evidence().find(query);
            QVERIFY2(answer != nullptr && answer->isUnseen(), query.key().c_str());
            QCOMPARE(answer->error().kind, ErrorKind::forbidden);
        }
        live.transport.chunk(live.watchOf("pods"), watchEvent("MODIFIED", object("web-1", "40")));
        QVERIFY(live.evidence->evidence().find(web)->isUnseen());
    }

    // Whoever asks who applies an object must know that somebody may.
    void appliersThatAreNotReadAreNoted() {
        Live live;
        live.kinds = {{"kustomize.toolkit.fluxcd.io", "Kustomization", trace::SurveyKind::Role::applier},
                      {"apps", "Deployment"}};
        const trace::Query query{
            trace::Query::Type::list, {"kustomize.toolkit.fluxcd.io", "Kustomization", {}, {}}, {}};
        const auto why = [&] {
            const trace::Answer* answer = live.evidence->evidence().find(query);
            return answer == nullptr ? std::string() : answer->error().what;
        };
        const std::string target = "/apis/kustomize.toolkit.fluxcd.io/v1/kustomizations?limit=500";
        live.transport.table.insert_or_assign(Live::deployments, FakeTransport::json(403, forbiddenText()));
        live.transport.table.insert_or_assign(target, FakeTransport::json(200, list({object("apps", "3")}, "10")));
        live.start();
        QTRY_COMPARE(why(), std::string("the list of kustomizations has not been answered yet"));
        live.changed.clear();
        live.transport.deliverAll();
        for (const auto ticket : live.transport.streams()) live.transport.head(ticket);
        QTRY_COMPARE(why(), std::string());
        QTRY_VERIFY(live.changed.contains(query.key()));
        // Of other kinds nothing hangs on it.
        QCOMPARE(live.evidence->evidence().entries().size(), std::size_t(1));

        // What was listed once is known while it is listed again.
        live.evidence->refresh();
        QTRY_COMPARE(live.feedOf("Kustomization"), Feed::listing);
        QCOMPARE(why(), std::string());
        live.transport.table.insert_or_assign(target, FakeTransport::json(403, forbiddenText()));
        live.transport.deliverAll();
        QTRY_COMPARE(why(), std::string("Forbidden"));
    }

    // Who may not list it may still see that there is none.
    void whatIsNotServedIsNotForbidden_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("served");
        QTest::newRow("no such group") << 404 << false;
        QTest::newRow("such a group") << 200 << true;
        QTest::newRow("nor may that be seen") << 403 << true;
    }
    void whatIsNotServedIsNotForbidden() {
        QFETCH(int, status);
        QFETCH(bool, served);
        Live live;
        live.kinds = {{"argoproj.io", "Application", trace::SurveyKind::Role::applier},
                      {"argoproj.io", "ApplicationSet", trace::SurveyKind::Role::applier}};
        for (const char* plural : {"applications", "applicationsets"})
            live.transport.table.insert_or_assign("/apis/argoproj.io/v1alpha1/" + std::string(plural) + "?limit=500",
                                                  FakeTransport::json(403, forbiddenText()));
        live.transport.table.insert_or_assign(
            "/apis/argoproj.io",
            FakeTransport::json(status, status == 200
                                            ? R"({"kind":"APIGroup","name":"argoproj.io","versions":[)"
                                              R"({"groupVersion":"argoproj.io/v1alpha1","version":"v1alpha1"}]})"
                                            : forbiddenText()));
        live.start();
        live.transport.deliverAll();
        QTRY_VERIFY(live.all(served ? Feed::forbidden : Feed::notInstalled));
        QCOMPARE(std::count(live.transport.asked.begin(), live.transport.asked.end(), "/apis/argoproj.io"), 1);
        const trace::Query list{trace::Query::Type::list, {"argoproj.io", "Application", {}, {}}, {}};
        const trace::Answer* why = live.evidence->evidence().find(list);
        QCOMPARE(why != nullptr && why->isUnseen(), served);
    }

    void whatMayStillBeGotIsLookedUp() {
        Live live;
        live.startWatching();
        live.transport.table.insert_or_assign(Live::deployments, FakeTransport::json(403, forbiddenText()));
        live.transport.table.insert_or_assign("/apis/apps/v1/namespaces/prod/deployments/web",
                                              FakeTransport::json(200, object("web", "50")));
        live.cutAndDeny("deployments");
        live.transport.deliver();
        QTRY_COMPARE(live.feedOf("Deployment"), Feed::forbidden);
        live.evidence->ask({{trace::Query::Type::object, Live::ref("Deployment", "web"), {}}});
        live.transport.deliver();
        QCOMPARE(live.find("Deployment", "web")->value().at("metadata.resourceVersion").text(), std::string("50"));
    }

    void refusedCredentialsAreRenewedOnce() {
        Live live;
        live.options.firstRetry = live.options.lastRetry = std::chrono::seconds(60);
        live.transport.table.insert_or_assign(Live::deployments, FakeTransport::json(401, status(401, "Unauthorized")));
        live.transport.table.insert_or_assign(Live::pods, FakeTransport::json(401, status(401, "Unauthorized")));
        live.start();
        live.transport.deliverAll();
        QTRY_VERIFY(live.all(Feed::failed));
        QCOMPARE(live.askedFor(Live::deployments) + live.askedFor(Live::pods), std::size_t(4));
        for (const auto& state : live.feeds) {
            QCOMPARE(state.error.kind, ErrorKind::auth);
            QVERIFY(state.retryIn.count() > 0);
        }
    }

    void onlyOneTriesWhileTheServerIsAway() {
        Live live;
        live.options.firstRetry = std::chrono::milliseconds(1);
        live.options.lastRetry = std::chrono::milliseconds(2);
        live.scope.namespaces = {"a", "b", "c", "d", "e", "f", "g", "h"};
        const auto everywhere = [&live](const FakeTransport::Result& result) {
            for (const std::string& ns : live.scope.namespaces) {
                live.transport.table.insert_or_assign("/apis/apps/v1/namespaces/" + ns + "/deployments?limit=500",
                                                      result);
                live.transport.table.insert_or_assign("/api/v1/namespaces/" + ns + "/pods?limit=500", result);
            }
        };
        everywhere(test::unreachable());
        live.start();
        live.transport.deliver();
        QTRY_VERIFY(live.all(Feed::failed) || live.feedOf("Deployment") == Feed::failed);
        QCOMPARE(live.transport.asked.size(), std::size_t(6));
        for (std::size_t tries = 1; tries <= 3; ++tries) {
            QTRY_VERIFY(!live.transport.idle());
            live.transport.deliver();
            QCOMPARE(live.transport.asked.size(), 6 + tries);
            QCOMPARE(live.transport.batches.back(), std::size_t(1));
        }
        everywhere(FakeTransport::json(200, list({}, "1")));
        QTRY_VERIFY(!live.transport.idle());
        for (int i = 0; i < 20; ++i) {
            live.transport.deliver();
            for (const auto ticket : live.transport.streams()) live.transport.head(ticket);
        }
        QTRY_VERIFY(live.all(Feed::watching));
    }

    void anEndlessSeriesOfShortWatchesIsSlowedDown() {
        Live live;
        live.options.firstRetry = std::chrono::seconds(30);
        live.options.lastRetry = std::chrono::seconds(60);
        live.startWatching();
        const std::size_t before = live.transport.asked.size();
        live.transport.end(live.watchOf("deployments"));
        QTRY_COMPARE(live.feedOf("Deployment"), Feed::reconnecting);
        QVERIFY(live.feeds.front().retryIn.count() > 0);
        QCOMPARE(live.transport.asked.size(), before);
        QVERIFY(live.has("Deployment", "web"));
    }

    void kindsThatAreNotServed() {
        Live live;
        live.kinds = {{"argoproj.io", "Application", {}}, {"argoproj.io", "AppProject", {}}};
        live.start();
        live.transport.deliverAll();
        QTRY_VERIFY(live.all(Feed::notInstalled));
        QCOMPARE(live.askedFor("/apis/argoproj.io/v1alpha1/"), std::size_t(2));
        QCOMPARE(std::count(live.transport.asked.begin(), live.transport.asked.end(), "/apis/argoproj.io"), 1);
        live.evidence->ask({{trace::Query::Type::object, {"argoproj.io", "Application", "argocd", "x"}, {}}});
        QVERIFY(live.find("", "") == nullptr);
        QVERIFY(live.evidence->evidence()
                    .find({trace::Query::Type::object, {"argoproj.io", "Application", "argocd", "x"}, {}})
                    ->isNotInstalled());
        QVERIFY(live.transport.idle());
        live.transport.table.insert_or_assign("/apis/argoproj.io/v1alpha1/applications?limit=500",
                                              FakeTransport::json(200, list({object("x", "1", "argocd")}, "5")));
        live.evidence->refresh();
        live.transport.deliverAll();
        QVERIFY(live.evidence->evidence()
                    .find({trace::Query::Type::object, {"argoproj.io", "Application", "argocd", "x"}, {}})
                    ->isKnown());
    }

    void newerVersionsThanKnownHere() {
        Live live;
        live.kinds = {{"argoproj.io", "Application", {}}};
        live.transport.table.insert_or_assign("/apis/argoproj.io",
                                              FakeTransport::json(200, test::json("{'versions':[{'version':'v9'}]}")));
        live.transport.table.insert_or_assign("/apis/argoproj.io/v9/applications?limit=500",
                                              FakeTransport::json(200, list({object("x", "1", "argocd")}, "5")));
        live.start();
        live.transport.deliverAll();
        QVERIFY(live.transport.streamOf("/apis/argoproj.io/v9/applications?watch") != 0);
    }

    void refreshDuringReconnect() {
        Live live;
        live.options.firstRetry = live.options.lastRetry = std::chrono::seconds(60);
        live.startWatching();
        live.transport.end(live.watchOf("deployments"), base::Error{ErrorKind::protocol, "cut", "", ""});
        QTRY_COMPARE(live.feedOf("Deployment"), Feed::reconnecting);
        live.evidence->refresh();
        live.evidence->refresh();
        live.transport.deliver();
        live.transport.deliver();
        for (const auto ticket : live.transport.streams()) live.transport.head(ticket);
        QTRY_VERIFY(live.all(Feed::watching));
        QCOMPARE(live.transport.streams().size(), std::size_t(2));
        QVERIFY(live.has("Deployment", "web"));
    }

    void stopWhileLoading() {
        Live live;
        live.scope.namespaces = {"a", "b", "c", "d", "e"};
        live.start();
        live.evidence->ask({{trace::Query::Type::object, {"", "Node", "", "n"}, {}},
                            {trace::Query::Type::object, Live::ref("Pod", "p", "a"), {}}});
        QCOMPARE(live.evidence->open(), std::size_t(2));
        const std::size_t asked = live.transport.asked.size();
        live.evidence->stop();
        QCOMPARE(live.evidence->open(), std::size_t(0));
        live.transport.deliverAll();
        QTRY_VERIFY(live.all(Feed::stopped));
        QCOMPARE(live.transport.asked.size(), asked);
        QVERIFY(live.evidence->evidence().entries().empty());
    }

    void stopKeepsWhatWasSeen() {
        Live live;
        live.startWatching();
        live.evidence->stop();
        live.transport.deliver();
        QVERIFY(live.transport.streams().empty());
        QTRY_VERIFY(live.all(Feed::stopped));
        QVERIFY(live.has("Deployment", "web"));
    }

    void destructionFromItsOwnCallbacks_data() {
        QTest::addColumn<bool>("byFeeds");
        QTest::newRow("changed") << false;
        QTest::newRow("feeds") << true;
    }
    void destructionFromItsOwnCallbacks() {
        QFETCH(bool, byFeeds);
        Live live;
        bool destroyed = false;
        engine::LiveEvidence::Ports ports;
        const auto destroy = [&] {
            live.evidence.reset();
            destroyed = true;
        };
        if (byFeeds) {
            ports.feeds = [destroy](const test::FeedStates&) { destroy(); };
        } else {
            ports.changed = [destroy](const std::set<std::string>&) { destroy(); };
        }
        live.transport.table.insert_or_assign(Live::pods, FakeTransport::json(200, list({object("p", "1")}, "1")));
        live.evidence = std::make_unique<engine::LiveEvidence>(live.transport, live.cluster, live.kinds, live.scope,
                                                               ports, live.options);
        live.evidence->start();
        live.transport.deliver();
        QTRY_VERIFY(destroyed);
        live.transport.deliverAll();
        QVERIFY(live.transport.streams().empty());
    }
};

QTEST_GUILESS_MAIN(LiveEvidenceTest)

#include "live_evidence_test.moc"
