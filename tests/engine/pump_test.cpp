// Rounds, parallel questions, sharing, the cap and cancelling, with a tracer made for the test: a chain of objects "1"
// -> "2" -> ...
#include "engine/pump.h"

#include <QTest>
#include <algorithm>
#include <optional>

#include "engine/cluster.h"
#include "engine/recording.h"
#include "fake_transport.h"

using namespace scout;
using base::ErrorKind;
using engine::Pump;
using trace::Answer;
using trace::Evidence;
using trace::Investigation;
using trace::Query;

namespace {

Query pod(const std::string& name, Query::Type type = Query::Type::object) {
    return {type, {"", "Pod", "prod", name}, ""};
}

/// What is called "oci:..." is a registry's, all else is the cluster's.
Query question(const std::string& name) {
    if (!name.starts_with("oci:")) return pod(name);
    Query query{Query::Type::manifest, {"", "", "", name}, ""};
    query.registry.registry = "registry.test";
    query.registry.repository = "app";
    query.registry.reference = name;
    return query;
}

/// Follows the annotation-like member "next" (a list of names) from the subject on; every object seen is a hop.
Investigation follow(const model::ObjectRef& subject, const Evidence& evidence) {
    Investigation result;
    result.trace.object = subject;
    std::vector<std::string> todo{subject.name};
    for (std::size_t i = 0; i < todo.size(); ++i) {
        const Query query = question(todo[i]);
        const Answer* answer = evidence.find(query);
        if (!answer) {
            result.questions.push_back(query);
            continue;
        }
        model::Hop hop;
        hop.id = todo[i];
        hop.name = answer->isKnown() ? "known" : answer->isUnseen() ? "unseen" : "missing";
        result.trace.nodes.push_back(hop);
        for (const base::Json& next : answer->value()["next"].elements()) todo.push_back(next.text());
    }
    return result;
}

base::Json parse(const std::string& text) {
    auto json = base::Json::parse(text, "test");
    if (!json) qFatal("broken JSON in a test");
    return *json;
}

/// Answers from a table, when told to.
class TableSource final : public engine::AnswerSource {
  public:
    std::map<std::string, Answer> table;
    std::vector<std::string> asked;
    bool atOnce = false;
    bool wasCancelled = false;

    void answer(const Query& query, Callback callback) override {
        asked.push_back(query.key());
        if (atOnce) return callback(lookUp(query));
        m_pending.emplace_back(query, std::move(callback));
    }
    void cancel() override { wasCancelled = true; }
    net::Usage usage() const override { return {static_cast<std::int64_t>(asked.size()), 10}; }

    std::size_t pending() const { return m_pending.size(); }
    /// Only the answer to this question.
    void deliver(const std::string& name) {
        const auto one = std::find_if(m_pending.begin(), m_pending.end(),
                                      [&](const auto& pending) { return pending.first.ref.name == name; });
        if (one == m_pending.end()) qFatal("%s was not asked", name.c_str());
        const auto [query, callback] = std::move(*one);
        m_pending.erase(one);
        callback(lookUp(query));
    }
    void deliver() {
        auto now = std::exchange(m_pending, {});
        for (auto one = now.rbegin(); one != now.rend(); ++one) one->second(lookUp(one->first));
    }

  private:
    Answer lookUp(const Query& query) const {
        const auto found = table.find(query.ref.name);
        return found == table.end() ? Answer::missing() : found->second;
    }
    std::vector<std::pair<Query, Callback>> m_pending;
};

std::vector<std::string> hops(const model::Trace& trace) {
    std::vector<std::string> names;
    for (const model::Hop& hop : trace.nodes) names.push_back(hop.id + " " + hop.name);
    return names;
}

using Names = std::vector<std::string>;

model::ObjectRef subject(const std::string& name) {
    return {"", "Pod", "prod", name};
}

}  // namespace

class PumpTest : public QObject {
    Q_OBJECT

