// What was said of a tag before its source moved on is not what the tag means now.
#include <QTest>

#include "base/yaml.h"
#include "graph_samples.h"
#include "harness.h"
#include "trace/followed_revisions.h"
#include "trace/snapshot.h"

using namespace scout;
using trace::Query;

namespace {

std::string yaml(const QString& apiVersion, const QString& kind, const QString& more) {
    return QStringLiteral("{apiVersion: %1, kind: %2, metadata: {name: shop, namespace: apps}, %3}")
        .arg(apiVersion, kind, more)
        .toStdString();
}

base::Json parsed(const std::string& text) {
    return base::parseYaml(text, "the test")->front();
}

Query registry(Query::Type type, const std::string& reference, const std::string& repository = "acme/shop") {
    Query query;
    query.type = type;
    query.registry.registry = "registry.test";
    query.registry.repository = repository;
    query.registry.reference = reference;
    return query;
}

test::Case written(const std::string& name) {
    for (test::Case& one : test::writtenCases()) {
        if (one.name == name) return std::move(one);
    }
    qFatal("there is no case %s", name.c_str());
}

}  // namespace

class FollowedRevisionsTest : public QObject {
    Q_OBJECT

  private slots:
    void whatMovesOn_data() {
        QTest::addColumn<QString>("apiVersion");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("repositories");
        const auto row = [](const char* name, const char* apiVersion, const char* kind, const QString& object,
                            const char* before, const char* after, const char* repositories) {
            QTest::newRow(name) << QString::fromLatin1(apiVersion) << QString::fromLatin1(kind)
                                << object.arg(QString::fromLatin1(before)) << object.arg(QString::fromLatin1(after))
                                << QString::fromLatin1(repositories);
        };
        const char* flux = "source.toolkit.fluxcd.io/v1";
        const QString oci = QStringLiteral("spec: {url: oci://Registry.test/acme/shop}, status: {%1}");
        const char* one = "artifact: {revision: 'v1@sha256:1'}";
        const char* two = "artifact: {revision: 'v1@sha256:2'}";
        row("OCIRepository", flux, "OCIRepository", oci, one, two, "registry.test/acme/shop ");
        row("the first artifact", flux, "OCIRepository", oci, "", one, "registry.test/acme/shop ");
        row("the same artifact", flux, "OCIRepository", oci, one, one, "");
        row("no artifact any more", flux, "OCIRepository", oci, one, "", "");
        row("GitRepository", flux, "GitRepository", QStringLiteral("spec: {url: https://git.test/x}, status: {%1}"),
            one, two, "");
        row("HelmChart", flux, "HelmChart",
            QStringLiteral("spec: {chart: shop, sourceRef: {kind: HelmRepository, name: charts}}, status: {%1}"),
            "artifact: {revision: 1.0.0}", "artifact: {revision: 1.1.0}", "registry.test/charts/shop ");
        row("HelmChart from Git", flux, "HelmChart",
            QStringLiteral("spec: {chart: shop, sourceRef: {kind: GitRepository, name: charts}}, status: {%1}"),
            "artifact: {revision: 1.0.0}", "artifact: {revision: 1.1.0}", "");
        const char* argo = "argoproj.io/v1alpha1";
        row("Application", argo, "Application",
            QStringLiteral("spec: {source: {repoURL: oci://registry.test/acme/shop}}, status: {sync: {%1}}"),
            "revision: 'sha256:1'", "revision: 'sha256:2'", "registry.test/acme/shop ");
        row("Application of several sources", argo, "Application",
            QStringLiteral("spec: {sources: [{repoURL: registry.test/charts, chart: shop}, {repoURL: "
                           "https://git.test/x}]}, status: {sync: {%1}}"),
            "revisions: [1.0.0, abc]", "revisions: [1.1.0, abc]", "registry.test/charts/shop ");
        row("a Deployment", "apps/v1", "Deployment", QStringLiteral("status: {%1}"), one, two, "");
    }
    void whatMovesOn() {
        QFETCH(QString, apiVersion);
        QFETCH(QString, kind);
        QFETCH(QString, before);
        QFETCH(QString, after);
        QFETCH(QString, repositories);
        trace::Evidence evidence;
        test::add(evidence, {parsed("{apiVersion: source.toolkit.fluxcd.io/v1, kind: HelmRepository, metadata: {name: "
                                    "charts, namespace: apps}, spec: {url: oci://registry.test/charts}}")});
        const base::Json object = parsed(yaml(apiVersion, kind, before));
        const std::string key = test::queryFor(object).key();
        test::add(evidence, {object});
        trace::FollowedRevisions followed;
        followed.moved(evidence, {key});
        test::add(evidence, {parsed(yaml(apiVersion, kind, after))});
        QString moved;
        for (const auto& [host, path] : followed.moved(evidence, {key, "no such key"}))
            moved += QString::fromStdString(host + "/" + path + " ");
        QCOMPARE(moved, repositories);
        QVERIFY(followed.moved(evidence, {key}).empty());
    }

