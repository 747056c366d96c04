// The machine-readable forms: goldens, the schema for every sample, and what scripts rely on.
#include <QTest>
#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "base/yaml.h"
#include "golden.h"
#include "render/json.h"
#include "samples.h"
#include "schema_check.h"

using namespace scout;

namespace {

base::Json parsed(const std::string& json) {
    const auto document = base::Json::parse(json, "test");
    return document.ok() ? *document : base::Json();
}

QString goldenPath(const char* file) {
    return QStringLiteral(SCOUT_TESTS_DIR "/render/golden/%1").arg(QLatin1String(file));
}

std::vector<std::string> keys(const nlohmann::ordered_json& object) {
    std::vector<std::string> out;
    for (const auto& [key, value] : object.items()) out.push_back(key);
    return out;
}

}  // namespace

class JsonTest : public QObject {
    Q_OBJECT

  private slots:
    void goldens() {
        const std::vector<std::pair<const char*, std::string>> files = {
            {"requirement-flux.json", render::toJson(test::requirementFlux())},
            {"flux-origins.json", render::toJson(test::fluxWithOrigins())},
            {"forbidden.json", render::toJson(test::forbiddenApplier())},
            {"unmanaged.json", render::toJson(test::unmanaged())},
            {"hostile.json", render::toJson(test::hostile())},
            {"failed-health-check.yaml", render::toYaml(test::failedHealthCheck())},
        };
        for (const auto& [file, text] : files) {
            const QString difference = test::goldenDifference(goldenPath(file), text);
            QVERIFY2(difference.isEmpty(), qPrintable(difference));
        }
    }

    void schema() {
        std::vector<model::Trace> all;
        std::vector<std::string> documents;
        for (const auto& [name, trace] : test::samples()) {
            documents.push_back(render::toJson(trace));
            all.push_back(trace);
        }
        documents.push_back(render::toJson(all));
        documents.push_back(render::toJson(test::failedHealthCheck(), -1));
        documents.push_back(render::toJson(std::vector<model::Trace>{}));
        const QStringList errors = test::schemaErrorsOfEach(documents);
        QCOMPARE(errors.join(QString()), QString());
    }

    // Requirement 000's JSON, member for member; more may stand beside them.
    void requirementJson() {
        const base::Json trace = parsed(render::toJson(test::requirementFlux()));
        QCOMPARE(trace.at("object.kind").text(), std::string("Deployment"));
        QCOMPARE(trace.at("object.name").text(), std::string("frontend"));
        QCOMPARE(trace.at("object.namespace").text(), std::string("prod"));
        QCOMPARE(trace["chain"].size(), std::size_t{3});
        const base::Json source = trace["chain"][std::size_t{0}];
        QCOMPARE(source["kind"].text(), std::string("ConfigHub OCI"));
        QCOMPARE(source["name"].text(), std::string("prod/us-west"));
        QCOMPARE(source["url"].text(), std::string("oci://oci.api.confighub.com/target/prod/us-west"));
        QCOMPARE(source["revision"].text(), std::string("latest@sha1:abc123"));
        QVERIFY(source["ready"].isTrue());
        QCOMPARE(source["status"].text(), std::string("Artifact is up to date"));
        const base::Json oci = source["ociSource"];
        QCOMPARE(oci["raw"].text(), std::string("oci://oci.api.confighub.com/target/prod/us-west"));
        QVERIFY(oci["isConfigHub"].isTrue());
        QCOMPARE(oci["instance"].text(), std::string("api.confighub.com"));
        QCOMPARE(oci["space"].text(), std::string("prod"));
        QCOMPARE(oci["target"].text(), std::string("us-west"));
        QCOMPARE(oci["registry"].text(), std::string("oci.api.confighub.com"));
        QCOMPARE(oci["repository"].text(), std::string("target/prod/us-west"));
        const base::Json applier = trace["chain"][1];
        QCOMPARE(applier["kind"].text(), std::string("Kustomization"));
        QCOMPARE(applier["name"].text(), std::string("apps"));
        QCOMPARE(applier["namespace"].text(), std::string("flux-system"));
        QCOMPARE(applier["path"].text(), std::string("."));
        QVERIFY(applier["ready"].isTrue());
        const base::Json last = trace["chain"][2];
        QCOMPARE(last["kind"].text(), std::string("Deployment"));
        QCOMPARE(last["status"].text(), std::string("3/3 ready"));
        QVERIFY(trace["fullyManaged"].isTrue());
        QCOMPARE(trace["tool"].text(), std::string("flux"));
    }

    void keyOrder() {
        const auto trace = nlohmann::ordered_json::parse(render::toJson(test::fluxWithOrigins()));
        const std::vector<std::string> expected = {"apiVersion", "kind",    "object",    "chain",    "fullyManaged",
                                                   "tool",       "verdict", "revisions", "findings", "graph",
                                                   "cost",       "context", "tracedAt"};
        QCOMPARE(keys(trace), expected);
        const std::vector<std::string> object = {"apiVersion", "kind", "namespace", "name", "uid"};
        QCOMPARE(keys(trace["object"]), object);
    }

