// Whose login is used, and that a secret goes to its own server only.
#include <QTest>
#include <map>

#include "confighub/credentials.h"
#include "confighub/json_text.h"

using namespace scout;
using confighub::Credentials;

namespace {

using Files = std::map<std::string, std::string>;

const std::string config =
    "apiVersion: v1\n"
    "kind: Config\n"
    "currentContext: prod\n"
    "contexts:\n"
    "- name: prod\n"
    "  coordinate: {serverURL: 'https://hub.acme.test', organizationID: org_1, user: me@acme.test}\n"
    "  settings: {defaultSpace: shop, uiURL: 'https://ui.acme.test'}\n"
    "  metadata: {tokenFile: prod.json, organizationName: Acme}\n"
    "- name: home\n"
    "  coordinate: {serverURL: 'http://localhost:9090/api/'}\n"
    "  metadata: {tokenFile: ~/elsewhere/home.json}\n"
    "- name: out\n"
    "  coordinate: {serverURL: 'https://hub.acme.test'}\n"
    "  metadata: {tokenFile: out.json}\n"
    "- name: open\n"
    "  coordinate: {serverURL: 'http://hub.acme.test'}\n"
    "  metadata: {tokenFile: prod.json}\n";

const Files newFiles = {{"/h/.confighub/config.yaml", config},
                        {"/h/.confighub/tokens/prod.json", "{\"accessToken\":\"t-prod\",\"refreshToken\":\"r\"}"},
                        {"/h/elsewhere/home.json", "{\"accessToken\":\"t-home\"}"}};
const Files oldFiles = {
    {"/h/.confighub/session.json",
     "{\"user\":{\"email\":\"me@x\"},\"access_token\":\"t-old\",\"auth_type\":\"Bearer\"}"},
    {"/h/.confighub/context.json", "{\"confighub_url\":\"https://old.acme.test\",\"space\":\"shop\"}"},
    {"/h/.confighub/session-2.json",
     "{\"user\":{\"email\":\"me@x\"},\"auth_type\":\"Basic\",\"basic_auth_password\":\"pw\"}"},
    {"/h/.confighub/context-2.json", "{\"confighub_url\":\"https://second.acme.test\"}"}};

base::Result<std::optional<Credentials>> load(const Files& files, confighub::Environment environment,
                                              const std::string& context = {}) {
    environment.insert({"HOME", "/h"});
    return confighub::loadCredentials(context, environment, [&files](const std::string& path) {
        const auto found = files.find(path);
        return found == files.end() ? base::Result<std::string>(base::Error{base::ErrorKind::notFound, {}, path, {}})
                                    : base::Result<std::string>(found->second);
    });
}

// "kind server user secret | from", or the error.
std::string told(const base::Result<std::optional<Credentials>>& loaded) {
    if (!loaded) return std::string(base::name(loaded.error().kind)) + ": " + loaded.error().what;
    if (!*loaded) return "nobody";
    const Credentials& one = **loaded;
    const char* kind = one.kind == Credentials::Kind::bearer  ? "bearer"
                       : one.kind == Credentials::Kind::basic ? "basic"
                                                              : "worker";
    return std::string(kind) + " " + one.server.url + " " + one.user + " " + one.secret + " | " + one.from;
}

}  // namespace

class CredentialsTest : public QObject {
    Q_OBJECT

