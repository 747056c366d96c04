// The engine's way to ConfigHub: one login, one more after a refusal, no question twice, and nothing told but what was
// seen.
#include "engine/confighub.h"

#include <QTest>
#include <map>
#include <utility>

#include "confighub/fake_server.h"
#include "confighub/json_text.h"
#include "confighub/targets.h"

using namespace scout;
using trace::Answer;
using trace::Query;

namespace {

/// A web whose only server is the fake one. Nothing is delivered before deliver() is called.
class FakeWeb final : public net::Web {
  public:
    explicit FakeWeb(test::FakeConfigHub& hub) : m_hub(hub) {}

    Ticket send(const base::WebRequest& request, Callback callback) override {
        sent.push_back(request);
        m_pending[++m_last] = {request, std::move(callback), false};
        return m_last;
    }
    void cancel(Ticket ticket) override {
        if (const auto found = m_pending.find(ticket); found != m_pending.end()) found->second.cancelled = true;
    }
    net::Usage usage() const override { return {}; }

    /// Everything under way and what follows from it.
    void deliver() {
        while (!m_pending.empty()) deliverOnce();
    }
    void deliverOnce() {
        const auto pending = std::exchange(m_pending, {});
        for (const auto& [ticket, one] : pending) {
            if (one.cancelled)
                one.callback(base::Error{base::ErrorKind::cancelled, "cancelled", {}, {}});
            else if (away)
                one.callback(base::Error{base::ErrorKind::timeout, "no answer", one.request.url, {}});
            else
                one.callback(m_hub.respond(one.request));
        }
    }

    std::vector<base::WebRequest> sent;
    bool away = false;

  private:
    struct Pending {
        base::WebRequest request;
        Callback callback;
        bool cancelled = false;
    };
    test::FakeConfigHub& m_hub;
    std::map<Ticket, Pending> m_pending;
    Ticket m_last = 0;
};

base::Json world() {
    return test::json(
        "{'info':{'OCIHost':'oci.acme.test'},"
        "'spaces':[{'SpaceID':'s-1','Slug':'prod'},{'SpaceID':'s-2','Slug':'dev'}],"
        "'units':[{'UnitID':'u-1','SpaceID':'s-1','Slug':'web'},{'UnitID':'u-2','SpaceID':'s-1','Slug':'db'},"
        "{'UnitID':'u-3','SpaceID':'s-1','Slug':'api'}]}");
}

confighub::Credentials user() {
    confighub::Credentials out;
    out.server.url = "https://hub.acme.test";
    out.secret = "t-1";
    out.from = "context prod";
    return out;
}

confighub::Credentials worker() {
    confighub::Credentials out = user();
    out.kind = confighub::Credentials::Kind::worker;
    out.server.worker = true;
    out.user = "w-1";
    out.secret = "hunter2";
    return out;
}

test::FakeConfigHub::Settings withWorker() {
    test::FakeConfigHub::Settings settings;
    settings.workers = {{"w-1", "hunter2"}};
    return settings;
}

Query question(const std::string& target) {
    Query query{Query::Type::configHub, {}};
    query.target = target;
    return query;
}

const std::string prod = confighub::spaceBySlug("prod").value();

/// A hub, the way to it, and what was answered.
struct Ground {
    explicit Ground(const confighub::Credentials& credentials,
                    test::FakeConfigHub::Settings settings = test::FakeConfigHub::Settings())
        : server(world(), std::move(settings)), web(server), hub(web, credentials, [this] { return now; }) {}

    void ask(const std::string& target) {
        hub.answer(question(target), [this, target](const Answer& answer) { answers.emplace_back(target, answer); });
    }
    std::string last() const {
        if (answers.empty()) return "nothing";
        const Answer& answer = answers.back().second;
        if (answer.isUnseen()) return std::string(base::name(answer.error().kind)) + ": " + answer.error().what;
        if (answer.isNotInstalled()) return "not served";
        return answer.isMissing() ? "missing" : std::to_string(answer.value().size()) + " entities";
    }

    base::Time now{1000};
    test::FakeConfigHub server;
    FakeWeb web;
    engine::ConfigHub hub;
    std::vector<std::pair<std::string, Answer>> answers;
};

}  // namespace

