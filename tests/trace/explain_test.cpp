// A trace in words: golden files for some, and what holds for every case.
#include <QTest>
#include <algorithm>

#include "base/text.h"
#include "golden.h"
#include "render/explanation_text.h"
#include "trace/explain.h"
#include "trace/harness.h"

using namespace scout;

class ExplainTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        for (const test::Case& one : test::allCases()) {
            const test::Run ran = test::run(one);
            m_explained.emplace_back(one.name, trace::explain(ran.trace, ran.evidence));
            m_traces.push_back(ran.trace);
        }
        QVERIFY(m_explained.size() > 20);
    }

    void goldens_data() {
        QTest::addColumn<QString>("name");
        for (const char* name :
             {"flux-oci-deployment-frontend", "argo-outofsync-deployment-web", "failing-health-deployment-web",
              "flux-applier-forbidden", "helm-only", "unmanaged", "helmrelease-upgrade-failed", "pod-through-owners",
              "argo-suspended-health", "registry-flux-digest-pin"})
            QTest::newRow(name) << QString::fromUtf8(name);
    }
    void goldens() {
        QFETCH(QString, name);
        const auto found = std::find_if(m_explained.begin(), m_explained.end(),
                                        [&name](const auto& one) { return one.first == name.toStdString(); });
        QVERIFY(found != m_explained.end());
        const QString difference = test::goldenDifference(
            QStringLiteral(SCOUT_TESTS_DIR "/trace/explained/%1.txt").arg(name), render::toText(found->second, {}));
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }

    void everyHopIsExplainedInSentences() {
        for (std::size_t i = 0; i < m_explained.size(); ++i) {
            const auto& [name, explanation] = m_explained[i];
            QCOMPARE(explanation.hops.size(), m_traces[i].chain.size());
            QVERIFY2(explanation.sum.ends_with('.'), explanation.sum.c_str());
            for (std::size_t hop = 0; hop < explanation.hops.size(); ++hop) {
                const model::ExplainedHop& one = explanation.hops[hop];
                QVERIFY2(!one.state.empty(), (name + " " + one.label).c_str());
                const bool last = hop + 1 == explanation.hops.size();
                QVERIFY2(last || (!one.link.empty() && !one.proof.empty()), (name + " " + one.label).c_str());
                for (const std::string* text : {&one.what, &one.next, &one.link, &one.proof})
                    QVERIFY2(text->empty() || text->ends_with('.'), text->c_str());
            }
        }
    }

    // What was not looked at is never called well.
    void aHoleIsNotWell() {
        for (std::size_t i = 0; i < m_explained.size(); ++i) {
            for (std::size_t hop = 0; hop < m_traces[i].chain.size(); ++hop) {
                const model::Hop& seen = m_traces[i].chain[hop];
                const std::string& state = m_explained[i].second.hops[hop].state;
                if (state.starts_with("It is well")) QVERIFY2(seen.ready() && !seen.claimed, state.c_str());
            }
        }
    }

    void linesFit() {
        for (const auto& [name, explanation] : m_explained) {
            for (const std::string& line : base::split(render::toText(explanation, {.unicode = false}), '\n')) {
                const bool oneWord = base::trim(line).find(' ') == std::string_view::npos;
                QVERIFY2(line.size() <= 80 || oneWord, line.c_str());
            }
        }
    }

  private:
    std::vector<std::pair<std::string, model::Explanation>> m_explained;
    std::vector<model::Trace> m_traces;
};

QTEST_GUILESS_MAIN(ExplainTest)
#include "explain_test.moc"