    void absentPartsAreLeftOut() {
        const base::Json trace = parsed(render::toJson(test::clusterScoped()));
        QVERIFY(trace["object"].isObject());
        QVERIFY(!trace.at("object.namespace").exists());
        QVERIFY(!trace.at("object.uid").exists());
        const base::Json hole = trace["chain"][std::size_t{0}];
        QVERIFY(!hole["ready"].isTrue());
        QCOMPARE(hole["state"].text(), std::string("missing"));
        QVERIFY(!hole["url"].exists());
        QVERIFY(!hole["claimed"].exists());
        QVERIFY(trace.at("revisions.behind").isNull());
        QVERIFY(!trace.at("revisions.live").exists());
        QVERIFY(render::toJson(test::clusterScoped()).find("\"\"") == std::string::npos);
    }

    // A reader gets back exactly what the cluster said; a terminal gets nothing to obey.
    void hostileText() {
        const std::string json = render::toJson(test::hostile());
        const auto bad = std::find_if(json.begin(), json.end(),
                                      [](unsigned char c) { return (c < 0x20 && c != '\n') || c == 0x7F; });
        QVERIFY(bad == json.end());
        QVERIFY(json.find("\xC2\x9B") == std::string::npos);
        QVERIFY(json.find("\xE2\x80\xAE") == std::string::npos);
        const base::Json last = parsed(json)["chain"][1];
        QCOMPARE(last["status"].text(), test::hostile().chain[1].health.status);
        QCOMPARE(last["message"].text(), std::string("broken \xEF\xBF\xBD byte, C1 \xC2\x9B"
                                                     "31m, DEL \x7F, \xF0\x9F\x9A\x80"));
    }

    void backslashesSurvive() {
        model::Trace trace = test::unmanaged();
        trace.verdict.message = "C:\\x9b \\u202e \"quoted\" \x7F";
        QCOMPARE(parsed(render::toJson(trace)).at("verdict.message").text(), trace.verdict.message);
    }

    void yamlIsTheSameDocument() {
        for (const auto& [name, trace] : test::samples()) {
            if (name == "hostile") continue;  // not UTF-8
            const auto documents = base::parseYaml(render::toYaml(trace), "test");
            QVERIFY2(documents.ok(), name.c_str());
            QCOMPARE((*documents).size(), std::size_t{1});
            QVERIFY2((*documents)[0] == parsed(render::toJson(trace)), name.c_str());
        }
        const std::vector<model::Trace> two = {test::unmanaged(), test::suspended()};
        const auto list = base::parseYaml(render::toYaml(two), "test");
        QVERIFY(list.ok());
        QVERIFY((*list)[0] == parsed(render::toJson(two)));
    }

    void listHoldsTheTraces() {
        const base::Json list = parsed(render::toJson(std::vector{test::unmanaged(), test::suspended()}));
        QCOMPARE(list["kind"].text(), std::string("TraceList"));
        QCOMPARE(list["items"].size(), std::size_t{2});
        QVERIFY(list["items"][1] == parsed(render::toJson(test::suspended())));
    }

    void oneLine() {
        const std::string json = render::toJson(test::unmanaged(), -1);
        QCOMPARE(std::count(json.begin(), json.end(), '\n'), std::ptrdiff_t{1});
        QVERIFY(json.ends_with("}\n"));
    }

    void names() {
        QCOMPARE(render::toName(test::fluxWithOrigins()),
                 std::string("ocirepository.source.toolkit.fluxcd.io/confighub-prod\n"
                             "kustomization.kustomize.toolkit.fluxcd.io/apps\n"
                             "deployment.apps/frontend\n"));
        QCOMPARE(render::toName(test::requirementArgo()),
                 std::string("application.argoproj.io/frontend-app\ndeployment.apps/frontend\n"));
        QCOMPARE(render::toName(test::failedHealthCheck()),
                 std::string("ocirepository.source.toolkit.fluxcd.io/apps\n"
                             "kustomization.kustomize.toolkit.fluxcd.io/apps\n"
                             "deployment.apps/frontend\npod/frontend-7c9d-x2x4v\n"));
        // A hole was not seen, and a release that annotations name is no object.
        QCOMPARE(render::toName(test::forbiddenApplier()), std::string("deployment.apps/frontend\n"));
        QCOMPARE(render::toName(test::helmOnly()), std::string("deployment.apps/frontend\n"));
        QCOMPARE(render::toName(test::clusterScoped()),
                 std::string(
                     "kustomization.kustomize.toolkit.fluxcd.io/apps\nclusterrole.rbac.authorization.k8s.io/reader\n"));
    }
};

QTEST_GUILESS_MAIN(JsonTest)
#include "json_test.moc"