class ConfigHubTest : public QObject {
    Q_OBJECT

  private slots:
    void answersOfEveryKind() {
        Ground ground(user());
        ground.ask(prod);
        QVERIFY(ground.answers.empty());
        ground.web.deliver();
        QCOMPARE(ground.last(), std::string("1 entities"));
        QCOMPARE(ground.answers.back().second.value()[0]["SpaceID"].text(), std::string("s-1"));
        ground.ask("/api/space/s-1/unit/u-9");
        ground.web.deliver();
        QCOMPARE(ground.last(), std::string("missing"));
        ground.server.settings.generation = test::FakeConfigHub::Generation::middle;
        ground.ask(confighub::releaseByDigest("s-1", "sha256:ab").value());
        ground.web.deliver();
        QCOMPARE(ground.last(), std::string("not served"));
        QCOMPARE(ground.hub.usage().requests, 3);
        QVERIFY(ground.hub.usage().bytes > 0);
        for (const base::WebRequest& request : ground.web.sent)
            QCOMPARE(request.headers.at("Authorization"), std::string("Bearer t-1"));
    }

    void pagesArePutTogether() {
        Ground ground(user());
        ground.server.settings.pageSize = 1;
        ground.ask("/api/space/s-1/unit");
        ground.web.deliver();
        QCOMPARE(ground.last(), std::string("3 entities"));
        QCOMPARE(ground.hub.usage().requests, 3);
    }

    void aQuestionIsAskedOnceAtATime() {
        Ground ground(user());
        ground.ask(prod);
        ground.ask(prod);
        ground.ask("/api/space/s-2");
        ground.web.deliver();
        QCOMPARE(ground.answers.size(), std::size_t{3});
        QCOMPARE(ground.hub.usage().requests, 2);
        ground.ask(prod);
        ground.web.deliver();
        QCOMPARE(ground.hub.usage().requests, 3);
    }

    void aWorkerLogsInOnce() {
        Ground ground(worker(), withWorker());
        ground.ask(prod);
        ground.ask("/api/space/s-2");
        ground.web.deliver();
        ground.ask("/api/space/s-1");
        ground.web.deliver();
        QCOMPARE(ground.answers.size(), std::size_t{3});
        QCOMPARE(ground.last(), std::string("1 entities"));
        const std::vector<std::string> asked = {"/auth/worker", prod, "/api/space/s-2", "/api/space/s-1"};
        QCOMPARE(ground.server.asked, asked);
        QVERIFY(ground.web.sent[0].headers.count("Authorization") == 0);
        for (std::size_t i = 1; i < ground.web.sent.size(); ++i) QVERIFY(ground.web.sent[i].body.empty());
    }

    void aRefusedTokenIsRenewedOnce() {
        Ground ground(worker(), withWorker());
        ground.ask(prod);
        ground.web.deliver();
        ground.server.settings.accepted = {"t-2"};
        ground.server.settings.workerToken = "t-2";
        ground.ask(prod);
        ground.ask("/api/space/s-2");
        ground.web.deliver();
        QCOMPARE(ground.last(), std::string("1 entities"));
        QCOMPARE(std::count(ground.server.asked.begin(), ground.server.asked.end(), "/auth/worker"), 2);
        // A server that refuses what it has just given is believed.
        ground.server.settings.accepted = {"another"};
        ground.ask(prod);
        ground.web.deliver();
        QCOMPARE(ground.last(), std::string("auth: ConfigHub refuses the credentials: token is expired or invalid"));
        QCOMPARE(std::count(ground.server.asked.begin(), ground.server.asked.end(), "/auth/worker"), 3);
    }

    void aTokenIsRenewedBeforeItsEnd() {
        auto settings = withWorker();
        // {"iat":1000,"exp":2000}
        settings.workerToken = "e30.eyJpYXQiOjEwMDAsImV4cCI6MjAwMH0.c2ln";
        settings.accepted = {settings.workerToken};
        Ground ground(worker(), settings);
        const auto logins = [&ground] {
            return std::count(ground.server.asked.begin(), ground.server.asked.end(), "/auth/worker");
        };
        ground.ask(prod);
        ground.web.deliver();
        ground.now = {1799};
        ground.ask(prod);
        ground.web.deliver();
        QCOMPARE(logins(), 1);
        ground.now = {1800};
        ground.ask(prod);
        ground.web.deliver();
        QCOMPARE(logins(), 2);
    }

