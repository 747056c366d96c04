// Which requests a query becomes, and what their answers mean.
#include "engine/cluster.h"

#include <QTest>
#include <optional>

#include "fake_transport.h"

using namespace scout;
using base::ErrorKind;
using engine::Cluster;
using test::FakeTransport;
using trace::Answer;
using trace::Query;
using Targets = std::vector<std::string>;

namespace {

const std::string widgetObject =
    R"({"kind":"Widget","apiVersion":"acme.io/v1","metadata":{"name":"w","namespace":"prod"}})";
const std::string deployment =
    R"({"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"web","namespace":"prod"},"spec":{}})";
const std::string noSuchObject =
    R"({"kind":"Status","status":"Failure","reason":"NotFound","code":404,"message":"not found","details":{"name":"web","kind":"x"}})";
const std::string aggregatedCore =
    R"({"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","items":[{"metadata":{"name":""},)"
    R"("versions":[{"version":"v1","resources":[{"resource":"pods","responseKind":{"kind":"Pod"},)"
    R"("scope":"Namespaced","singularResource":"pod","verbs":["get","list"]}]}]}]})";

/// /apis with one group version, `freshness` "Current" or "Stale".
FakeTransport::Result aggregatedApis(const std::string& freshness = "Current") {
    const std::string resources =
        freshness == "Stale"
            ? ""
            : R"("resources":[{"resource":"widgets","responseKind":{"group":"acme.io","version":"v1","kind":"Widget"},)"
              R"("scope":"Namespaced","singularResource":"widget","verbs":["get","list"]}],)";
    base::HttpResponse response{
        200,
        {{"content-type", "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"}},
        R"({"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","items":[{"metadata":{"name":"acme.io"},)"
        R"("versions":[{"version":"v1",)" +
            resources + R"("freshness":")" + freshness + R"("}]}]})"};
    return response;
}

FakeTransport::Result aggregatedApi() {
    return base::HttpResponse{
        200,
        {{"content-type", "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"}},
        aggregatedCore};
}

Query object(const std::string& group, const std::string& kind, const std::string& name,
             const std::string& version = {}) {
    return {Query::Type::object, {group, kind, "prod", name}, version};
}

struct Asker {
    FakeTransport transport;
    Cluster cluster{transport};

    Answer ask(const Query& query) {
        std::optional<Answer> got;
        cluster.answer(query, [&got](const Answer& answer) { got = answer; });
        transport.deliverAll();
        if (!got) qFatal("no answer");
        return *got;
    }
};

kube::Discovered cachedWidgets(const std::string& version) {
    kube::Resource resource;
    resource.group = "acme.io";
    resource.kind = "Widget";
    resource.plural = "widgets";
    resource.singular = "widget";
    resource.versions = {version};
    return {{resource}, {}};
}

}  // namespace

class ClusterTest : public QObject {
    Q_OBJECT

  private slots:
    void builtinKindsNeedNoDiscovery() {
        Asker asker;
        asker.transport.table.emplace("/apis/apps/v1/namespaces/prod/deployments/web",
                                      FakeTransport::json(200, deployment));
        const Answer answer = asker.ask(object("apps", "Deployment", "web"));
        QVERIFY(answer.isKnown());
        QCOMPARE(answer.value()["metadata"]["name"].text(), std::string("web"));
        QCOMPARE(asker.transport.asked, (Targets{"/apis/apps/v1/namespaces/prod/deployments/web"}));
    }

    // Argo CD's repository Secrets are known by their label; their data does not come.
    void secretsByLabel() {
        Asker asker;
        const std::string target =
            "/api/v1/namespaces/argocd/secrets?limit=500&labelSelector=argocd.argoproj.io%2Fsecret-type%20in%20%28a%2Cb%29";
        asker.transport.table.emplace(
            target,
            FakeTransport::json(200, R"({"kind":"PartialObjectMetadataList","metadata":{},"items":[{"metadata":)"
                                     R"({"name":"repo","namespace":"argocd"},"data":{"url":"HUSH"}}]})"));
        Query query{Query::Type::list, {"", "Secret", "argocd", {}}, {}};
        query.labels = "argocd.argoproj.io/secret-type in (a,b)";
        const Answer answer = asker.ask(query);
        QCOMPARE(asker.transport.asked, Targets{target});
        QVERIFY(answer.isKnown());
        QCOMPARE(answer.value()[0].at("metadata.name").text(), std::string("repo"));
        QVERIFY(answer.value().dump().find("HUSH") == std::string::npos);
        QVERIFY(query.key() != (Query{Query::Type::list, {"", "Secret", "argocd", {}}, {}}.key()));
    }