  private slots:
    void whoAsks_data() {
        QTest::addColumn<int>("files");  // 0 none, 1 config.yaml, 2 session.json
        QTest::addColumn<QString>("variables");
        QTest::addColumn<QString>("context");
        QTest::addColumn<QString>("who");
        QTest::newRow("nobody") << 0 << ""
                                << ""
                                << "nobody";
        QTest::newRow("config.yaml") << 1 << ""
                                     << ""
                                     << "bearer https://hub.acme.test  t-prod | context prod of "
                                        "/h/.confighub/config.yaml";
        QTest::newRow("CUB_CONTEXT, token file in the home folder, /api taken off")
            << 1 << "CUB_CONTEXT=home"
            << ""
            << "bearer http://localhost:9090  t-home | context home of /h/.confighub/config.yaml";
        QTest::newRow("the flag before CUB_CONTEXT")
            << 1 << "CUB_CONTEXT=home"
            << "prod"
            << "bearer https://hub.acme.test  t-prod | context prod of /h/.confighub/config.yaml";
        QTest::newRow("the flag before the environment's token")
            << 1 << "CUB_TOKEN=t;CONFIGHUB_WORKER_ID=w;CONFIGHUB_WORKER_SECRET=s"
            << "prod"
            << "bearer https://hub.acme.test  t-prod | context prod of /h/.confighub/config.yaml";
        QTest::newRow("a plugin's token before files") << 1 << "CUB_TOKEN=t;CUB_SERVER=https://plugin.acme.test/"
                                                       << ""
                                                       << "bearer https://plugin.acme.test  t | CUB_TOKEN";
        QTest::newRow("a token without a server is the hosted one's")
            << 0 << "CUB_TOKEN=t"
            << ""
            << "bearer https://hub.confighub.com  t | CUB_TOKEN";
        QTest::newRow("a worker") << 1 << "CONFIGHUB_WORKER_ID=w;CONFIGHUB_WORKER_SECRET=s;CONFIGHUB_URL=hub.acme.test"
                                  << ""
                                  << "worker https://hub.acme.test w s | CONFIGHUB_WORKER_ID";
        QTest::newRow("half a worker is none") << 0 << "CONFIGHUB_WORKER_ID=w"
                                               << ""
                                               << "nobody";
        QTest::newRow("logged out") << 1 << "CUB_CONTEXT=out"
                                    << ""
                                    << "nobody";
        QTest::newRow("logged out, asked for by name") << 1 << ""
                                                       << "out"
                                                       << "config: nobody is logged in to ConfigHub";
        QTest::newRow("unknown context") << 1 << ""
                                         << "pord"
                                         << "config: there is no ConfigHub context \"pord\"";
        QTest::newRow("a token does not go to another server")
            << 1 << "CUB_SERVER=https://evil.test"
            << ""
            << "config: CUB_SERVER names https://evil.test, but the login is one of https://hub.acme.test";
        QTest::newRow("the same server, written otherwise")
            << 1 << "CUB_SERVER=https://hub.acme.test/api"
            << ""
            << "bearer https://hub.acme.test  t-prod | context prod of /h/.confighub/config.yaml";
        QTest::newRow("no secret without TLS")
            << 1 << ""
            << "open"
            << "config: the ConfigHub server is reached without TLS, which would show the credentials to the network";
        QTest::newRow("no URL") << 0 << "CUB_TOKEN=t;CUB_SERVER=ftp://x"
                                << ""
                                << "config: the address of the ConfigHub server is no http or https URL";
        QTest::newRow("session.json") << 2 << ""
                                      << ""
                                      << "bearer https://old.acme.test  t-old | /h/.confighub/session.json";
        QTest::newRow("a named copy, Basic") << 2 << ""
                                             << "2"
                                             << "basic https://second.acme.test me@x pw | /h/.confighub/session-2.json";
        QTest::newRow("an unknown copy") << 2 << ""
                                         << "3"
                                         << "config: there is no ConfigHub context \"3\"";
        QTest::newRow("a copy's name is no path") << 2 << ""
                                                  << "../../2"
                                                  << "config: there is no ConfigHub context \"../../2\"";
    }
    void whoAsks() {
        QFETCH(int, files);
        QFETCH(QString, variables);
        QFETCH(QString, context);
        QFETCH(QString, who);
        confighub::Environment environment;
        for (const QString& one : variables.split(QLatin1Char(';'), Qt::SkipEmptyParts))
            environment[one.section(QLatin1Char('='), 0, 0).toStdString()] =
                one.section(QLatin1Char('='), 1).toStdString();
        const Files& there = files == 1 ? newFiles : oldFiles;
        QCOMPARE(QString::fromStdString(told(load(files == 0 ? Files() : there, environment, context.toStdString()))),
                 who);
    }

    void whatElseAContextSays() {
        const auto found = load(newFiles, {});
        QVERIFY(found && *found);
        QCOMPARE((*found)->server.uiUrl, std::string("https://ui.acme.test"));
        QCOMPARE((*found)->server.organization, std::string("Acme"));
        QCOMPARE((*found)->space, std::string("shop"));
        const auto other = load(newFiles, {{"CUB_SPACE", "mine"}});
        QCOMPARE((*other)->space, std::string("mine"));
    }

    void aFolderOfItsOwn() {
        Files files;
        for (const auto& [path, text] : newFiles) {
            const std::string old = "/h/.confighub/";
            files[path.starts_with(old) ? "/etc/cub/" + path.substr(old.size()) : path] = text;
        }
        QCOMPARE(told(load(files, {{"CUB_CONFIG", "/etc/cub"}})),
                 std::string("bearer https://hub.acme.test  t-prod | context prod of /etc/cub/config.yaml"));
    }