  private slots:
    void roundsGrowWithDepthOnly() {
        TableSource source;
        source.table.emplace("a", Answer::known(parse(R"({"next":["b","c","d"]})")));
        source.table.emplace("b", Answer::known(parse(R"({"next":["e"]})")));
        source.table.emplace("c", Answer::known(parse(R"({"next":["e"]})")));
        source.table.emplace("d", Answer::known(parse("{}")));
        source.table.emplace("e", Answer::known(parse("{}")));
        std::vector<std::size_t> parallel;
        std::optional<Pump::Outcome> outcome;
        Pump pump(source, follow);
        pump.run({subject("a")}, {}, [&](Pump::Outcome got) { outcome = std::move(got); });
        while (source.pending() > 0) {
            parallel.push_back(source.pending());
            source.deliver();
        }
        QVERIFY(outcome);
        QCOMPARE(parallel, (std::vector<std::size_t>{1, 3, 1}));
        QCOMPARE(outcome->traces.size(), std::size_t{1});
        QCOMPARE(outcome->traces[0].cost.rounds, 3);
        QCOMPARE(outcome->traces[0].cost.requests, 5);
        QCOMPARE(outcome->evidence.entries().size(), std::size_t{5});
        QCOMPARE(hops(outcome->traces[0]), (Names{"a known", "b known", "c known", "d known", "e known", "e known"}));
        QVERIFY(!outcome->cancelled);
    }

    void answersAtOnceAreFineToo() {
        TableSource source;
        source.atOnce = true;
        // Deeper than the cap, which is lifted for it.
        for (int i = 0; i < 300; ++i) {
            source.table.emplace(std::to_string(i),
                                 Answer::known(parse(R"({"next":[")" + std::to_string(i + 1) + R"("]})")));
        }
        Pump::Options options;
        options.maxRounds = 500;
        std::optional<Pump::Outcome> outcome;
        Pump pump(source, follow, options);
        pump.run({subject("0")}, {}, [&](Pump::Outcome got) { outcome = std::move(got); });
        QVERIFY(outcome);
        QCOMPARE(outcome->traces[0].cost.rounds, 301);
        QCOMPARE(hops(outcome->traces[0]).back(), std::string("300 missing"));
    }

    /// Nobody waits for a slow API server to ask the registry its next question, and that is no round of its own.
    void registriesGoOn_data() {
        QTest::addColumn<QStringList>("arrival");
        QTest::newRow("registry first") << QStringList{"a", "oci:1", "oci:2", "oci:3", "b", "c", "oci:4"};
        QTest::newRow("cluster first") << QStringList{"a", "b", "oci:1", "oci:2", "oci:3", "oci:4", "c"};
        QTest::newRow("one by one") << QStringList{"a", "oci:1", "b", "oci:2", "oci:3", "c", "oci:4"};
    }
    void registriesGoOn() {
        QFETCH(QStringList, arrival);
        TableSource source;
        source.table.emplace("a", Answer::known(parse(R"({"next":["b","oci:1"]})")));
        source.table.emplace("b", Answer::known(parse(R"({"next":["c","oci:4"]})")));
        source.table.emplace("oci:1", Answer::known(parse(R"({"next":["oci:2"]})")));
        source.table.emplace("oci:2", Answer::known(parse(R"({"next":["oci:3"]})")));
        std::optional<Pump::Outcome> outcome;
        Pump pump(source, follow);
        pump.run({subject("a")}, {}, [&](Pump::Outcome got) { outcome = std::move(got); });
        for (const QString& name : arrival) {
            QVERIFY(!outcome);
            source.deliver(name.toStdString());
        }
        QVERIFY(outcome);
        QCOMPARE(outcome->traces[0].cost.rounds, 3);
        QCOMPARE(source.asked.size(), std::size_t{7});
        QCOMPARE(hops(outcome->traces[0]), (Names{"a known", "b known", "oci:1 known", "c missing", "oci:4 missing",
                                                  "oci:2 known", "oci:3 missing"}));
    }

