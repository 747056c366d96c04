// Registries and ConfigHub are asked once for each thing, and again only on request.
#include <QTest>
#include <deque>

#include "desktop/session/elsewhere.h"

using namespace scout;
using desktop::Elsewhere;
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

}  // namespace

class SessionElsewhereTest : public QObject {
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
            m_answers.push_back(query.registry.reference + (answer.isMissing() ? " missing" : " unseen"));
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

    void nothingComesAfterItsEnd() {
        m_elsewhere->ask(manifest("a"));
        m_elsewhere.reset();
        m_places->next(Answer::missing());
        QVERIFY(m_answers.empty());
    }
};

QTEST_GUILESS_MAIN(SessionElsewhereTest)
#include "session_elsewhere_test.moc"
