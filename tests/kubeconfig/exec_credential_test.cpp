// The exec credential plugin protocol, without a plugin.
#include "kubeconfig/exec_credential.h"

#include <QtTest>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/base64.h"

using namespace scout;
using namespace scout::kubeconfig;
using base::ErrorKind;

namespace {

ClientConfig withPlugin() {
    ClientConfig config;
    config.userName = "ann";
    config.server = "https://host:6443/prefix";
    config.exec = ExecConfig{"client.authentication.k8s.io/v1", "plugin", {"get", "token"}, {{"A", "1"}}, {}, false,
                             ExecConfig::Interactive::never,    {}};
    return config;
}

/// JSON written with single quotes; moc loses its way in raw string literals.
std::string json(std::string text) {
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

std::string info(const ClientConfig& config, bool terminal) {
    const auto process = execProcess(config, terminal);
    if (!process || process->env.empty()) return {};
    return process->env.back().first == "KUBERNETES_EXEC_INFO" ? process->env.back().second : "";
}

std::string credential(const std::string& status) {
    return json("{'apiVersion':'client.authentication.k8s.io/v1','kind':'ExecCredential','status':" + status + "}");
}

}  // namespace

class ExecCredentialTest : public QObject {
    Q_OBJECT

  private slots:
    void theProcessIsWhatTheKubeconfigSays() {
        const auto process = execProcess(withPlugin(), true);
        QVERIFY(process.ok());
        QCOMPARE(process->command, std::string("plugin"));
        QCOMPARE(process->args, (std::vector<std::string>{"get", "token"}));
        QCOMPARE(process->env.size(), std::size_t{2});
        QVERIFY(process->env[0] == (std::pair<std::string, std::string>{"A", "1"}));
        QVERIFY(!process->interactive);
        QCOMPARE(process->env[1].second, json("{'kind':'ExecCredential','apiVersion':'client.authentication.k8s.io/"
                                              "v1','spec':{'interactive':false}}"));
    }

    void nothingInTheKubeconfigReplacesTheInfo() {
        ClientConfig config = withPlugin();
        config.exec->env = {{"KUBERNETES_EXEC_INFO", "mine"}};
        QVERIFY(info(config, false).find("ExecCredential") != std::string::npos);
    }

    void clusterInfoOnRequest() {
        ClientConfig config = withPlugin();
        config.exec->apiVersion = "client.authentication.k8s.io/v1beta1";
        config.exec->provideClusterInfo = true;
        QCOMPARE(info(config, false),
                 json("{'kind':'ExecCredential','apiVersion':'client.authentication.k8s.io/v1beta1','spec':{'cluster':{"
                      "'server':'https://host:6443/prefix','config':null},'interactive':false}}"));
        config.tlsServerName = "name";
        config.insecureSkipTlsVerify = true;
        config.caPem = "PEM";
        config.proxyUrl = "http://p";
        config.disableCompression = true;
        config.exec->clusterExtension = *base::Json::parse(json("{'aud':['x']}"), "");
        QCOMPARE(info(config, false),
                 json("{'kind':'ExecCredential','apiVersion':'client.authentication.k8s.io/v1beta1','spec':{'cluster':{"
                      "'server':'https://host:6443/prefix','tls-server-name':'name','insecure-skip-tls-verify':true,"
                      "'certificate-authority-data':'UEVN','proxy-url':'http://p','disable-compression':true,"
                      "'config':{'aud':['x']}},'interactive':false}}"));
    }