    /// What is asked of a registry only because of the cluster's last answer is one round more, however long it takes.
    void registriesAddOneRound() {
        TableSource source;
        source.table.emplace("a", Answer::known(parse(R"({"next":["oci:1"]})")));
        source.table.emplace("oci:1", Answer::known(parse(R"({"next":["oci:2","oci:3"]})")));
        source.table.emplace("oci:2", Answer::known(parse(R"({"next":["oci:4"]})")));
        Names seen;
        Pump::Options options;
        options.onRound = [&seen](const Pump::Round& round) {
            seen.push_back(std::to_string(round.number) + (round.goesOn ? " goes on: " : ": ") +
                           std::to_string(round.questions));
        };
        std::optional<Pump::Outcome> outcome;
        Pump pump(source, follow, options);
        pump.run({subject("a")}, {}, [&](Pump::Outcome got) { outcome = std::move(got); });
        for (const char* name : {"a", "oci:1", "oci:2", "oci:4", "oci:3"}) source.deliver(name);
        QVERIFY(outcome);
        QCOMPARE(outcome->traces[0].cost.rounds, 2);
        QCOMPARE(seen, (Names{"1: 1", "2: 1", "2 goes on: 2", "2 goes on: 1"}));
    }

    /// A registry's answer is a reason to look at those who asked for it, and at nobody else.
    void onlyTheAskersLookAgain() {
        TableSource source;
        source.table.emplace("a", Answer::known(parse(R"({"next":["oci:1"]})")));
        source.table.emplace("b", Answer::known(parse(R"({"next":["oci:2"]})")));
        std::map<std::string, int> looks;
        std::optional<Pump::Outcome> outcome;
        Pump pump(source, [&looks](const model::ObjectRef& of, const Evidence& evidence) {
            ++looks[of.name];
            return follow(of, evidence);
        });
        pump.run({subject("a"), subject("b")}, {}, [&](Pump::Outcome got) { outcome = std::move(got); });
        source.deliver();
        looks.clear();
        source.deliver("oci:1");
        QCOMPARE(looks, (std::map<std::string, int>{{"a", 1}}));
        source.deliver("oci:2");
        QVERIFY(outcome);
    }

    /// A rule that always asks a registry ends too.
    void goingOnIsCapped() {
        TableSource source;
        source.atOnce = true;
        source.table.emplace("a", Answer::known(parse(R"({"next":["oci:0"]})")));
        std::optional<Pump::Outcome> outcome;
        Pump pump(source, [](const model::ObjectRef&, const Evidence& evidence) {
            Investigation result;
            result.questions.push_back(question("oci:" + std::to_string(evidence.entries().size())));
            return result;
        });
        pump.run({subject("a")}, {}, [&](Pump::Outcome got) { outcome = std::move(got); });
        QVERIFY(outcome);
        QCOMPARE(outcome->traces[0].cost.rounds, 30);
        QVERIFY(source.asked.size() < 1100);
    }

    void partialTracesAfterEachRound() {
        TableSource source;
        source.table.emplace("a", Answer::known(parse(R"({"next":["b"]})")));
        Names seen;
        Pump::Options options;
        options.onRound = [&seen](const Pump::Round& round) {
            seen.push_back(std::to_string(round.number) + ": " + std::to_string(round.questions) + " asked, " +
                           std::to_string(round.traces[0].nodes.size()) + " hops");
        };
        bool done = false;
        Pump pump(source, follow, options);
        pump.run({subject("a")}, {}, [&](const Pump::Outcome&) { done = true; });
        while (source.pending() > 0) source.deliver();
        QVERIFY(done);
        QCOMPARE(seen, (Names{"1: 1 asked, 0 hops", "2: 1 asked, 1 hops"}));
    }

