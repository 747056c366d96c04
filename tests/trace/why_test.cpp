// "Why?" in sentences, over a cluster that is well, one that is not, and the demo.
#include <QFile>
#include <QTest>

#include "golden.h"
#include "trace/graph_samples.h"
#include "trace/harness.h"
#include "trace/snapshot.h"
#include "trace/why.h"

using namespace scout;

namespace {

const std::string kustomizations = "kustomize.toolkit.fluxcd.io/Kustomization/flux-system/";

std::string text(const trace::Why& why) {
    std::string out = why.beginning + "\n";
    for (const trace::WhyStep& step : why.steps)
        out += step.sentence + " [" + step.certainty + "] " + step.proof + "\n";
    for (const trace::WhyProblem& problem : why.problems)
        out += "! " + problem.hop + ": " + problem.sentence + (problem.advice.empty() ? "" : " > " + problem.advice) +
               "\n";
    return out;
}

std::shared_ptr<const model::Graph> graphOf(const std::vector<base::Json>& objects) {
    trace::Evidence evidence;
    test::add(evidence, objects);
    return trace::buildGraph(evidence, test::sampleOptions());
}

std::shared_ptr<const model::Graph> cluster(const std::string& waiting) {
    return graphOf({test::ociRepository("fleet"), test::kustomization("apps", "fleet", {"prod_web_apps_Deployment"}),
                    test::deployment("prod", "web", test::appliedBy("apps")), test::replicaSet("prod", "web", "new", 3),
                    test::pod("prod", "web-new", "a", waiting), test::pod("prod", "web-new", "b", waiting),
                    test::pod("prod", "web-new", "c")});
}

}  // namespace

class WhyTest : public QObject {
    Q_OBJECT

  private slots:
    void aHealthyPodIsToldFromItsSource() {
        QCOMPARE(
            QString::fromStdString(text(trace::why(*cluster(""), "/Pod/prod/web-new-a"))),
            QStringLiteral(
                "It begins with OCIRepository/fleet at latest@sha256:86428658.\n"
                "Kustomization/apps gets its content from OCIRepository/fleet. [proven: both name the same content] "
                "spec.sourceRef of Kustomization/apps names it, and its artifact is status.lastAppliedRevision of "
                "Kustomization/apps: latest@sha256:86428658\n"
                "Kustomization/apps applies Deployment/web. [proven by the applier's own record] status.inventory of "
                "Kustomization/apps lists prod_web_apps_Deployment\n"
                "Deployment/web owns ReplicaSet/web-new. [proven by UID] ownerReference of ReplicaSet/web-new names "
                "Deployment/web and its UID\n"
                "ReplicaSet/web-new owns Pod/web-new-a. [proven by UID] ownerReference of Pod/web-new-a names "
                "ReplicaSet/web-new and its UID\n"));
    }

    void whoDeclaresTheApplierIsToldBesideThePath() {
        const trace::Why why = trace::why(*test::graphOfCase("flux-parent-failed"), "apps/Deployment/shop/web");
        QCOMPARE(why.steps.size(), std::size_t{3});
        QCOMPARE(why.steps.back().sentence, std::string("Kustomization/fleet declares Kustomization/apps itself."));
        QCOMPARE(why.steps.back().grade, model::Grade::inventory);
        QVERIFY(why.beginning.starts_with("It begins with OCIRepository/apps"));
        QCOMPARE(why.problems.size(), std::size_t{1});
        QCOMPARE(why.problems.front().hop, std::string("kustomize.toolkit.fluxcd.io/Kustomization/flux-system/fleet"));
    }

    void failingPodsAreToldOnceForEachReason() {
        const auto graph = cluster("CrashLoopBackOff");
        const trace::Why why = trace::why(*graph, "apps/Deployment/prod/web");
        QCOMPARE(why.steps.size(), std::size_t{2});
        QCOMPARE(why.problems.size(), std::size_t{1});
        QCOMPARE(why.problems.front().hop, std::string("/Pod/prod/web-new-a"));
        QCOMPARE(QString::fromStdString(why.problems.front().sentence),
                 QStringLiteral("Pod/web-new-a failed (CrashLoopBackOff): back-off 5m0s restarting (and 1 more like "
                                "it)"));
        // The Pod itself is told about itself alone.
        const trace::Why pod = trace::why(*graph, "/Pod/prod/web-new-b");
        QCOMPARE(pod.problems.size(), std::size_t{1});
        QCOMPARE(pod.problems.front().sentence,
                 std::string("Pod/web-new-b failed (CrashLoopBackOff): back-off 5m0s restarting"));
        QVERIFY(trace::why(*graph, "/Pod/prod/web-new-c").problems.empty());
    }