    void stdinIsGivenWhereItIsWantedAndThere_data() {
        QTest::addColumn<int>("mode");
        QTest::addColumn<bool>("terminal");
        QTest::addColumn<bool>("runs");
        QTest::addColumn<bool>("interactive");
        using Mode = ExecConfig::Interactive;
        const auto row = [](const char* name, Mode mode, bool terminal, bool runs, bool interactive) {
            QTest::newRow(name) << static_cast<int>(mode) << terminal << runs << interactive;
        };
        row("never, terminal", Mode::never, true, true, false);
        row("never, none", Mode::never, false, true, false);
        row("if available, terminal", Mode::ifAvailable, true, true, true);
        row("if available, none", Mode::ifAvailable, false, true, false);
        row("always, terminal", Mode::always, true, true, true);
        row("always, none", Mode::always, false, false, false);
    }
    void stdinIsGivenWhereItIsWantedAndThere() {
        QFETCH(int, mode);
        QFETCH(bool, terminal);
        QFETCH(bool, runs);
        QFETCH(bool, interactive);
        ClientConfig config = withPlugin();
        config.exec->interactive = static_cast<ExecConfig::Interactive>(mode);
        const auto process = execProcess(config, terminal);
        QCOMPARE(process.ok(), runs);
        if (!runs) {
            QCOMPARE(process.error().kind, ErrorKind::auth);
            QVERIFY(process.error().what.find("not a terminal") != std::string::npos);
            return;
        }
        QCOMPARE(process->interactive, interactive);
        QCOMPARE(info(config, terminal).find(interactive ? "\"interactive\":true" : "\"interactive\":false") !=
                     std::string::npos,
                 true);
    }

    void credentialsAreRead() {
        const ExecConfig exec = *withPlugin().exec;
        const auto token = readExecCredential(exec, 0, credential("{'token':'t'}"));
        QVERIFY(token.ok());
        QVERIFY(*token == (ExecCredential{"t", {}, {}, {}}));

        const auto pair = readExecCredential(
            exec, 0, credential("{'clientCertificateData':'C','clientKeyData':'K','expirationTimestamp':null}"));
        QVERIFY(pair.ok());
        QVERIFY(*pair == (ExecCredential{{}, "C", "K", {}}));

        const auto all = readExecCredential(exec, 0,
                                            credential("{'token':'t','clientCertificateData':'C','clientKeyData':'K','"
                                                       "expirationTimestamp':'2026-11-21T02:16:43Z','other':1}") +
                                                "\n");
        QVERIFY(all.ok());
        QVERIFY(*all == (ExecCredential{"t", "C", "K", base::Time{1795227403}}));

        // client-go's decoder takes YAML as well.
        const auto yaml = readExecCredential(
            exec, 0, "apiVersion: client.authentication.k8s.io/v1\nkind: ExecCredential\nstatus:\n  token: t\n");
        QVERIFY(yaml.ok());
        QCOMPARE(yaml->token, std::string("t"));
    }

