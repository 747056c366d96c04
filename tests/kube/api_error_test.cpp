#include "kube/api_error.h"

#include <QTest>

#include "canned.h"

using namespace scout;
using base::ErrorKind;
using test::answer;
using test::builtin;
using test::shown;
using test::statusAnswer;

Q_DECLARE_METATYPE(scout::base::HttpResponse)
Q_DECLARE_METATYPE(scout::kube::Asked)

namespace {

kube::Asked deployment() {
    return {builtin("apps", "Deployment"), "prod", "frontend", {}};
}
kube::Asked allDeployments() {
    return {builtin("apps", "Deployment"), "", "", {}};
}
kube::Asked node() {
    return {builtin("", "Node"), "", "n1", {}};
}
kube::Asked widget() {
    kube::Asked asked;
    asked.resource.group = "example.com";
    asked.resource.kind = "Widget";
    asked.resource.plural = "widgets";
    asked.resource.versions = {"v1beta1"};
    asked.ns = "prod";
    asked.name = "w";
    return asked;
}
kube::Asked apis() {
    return {{}, {}, {}, "/apis"};
}

constexpr const char* forbiddenMessage =
    R"(deployments.apps \"frontend\" is forbidden: User \"low\" cannot get resource \"deployments\" in API group \"apps\" in the namespace \"prod\")";

}  // namespace

class ApiErrorTest : public QObject {
    Q_OBJECT