    void aBrokenFileIsAnErrorThatShowsNothingOfIt() {
        for (const char* text : {"{\"accessToken\": \"t-secret", "- t-secret", "t-secret: [", ""}) {
            Files files = newFiles;
            files["/h/.confighub/tokens/prod.json"] = text;
            const auto found = load(files, {});
            QVERIFY2(!found, text);
            QVERIFY(found.error().kind == base::ErrorKind::config);
            QVERIFY2(base::display(found.error()).find("t-secret") == std::string::npos, text);
        }
    }

    void headers() {
        Credentials one;
        one.user = "me@x";
        one.secret = "pw";
        QCOMPARE(confighub::authorization(one, {}), std::string("Bearer pw"));
        one.kind = Credentials::Kind::basic;
        QCOMPARE(confighub::authorization(one, {}), std::string("Basic bWVAeDpwdw=="));
        one.kind = Credentials::Kind::worker;
        QCOMPARE(confighub::authorization(one, {"token", {}, {}}), std::string("Bearer token"));
    }

    void lifeOfAToken_data() {
        QTest::addColumn<QString>("token");
        QTest::addColumn<qint64>("now");
        QTest::addColumn<bool>("due");
        QTest::addColumn<bool>("expired");
        // {"iat":1000,"exp":2000}, {"exp":2000}, {"exp":"2000"}
        const QString both = QStringLiteral("e30.eyJpYXQiOjEwMDAsImV4cCI6MjAwMH0.c2ln");
        const QString half = QStringLiteral("e30.eyJleHAiOjIwMDB9.c2ln");
        const QString wrong = QStringLiteral("e30.eyJleHAiOiIyMDAwIn0.c2ln");
        QTest::newRow("fresh") << both << qint64(1799) << false << false;
        QTest::newRow("80 %") << both << qint64(1800) << true << false;
        QTest::newRow("over") << both << qint64(2000) << true << true;
        QTest::newRow("from when it was obtained") << half << qint64(1899) << false << false;
        QTest::newRow("80 % of that") << half << qint64(1900) << true << false;
        QTest::newRow("a time that is none") << wrong << qint64(9999) << false << false;
        QTest::newRow("no JWT") << "opaque" << qint64(9999) << false << false;
        QTest::newRow("three parts of nothing") << ".." << qint64(9999) << false << false;
    }
    void lifeOfAToken() {
        QFETCH(QString, token);
        QFETCH(qint64, now);
        QFETCH(bool, due);
        QFETCH(bool, expired);
        const confighub::Token read = confighub::readToken(token.toStdString());
        QCOMPARE(read.text, token.toStdString());
        QCOMPARE(confighub::isDue(read, base::Time{1500}, base::Time{now}), due);
        QCOMPARE(confighub::isExpired(read, base::Time{now}), expired);
    }

    void workerLogin() {
        const confighub::WorkerLogin login({"https://hub.acme.test", {}, {}, true}, "w-1", "s\"1");
        const base::WebRequest request = login.start();
        QCOMPARE(request.method, std::string("POST"));
        QCOMPARE(request.url, std::string("https://hub.acme.test/auth/worker"));
        QCOMPARE(request.body, std::string("{\"worker_id\":\"w-1\",\"worker_secret\":\"s\\\"1\"}"));

        const auto good = login.next({200, {}, test::jsonText("{'access_token':'t','user':{}}")});
        QCOMPARE(std::get<confighub::Token>(good).text, std::string("t"));
        // A server may repeat what it was sent.
        for (const auto& [status, body] :
             std::vector<std::pair<int, std::string>>{{401, test::jsonText("{'Code':'401','Message':'bad secret s1'}")},
                                                      {403, "s1"},
                                                      {500, "<html>s1"},
                                                      {200, "s1"},
                                                      {200, "{}"},
                                                      {302, ""}}) {
            const auto bad = login.next({status, {}, body});
            QVERIFY(std::holds_alternative<base::Error>(bad));
            const auto& error = std::get<base::Error>(bad);
            QVERIFY(base::display(error).find("s1") == std::string::npos);
            QVERIFY(!error.advice.empty());
            if (status == 401) QVERIFY(error.kind == base::ErrorKind::auth);
        }
    }
};

QTEST_GUILESS_MAIN(CredentialsTest)
#include "credentials_test.moc"
