// What an applier, a source, an artifact, a commit and a ConfigHub unit deliver; golden files in reverse/. And the
// laws: a list that is withheld takes deliveries away, says so, and never adds one.
#include <QTest>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "base/yaml.h"
#include "golden.h"
#include "render/deliveries_text.h"
#include "render/json.h"
#include "schema_check.h"
#include "trace/reverse.h"

using namespace scout;

namespace {

using Answers = std::function<trace::Answer(const trace::Query&)>;

std::vector<model::KubeObject> cluster() {
    std::ifstream file(SCOUT_TESTS_DIR "/trace/reverse/cluster.yaml");
    std::ostringstream text;
    text << file.rdbuf();
    const auto documents = base::parseYaml(text.str(), "cluster.yaml");
    std::vector<model::KubeObject> out;
    if (!documents) return out;
    for (const base::Json& document : *documents) out.emplace_back(document);
    return out;
}

trace::Answer answer(const std::vector<model::KubeObject>& objects, const trace::Query& query) {
    const bool list = query.type == trace::Query::Type::list;
    std::string items;
    for (const model::KubeObject& object : objects) {
        const model::ObjectRef ref = object.ref();
        if (ref.group != query.ref.group || ref.kind != query.ref.kind) continue;
        if (!list && ref == query.ref) return trace::Answer::known(object.json());
        if (list && (query.ref.ns.empty() || query.ref.ns == ref.ns))
            items += (items.empty() ? "" : ",") + object.json().dump();
    }
    if (!list) return trace::Answer::missing();
    return trace::Answer::known(base::Json::parse("[" + items + "]", "list").value());
}

struct Run {
    model::Deliveries deliveries;
    trace::Evidence evidence;
};

Run run(const trace::ReverseSubject& subject, const Answers& answers) {
    Run out;
    const trace::Options options;
    for (int round = 0; round < 20; ++round) {
        trace::ReverseInvestigation found = trace::reverse(subject, out.evidence, options);
        out.deliveries = std::move(found.deliveries);
        if (found.questions.empty()) return out;
        for (const trace::Query& query : found.questions) {
            ++out.deliveries.cost.requests;
            out.evidence.add(query, answers(query));
        }
    }
    return {};
}

trace::ReverseSubject object(const char* group, const char* kind, const char* name, const char* ns = "flux-system") {
    trace::ReverseSubject subject;
    subject.ref = {group, kind, ns, name};
    return subject;
}

std::vector<std::pair<std::string, trace::ReverseSubject>> subjects() {
    const std::string digest = "sha256:a1a1a1a1a1a1";
    return {{"kustomization", object("kustomize.toolkit.fluxcd.io", "Kustomization", "apps")},
            {"helmrelease-without-inventory", object("helm.toolkit.fluxcd.io", "HelmRelease", "shop")},
            {"helmrelease-applied-in-part", object("helm.toolkit.fluxcd.io", "HelmRelease", "late")},
            {"application", object("argoproj.io", "Application", "site", "argocd")},
            {"applicationset", object("argoproj.io", "ApplicationSet", "all", "argocd")},
            {"ocirepository", object("source.toolkit.fluxcd.io", "OCIRepository", "fleet")},
            {"helmrepository", object("source.toolkit.fluxcd.io", "HelmRepository", "charts")},
            {"artifactgenerator", object("source.extensions.fluxcd.io", "ArtifactGenerator", "parts")},
            {"digest", *trace::reverseSubject(digest)},
            {"commit", *trace::reverseSubject("c3c3c3c")},
            {"commit-that-failed", *trace::reverseSubject("e5e5e5e5")},
            {"commit-partly-live", *trace::reverseSubject("2b2b2b2b")},
            {"commit-partly-replaced", *trace::reverseSubject("1a1a1a1a")},
            {"digest-perhaps-live", *trace::reverseSubject("sha256:f0f0f0f0f0f0")},
            {"space", *trace::reverseSubject("confighub:prod")},
            {"unit", *trace::reverseSubject("confighub:prod/site")},
            {"target", *trace::reverseSubject("confighub:Edge/us-west")},
            {"unit-of-nobody", *trace::reverseSubject("confighub:edge/frontend")},
            {"unit-of-no-source", *trace::reverseSubject("confighub:staging/frontend")},
            {"nobody", *trace::reverseSubject("sha256:0000000")}};
}

std::set<std::string> delivered(const model::Deliveries& deliveries) {
    std::set<std::string> out;
    for (const model::Delivery& delivery : deliveries.deliveries) {
        for (const model::Delivered& one : delivery.objects) out.insert(delivery.applier.id + " " + one.object.id());
    }
    return out;
}

}  // namespace

class ReverseTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        m_objects = cluster();
        QVERIFY(m_objects.size() > 10);
    }

    void says_data() {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const auto& [name, subject] : subjects()) QTest::newRow(name.c_str()) << index++;
    }
    void says() {
        QFETCH(int, index);
        const auto [name, subject] = subjects()[static_cast<std::size_t>(index)];
        const Run ran = run(subject, [this](const trace::Query& query) { return answer(m_objects, query); });
        QString difference = test::goldenDifference(
            QStringLiteral(SCOUT_TESTS_DIR "/trace/reverse/%1.txt").arg(QString::fromStdString(name)),
            render::toText(ran.deliveries, {.wide = true, .width = 100}));
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }

    void jsonIsValid() {
        std::vector<std::string> documents;
        for (const auto& [name, subject] : subjects()) {
            const Run ran = run(subject, [this](const trace::Query& query) { return answer(m_objects, query); });
            documents.push_back(render::toJson(ran.deliveries));
        }
        for (const QString& errors : test::schemaErrorsOfEach(documents))
            QVERIFY2(errors.isEmpty(), qPrintable(errors));
    }

    void aWithheldAnswerIsSaidAndAddsNothing() {
        const std::vector<trace::Answer> refusals = {
            trace::Answer::unseen({base::ErrorKind::forbidden, "forbidden", {}, "ask"}),
            trace::Answer::unseen({base::ErrorKind::timeout, "no answer", {}, {}})};
        int tried = 0;
        for (const auto& [name, subject] : subjects()) {
            const Run whole = run(subject, [this](const trace::Query& query) { return answer(m_objects, query); });
            const std::set<std::string> all = delivered(whole.deliveries);
            for (const auto& [key, entry] : whole.evidence.entries()) {
                for (const trace::Answer& refusal : refusals) {
                    const Run without = run(subject, [&, withheld = key](const trace::Query& query) {
                        return query.key() == withheld ? refusal : answer(m_objects, query);
                    });
                    const std::set<std::string> some = delivered(without.deliveries);
                    QVERIFY2(std::includes(all.begin(), all.end(), some.begin(), some.end()), key.c_str());
                    QVERIFY2(!without.deliveries.notes.empty(), (name + " without " + key).c_str());
                    const std::string text = render::toText(without.deliveries, {});
                    QVERIFY2(text.find("Nothing delivers it") == std::string::npos, text.c_str());
                    ++tried;
                }
            }
        }
        QVERIFY(tried > 40);
    }

    void readsNames_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("read");
        const auto row = [](const char* text, const char* read) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(read);
        };
        row("sha256:A1B2C3D", "1 a1b2c3d");
        row("latest@sha256:a1b2c3d4", "1 a1b2c3d4");
        row("a1b2c3d", "2 a1b2c3d");
        row("main@sha1:a1b2c3d4", "2 a1b2c3d4");
        row("confighub:prod/web", "3 prod/web");
        row("confighub:prod", "3 prod/");
        row("confighub:", "");
        row("confighub:a/b/c", "");
        row("confighub:a/", "");
        row("kustomization/apps", "");
        row("a1b2c3", "");
        row("sha256:xyz", "");
        row("md5:a1b2c3d4", "");
        row("", "");
    }
    void readsNames() {
        QFETCH(QString, text);
        QFETCH(QString, read);
        const auto subject = trace::reverseSubject(text.toStdString());
        QString got;
        if (subject) {
            got = QString::number(static_cast<int>(subject->type)) + QLatin1Char(' ') +
                  QString::fromStdString(subject->hex.empty() ? subject->space + "/" + subject->unit : subject->hex);
        }
        QCOMPARE(got, read);
    }

  private:
    std::vector<model::KubeObject> m_objects;
};

QTEST_GUILESS_MAIN(ReverseTest)
#include "reverse_test.moc"