  private slots:
    void errors_data() {
        QTest::addColumn<base::HttpResponse>("response");
        QTest::addColumn<kube::Asked>("asked");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("where");
        QTest::addColumn<QString>("advice");  // a part of it

        const QString here = "Deployment/frontend in prod";
        QTest::newRow("401") << statusAnswer(401, "Unauthorized", "Unauthorized") << deployment() << "auth"
                             << "the server refused the credentials (HTTP 401 Unauthorized)" << here
                             << "kubectl auth whoami";
        QTest::newRow("403 object")
            << statusAnswer(403, "Forbidden", forbiddenMessage) << deployment() << "forbidden"
            << QString(forbiddenMessage).remove('\\') << here
            << "kubectl auth can-i get deployments.apps/frontend -n prod. The smallest rule that allows it, in a Role "
               "of "
               "namespace prod: {apiGroups: [\"apps\"], resources: [\"deployments\"], resourceNames: [\"frontend\"], "
               "verbs: [\"get\"]}";
        QTest::newRow("403 list")
            << statusAnswer(403, "Forbidden", "deployments.apps is forbidden") << allDeployments() << "forbidden"
            << "deployments.apps is forbidden"
            << "deployments.apps in all namespaces"
            << "kubectl auth can-i list deployments.apps -A. The smallest rule that allows it, in a ClusterRole: "
               "{apiGroups: [\"apps\"], resources: [\"deployments\"], verbs: [\"list\"]}";
        QTest::newRow("403 cluster-scoped")
            << statusAnswer(403, "Forbidden", "no") << node() << "forbidden"
            << "no"
            << "Node/n1"
            << "kubectl auth can-i get nodes/n1. The smallest rule that allows it, in a ClusterRole";
        QTest::newRow("403 path") << statusAnswer(403, "Forbidden",
                                                  "forbidden: User \\\"x\\\" cannot get path \\\"/apis\\\"")
                                  << apis() << "forbidden"
                                  << "forbidden: User \"x\" cannot get path \"/apis\""
                                  << "/apis"
                                  << "{nonResourceURLs: [\"/apis\"], verbs: [\"get\"]}";
        QTest::newRow("403 anonymous") << statusAnswer(
                                              403, "Forbidden",
                                              "nodes \\\"n1\\\" is forbidden: User \\\"system:anonymous\\\" cannot get")
                                       << node() << "forbidden"
                                       << "nodes \"n1\" is forbidden: User \"system:anonymous\" cannot get"
                                       << "Node/n1"
                                       << "No credentials reached the server";
        QTest::newRow("404 object") << test::objectNotFound() << deployment() << "notFound"
                                    << "deployments.apps \"frontend\" not found" << here
                                    << "kubectl get deployments.apps -A --field-selector metadata.name=frontend";
        QTest::newRow("404 version") << test::resourceNotFound() << deployment() << "notInstalled"
                                     << "the server does not serve Deployment of apps (tried v1)"
                                     << "deployments.apps"
                                     << "kubectl api-resources --api-group=apps";
        QTest::newRow("404 path") << test::pageNotFound() << apis() << "notInstalled"
                                  << "the server does not serve this path"
                                  << "/apis"
                                  << "its path included";
        QTest::newRow("404 of something else")
            << answer(404, R"({"error":"no such route"})") << deployment() << "protocol"
            << "the server answered HTTP 404 Not Found" << here << "what stands between";
        QTest::newRow("400") << statusAnswer(400, "BadRequest", "field label not supported: spec.nope")
                             << allDeployments() << "protocol"
                             << "field label not supported: spec.nope"
                             << "deployments.apps in all namespaces"
                             << "selectors";
        QTest::newRow("405") << statusAnswer(405, "MethodNotAllowed",
                                             "get is not supported on resources of kind \\\"tokenreviews\\\"")
                             << deployment() << "unsupported"
                             << "get is not supported on resources of kind \"tokenreviews\"" << here
                             << "cannot be read back";
        QTest::newRow("406") << statusAnswer(406, "NotAcceptable",
                                             "only the following media types are accepted: application/json")
                             << deployment() << "unsupported"
                             << "only the following media types are accepted: application/json" << here << "1.15";
        QTest::newRow("407") << answer(407, "", "text/plain") << deployment() << "auth"
                             << "the server answered HTTP 407 Proxy Authentication Required" << here << "proxy-url";
        QTest::newRow("409") << statusAnswer(409, "Conflict", "conflict.") << deployment() << "server"
                             << "conflict" << here << "Try again";
        QTest::newRow("410") << statusAnswer(410, "Expired", "too old") << allDeployments() << "server"
                             << "too old"
                             << "deployments.apps in all namespaces"
                             << "Try again";
        base::HttpResponse limited =
            statusAnswer(429, "TooManyRequests", "storage is (re)initializing", R"({"retryAfterSeconds":1})");
        QTest::newRow("429 in the body") << limited << deployment() << "throttled"
                                         << "storage is (re)initializing" << here << "Try again in 1 s.";
        limited.headers["retry-after"] = "7";
        QTest::newRow("429 in the header") << limited << deployment() << "throttled"
                                           << "storage is (re)initializing" << here << "Try again in 7 s.";
        limited.headers["retry-after"] = "Fri, 31 Dec 2027 23:59:59 GMT";
        QTest::newRow("429 with a date") << limited << deployment() << "throttled"
                                         << "storage is (re)initializing" << here << "Try again in a moment.";
        QTest::newRow("500") << statusAnswer(500, "InternalError",
                                             "Internal error occurred: etcdserver: leader changed")
                             << deployment() << "server"
                             << "Internal error occurred: etcdserver: leader changed" << here
                             << "kubectl get --raw '/readyz?verbose'";
        QTest::newRow("503 of an extension")
            << answer(503, "service unavailable\n", "text/plain") << widget() << "server"
            << "the server answered HTTP 503 Service Unavailable"
            << "Widget/w in prod"
            << "kubectl get apiservice v1beta1.example.com";
        QTest::newRow("504") << statusAnswer(504, "Timeout", "Timeout: request did not complete") << deployment()
                             << "timeout"
                             << "Timeout: request did not complete" << here << "--request-timeout";
        QTest::newRow("599") << answer(599, "") << deployment() << "server"
                             << "the server answered HTTP 599" << here << "Try again";
        base::HttpResponse redirect = answer(302, "", "text/plain");
        redirect.headers["location"] = "https://sso.example.com/login?state=secret#frag";
        QTest::newRow("redirect")
            << redirect << deployment() << "protocol"
            << "this is not a Kubernetes API server, or a proxy answered in its place: HTTP 302 Found to "
               "https://sso.example.com/login"
            << here << "login page";
        const QString page =
            "this is not a Kubernetes API server, or a proxy or login page answered in its place: HTTP ";
        QTest::newRow("403 page") << test::loginPage(403) << deployment() << "protocol"
                                  << page + "403 Forbidden with a page of HTML titled \"Sign in | Example SSO\"" << here
                                  << "server address";
        QTest::newRow("401 page") << test::loginPage(401) << deployment() << "auth"
                                  << page + "401 Unauthorized with a page of HTML titled \"Sign in | Example SSO\""
                                  << here << "login page";
        QTest::newRow("502 page") << answer(502, "<html><body>Bad Gateway</body></html>", "text/html") << deployment()
                                  << "server" << page + "502 Bad Gateway with a page of HTML" << here
                                  << "proxy settings";
        QTest::newRow("control characters")
            << statusAnswer(500, "InternalError", "a\\u001b[31mred\\nline") << deployment() << "server"
            << "a\\x1b[31mred\\x0aline" << here << "";
    }
    void errors() {
        QFETCH(base::HttpResponse, response);
        QFETCH(kube::Asked, asked);
        QFETCH(QString, kind);
        QFETCH(QString, what);
        QFETCH(QString, where);
        QFETCH(QString, advice);
        const base::Error error = kube::apiError(response, asked);
        QCOMPARE(shown(std::string(base::name(error.kind))), kind);
        QCOMPARE(shown(error.what), what);
        QCOMPARE(shown(error.where), where);
        QVERIFY2(shown(error.advice).contains(advice), error.advice.c_str());
        // The same answer never passes for a body.
        const auto body = kube::readBody(response, asked);
        QVERIFY(!body);
        QCOMPARE(body.error(), error);
    }

