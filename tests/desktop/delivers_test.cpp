// "What does this deliver?"
#include <QTest>
#include <algorithm>
#include <tuple>

#include "desktop/window/delivers.h"
#include "desktop/window/details_delivers.h"
#include "models_graph.h"

using namespace scout;
using namespace scout::desktop;

namespace {

QString text(const std::vector<SummarySection>& sections) {
    QStringList out;
    for (const SummarySection& section : sections) {
        QStringList rows;
        for (const SummaryRow& row : section.rows) rows << row.value;
        out << section.title + QStringLiteral(": ") + rows.join(QStringLiteral("; "));
    }
    return out.join(QLatin1Char('\n'));
}

}  // namespace

class DeliversTest : public QObject {
    Q_OBJECT

  private slots:
    void aSourceDeliversThroughEveryApplier() {
        const auto graph = test::smallGraph();
        const Delivery delivery = deliveredBy(*graph, "example.dev/Source/flux/repo");
        QCOMPARE(delivery.objects, std::size_t{7});
        QCOMPARE(delivery.chains,
                 (std::vector<std::string>{"example.dev/Applier/flux/apps", "example.dev/Applier/flux/infra"}));
        QCOMPARE(text(deliversSections(*graph, "example.dev/Source/flux/repo")),
                 QStringLiteral("Delivers: 7 objects: 3 ready, 2 progressing, 2 failed; It is part of 2 chains.\n"
                                "2 Appliers: apps in flux; infra in flux\n"
                                "2 Deployments: web in prod; dns in kube\n"
                                "2 Pods: web-7d4b-b in prod; web-7d4b-a in prod\n"
                                "1 ReplicaSet: web-7d4b in prod"));
    }

    void aLeafDeliversNothing() {
        const auto graph = test::smallGraph();
        QCOMPARE(deliveredBy(*graph, "/ConfigMap/test/settings").objects, std::size_t{0});
        QCOMPARE(text(deliversSections(*graph, "/ConfigMap/test/settings")),
                 QStringLiteral("Delivers: Nothing was seen that comes from it."));
        QCOMPARE(deliveredBy(*graph, "/Pod/gone/gone").objects, std::size_t{0});
    }

    void aCircleEnds() {
        model::Graph graph = *test::smallGraph();
        graph.edges.push_back({"apps/Deployment/prod/web", "example.dev/Source/flux/repo", "applies", {}});
        std::sort(graph.edges.begin(), graph.edges.end(), [](const model::Edge& one, const model::Edge& other) {
            return std::tie(one.from, one.to) < std::tie(other.from, other.to);
        });
        const Delivery delivery = deliveredBy(graph, "apps/Deployment/prod/web");
        QCOMPARE(delivery.objects, std::size_t{7});
        for (const Delivered& kind : delivery.kinds) {
            for (const model::Hop* hop : kind.hops) QVERIFY(hop->id != "apps/Deployment/prod/web");
        }
    }

    void manyAreCounted() {
        const auto graph = test::largeGraph(1, 402);
        const auto sections = deliversSections(*graph, "example.dev/Applier/flux/apps-0");
        QCOMPARE(sections.back().title, QStringLiteral("400 Deployments"));
        QCOMPARE(sections.back().rows.size(), std::size_t{101});
        QCOMPARE(sections.back().rows.back().value, QStringLiteral("and 300 more"));
        // The worst ones are among those that are listed.
        QVERIFY(sections.back().rows.front().detail.startsWith(QStringLiteral("failed")));
    }

    void whatIsStillReadIsSaid() {
        model::Graph graph = *test::smallGraph();
        graph.complete = false;
        QVERIFY(text(deliversSections(graph, "example.dev/Applier/flux/infra"))
                    .contains(QStringLiteral("Something is still being read")));
        graph.cancelled = true;
        QVERIFY(text(deliversSections(graph, "example.dev/Applier/flux/infra"))
                    .contains(QStringLiteral("Reading was cancelled: there may be more.")));
    }
};

QTEST_GUILESS_MAIN(DeliversTest)
#include "delivers_test.moc"
