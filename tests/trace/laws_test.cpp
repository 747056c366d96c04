// Laws of the tracer (design: architecture.md), tried on every written and recorded case.
#include <QTest>
#include <algorithm>
#include <random>
#include <set>

#include "model/ladder.h"
#include "trace/appliers.h"
#include "trace/harness.h"
#include "trace/readings.h"

using namespace scout;

namespace {

bool isProof(const model::Edge& edge) {
    return edge.because.grade != model::Grade::label && edge.because.grade != model::Grade::inferred;
}

std::set<std::pair<std::string, std::string>> ends(const std::vector<model::Edge>& edges) {
    std::set<std::pair<std::string, std::string>> out;
    for (const model::Edge& edge : edges) out.insert({edge.from, edge.to});
    return out;
}

std::set<std::pair<std::string, std::string>> proven(const std::vector<model::Edge>& edges) {
    std::set<std::pair<std::string, std::string>> out;
    for (const model::Edge& edge : edges) {
        if (isProof(edge)) out.insert({edge.from, edge.to});
    }
    return out;
}

const std::vector<std::pair<const char*, trace::Answer>>& refusals() {
    static const std::vector<std::pair<const char*, trace::Answer>> all = {
        {"403", trace::Answer::unseen({base::ErrorKind::forbidden, "forbidden", {}, "ask"})},
        {"500", trace::Answer::unseen({base::ErrorKind::server, "internal error", {}, {}})},
        {"silence", trace::Answer::unseen({base::ErrorKind::timeout, "no answer", {}, {}})},
    };
    return all;
}

}  // namespace

class LawsTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        m_cases = test::allCases();
        QVERIFY(m_cases.size() >= 10);
    }

    void orderOfArrivalChangesNothing() {
        for (const test::Case& one : m_cases) {
            const test::Run whole = test::run(one);
            // As live: each answer when it comes, and what it gives rise to is asked at once. Some come late on
            // purpose.
            for (const unsigned seed : {1U, 2U, 3U}) {
                std::mt19937 chance(seed);
                trace::Evidence evidence;
                trace::Readings readings;
                trace::Investigation so =
                    trace::investigate(one.subject, evidence, one.options, trace::Appliers(), readings);
                int answers = 0;
                while (!so.questions.empty()) {
                    const trace::Query& next = so.questions[chance() % so.questions.size()];
                    evidence.add(next, one.answer(next));
                    QVERIFY2(++answers < 500, one.name.c_str());
                    so = trace::investigate(one.subject, evidence, one.options, trace::Appliers(), readings);
                }
                test::Run rerun = whole;
                rerun.trace = so.trace;
                QCOMPARE(QString::fromStdString(test::print(rerun)), QString::fromStdString(test::print(whole)));
            }
        }
    }

    void moreEvidenceNeverUnprovesAnEdge() {
        for (const test::Case& one : m_cases) {
            const test::Run whole = test::run(one);
            for (std::size_t i = 1; i < whole.rounds.size(); ++i) {
                const auto before = proven(whole.rounds[i - 1].edges);
                const auto after = ends(whole.rounds[i].edges);
                QVERIFY2(std::includes(after.begin(), after.end(), before.begin(), before.end()), one.name.c_str());
            }
        }
    }

    void aPartialAnswerIsNeverUnmanaged() {
        for (const test::Case& one : m_cases) {
            const test::Run whole = test::run(one);
            for (std::size_t i = 0; i + 1 < whole.rounds.size(); ++i)
                QCOMPARE(whole.rounds[i].verdict.state, model::VerdictState::incomplete);
        }
    }

    void aWithheldAnswerIsAHoleAndNeverAnotherEdge() {
        int tried = 0;
        for (const test::Case& one : m_cases) {
            const test::Run whole = test::run(one);
            const auto all = ends(whole.trace.edges);
            for (const auto& [key, entry] : whole.evidence.entries()) {
                for (const auto& [name, refusal] : refusals()) {
                    const auto answer = [&, withheld = key](const trace::Query& query) {
                        return query.key() == withheld ? refusal : one.answer(query);
                    };
                    const test::Run without = test::run(one, answer);
                    const std::string what = one.name + " without " + key + " (" + name + ")";
                    QVERIFY2(!without.trace.chain.empty(), what.c_str());
                    QVERIFY2(without.trace.verdict.state != model::VerdictState::unmanaged, what.c_str());
                    for (const model::Edge& edge : without.trace.edges) {
                        if (isProof(edge))
                            QVERIFY2(all.contains({edge.from, edge.to}),
                                     (what + ": " + edge.from + " -> " + edge.to).c_str());
                    }
                    ++tried;
                }
            }
        }
        QVERIFY(tried > 50);
    }

    // What is well only because somebody did not answer is not all well: the gap is told beside it.
    void aWithheldAnswerMakesNothingWell() {
        int tried = 0;
        for (const test::Case& one : m_cases) {
            const test::Run whole = test::run(one);
            if (whole.trace.verdict.state == model::VerdictState::ready) continue;
            for (const auto& [key, entry] : whole.evidence.entries()) {
                for (const auto& [name, refusal] : refusals()) {
                    const auto answer = [&, withheld = key](const trace::Query& query) {
                        return query.key() == withheld ? refusal : one.answer(query);
                    };
                    const test::Run without = test::run(one, answer);
                    ++tried;
                    if (without.trace.verdict.state != model::VerdictState::ready) continue;
                    const auto isGap = [](const model::Finding& finding) {
                        return finding.kind == "missing-permission" || finding.kind == "not-read";
                    };
                    const bool told = !without.trace.fullyManaged || model::isHeadUnknown(without.trace.revisions) ||
                                      std::any_of(without.trace.findings.begin(), without.trace.findings.end(), isGap);
                    QVERIFY2(told, (one.name + " without " + key + " (" + name + ")").c_str());
                }
            }
        }
        QVERIFY(tried > 50);
    }

    // Nobody is accused for an answer that did not come, and nothing is green for it.
    void aWithheldAnswerJudgesNoSignature() {
        int judged = 0;
        for (const test::Case& one : m_cases) {
            const test::Run whole = test::run(one);
            const auto stateOf = [](const model::Trace& trace, const std::string& id) {
                for (const model::Hop& hop : trace.nodes) {
                    if (hop.id == id && hop.verification) return hop.verification->state;
                }
                return std::string();
            };
            for (const auto& [key, entry] : whole.evidence.entries()) {
                for (const auto& [name, refusal] : refusals()) {
                    const auto answer = [&, withheld = key](const trace::Query& query) {
                        return query.key() == withheld ? refusal : one.answer(query);
                    };
                    const test::Run without = test::run(one, answer);
                    for (const model::Hop& hop : without.trace.nodes) {
                        const std::string state = stateOf(without.trace, hop.id);
                        if (state != "verified" && state != "failed") continue;
                        QVERIFY2(state == stateOf(whole.trace, hop.id),
                                 (one.name + " without " + key + " (" + name + "): " + state).c_str());
                        ++judged;
                    }
                }
            }
        }
        QVERIFY(judged > 50);
    }

    // Gone, or of a kind that is not served.
    void anAbsentObjectNeverMakesAnotherEdge() {
        for (const test::Case& one : m_cases) {
            const test::Run whole = test::run(one);
            const auto all = ends(whole.trace.edges);
            for (const auto& [key, entry] : whole.evidence.entries()) {
                for (const trace::Answer& absent : {trace::Answer::missing(), trace::Answer::notInstalled()}) {
                    const auto answer = [&, withheld = key](const trace::Query& query) {
                        return query.key() == withheld ? absent : one.answer(query);
                    };
                    const test::Run without = test::run(one, answer);
                    const std::string what = one.name + " without " + key;
                    QVERIFY2(!without.trace.chain.empty(), what.c_str());
                    // An object that names its applier is somebody's, whether or not that one is there. The label that
                    // Helm charts set too names nobody.
                    const bool named =
                        whole.trace.verdict.state != model::VerdictState::unmanaged && one.name != "argo-common-label";
                    QVERIFY2(!named || without.trace.verdict.state != model::VerdictState::unmanaged, what.c_str());
                    for (const model::Edge& edge : without.trace.edges) {
                        if (isProof(edge))
                            QVERIFY2(all.contains({edge.from, edge.to}),
                                     (what + ": " + edge.from + " -> " + edge.to).c_str());
                    }
                }
            }
        }
    }

    // However appliers apply each other, the walk ends, and what is beside the path changes nothing on it.
    void whatDeclaresAnApplierChangesNothingOnThePath() {
        int tried = 0;
        for (const test::Case& one : m_cases) {
            const test::Run whole = test::run(one);
            QVERIFY2(whole.rounds.size() <= 15, one.name.c_str());
            const auto onPath = [&whole](const std::string& id, bool applier) {
                return std::any_of(whole.trace.chain.begin(), whole.trace.chain.end(), [&](const model::Hop& hop) {
                    return hop.id == id && (!applier || hop.stage == model::Stage::gitops);
                });
            };
            for (const model::Edge& edge : whole.trace.edges) {
                if (edge.relation != "applies" || onPath(edge.from, false) || !onPath(edge.to, true)) continue;
                const auto answer = [&](const trace::Query& query) {
                    const bool there = query.cluster == trace::Query::Cluster::management;
                    return edge.from == (there ? "management:" : "") + query.ref.id() ? trace::Answer::missing()
                                                                                      : one.answer(query);
                };
                const test::Run without = test::run(one, answer);
                QCOMPARE(without.trace.chain.size(), whole.trace.chain.size());
                QCOMPARE(without.trace.verdict, whole.trace.verdict);
                QCOMPARE(without.trace.fullyManaged, whole.trace.fullyManaged);
                ++tried;
            }
        }
        QVERIFY(tried > 10);
    }

  private:
    std::vector<test::Case> m_cases;
};

QTEST_GUILESS_MAIN(LawsTest)
#include "laws_test.moc"