    void subjectsShareTheirEvidence() {
        TableSource source;
        source.table.emplace("a", Answer::known(parse(R"({"next":["shared"]})")));
        source.table.emplace("b", Answer::known(parse(R"({"next":["shared"]})")));
        std::optional<Pump::Outcome> outcome;
        Pump pump(source, follow);
        pump.run({subject("a"), subject("b")}, {}, [&](Pump::Outcome got) { outcome = std::move(got); });
        while (source.pending() > 0) source.deliver();
        QVERIFY(outcome);
        QCOMPARE(source.asked, (Names{"object /Pod/prod/a", "object /Pod/prod/b", "object /Pod/prod/shared"}));
        QCOMPARE(hops(outcome->traces[0]), (Names{"a known", "shared missing"}));
        QCOMPARE(hops(outcome->traces[1]), (Names{"b known", "shared missing"}));
    }

    void whatIsKnownIsNotAsked() {
        TableSource source;
        Evidence evidence;
        evidence.context = "prod-east";
        evidence.add(pod("a"), Answer::known(parse(R"({"next":["b"]})")));
        std::optional<Pump::Outcome> outcome;
        Pump pump(source, follow);
        pump.run({subject("a")}, evidence, [&](Pump::Outcome got) { outcome = std::move(got); });
        while (source.pending() > 0) source.deliver();
        QCOMPARE(source.asked, Names{"object /Pod/prod/b"});
        QCOMPARE(outcome->evidence.context, std::string("prod-east"));
        QCOMPARE(outcome->traces[0].cost.rounds, 1);
    }

    void metadataIsNotAskedBesideTheObject() {
        TableSource source;
        const auto both = [](const model::ObjectRef&, const Evidence& evidence) {
            Investigation result;
            for (const Query& query : {pod("x", Query::Type::metadata), pod("x"), pod("y", Query::Type::metadata)}) {
                if (!evidence.find(query)) result.questions.push_back(query);
            }
            return result;
        };
        Pump pump(source, both);
        bool done = false;
        pump.run({subject("x")}, {}, [&](const Pump::Outcome&) { done = true; });
        while (source.pending() > 0) source.deliver();
        QVERIFY(done);
        QCOMPARE(source.asked, (Names{"metadata /Pod/prod/y", "object /Pod/prod/x"}));
    }

    /// A rule that always asks ends, and what it still asked is a hole.
    void roundsAreCapped() {
        TableSource source;
        source.atOnce = true;
        for (int i = 0; i < 50; ++i) {
            source.table.emplace(std::to_string(i),
                                 Answer::known(parse(R"({"next":[")" + std::to_string(i + 1) + R"("]})")));
        }
        std::optional<Pump::Outcome> outcome;
        Pump pump(source, follow);
        pump.run({subject("0")}, {}, [&](Pump::Outcome got) { outcome = std::move(got); });
        QVERIFY(outcome);
        QCOMPARE(outcome->traces[0].cost.rounds, 30);
        QCOMPARE(hops(outcome->traces[0]).back(), std::string("30 unseen"));
    }

    /// A tracer that asks again what was answered does not spin.
    void repeatedQuestionsEnd() {
        TableSource source;
        source.atOnce = true;
        int calls = 0;
        const auto stubborn = [&calls](const model::ObjectRef&, const Evidence&) {
            ++calls;
            Investigation result;
            result.questions.push_back(pod("again"));
            return result;
        };
        bool done = false;
        Pump pump(source, stubborn);
        pump.run({subject("x")}, {}, [&](const Pump::Outcome&) { done = true; });
        QVERIFY(done);
        QCOMPARE(calls, 2);
        QCOMPARE(source.asked.size(), std::size_t{1});
    }

