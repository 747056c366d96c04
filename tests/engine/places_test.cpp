// What a trace may ask beside the cluster, put together from settings.
#include "engine/places.h"

#include <QTest>
#include <optional>

#include "hostile_server.h"

using namespace scout;
using trace::Answer;
using trace::Query;

namespace {

class Cluster final : public engine::AnswerSource {
  public:
    void answer(const Query& query, Callback callback) override {
        asked.push_back(query.key());
        callback(Answer::missing());
    }
    void cancel() override {}
    net::Usage usage() const override { return {static_cast<std::int64_t>(asked.size()), 0}; }

    std::vector<std::string> asked;
};

Query manifest(const std::string& registry) {
    Query query;
    query.type = Query::Type::manifest;
    query.registry.registry = registry;
    query.registry.repository = "team/app";
    query.registry.reference = "latest";
    return query;
}

engine::PlacesSettings settings() {
    engine::PlacesSettings out;
    out.now = [] { return base::Time{1000}; };
    out.plainHttp = {"127.0.0.1"};
    return out;
}

}  // namespace

class PlacesTest : public QObject {
    Q_OBJECT

  private slots:
    void registriesAreAskedBesideTheCluster() {
        test::HostileServer server(test::always(test::answer(200, "{\"layers\":[]}")));
        std::vector<std::string> log;
        engine::PlacesSettings with = settings();
        with.log = [&log](const net::RequestLog& entry) { log.push_back(entry.url); };
        Cluster cluster;
        engine::Places places(cluster, nullptr, nullptr, std::move(with));
        std::optional<Answer> got;
        places.router().answer(manifest("127.0.0.1:" + std::to_string(server.port())),
                               [&got](Answer answer) { got = std::move(answer); });
        QTRY_VERIFY(got);
        QVERIFY(got->isKnown());
        QVERIFY(cluster.asked.empty());
        QCOMPARE(places.router().usage().registryRequests, 1);
        QCOMPARE(log, std::vector<std::string>{server.url() + "/v2/team/app/manifests/latest"});
    }

    void orNotAtAll() {
        test::HostileServer server(test::always(test::answer(200, "{}")));
        engine::PlacesSettings without = settings();
        without.registries = false;
        Cluster cluster;
        engine::Places places(cluster, nullptr, nullptr, std::move(without));
        bool unseen = false;
        places.router().answer(manifest("127.0.0.1:" + std::to_string(server.port())), [&unseen](const Answer& answer) {
            unseen = answer.isUnseen() && answer.error().kind == base::ErrorKind::unsupported;
        });
        QVERIFY(unseen);
        QCOMPARE(server.connections(), 0);
    }

    void authoritiesAndAdvice() {
        test::HostileServer server(test::always(test::answer(200, "{}")), test::HostileServer::Tls{});
        const std::string registry = "127.0.0.1:" + std::to_string(server.port());
        for (const bool known : {false, true}) {
            engine::PlacesSettings with = settings();
            with.plainHttp.clear();
            if (known) with.authorities = test::pkiText(QStringLiteral("ca.pem"));
            Cluster cluster;
            engine::Places places(cluster, nullptr, nullptr, std::move(with));
            std::optional<Answer> got;
            places.router().answer(manifest(registry), [&got](Answer answer) { got = std::move(answer); });
            QTRY_VERIFY(got);
            QCOMPARE(got->isKnown(), known);
            if (known) continue;
            QCOMPARE(got->error().kind, base::ErrorKind::tls);
            QVERIFY2(got->error().advice.find("--registry-ca") != std::string::npos, got->error().advice.c_str());
        }
    }
};

QTEST_GUILESS_MAIN(PlacesTest)
#include "places_test.moc"
