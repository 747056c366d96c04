// Laws of the graph builder: it says of every object what a trace of it says that knows the same appliers, and the
// order in which the evidence came changes nothing.
#include <QTest>
#include <algorithm>
#include <random>

#include "trace/appliers.h"
#include "trace/graph_samples.h"
#include "trace/graph_text.h"
#include "trace/harness.h"
#include "trace/snapshot.h"

using namespace scout;

namespace {

using Entries = std::vector<std::pair<std::string, trace::Evidence::Entry>>;

std::string traceText(const model::Trace& trace) {
    test::Run run;
    run.trace = trace;
    run.rounds.resize(1);
    return test::print(run);
}

// As the builder's, and every trace in full.
std::string textOf(const model::Graph& graph) {
    std::string out = test::print(graph);
    for (const auto& [id, trace] : graph.traces) out += id + "\n" + traceText(*trace);
    return out;
}

std::string textFromScratch(const trace::Evidence& evidence, const trace::Options& options) {
    trace::GraphBuilder builder(options);
    builder.update(evidence, {});
    builder.advance(evidence, {});
    return textOf(*builder.graph(evidence));
}

// An owner that is of no namespace is asked for in that of what it owns, and known by its own name after that.
trace::Evidence withItsOwnName(trace::Evidence evidence, const model::ObjectRef& ref) {
    trace::Query own = trace::askFor(ref);
    if (evidence.find(own) != nullptr) return evidence;
    for (const auto& [key, entry] : evidence.entries()) {
        if (entry.query.type != own.type || !entry.answer.isKnown()) continue;
        if (model::KubeObject(entry.answer.value()).ref() != ref) continue;
        evidence.add(std::move(own), trace::Answer(entry.answer));
        break;
    }
    return evidence;
}

struct Sample {
    std::string name;
    trace::Evidence evidence;
    trace::Options options;
};

std::vector<Sample> samples() {
    std::vector<Sample> out;
    for (const test::Case& one : test::allCases()) out.push_back({one.name, test::run(one).evidence, one.options});
    out.push_back({"a cluster", test::cluster(150), test::sampleOptions()});
    return out;
}

// Something that the same query could have been answered with before.
trace::Answer earlierAnswer(const trace::Evidence& evidence, std::mt19937& random) {
    auto other = evidence.entries().begin();
    std::advance(other, static_cast<std::ptrdiff_t>(random() % evidence.entries().size()));
    switch (random() % 4) {
        case 0:
            return trace::Answer::missing();
        case 1:
            return trace::Answer::unseen({base::ErrorKind::forbidden, "no", {}, {}});
        case 2:
            return trace::Answer::known(test::json("{'kind':'','metadata':{}}"));
        default:
            return other->second.answer;
    }
}

// Gathers `goal` in a random order, with answers that change and others that go again.
std::string textOfJourney(const Sample& goal, unsigned seed) {
    std::mt19937 random(seed);
    Entries entries(goal.evidence.entries().begin(), goal.evidence.entries().end());
    std::shuffle(entries.begin(), entries.end(), random);
    trace::Evidence evidence;
    evidence.context = goal.evidence.context;
    evidence.recordedAt = goal.evidence.recordedAt;
    trace::GraphBuilder builder(goal.options);
    std::set<std::string> changed;
    const auto step = [&] {
        if (random() % 3 != 0) return;
        builder.update(evidence, std::exchange(changed, {}));
        int slices = static_cast<int>(random() % 5);
        builder.advance(evidence, [&slices] { return slices-- <= 0; });
        if (random() % 4 == 0) builder.graph(evidence);
    };
    const trace::Query passing = trace::askFor({"apps", "Deployment", "elsewhere", "passing"});
    for (const auto& [key, entry] : entries) {
        if (random() % 3 == 0) {
            evidence.add(entry.query, earlierAnswer(goal.evidence, random));
            changed.insert(key);
            step();
        }
        if (random() % 5 == 0) {
            evidence.remove(key);
            changed.insert(key);
            evidence.add(passing, entry.answer);
            changed.insert(passing.key());
            step();
        }
        evidence.add(entry.query, entry.answer);
        changed.insert(key);
        step();
    }
    evidence.remove(passing.key());
    changed.insert(passing.key());
    builder.update(evidence, changed);
    builder.advance(evidence, {});
    return textOf(*builder.graph(evidence));
}

}  // namespace

class GraphLawsTest : public QObject {
    Q_OBJECT