    void endlessMessagesAreCut() {
        const auto error = kube::apiError(statusAnswer(500, "InternalError", std::string(100000, 'x')), deployment());
        QVERIFY(error.what.size() < 1000);
        QVERIFY(shown(error.what).endsWith("xxx..."));
    }

    void fallback_data() {
        QTest::addColumn<base::HttpResponse>("response");
        QTest::addColumn<bool>("needed");
        QTest::newRow("path not served") << test::pageNotFound() << true;
        QTest::newRow("resource not served") << test::resourceNotFound() << true;
        QTest::newRow("status without details")
            << answer(404, R"({"kind":"Status","apiVersion":"v1","reason":"NotFound","code":404})") << true;
        QTest::newRow("object not found") << test::objectNotFound() << false;
        QTest::newRow("namespace not found")
            << statusAnswer(404, "NotFound", "namespaces \\\"x\\\" not found", R"({"name":"x","kind":"namespaces"})")
            << false;
        QTest::newRow("someone else's 404") << answer(404, R"({"error":"no such route"})") << false;
        QTest::newRow("empty 404") << answer(404, "") << false;
        QTest::newRow("page") << test::loginPage(404) << false;
        QTest::newRow("200") << answer(200, "404 page not found") << false;
        QTest::newRow("403 without details") << statusAnswer(403, "Forbidden", "no") << false;
    }
    void fallback() {
        QFETCH(base::HttpResponse, response);
        QFETCH(bool, needed);
        QCOMPARE(kube::needsFallback(response), needed);
    }