    void absentObject() {
        Asker asker;
        asker.transport.table.emplace("/apis/apps/v1/namespaces/prod/deployments/web",
                                      FakeTransport::json(404, noSuchObject));
        const Answer answer = asker.ask(object("apps", "Deployment", "web"));
        QVERIFY(answer.isMissing());
        QVERIFY(!answer.isNotInstalled());
        QCOMPARE(asker.transport.asked.size(), std::size_t{1});
    }

    void theAskersVersionComesFirst() {
        Asker asker;
        const std::string path = "/apis/kustomize.toolkit.fluxcd.io/v1beta2/namespaces/prod/kustomizations/web";
        asker.transport.table.emplace(
            path, FakeTransport::json(200, R"({"kind":"Kustomization","metadata":{"name":"web","namespace":"prod"}})"));
        QVERIFY(asker.ask(object("kustomize.toolkit.fluxcd.io", "Kustomization", "web", "v1beta2")).isKnown());
        QCOMPARE(asker.transport.asked, Targets{path});
    }

    void fallsBackToAnOlderVersion() {
        Asker asker;
        const std::string path = "/apis/source.toolkit.fluxcd.io/v1beta2/namespaces/prod/ocirepositories/web";
        asker.transport.table.emplace(
            path, FakeTransport::json(200, R"({"kind":"OCIRepository","metadata":{"name":"web","namespace":"prod"}})"));
        QVERIFY(asker.ask(object("source.toolkit.fluxcd.io", "OCIRepository", "web")).isKnown());
        QCOMPARE(asker.transport.asked,
                 (Targets{"/apis/source.toolkit.fluxcd.io/v1/namespaces/prod/ocirepositories/web", path}));
    }

    /// All versions that are built in are gone: one small request tells whether there are others.
    void fallsForwardToANewerVersion() {
        Asker asker;
        asker.transport.table.emplace(
            "/apis/argoproj.io",
            FakeTransport::json(
                200,
                R"({"kind":"APIGroup","name":"argoproj.io","versions":[{"version":"v1alpha1"},{"version":"v9"}]})"));
        asker.transport.table.emplace("/apis/argoproj.io/v9/namespaces/prod/applications/web",
                                      FakeTransport::json(200, R"({"kind":"Application","metadata":{"name":"web"}})"));
        QVERIFY(asker.ask(object("argoproj.io", "Application", "web")).isKnown());
        QCOMPARE(asker.transport.asked,
                 (Targets{"/apis/argoproj.io/v1alpha1/namespaces/prod/applications/web", "/apis/argoproj.io",
                          "/apis/argoproj.io/v9/namespaces/prod/applications/web"}));
    }

    void builtinKindThatIsNotInstalled() {
        Asker asker;
        QVERIFY(asker.ask(object("argoproj.io", "Application", "web")).isNotInstalled());
        QCOMPARE(asker.transport.asked.back(), std::string("/apis/argoproj.io"));
        QCOMPARE(asker.transport.asked.size(), std::size_t{2});
    }

    void theGroupIsThereButNotThisKind() {
        Asker asker;
        asker.transport.table.emplace(
            "/apis/argoproj.io",
            FakeTransport::json(200,
                                R"({"kind":"APIGroup","name":"argoproj.io","versions":[{"version":"v1alpha1"}]})"));
        QVERIFY(asker.ask(object("argoproj.io", "Application", "web")).isNotInstalled());
    }

    /// Whether the kind is there was not seen.
    void theGroupCannotBeRead() {
        Asker asker;
        asker.transport.table.emplace(
            "/apis/argoproj.io",
            FakeTransport::json(403, R"({"kind":"Status","reason":"Forbidden","code":403,"message":"no"})"));
        const Answer answer = asker.ask(object("argoproj.io", "Application", "web"));
        QVERIFY(answer.isUnseen());
        QCOMPARE(answer.error().kind, ErrorKind::forbidden);
    }