    void cancelGivesWhatIsProven() {
        TableSource source;
        source.table.emplace("a", Answer::known(parse(R"({"next":["b"]})")));
        int calls = 0;
        std::optional<Pump::Outcome> outcome;
        Pump pump(source, follow);
        pump.run({subject("a")}, {}, [&](Pump::Outcome got) {
            ++calls;
            outcome = std::move(got);
        });
        source.deliver();
        pump.cancel();
        QVERIFY(outcome);
        QVERIFY(outcome->cancelled);
        QVERIFY(source.wasCancelled);
        QCOMPARE(hops(outcome->traces[0]), Names{"a known"});
        source.deliver();  // late answers of the cancelled run
        pump.cancel();
        QCOMPARE(calls, 1);
    }

    void cancelFromInsideARound() {
        TableSource source;
        std::optional<Pump::Outcome> outcome;
        std::unique_ptr<Pump> pump;
        Pump::Options options;
        options.onRound = [&pump](const Pump::Round&) { pump->cancel(); };
        pump = std::make_unique<Pump>(source, follow, options);
        pump->run({subject("a")}, {}, [&](Pump::Outcome got) { outcome = std::move(got); });
        QVERIFY(outcome && outcome->cancelled);
        QVERIFY(source.asked.empty());
    }

    /// Seen by the address sanitizer: nothing of the pump is used once it has called back.
    void destroyedWhenDone() {
        TableSource source;
        bool done = false;
        auto pump = std::make_unique<Pump>(source, follow);
        pump->run({subject("a")}, {}, [&](const Pump::Outcome&) {
            pump.reset();
            done = true;
        });
        source.deliver();
        QVERIFY(done);
    }

    void destroyedWhileWaiting() {
        TableSource source;
        bool done = false;
        {
            Pump pump(source, follow);
            pump.run({subject("a")}, {}, [&](const Pump::Outcome&) { done = true; });
        }
        source.deliver();
        QVERIFY(!done);
    }

    void recordingKnowsWhatItDoesNotKnow() {
        Evidence evidence;
        evidence.add(pod("a"), Answer::known(parse(R"({"next":["b"]})")));
        engine::Recording recording(evidence);
        std::optional<Pump::Outcome> outcome;
        Pump pump(recording, follow);
        pump.run({subject("a")}, {}, [&](Pump::Outcome got) { outcome = std::move(got); });
        QVERIFY(outcome);
        QCOMPARE(hops(outcome->traces[0]), (Names{"a known", "b unseen"}));
        const Answer* hole = outcome->evidence.find(pod("b"));
        QVERIFY(hole && hole->isUnseen());
        QCOMPARE(hole->error().kind, ErrorKind::unsupported);
        QCOMPARE(hole->error().what, std::string("Pod/b in prod is not in the snapshot"));
        QCOMPARE(outcome->traces[0].cost.requests, 0);
    }

    /// Pump and cluster together: a round's requests are under way at the same time.
    void parallelRequests() {
        test::FakeTransport transport;
        const auto put = [&transport](const std::string& name, const std::string& next) {
            transport.table.emplace(
                "/api/v1/namespaces/prod/pods/" + name,
                test::FakeTransport::json(200, R"({"metadata":{"name":")" + name + R"("},"next":)" + next + "}"));
        };
        put("a", R"(["b","c","d"])");
        put("b", "[]");
        put("c", "[]");
        put("d", "[]");
        engine::Cluster cluster(transport);
        std::optional<Pump::Outcome> outcome;
        Pump pump(cluster, follow);
        pump.run({subject("a")}, {}, [&](Pump::Outcome got) { outcome = std::move(got); });
        transport.deliverAll();
        QVERIFY(outcome);
        QCOMPARE(transport.batches, (std::vector<std::size_t>{1, 3}));
        QCOMPARE(outcome->traces[0].cost.requests, 4);
        QVERIFY(outcome->traces[0].cost.bytes > 0);
        QCOMPARE(outcome->traces[0].cost.rounds, 2);
    }
};

QTEST_GUILESS_MAIN(PumpTest)
#include "pump_test.moc"