    void bodies_data() {
        QTest::addColumn<base::HttpResponse>("response");
        QTest::addColumn<QString>("what");
        QTest::newRow("html") << test::loginPage()
                              << "this is not a Kubernetes API server, or a proxy or login page answered in its place: "
                                 "HTTP 200 with a page of HTML "
                                 "titled \"Sign in | Example SSO\"";
        QTest::newRow("html that says it is JSON")
            << answer(200, "  <html></html>")
            << "this is not a Kubernetes API server, or a proxy or login page answered in its place: HTTP 200 "
               "with a page of HTML";
        QTest::newRow("empty") << answer(200, "") << "the answer is empty";
        QTest::newRow("no content") << answer(204, "\n") << "the answer is empty";
        QTest::newRow("cut in a string") << answer(200, test::quoted("{'data':{'password':'aHVudGVyM"))
                                         << "the answer ends early, after 30 bytes";
        QTest::newRow("cut between members")
            << answer(200, R"({"kind":"Pod",)") << "the answer ends early, after 14 bytes";
        QTest::newRow("cut in an escape")
            << answer(200, test::quoted("{'a':'\\")) << "the answer ends early, after 7 bytes";
        QTest::newRow("cut behind an escaped quote")
            << answer(200, test::quoted("{'a':'x\\'}")) << "the answer ends early, after 10 bytes";
        QTest::newRow("broken") << answer(200, R"({"kind":Pod})") << "the answer is not valid JSON";
        QTest::newRow("two documents") << answer(200, "{}{}") << "the answer is not valid JSON";
        QTest::newRow("text") << answer(200, "ok", "text/plain; charset=utf-8")
                              << "the answer is not valid JSON, but text/plain";
        QTest::newRow("protobuf") << answer(200, std::string("k8s\0\n", 5), "application/vnd.kubernetes.protobuf")
                                  << "the answer is not valid JSON, but application/vnd.kubernetes.protobuf";
        QTest::newRow("nested too deeply")
            << answer(200, std::string(5000, '[') + std::string(5000, ']')) << "the answer is not valid JSON";
    }
    void bodies() {
        QFETCH(base::HttpResponse, response);
        QFETCH(QString, what);
        const auto body = kube::readBody(response, deployment());
        QVERIFY(!body);
        QCOMPARE(body.error().kind, ErrorKind::protocol);
        QCOMPARE(shown(body.error().what), what);
        QCOMPARE(shown(body.error().where), QString("Deployment/frontend in prod"));
        QVERIFY(!body.error().advice.empty());
        QVERIFY(!shown(base::display(body.error())).contains("aHVudGVy"));
    }

    void goodBody() {
        const auto body = kube::readBody(answer(200, R"({"kind":"Pod"})"), deployment());
        QVERIFY(bool(body));
        QCOMPARE(shown((*body)["kind"].text()), QString("Pod"));
    }

    void where_data() {
        QTest::addColumn<kube::Asked>("asked");
        QTest::addColumn<QString>("where");
        QTest::newRow("object") << deployment() << "Deployment/frontend in prod";
        QTest::newRow("cluster-scoped") << node() << "Node/n1";
        QTest::newRow("everywhere") << allDeployments() << "deployments.apps in all namespaces";
        QTest::newRow("list") << kube::Asked{builtin("", "Pod"), "prod", "", {}} << "pods in prod";
        QTest::newRow("cluster-scoped list") << kube::Asked{builtin("", "Node"), "", "", {}} << "nodes";
        QTest::newRow("path") << apis() << "/apis";
    }
    void where() {
        QFETCH(kube::Asked, asked);
        QFETCH(QString, where);
        QCOMPARE(shown(asked.where()), where);
    }

    void renewNamesTheCredentials() {
        QVERIFY(shown(kube::renewAdvice("user \"dev\" of context \"prod\""))
                    .startsWith("The credentials of user \"dev\" of context \"prod\" are"));
        QVERIFY(shown(kube::renewAdvice("")).startsWith("The credentials of the user of the kubeconfig's context are"));
    }
};

QTEST_GUILESS_MAIN(ApiErrorTest)
#include "api_error_test.moc"