    void groupsOfTheServerItselfAreNotAskedAbout() {
        Asker asker;
        QVERIFY(asker.ask(object("apps", "Deployment", "web")).isNotInstalled());
        for (const std::string& target : asker.transport.asked) QVERIFY(target != "/apis/apps");
    }

    void metadataAndSearch() {
        Asker asker;
        asker.transport.table.emplace(
            "/api/v1/namespaces/prod/secrets/web",
            FakeTransport::json(200, R"({"kind":"PartialObjectMetadata","metadata":{"name":"web"}})"));
        const Query metadata{Query::Type::metadata, {"", "Secret", "prod", "web"}, ""};
        QCOMPARE(asker.ask(metadata).value()["kind"].text(), std::string("Secret"));

        const std::string list = "/apis/argoproj.io/v1alpha1/applications?limit=500&fieldSelector=metadata.name%3Dweb";
        asker.transport.table.emplace(
            list,
            FakeTransport::json(
                200,
                R"({"kind":"ApplicationList","metadata":{},"items":[{"metadata":{"name":"web","namespace":"x"}}]})"));
        const Answer found = asker.ask(trace::searchFor("argoproj.io", "Application", "web"));
        QVERIFY(found.isKnown());
        QCOMPARE(found.value().size(), std::size_t{1});
        QCOMPARE(asker.transport.asked.back(), list);
    }

