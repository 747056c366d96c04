#include "kube/discovery.h"

#include <QTest>
#include <algorithm>
#include <map>

#include "base/text.h"
#include "canned.h"

using namespace scout;
using base::Error;
using base::ErrorKind;
using kube::Discovered;
using kube::Discovery;
using test::answer;
using test::shown;

namespace {

constexpr const char* aggregatedType = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

base::HttpResponse aggregated(const std::string& file) {
    return answer(200, test::recorded(file), aggregatedType);
}

Discovered discover(const Discovery::Responses& first, const Discovery::Responses& second = {}) {
    Discovery discovery;
    discovery.start();
    auto step = discovery.next(first);
    if (std::holds_alternative<Discovery::Requests>(step)) step = discovery.next(second);
    return std::holds_alternative<Discovered>(step) ? std::get<Discovered>(step) : Discovered{};
}

Error failure(const Discovery::Responses& first) {
    Discovery discovery;
    discovery.start();
    const auto step = discovery.next(first);
    return std::holds_alternative<Error>(step) ? std::get<Error>(step) : Error{};
}

/// The recorded list of a group version, as the server answers it alone.
std::map<std::string, std::string> recordedLists() {
    std::map<std::string, std::string> out;
    const auto lists = base::Json::parse(test::recorded("lists-legacy.json"), {});
    if (lists) {
        for (const auto& list : lists->elements()) out[list["groupVersion"].text()] = list.dump();
    }
    return out;
}

const kube::Resource* find(const Discovered& discovered, const std::string& group, const std::string& kind) {
    for (const auto& resource : discovered.resources) {
        if (resource.group == group && resource.kind == kind) return &resource;
    }
    return nullptr;
}

std::vector<kube::Resource> sorted(const Discovered& discovered) {
    auto resources = discovered.resources;
    std::sort(resources.begin(), resources.end(),
              [](const auto& a, const auto& b) { return kube::qualifiedName(a) < kube::qualifiedName(b); });
    return resources;
}

std::string unread(const Discovered& discovered) {
    std::vector<std::string> out;
    for (const auto& entry : discovered.unread)
        out.push_back(entry.groupVersion + " " + std::string(base::name(entry.error.kind)));
    return base::join(out, ", ");
}

std::string small(const std::string& version, const std::string& group, const std::string& plural,
                  const std::string& kind) {
    return test::quoted("{'version':'") + version + R"(","freshness":"Current","resources":[{"resource":")" + plural +
           R"(","responseKind":{"group":")" + group + R"(","version":")" + version + R"(","kind":")" + kind +
           test::quoted("'},'scope':'Namespaced'}]}");
}

std::string groups(const std::string& apiVersion, const std::string& items) {
    return test::quoted("{'kind':'APIGroupDiscoveryList','apiVersion':'") + apiVersion +
           test::quoted("','metadata':{},'items':[") + items + "]}";
}

}  // namespace

class DiscoveryTest : public QObject {
    Q_OBJECT

  private slots:
    void asksOnce() {
        Discovery discovery;
        const auto requests = discovery.start();
        QCOMPARE(requests.size(), std::size_t{2});
        QCOMPARE(requests[0].target, std::string("/api"));
        QCOMPARE(requests[1].target, std::string("/apis"));
        const std::string accept =
            "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
            "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";
        QCOMPARE(requests[0].accept, accept);
        QCOMPARE(requests[1].accept, accept);
        QVERIFY(std::holds_alternative<Discovered>(
            discovery.next({aggregated("api-aggregated.json"), aggregated("apis-aggregated.json")})));
    }

    void recordedServer() {
        const Discovered found = discover({aggregated("api-aggregated.json"), aggregated("apis-aggregated.json")});
        QCOMPARE(unread(found), std::string("metrics.k8s.io/v1beta1 server"));
        QVERIFY(found.resources.size() > 60);
        QCOMPARE(found.resources.front().group, std::string());

        const auto* hpa = find(found, "autoscaling", "HorizontalPodAutoscaler");
        QVERIFY(hpa);
        QCOMPARE(hpa->versions, (std::vector<std::string>{"v2", "v1"}));
        const auto* application = find(found, "argoproj.io", "Application");
        QVERIFY(application);
        QCOMPARE(application->shortNames, (std::vector<std::string>{"app", "apps"}));
        QVERIFY(application->namespaced);
        const auto* ks = find(found, "kustomize.toolkit.fluxcd.io", "Kustomization");
        QVERIFY(ks);
        QCOMPARE(ks->categories, (std::vector<std::string>{"all", "fluxcd", "fluxcd-appliers"}));
        const auto* node = find(found, "", "Node");
        QVERIFY(node);
        QVERIFY(!node->namespaced);
        QVERIFY(!find(found, "autoscaling", "Scale"));  // a subresource's kind
    }

    // The built-in table is what a real server says: every kind of it that the server has, in all its names.
    void builtinTableAgreesWithTheServer() {
        const Discovered found = discover({aggregated("api-aggregated.json"), aggregated("apis-aggregated.json")});
        int compared = 0;
        for (const auto& resource : kube::builtinResources()) {
            const auto* real = find(found, resource.group, resource.kind);
            if (real == nullptr) continue;
            ++compared;
            kube::Resource ours = resource;
            QVERIFY2(ours.versions.front() == real->versions.front(), ours.kind.c_str());
            for (const auto& version : real->versions) {
                QVERIFY2(std::find(ours.versions.begin(), ours.versions.end(), version) != ours.versions.end(),
                         ours.kind.c_str());
            }
            ours.versions = real->versions;
            if (!(ours == *real))
                QFAIL((ours.kind + ": " + ours.plural + " is " + real->plural +
                       " or differs in scope, short names, categories")
                          .c_str());
        }
        QVERIFY2(compared >= 65, std::to_string(compared).c_str());
    }

    // And whatever object the server has can be read without discovery, core kinds at least.
    void serverKindsAreBuiltIn() {
        QStringList missing;
        for (const auto& resource :
             discover({aggregated("api-aggregated.json"), aggregated("apis-aggregated.json")}).resources) {
            if (!kube::findBuiltin(resource.group, resource.kind)) missing << shown(kube::qualifiedName(resource));
        }
        // Requests rather than objects: they can be created and never read.
        QCOMPARE(missing.join(' '),
                 QString("bindings selfsubjectreviews.authentication.k8s.io tokenreviews.authentication.k8s.io "
                         "localsubjectaccessreviews.authorization.k8s.io selfsubjectaccessreviews.authorization.k8s.io "
                         "selfsubjectrulesreviews.authorization.k8s.io subjectaccessreviews.authorization.k8s.io"));
    }

    // The two ways to ask lead to the same knowledge.
    void legacyEqualsAggregated() {
        Discovery discovery;
        discovery.start();
        auto step = discovery.next(
            {answer(200, test::recorded("api-legacy.json")), answer(200, test::recorded("apis-legacy.json"))});
        const auto* requests = std::get_if<Discovery::Requests>(&step);
        QVERIFY(requests);
        QCOMPARE(requests->front().target, std::string("/api/v1"));
        QCOMPARE(requests->front().accept, std::string("application/json"));
        const auto lists = recordedLists();
        Discovery::Responses responses;
        for (const auto& request : *requests) {
            const std::string groupVersion = request.target.substr(request.target.find('/', 1) + 1);
            const auto list = lists.find(groupVersion);
            responses.push_back(list == lists.end() ? answer(503, "service unavailable\n", "text/plain")
                                                    : answer(200, list->second));
        }
        step = discovery.next(responses);
        QVERIFY(std::holds_alternative<Discovered>(step));
        const auto& legacy = std::get<Discovered>(step);
        QCOMPARE(unread(legacy), std::string("metrics.k8s.io/v1beta1 server"));
        // Inside a group version the server has no order of its own.
        QVERIFY(sorted(legacy) ==
                sorted(discover({aggregated("api-aggregated.json"), aggregated("apis-aggregated.json")})));
    }

    void beforeVersion2() {
        const Discovered found = discover(
            {answer(200, groups("apidiscovery.k8s.io/v2beta1",
                                R"({"metadata":{},"versions":[)" + small("v1", "", "pods", "Pod") + "]}")),
             answer(200, groups("apidiscovery.k8s.io/v2beta1", R"({"metadata":{"name":"x.io"},"versions":[)" +
                                                                   small("v2", "x.io", "things", "Thing") + "," +
                                                                   small("v1", "x.io", "things", "Thing") + "]}"))});
        QCOMPARE(found.resources.size(), std::size_t{2});
        QCOMPARE(found.resources[1].versions, (std::vector<std::string>{"v2", "v1"}));
        QCOMPARE(found.resources[1].singular, std::string("thing"));  // not said, so guessed as kubectl does
    }

    // Only one of the two endpoints knows the new form: the other's versions are asked for one by one.
    void mixedForms() {
        Discovery discovery;
        discovery.start();
        auto step =
            discovery.next({answer(200, test::recorded("api-legacy.json")), aggregated("apis-aggregated.json")});
        const auto* requests = std::get_if<Discovery::Requests>(&step);
        QVERIFY(requests);
        QCOMPARE(requests->size(), std::size_t{1});
        QCOMPARE(requests->front().target, std::string("/api/v1"));
    }

    void preferredVersionFirst() {
        const std::string list =
            R"({"kind":"APIGroupList","groups":[{"name":"x.io","versions":[{"groupVersion":"x.io/v1alpha1"},{"groupVersion":"x.io/v1"},{"groupVersion":"x.io/v1beta1"}],
                "preferredVersion":{"groupVersion":"x.io/v1"}}]})";
        Discovery discovery;
        discovery.start();
        const auto step = discovery.next({test::pageNotFound(), answer(200, list)});
        std::vector<std::string> targets;
        for (const auto& request : std::get<Discovery::Requests>(step)) targets.push_back(request.target);
        QCOMPARE(targets, (std::vector<std::string>{"/apis/x.io/v1", "/apis/x.io/v1alpha1", "/apis/x.io/v1beta1"}));
    }

    // What fails alone is reported alone.
    void singleFailures() {
        const std::string list =
            R"({"groups":[{"name":"a.io","versions":[{"groupVersion":"a.io/v1"}]},{"name":"b.io","versions":[{"groupVersion":"b.io/v1"}]},
            {"name":"c.io","versions":[{"groupVersion":"c.io/v1"}]},{"name":"d.io","versions":[{"groupVersion":"d.io/v1"}]},{"name":"e.io","versions":[{"groupVersion":"e.io/v1"}]}]})";
        const Discovered found = discover(
            {test::pageNotFound(), answer(200, list)},
            {answer(503, "service unavailable\n", "text/plain"),
             Error{ErrorKind::timeout, "no answer", "/apis/b.io/v1", {}}, test::loginPage(),
             answer(200, R"({"kind":"Pod","metadata":{}})"),
             answer(
                 200,
                 R"({"kind":"APIResourceList","groupVersion":"e.io/v1","resources":[{"name":"es","kind":"E","namespaced":true},{"name":"es/status","kind":"E"},{"name":"kindless"}]})")});
        QCOMPARE(unread(found), std::string("a.io/v1 server, b.io/v1 timeout, c.io/v1 protocol, d.io/v1 protocol"));
        QCOMPARE(found.resources.size(), std::size_t{1});
        QCOMPARE(kube::qualifiedName(found.resources[0]), std::string("es.e.io"));
    }

    void allFailures() {
        Discovery discovery;
        discovery.start();
        discovery.next(
            {answer(200, test::recorded("api-legacy.json")), answer(200, R"({"kind":"APIGroupList","groups":[]})")});
        const auto step = discovery.next({test::statusAnswer(401, "Unauthorized", "Unauthorized")});
        QVERIFY(std::holds_alternative<Error>(step));
        QCOMPARE(std::get<Error>(step).kind, ErrorKind::auth);
    }

    void staleVersions() {
        const std::string group =
            R"({"metadata":{"name":"x.io"},"versions":[{"version":"v2","freshness":"Stale","resources":[{"resource":"things","responseKind":{"kind":"Thing"}}]},)" +
            small("v1", "x.io", "things", "Thing") + "]}";
        const Discovered found = discover({test::pageNotFound(), answer(200, groups("apidiscovery.k8s.io/v2", group))});
        QCOMPARE(unread(found), std::string("x.io/v2 server"));
        QVERIFY(shown(found.unread[0].error.advice).contains("kubectl get apiservice v2.x.io"));
        QCOMPARE(found.resources.size(), std::size_t{1});
        QCOMPARE(found.resources[0].versions, std::vector<std::string>{"v1"});
    }

    // A group version becomes part of a path; one that would climb is no group version.
    void climbingGroups() {
        Discovery discovery;
        discovery.start();
        const auto step = discovery.next(
            {answer(200, R"({"kind":"APIVersions","versions":["..","v1"]})"),
             answer(
                 200,
                 R"({"kind":"APIGroupList","groups":[{"name":"..","versions":[{"groupVersion":"../v1"},{"groupVersion":"a/b/c"},{"groupVersion":""}]}]})")});
        const auto& requests = std::get<Discovery::Requests>(step);
        QCOMPARE(requests.size(), std::size_t{1});
        QCOMPARE(requests[0].target, std::string("/api/v1"));
    }

    void failures_data() {
        QTest::addColumn<int>("which");
        QTest::addColumn<QString>("kind");
        QTest::newRow("no answer from /api") << 0 << "unreachable";
        QTest::newRow("no answer from /apis") << 1 << "unreachable";
        QTest::newRow("/apis 401") << 2 << "auth";
        QTest::newRow("/api 403") << 3 << "forbidden";
        QTest::newRow("/apis not there") << 4 << "notInstalled";
        QTest::newRow("page") << 5 << "protocol";
        QTest::newRow("cut") << 6 << "protocol";
        QTest::newRow("something else") << 7 << "protocol";
        QTest::newRow("one answer only") << 8 << "internal";
    }
    void failures() {
        QFETCH(int, which);
        QFETCH(QString, kind);
        const base::Result<base::HttpResponse> good = aggregated("api-aggregated.json");
        const base::Result<base::HttpResponse> lost = Error{ErrorKind::unreachable, "connection refused", "/apis", {}};
        const Discovery::Responses cases[] = {
            {lost, good},
            {good, lost},
            {good, test::statusAnswer(401, "Unauthorized", "Unauthorized")},
            {test::statusAnswer(403, "Forbidden", "no"), good},
            {good, test::pageNotFound()},
            {good, test::loginPage()},
            {good, answer(200, test::recorded("apis-aggregated.json").substr(0, 4000), aggregatedType)},
            {good, answer(200, R"({"kind":"Pod"})")},
            {good},
        };
        const Error error = failure(cases[which]);
        QCOMPARE(shown(std::string(base::name(error.kind))), kind);
        QVERIFY(!error.what.empty());
    }

    void startsAnew() {
        Discovery discovery;
        discovery.start();
        discovery.next(
            {answer(200, test::recorded("api-legacy.json")), answer(200, test::recorded("apis-legacy.json"))});
        discovery.start();
        const auto step =
            discovery.next({aggregated("api-aggregated.json"), answer(200, groups("apidiscovery.k8s.io/v2", ""))});
        QVERIFY(std::holds_alternative<Discovered>(step));
        for (const auto& resource : std::get<Discovered>(step).resources) QCOMPARE(resource.group, std::string());
    }
};

QTEST_GUILESS_MAIN(DiscoveryTest)
#include "discovery_test.moc"