    void anExpiredLoginAsksNothing() {
        confighub::Credentials credentials = user();
        credentials.secret = "e30.eyJleHAiOjIwMDB9.c2ln";
        Ground ground(credentials);
        ground.now = {2000};
        ground.ask(prod);
        QCOMPARE(ground.last(), std::string("auth: the login to ConfigHub expired at 1970-01-01T00:33:20Z"));
        QVERIFY(ground.web.sent.empty());
        QVERIFY(ground.answers.back().second.error().advice.find("cub auth login") != std::string::npos);
    }

    void aRefusedUserIsUnseen() {
        Ground ground(user());
        ground.server.settings.accepted = {"another"};
        ground.ask(prod);
        ground.web.deliver();
        QVERIFY(ground.last().starts_with("auth: "));
        QCOMPARE(ground.hub.usage().requests, 1);
    }

    void aFailedLoginIsTriedOnceAndShowsNoSecret() {
        auto settings = withWorker();
        settings.workers["w-1"] = "changed";
        Ground ground(worker(), settings);
        ground.ask(prod);
        ground.ask("/api/space/s-2");
        ground.web.deliver();
        ground.ask(prod);
        QCOMPARE(ground.answers.size(), std::size_t{3});
        for (const auto& [target, answer] : ground.answers) {
            QVERIFY(answer.isUnseen() && answer.error().kind == base::ErrorKind::auth);
            QVERIFY(base::display(answer.error()).find("hunter2") == std::string::npos);
        }
        QCOMPARE(ground.hub.usage().requests, 1);
    }

    void aSilentServerIsWaitedForOnce() {
        Ground ground(worker(), withWorker());
        ground.web.away = true;
        ground.ask(prod);
        ground.web.deliver();
        QCOMPARE(ground.last(), std::string("timeout: no answer"));
        ground.ask("/api/space/s-2");
        QCOMPARE(ground.answers.size(), std::size_t{2});
        QCOMPARE(ground.hub.usage().requests, 1);
        // Later it may be back.
        ground.web.away = false;
        ground.now = {1030};
        ground.ask(prod);
        ground.web.deliver();
        QCOMPARE(ground.last(), std::string("1 entities"));
    }

    void cancelAnswersEverything() {
        Ground ground(worker(), withWorker());
        ground.ask(prod);
        ground.ask("/api/space/s-2");
        ground.hub.cancel();
        ground.web.deliver();
        QCOMPARE(ground.answers.size(), std::size_t{2});
        QVERIFY(ground.last().starts_with("cancelled"));
        // And the next question starts afresh.
        ground.ask(prod);
        ground.web.deliver();
        QCOMPARE(ground.last(), std::string("1 entities"));
    }

    void nothingComesAfterItsEnd() {
        test::FakeConfigHub server(world(), {});
        FakeWeb web(server);
        int answers = 0;
        auto hub = std::make_unique<engine::ConfigHub>(web, user(), [] { return base::Time{1000}; });
        hub->answer(question(prod), [&answers](const Answer&) { ++answers; });
        hub.reset();
        web.deliver();
        QCOMPARE(answers, 0);
    }

    void anAnswerMayEndIt() {
        test::FakeConfigHub server(world(), withWorker());
        FakeWeb web(server);
        int answers = 0;
        auto hub = std::make_unique<engine::ConfigHub>(web, worker(), [] { return base::Time{1000}; });
        server.settings.workers.clear();
        for (const char* target : {"/api/space/s-1", "/api/space/s-2"}) {
            hub->answer(question(target), [&](const Answer&) {
                ++answers;
                hub.reset();
            });
        }
        web.deliver();
        QCOMPARE(answers, 1);
    }
};

QTEST_GUILESS_MAIN(ConfigHubTest)
#include "confighub_test.moc"