    void errorsAreUnseen_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("body");
        QTest::addColumn<int>("kind");
        const QString said = QStringLiteral(R"({"kind":"Status","message":"no"})");
        QTest::newRow("401") << 401 << said << int(ErrorKind::auth);
        QTest::newRow("403") << 403 << said << int(ErrorKind::forbidden);
        QTest::newRow("429") << 429 << said << int(ErrorKind::throttled);
        QTest::newRow("500") << 500 << said << int(ErrorKind::server);
        QTest::newRow("html") << 200 << "<html>hello</html>" << int(ErrorKind::protocol);
    }
    void errorsAreUnseen() {
        QFETCH(int, status);
        QFETCH(QString, body);
        QFETCH(int, kind);
        Asker asker;
        asker.transport.table.emplace("/apis/apps/v1/namespaces/prod/deployments/web",
                                      FakeTransport::json(status, body.toStdString()));
        const Answer answer = asker.ask(object("apps", "Deployment", "web"));
        QVERIFY(answer.isUnseen());
        QCOMPARE(int(answer.error().kind), kind);
    }

    void noAnswerIsUnseen() {
        Asker asker;
        asker.transport.table.emplace("/apis/apps/v1/namespaces/prod/deployments/web",
                                      base::Error{ErrorKind::unreachable, "refused", "host", ""});
        const Answer answer = asker.ask(object("apps", "Deployment", "web"));
        QVERIFY(answer.isUnseen());
        QCOMPARE(answer.error().kind, ErrorKind::unreachable);
    }

    void oneDiscoveryForAllUnknownKinds() {
        Asker asker;
        asker.transport.table.emplace("/api", aggregatedApi());
        asker.transport.table.emplace("/apis", aggregatedApis());
        asker.transport.table.emplace("/apis/acme.io/v1/namespaces/prod/widgets/w",
                                      FakeTransport::json(200, widgetObject));
        int known = 0;
        int absent = 0;
        for (int i = 0; i < 2; ++i) {
            asker.cluster.answer(object("acme.io", "Widget", "w"),
                                 [&](const Answer& answer) { known += answer.isKnown(); });
        }
        asker.cluster.answer(object("acme.io", "Gadget", "g"),
                             [&](const Answer& answer) { absent += answer.isNotInstalled(); });
        asker.transport.deliverAll();
        QCOMPARE(known, 2);
        QCOMPARE(absent, 1);
        QVERIFY(asker.ask(object("acme.io", "Widget", "w")).isKnown());
        QCOMPARE(std::count(asker.transport.asked.begin(), asker.transport.asked.end(), "/apis"), 1);
        QCOMPARE(asker.transport.batches.front(), std::size_t{2});
    }

    /// A group that could not be read is not a group without the kind.
    void staleGroupIsUnseen() {
        Asker asker;
        asker.transport.table.emplace("/api", aggregatedApi());
        asker.transport.table.emplace("/apis", aggregatedApis("Stale"));
        QVERIFY(asker.ask(object("acme.io", "Widget", "w")).isUnseen());
        QVERIFY(asker.ask(object("other.io", "Widget", "w")).isNotInstalled());
    }

    void failedDiscoveryIsTriedAgain() {
        Asker asker;
        asker.transport.table.emplace("/apis",
                                      FakeTransport::json(500, R"({"kind":"Status","code":500,"message":"x"})"));
        QVERIFY(asker.ask(object("acme.io", "Widget", "w")).isUnseen());
        asker.transport.table.clear();
        asker.transport.table.emplace("/api", aggregatedApi());
        asker.transport.table.emplace("/apis", aggregatedApis());
        asker.transport.table.emplace("/apis/acme.io/v1/namespaces/prod/widgets/w",
                                      FakeTransport::json(200, widgetObject));
        QVERIFY(asker.ask(object("acme.io", "Widget", "w")).isKnown());
    }

    void kubectlsCacheSparesDiscovery() {
        FakeTransport transport;
        std::vector<std::string> groups;
        Cluster cluster(transport, [&groups](const std::string& group) -> std::optional<kube::Discovered> {
            groups.push_back(group);
            return cachedWidgets("v1");
        });
        transport.table.emplace("/apis/acme.io/v1/namespaces/prod/widgets/w", FakeTransport::json(200, widgetObject));
        bool known = false;
        cluster.answer(object("acme.io", "Widget", "w"), [&known](const Answer& answer) { known = answer.isKnown(); });
        transport.deliverAll();
        QVERIFY(known);
        QCOMPARE(transport.asked, Targets{"/apis/acme.io/v1/namespaces/prod/widgets/w"});
        QCOMPARE(groups, Targets{"acme.io"});
    }

    void outdatedCacheIsNotBelieved() {
        FakeTransport transport;
        Cluster cluster(transport, [](const std::string&) { return std::optional(cachedWidgets("v1alpha1")); });
        transport.table.emplace("/api", aggregatedApi());
        transport.table.emplace("/apis", aggregatedApis());
        transport.table.emplace("/apis/acme.io/v1/namespaces/prod/widgets/w", FakeTransport::json(200, widgetObject));
        bool known = false;
        bool absent = false;
        cluster.answer(object("acme.io", "Widget", "w"), [&known](const Answer& answer) { known = answer.isKnown(); });
        cluster.answer(object("acme.io", "Gadget", "g"),
                       [&absent](const Answer& answer) { absent = answer.isNotInstalled(); });
        transport.deliverAll();
        QVERIFY(known);
        QVERIFY(absent);
    }

    void cancelReachesEveryRequest() {
        Asker asker;
        int cancelled = 0;
        const auto count = [&cancelled](const Answer& answer) {
            cancelled += answer.isUnseen() && answer.error().kind == ErrorKind::cancelled;
        };
        asker.cluster.answer(object("apps", "Deployment", "web"), count);
        asker.cluster.answer(object("acme.io", "Widget", "w"), count);
        asker.cluster.cancel();
        asker.transport.deliverAll();
        QCOMPARE(cancelled, 2);
    }

    void destroyedWithRequestsUnderWay() {
        FakeTransport transport;
        bool called = false;
        {
            Cluster cluster(transport);
            cluster.answer(object("apps", "Deployment", "web"), [&called](const Answer&) { called = true; });
        }
        transport.deliverAll();
        QVERIFY(!called);
    }

    void destroyedInItsOwnCallback() {
        FakeTransport transport;
        auto cluster = std::make_unique<Cluster>(transport);
        int calls = 0;
        for (int i = 0; i < 2; ++i) {
            cluster->answer(object("acme.io", "Widget", "w"), [&](const Answer&) {
                ++calls;
                cluster.reset();
            });
        }
        transport.deliverAll();
        QCOMPARE(calls, 1);
    }
};

QTEST_GUILESS_MAIN(ClusterTest)
#include "cluster_test.moc"