    void whatIsNoCredentialIsAnError_data() {
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QString>("output");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("what");
        const auto row = [](const char* name, int exitCode, const std::string& output, ErrorKind kind,
                            const char* what) {
            QTest::newRow(name) << exitCode << QString::fromStdString(json(output)) << static_cast<int>(kind) << what;
        };
        const std::string good = credential("{'token':'secret'}");
        row("failed", 255, good, ErrorKind::auth, "failed with exit code 255");
        row("nothing", 0, " \n", ErrorKind::protocol, "printed no credential");
        row("chatter", 0, "Logging in...\n" + good, ErrorKind::protocol, "is not a JSON object");
        row("cut", 0, good.substr(0, good.size() - 4), ErrorKind::protocol, "is not a JSON object");
        row("two", 0, good + "\n---\n" + good, ErrorKind::protocol, "is not a JSON object");
        row("a list", 0, "[\"secret\"]", ErrorKind::protocol, "is not a JSON object");
        row("a bare token", 0, "secret", ErrorKind::protocol, "is not a JSON object");
        row("another kind", 0, "{'apiVersion':'v1','kind':'Secret','token':'secret'}", ErrorKind::protocol,
            "is not of kind ExecCredential");
        row("no kind", 0, "{'apiVersion':'client.authentication.k8s.io/v1','status':{'token':'secret'}}",
            ErrorKind::protocol, "is not of kind ExecCredential");
        row("another version", 0,
            "{'apiVersion':'client.authentication.k8s.io/v1beta1','kind':'ExecCredential','status':{'token':'secret'}}",
            ErrorKind::protocol,
            "is configured for client.authentication.k8s.io/v1 and answered with another apiVersion "
            "(client.authentication.k8s.io/v1beta1)");
        row("no version", 0, "{'kind':'ExecCredential','status':{'token':'secret'}}", ErrorKind::protocol,
            "answered with another apiVersion");
        row("no status", 0, "{'apiVersion':'client.authentication.k8s.io/v1','kind':'ExecCredential'}", ErrorKind::auth,
            "returned no status field");
        row("empty status", 0, credential("{}"), ErrorKind::auth, "returned neither a token nor a certificate");
        row("empty token", 0, credential("{'token':'','expirationTimestamp':'2026-11-21T02:16:43Z'}"), ErrorKind::auth,
            "returned neither a token nor a certificate");
        row("only a certificate", 0, credential("{'token':'secret','clientCertificateData':'C'}"), ErrorKind::auth,
            "only a certificate or only a key");
        row("only a key", 0, credential("{'clientKeyData':'secret'}"), ErrorKind::auth,
            "only a certificate or only a key");
        row("token is a number", 0, credential("{'token':12345}"), ErrorKind::protocol,
            "a status field that is not text");
        row("expiry is a number", 0, credential("{'token':'secret','expirationTimestamp':1795227403}"),
            ErrorKind::protocol, "a status field that is not text");
        row("expiry is no time", 0, credential("{'token':'secret','expirationTimestamp':'tomorrow'}"),
            ErrorKind::protocol, "an expirationTimestamp that is no time");
    }
    void whatIsNoCredentialIsAnError() {
        QFETCH(int, exitCode);
        QFETCH(QString, output);
        QFETCH(int, kind);
        QFETCH(QString, what);
        const auto result = readExecCredential(*withPlugin().exec, exitCode, output.toStdString());
        QVERIFY(!result);
        QCOMPARE(static_cast<int>(result.error().kind), kind);
        QVERIFY2(QString::fromStdString(result.error().what).contains(what), result.error().what.c_str());
        QVERIFY(result.error().what.find("\"plugin\"") != std::string::npos);
        QVERIFY(base::display(result.error()).find("secret") == std::string::npos);
        QVERIFY(base::display(result.error()).find("12345") == std::string::npos);
    }

    void aVersionCannotDriveTheTerminal() {
        const auto result = readExecCredential(
            *withPlugin().exec, 0, json("{'apiVersion':'\\u001b[31m','kind':'ExecCredential','status':{'token':'t'}}"));
        QVERIFY(!result);
        QVERIFY(result.error().what.find('\x1B') == std::string::npos);
    }

    void aMissingCommandShowsTheHint() {
        ExecConfig exec = *withPlugin().exec;
        const base::Error missing{ErrorKind::notFound, "no such command", "plugin", {}};
        const base::Error plain = cannotRun(exec, missing);
        QCOMPARE(plain.kind, ErrorKind::auth);
        QCOMPARE(plain.what, std::string("the credential plugin \"plugin\" was not found"));
        QVERIFY(plain.advice.find("PATH") != std::string::npos);
        exec.installHint = "brew install plugin";
        QCOMPARE(cannotRun(exec, missing).advice, std::string("brew install plugin"));
        const base::Error forbidden = cannotRun(exec, {ErrorKind::config, "permission denied", "/x", {}});
        QCOMPARE(forbidden.what, std::string("cannot run the credential plugin \"plugin\": permission denied"));
        QVERIFY(forbidden.advice.find("brew") == std::string::npos);
    }

    void credentialsLastUntilTheyExpire() {
        const ExecCredential unlimited{"t", {}, {}, {}};
        const ExecCredential until{"t", {}, {}, base::Time{100}};
        QVERIFY(mustRun(std::nullopt, base::Time{0}));
        QVERIFY(!mustRun(unlimited, base::Time{1'000'000}));
        QVERIFY(!mustRun(until, base::Time{99}));
        QVERIFY(!mustRun(until, base::Time{100}));
        QVERIFY(mustRun(until, base::Time{101}));
    }

    void tokenFilesAreReadOnceAMinute() {
        QVERIFY(mustReadTokenFile(std::nullopt, base::Time{0}));
        QVERIFY(!mustReadTokenFile(base::Time{100}, base::Time{159}));
        QVERIFY(mustReadTokenFile(base::Time{100}, base::Time{160}));
    }
};

QTEST_GUILESS_MAIN(ExecCredentialTest)
#include "exec_credential_test.moc"