    void whatIsListedButNotReadHasAPathToo() {
        const auto graph =
            graphOf({test::ociRepository("fleet"), test::kustomization("apps", "fleet", {"prod_settings__ConfigMap"})});
        const trace::Why why = trace::why(*graph, "/ConfigMap/prod/settings");
        QCOMPARE(why.steps.size(), std::size_t{2});
        QCOMPARE(why.steps.back().sentence, std::string("Kustomization/apps applies ConfigMap/settings."));
        QCOMPARE(why.steps.back().grade, model::Grade::inventory);
        QVERIFY(why.problems.empty());
    }

    void anUnmanagedObjectSaysSo() {
        const auto graph = graphOf({test::deployment("prod", "web")});
        const trace::Why why = trace::why(*graph, "apps/Deployment/prod/web");
        QCOMPARE(why.beginning, std::string("Nothing was found that applies Deployment/web."));
        QVERIFY(why.steps.empty());
        QCOMPARE(why.problems.size(), std::size_t{1});
        QVERIFY(why.problems.front().sentence.starts_with("Not managed by Flux, Argo CD or Helm"));
        QVERIFY(!why.problems.front().advice.empty());
    }

    void anApplierIsToldWhatItDeliversBadly() {
        const base::Json broken = test::json(
            "{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'bad','namespace':'prod','generation':1," +
            test::appliedBy("apps") +
            "},'spec':{'replicas':1},'status':{'observedGeneration':1,'conditions':[{'type':'Progressing','status':"
            "'False','reason':'ProgressDeadlineExceeded'}]}}");
        const auto graph = graphOf(
            {test::ociRepository("fleet"), test::kustomization("apps", "fleet", {"prod_bad_apps_Deployment"}), broken});
        const trace::Why why = trace::why(*graph, kustomizations + "apps");
        QCOMPARE(why.steps.size(), std::size_t{1});
        QCOMPARE(why.problems.size(), std::size_t{1});
        QCOMPARE(why.problems.front().hop, std::string("apps/Deployment/prod/bad"));
        QVERIFY2(why.problems.front().sentence.starts_with("Deployment/bad failed (ProgressDeadlineExceeded): "),
                 why.problems.front().sentence.c_str());
    }

    void labelsAreNoProof() {
        trace::Evidence evidence;
        test::add(evidence, {test::deployment("prod", "web", test::appliedBy("apps"))});
        evidence.add(trace::askFor({"kustomize.toolkit.fluxcd.io", "Kustomization", "flux-system", "apps"}),
                     trace::Answer::unseen({base::ErrorKind::forbidden, "you may not get it", {}, "Ask for it."}));
        const auto graph = trace::buildGraph(evidence, test::sampleOptions());
        const trace::Why why = trace::why(*graph, "apps/Deployment/prod/web");
        QCOMPARE(why.steps.size(), std::size_t{1});
        QCOMPARE(why.steps.front().sentence, std::string("Kustomization/apps is said to apply Deployment/web."));
        QCOMPARE(why.steps.front().certainty, std::string("claimed by a label or an annotation only"));
        QCOMPARE(why.problems.front().sentence, std::string("Kustomization/apps may not be read: you may not get it"));
    }

    void whatIsNotInTheGraphHasNoAnswer() {
        const trace::Why why = trace::why(*cluster(""), "no such hop");
        QVERIFY(why.beginning.empty() && why.steps.empty() && why.problems.empty());
    }

    void theDemoIsExplained() {
        QFile file(QStringLiteral(SCOUT_TESTS_DIR "/../resources/demo/demo.snapshot.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto snapshot = trace::readSnapshot(file.readAll().toStdString(), "demo");
        QVERIFY(snapshot.ok());
        trace::Options options;
        options.now = base::parseTime(snapshot->evidence.recordedAt).value();
        const auto graph = trace::buildGraph(snapshot->evidence, options);
        std::string all;
        for (const model::Hop& hop : graph->nodes) all += hop.id + "\n" + text(trace::why(*graph, hop.id)) + "\n";
        const QString difference =
            test::goldenDifference(QStringLiteral(SCOUT_TESTS_DIR "/trace/golden/demo-why.txt"), all);
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }
};

QTEST_GUILESS_MAIN(WhyTest)
#include "why_test.moc"