  private slots:
    void theOrderOfTheEvidenceChangesNothing() {
        int compared = 0;
        for (const Sample& sample : samples()) {
            const std::string expected = textFromScratch(sample.evidence, sample.options);
            for (unsigned seed = 1; seed <= 4; ++seed) {
                const std::string actual = textOfJourney(sample, seed);
                if (actual != expected) qWarning("%s, seed %u", sample.name.c_str(), seed);
                QCOMPARE(QString::fromStdString(actual), QString::fromStdString(expected));
                ++compared;
            }
        }
        QVERIFY(compared > 200);
    }

    void everyObjectIsToldAsItsTraceTellsIt() {
        int compared = 0;
        std::vector<Sample> all = samples();
        // Enough to be investigated side by side, in several batches.
        all.push_back({"a large cluster", test::cluster(1500), test::sampleOptions()});
        for (const Sample& sample : all) {
            trace::GraphBuilder builder(sample.options);
            builder.update(sample.evidence, {});
            QVERIFY(builder.advance(sample.evidence, {}));
            const auto graph = builder.graph(sample.evidence);
            const trace::Appliers appliers = trace::appliersOf(sample.evidence);
            for (const auto& [id, trace] : graph->traces) {
                const trace::Evidence evidence = withItsOwnName(sample.evidence, trace->object);
                const trace::Investigation alone =
                    trace::investigate(trace->object, evidence, sample.options, appliers);
                QCOMPARE(QString::fromStdString(traceText(*trace)), QString::fromStdString(traceText(alone.trace)));
                // What the trace says of its own object is on the node, but for what others know of its origin.
                const model::Hop* node = graph->find(id);
                QVERIFY2(node != nullptr, (sample.name + ": " + id).c_str());
                for (const model::Hop& hop : trace->nodes) {
                    if (hop.id == id) QCOMPARE(node->health, hop.health);
                    QVERIFY2(graph->find(hop.id) != nullptr, (sample.name + ": " + hop.id).c_str());
                }
                ++compared;
            }
        }
        QVERIFY(compared > 600);
    }

    void theSubjectOfACaseIsInTheGraph() {
        int compared = 0;
        for (const test::Case& one : test::allCases()) {
            const test::Run run = test::run(one);
            const trace::Answer* answer = run.evidence.find(trace::askFor(run.trace.object));
            if (answer == nullptr || !answer->isKnown()) continue;
            const auto graph = trace::buildGraph(run.evidence, one.options);
            QVERIFY2(graph->find(run.trace.object.id()) != nullptr, one.name.c_str());
            ++compared;
        }
        QVERIFY(compared > 70);
    }

    void nodesEdgesAndChainsAgree() {
        for (const Sample& sample : samples()) {
            const auto graph = trace::buildGraph(sample.evidence, sample.options);
            QVERIFY(std::is_sorted(graph->nodes.begin(), graph->nodes.end(),
                                   [](const auto& left, const auto& right) { return left.id < right.id; }));
            QVERIFY(std::is_sorted(graph->edges.begin(), graph->edges.end(), [](const auto& left, const auto& right) {
                return std::tie(left.from, left.to) < std::tie(right.from, right.to);
            }));
            for (const model::Edge& edge : graph->edges) {
                QVERIFY2(graph->find(edge.from) != nullptr && graph->find(edge.to) != nullptr && edge.from != edge.to,
                         (sample.name + ": " + edge.from + " -> " + edge.to).c_str());
                QVERIFY2(!edge.because.text.empty(), edge.from.c_str());
            }
            for (const model::Chain& chain : graph->chains) {
                QVERIFY2(graph->find(chain.id) != nullptr, chain.id.c_str());
                QVERIFY2(graph->find(chain.subject) != nullptr, chain.subject.c_str());
                QVERIFY(std::is_sorted(chain.members.begin(), chain.members.end()));
                int counted = 0;
                for (const auto& [state, count] : chain.counts) counted += count;
                int expected = 0;
                for (const std::string& member : chain.members) {
                    const model::Hop* hop = graph->find(member);
                    QVERIFY2(hop != nullptr, member.c_str());
                    expected += hop->claimed ? 0 : 1;
                }
                QCOMPARE(counted, expected);
            }
        }
    }

    void everyWorkloadIsInAChain() {
        for (const Sample& sample : samples()) {
            const auto graph = trace::buildGraph(sample.evidence, sample.options);
            std::set<std::string> members;
            for (const model::Chain& chain : graph->chains) members.insert(chain.members.begin(), chain.members.end());
            for (const model::Hop& hop : graph->nodes) {
                const bool workload = hop.stage == model::Stage::cluster || hop.stage == model::Stage::gitops;
                QVERIFY2(!workload || members.contains(hop.id), (sample.name + ": " + hop.id).c_str());
            }
        }
    }
};

QTEST_GUILESS_MAIN(GraphLawsTest)
#include "graph_laws_test.moc"
