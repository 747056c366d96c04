// Registries and ConfigHub are asked once for each thing, and again on request or when a source has moved on.
#include <QTest>
#include <deque>

#include "engine/elsewhere.h"

using namespace scout;
using engine::Elsewhere;
using trace::Answer;
using trace::Query;

namespace {

class Places final : public engine::AnswerSource {
  public:
    std::deque<std::pair<std::string, Callback>> open;

    void answer(const Query& query, Callback callback) override { open.emplace_back(query.key(), std::move(callback)); }
    void cancel() override {}
    net::Usage usage() const override { return {}; }
    void next(const Answer& answer) {
        const auto one = std::move(open.front());
        open.pop_front();
        one.second(answer);
    }
};

Query manifest(const std::string& tag) {
    Query query;
    query.type = Query::Type::manifest;
    query.registry.registry = "registry.test";
    query.registry.repository = "apps";
    query.registry.reference = tag;
    return query;
}

/// An OCIRepository that follows what manifest() asks for.
Query source() {
    return trace::askFor({"source.toolkit.fluxcd.io", "OCIRepository", "flux-system", "apps"});
}

Answer fetched(const std::string& revision) {
    return Answer::known(*base::Json::parse(
        R"({"apiVersion":"source.toolkit.fluxcd.io/v1","kind":"OCIRepository",)"
        R"("metadata":{"name":"apps","namespace":"flux-system"},"spec":{"url":"oci://registry.test/apps"},)"
        R"("status":{"artifact":{"revision":")" +
            revision + R"("}}})",
        "the test"));
}

}  // namespace

class ElsewhereTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Places> m_places;
    std::unique_ptr<Elsewhere> m_elsewhere;
    std::vector<std::string> m_answers;

  private slots:
    void init() {
        m_answers.clear();
        m_elsewhere.reset();
        m_places = std::make_unique<Places>();
        m_elsewhere = std::make_unique<Elsewhere>(*m_places, [this](const Query& query, const Answer& answer) {
            m_answers.push_back(query.registry.reference + (answer.isMissing() ? " missing" : " unseen") +
                                (answer.isOutdated() ? ", outdated" : ""));
        });
    }

    void whatConcernsIt() {
        Query object = trace::askFor({"apps", "Deployment", "prod", "web"});
        QVERIFY(!Elsewhere::concerns(object));
        object.cluster = Query::Cluster::management;
        QVERIFY(Elsewhere::concerns(object));
        QVERIFY(Elsewhere::concerns(manifest("latest")));
    }

    void eachIsAskedOnce() {
        m_elsewhere->ask(manifest("a"));
        m_elsewhere->ask(manifest("a"));
        m_elsewhere->ask(manifest("b"));
        QCOMPARE(m_elsewhere->open(), std::size_t{2});
        m_places->next(Answer::missing());
        m_elsewhere->ask(manifest("a"));
        QCOMPARE(m_places->open.size(), std::size_t{1});
        m_places->next(Answer::missing());
        QCOMPARE(m_answers, (std::vector<std::string>{"a missing", "b missing"}));
        QCOMPARE(m_elsewhere->open(), std::size_t{0});
        QCOMPARE(m_elsewhere->asked(), std::vector<std::string>{"registry registry.test"});
    }

    void refreshAsksAgainButNotTwiceAtOnce() {
        m_elsewhere->ask(manifest("a"));
        m_places->next(Answer::missing());
        m_elsewhere->refresh();
        m_elsewhere->refresh();
        QCOMPARE(m_places->open.size(), std::size_t{1});
        m_places->next(Answer::missing());
        QCOMPARE(m_answers.size(), std::size_t{2});
    }

    void refreshKeepsToTheNewest() {
        for (std::size_t i = 0; i < Elsewhere::mostRefreshed + 20; ++i) {
            m_elsewhere->ask(manifest(std::to_string(i)));
            m_places->next(Answer::missing());
        }
        m_elsewhere->refresh();
        QCOMPARE(m_places->open.size(), Elsewhere::mostRefreshed);
        QVERIFY(m_places->open.front().first.ends_with(":20"));
    }

    void whatWasGivenUpIsNoAnswerAndMayBeAskedAgain() {
        m_elsewhere->ask(manifest("a"));
        m_elsewhere->stop();
        QCOMPARE(m_elsewhere->open(), std::size_t{0});
        m_elsewhere->ask(manifest("a"));
        m_places->next(Answer::unseen({base::ErrorKind::cancelled, "cancelled", "", ""}));  // of the first
        QCOMPARE(m_answers.size(), std::size_t{0});
        m_places->next(Answer::missing());
        QCOMPARE(m_answers, std::vector<std::string>{"a missing"});
    }

    void aSourceThatMovesOnHasItsTagsAskedAnew() {
        trace::Evidence evidence;
        evidence.add(source(), fetched("latest@sha256:a"));
        evidence.add(manifest("latest"), Answer::missing());
        m_elsewhere->start(evidence);
        m_elsewhere->changed(evidence, {source().key()});  // another event of the same revision
        QVERIFY(m_answers.empty());

        evidence.add(source(), fetched("latest@sha256:b"));
        m_elsewhere->changed(evidence, {source().key()});
        m_elsewhere->changed(evidence, {source().key()});
        QCOMPARE(m_answers, std::vector<std::string>{"latest missing, outdated"});
        QVERIFY(m_places->open.empty());  // nobody wants it yet
        QVERIFY(m_elsewhere->ask(manifest("latest")));
        QVERIFY(!m_elsewhere->ask(manifest("latest")));
        m_places->next(Answer::missing());
        QCOMPARE(m_answers.back(), std::string("latest missing"));
    }

    void whatWasUnderWayWhenTheSourceMovedOnIsGivenUp() {
        trace::Evidence evidence;
        m_elsewhere->ask(manifest("latest"));
        m_elsewhere->ask(manifest("sha256:1"));
        evidence.add(source(), fetched("latest@sha256:b"));
        m_elsewhere->changed(evidence, {source().key()});
        QVERIFY(!m_elsewhere->ask(manifest("sha256:1")));  // one answer for ever
        QVERIFY(m_elsewhere->ask(manifest("latest")));
        m_places->next(Answer::missing());
        QVERIFY(m_answers.empty());
        m_places->next(Answer::missing());
        m_places->next(Answer::missing());
        QCOMPARE(m_answers, (std::vector<std::string>{"sha256:1 missing", "latest missing"}));
        m_elsewhere->refresh();
        QCOMPARE(m_places->open.size(), std::size_t{2});  // each once
    }

    void nothingComesAfterItsEnd() {
        m_elsewhere->ask(manifest("a"));
        m_elsewhere.reset();
        m_places->next(Answer::missing());
        QVERIFY(m_answers.empty());
    }
};

QTEST_GUILESS_MAIN(ElsewhereTest)
#include "elsewhere_test.moc"
