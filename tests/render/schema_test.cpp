// The schema refuses what it should: a check that accepts everything proves nothing of the other tests.
#include <QTest>
#include <nlohmann/json.hpp>

#include "render/json.h"
#include "samples.h"
#include "schema_check.h"

using namespace scout;
using Document = nlohmann::json;

namespace {

Document sample() {
    return Document::parse(render::toJson(test::fluxWithOrigins()));
}

}  // namespace

class SchemaTest : public QObject {
    Q_OBJECT

  private slots:
    void acceptsTheSample() {
        QCOMPARE(test::schemaErrors(sample().dump()), QString());
        const QStringList each = test::schemaErrorsOfEach({sample().dump(), "{}", sample().dump()});
        QVERIFY(each[0].isEmpty());
        QVERIFY(each[1].contains(QStringLiteral("'apiVersion' is a required property")));
        QVERIFY(each[2].isEmpty());
    }

    void refuses() {
        QStringList changes;
        std::vector<std::string> documents;
        // `value` is JSON; empty: the member is removed.
        const auto row = [&](const std::string& pointer, const std::string& value = {}) {
            Document document = sample();
            const Document::json_pointer at(pointer);
            if (value.empty())
                document.at(at.parent_pointer()).erase(at.back());
            else
                document[at] = Document::parse(value);
            QVERIFY2(document != sample(), pointer.c_str());
            documents.push_back(document.dump());
            changes << QString::fromStdString(pointer + " = " + value);
        };
        row("/apiVersion", "\"kubectl-scout/v2\"");
        row("/kind", "\"Picture\"");
        row("/kind", "\"TraceList\"");
        for (const char* required :
             {"/kind", "/object", "/chain", "/fullyManaged", "/tool", "/verdict", "/revisions", "/findings", "/graph",
              "/cost", "/object/kind", "/graph/edges", "/cost/bytes", "/revisions/behind", "/verdict/state",
              "/chain/0/id", "/chain/0/status", "/chain/0/ready"}) {
            row(required);
        }
        row("/extra", "1");
        row("/object/namespace", "\"\"");
        row("/chain/1/extra", "true");
        row("/graph/nodes/0/extra", "true");
        row("/tool", "\"kustomize\"");
        row("/fullyManaged", "\"yes\"");
        row("/chain/3/state", "\"healthy\"");
        row("/chain/3/ready", "false");
        row("/chain/3/state", "\"failed\"");
        row("/chain/3/stage", "\"workload\"");
        row("/chain/0/claimed", "false");
        row("/chain/0/git/commit", "\"main\"");
        row("/chain/1/because/grade", "\"guess\"");
        row("/chain/1/ociSource/isConfigHub", "\"true\"");
        row("/chain/1/ociSource/confidence", "\"certain\"");
        row("/chain/1/resource/extra", "1");
        row("/chain/1/verification/state", "\"trusted\"");
        row("/chain/1/lastTransitionTime", "\"yesterday\"");
        row("/tracedAt", "\"2026-11-21\"");
        row("/verdict/state", "\"healthy\"");
        row("/revisions/behind", "\"\"");
        row("/revisions/live", "\"latest\"");
        row("/findings/0", R"({"kind": "Drift", "severity": "info", "message": "m"})");
        row("/findings/0", R"({"kind": "drift", "severity": "fatal", "message": "m"})");
        row("/graph/edges/0/relation", "\"likes\"");
        row("/cost/requests", "-1");
        row("/cost/requests", "1.5");

        const QStringList errors = test::schemaErrorsOfEach(documents);
        for (qsizetype i = 0; i < changes.size(); ++i) QVERIFY2(!errors[i].isEmpty(), qPrintable(changes[i]));
    }

    void errorsSpeak() {
        QVERIFY(test::schemaErrors("{").startsWith(QStringLiteral("not JSON")));
        QVERIFY(test::schemaErrors("\"\xFF\"").startsWith(QStringLiteral("not JSON")));
        QVERIFY(test::schemaErrors("{}", QStringLiteral("nothing-there")).startsWith(QStringLiteral("schema: ")));
    }
};

QTEST_GUILESS_MAIN(SchemaTest)
#include "schema_test.moc"
