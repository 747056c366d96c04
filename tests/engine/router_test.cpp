// Which place a query goes to, and what is said where there is none.
#include "engine/router.h"

#include <QTest>

using namespace scout;
using trace::Query;

namespace {

class Place final : public engine::AnswerSource {
  public:
    void answer(const Query& query, Callback callback) override {
        asked.push_back(query.key());
        callback(trace::Answer::missing());
    }
    void cancel() override { cancelled = true; }
    net::Usage usage() const override {
        return {static_cast<std::int64_t>(asked.size()), 10 * static_cast<std::int64_t>(asked.size())};
    }

    std::vector<std::string> asked;
    bool cancelled = false;
};

Query object(Query::Cluster cluster) {
    Query query{Query::Type::object, {"apps", "Deployment", "prod", "web"}};
    query.cluster = cluster;
    return query;
}

Query manifest() {
    Query query{Query::Type::manifest, {}};
    query.registry.registry = "registry.test";
    query.registry.repository = "apps";
    query.registry.reference = "latest";
    return query;
}

Query configHub() {
    Query query{Query::Type::configHub, {}};
    query.target = "/api/space";
    return query;
}

}  // namespace

class RouterTest : public QObject {
    Q_OBJECT

  private slots:
    void everyQueryGoesToItsPlace() {
        Place cluster, management, registries, hub;
        engine::Router router({&cluster, &management, &registries, &hub});
        int answers = 0;
        const auto count = [&answers](const trace::Answer& answer) { answers += answer.isMissing() ? 1 : 0; };
        router.answer(object(Query::Cluster::traced), count);
        router.answer(object(Query::Cluster::management), count);
        router.answer(manifest(), count);
        router.answer(configHub(), count);
        router.answer(configHub(), count);
        QCOMPARE(answers, 5);
        QCOMPARE(cluster.asked, std::vector<std::string>{"object apps/Deployment/prod/web"});
        QCOMPARE(management.asked, std::vector<std::string>{"management object apps/Deployment/prod/web"});
        QCOMPARE(registries.asked, std::vector<std::string>{"manifest registry.test/apps:latest"});
        const std::vector<std::string> twice(2, "confighub /api/space");
        QCOMPARE(hub.asked, twice);
        QCOMPARE(router.usage().requests, 5);
        QCOMPARE(router.usage().bytes, 50);
        QCOMPARE(router.usage().registryRequests, 1);
        QCOMPARE(router.usage().configHubRequests, 2);
        router.cancel();
        QVERIFY(cluster.cancelled && management.cancelled && registries.cancelled && hub.cancelled);
    }

    void aPlaceThatIsNotAskedIsUnseenAndNeverMissing() {
        Place cluster;
        engine::Router router({&cluster, nullptr, nullptr, nullptr});
        for (const Query& query : {object(Query::Cluster::management), manifest(), configHub()}) {
            bool unseen = false;
            router.answer(query, [&unseen](const trace::Answer& answer) {
                unseen = answer.isUnseen() && answer.error().kind == base::ErrorKind::unsupported;
            });
            QVERIFY2(unseen, query.key().c_str());
        }
        QVERIFY(cluster.asked.empty());
        router.cancel();
        QVERIFY(cluster.cancelled);
    }
};

QTEST_GUILESS_MAIN(RouterTest)
#include "router_test.moc"