    void whatItConcerns() {
        using Type = Query::Type;
        const std::set<trace::Repository> moved{{"registry.test", "acme/shop"}};
        QVERIFY(trace::mayAnswerAnew(registry(Type::manifest, "v1"), moved));
        QVERIFY(trace::mayAnswerAnew(registry(Type::tags, ""), moved));
        QVERIFY(!trace::mayAnswerAnew(registry(Type::manifest, "sha256:1"), moved));
        QVERIFY(!trace::mayAnswerAnew(registry(Type::manifest, "v1", "acme/other"), moved));
        QVERIFY(!trace::mayAnswerAnew(registry(Type::blob, "sha256:1"), moved));
        QVERIFY(!trace::mayAnswerAnew(trace::askFor({"apps", "Deployment", "prod", "web"}), moved));
        Query hub;
        hub.type = Type::configHub;
        QVERIFY(!trace::mayAnswerAnew(hub, moved));
        QVERIFY(trace::mayAnswerAnew(hub, {{"oci.api.confighub.com", "target/prod/us-west"}}));
    }

    // The tag is asked for again, and nothing is said of what it names now; what its digest names stays known.
    void anOutdatedHeadIsNotNow() {
        const test::Case one = written("registry-flux-tag-moved");
        test::Run run = test::run(one);
        QVERIFY(run.trace.revisions.head && run.trace.revisions.behind == "fetched");
        Query tag;
        for (const auto& [key, entry] : run.evidence.entries()) {
            if (entry.query.type == Query::Type::manifest &&
                entry.query.registry.reference.find(':') == std::string::npos)
                tag = entry.query;
        }
        run.evidence.add(tag, run.evidence.find(tag)->outdated());
        QVERIFY(run.evidence.isOpen(tag));
        const trace::Investigation found = trace::investigate(one.subject, run.evidence, one.options);
        QCOMPARE(found.questions.size(), std::size_t{1});
        QCOMPARE(found.questions.front().key(), tag.key());
        QVERIFY(!found.trace.revisions.head);
        QCOMPARE(found.trace.revisions.headUnread,
                 std::string("the registry was not asked since the newest revision came"));
        QCOMPARE(found.trace.revisions.behind, std::string());
        for (const model::Finding& finding : found.trace.findings) QVERIFY(finding.kind != "tag-moved");
        // A recording has no word for it: it is asked for there too.
        const auto written = trace::readSnapshot(trace::writeSnapshot({run.evidence, {one.subject}}), "the test");
        QVERIFY(written->evidence.find(tag) == nullptr);
    }

    void whatADigestNamesStaysKnown() {
        const test::Case one = written("registry-flux-tag");
        test::Run run = test::run(one);
        const model::Trace before = run.trace;
        const trace::Evidence seen = run.evidence;
        for (const auto& [key, entry] : seen.entries()) {
            if (entry.query.type == Query::Type::manifest) run.evidence.add(entry.query, entry.answer.outdated());
        }
        const trace::Investigation found = trace::investigate(one.subject, run.evidence, one.options);
        QVERIFY(!found.trace.revisions.head);
        QCOMPARE(found.trace.chain.size(), before.chain.size());
        QCOMPARE(found.trace.edges.size(), before.edges.size());
    }
};

QTEST_GUILESS_MAIN(FollowedRevisionsTest)
#include "followed_revisions_test.moc"
