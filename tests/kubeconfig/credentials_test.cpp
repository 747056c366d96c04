// Users and TLS material: what is read, what contradicts itself, what is never sent.
#include <QtTest>

#include "files.h"
#include "kubeconfig/load.h"

using namespace scout;
using namespace scout::kubeconfig;
using scout::tests::Files;
using scout::tests::pem;
using scout::tests::pemData;

namespace {

const std::string certificate = pem("CERTIFICATE", "CERT");
const std::string key = pem("EC PRIVATE KEY", "KEY");

/// A kubeconfig at /k/config with one context, its cluster and user in flow style.
Files withEntries(const std::string& user, const std::string& cluster = "server: 'https://host'") {
    const std::string text = "clusters: [{name: c, cluster: {" + cluster + "}}]\nusers: [{name: u, user: {" + user +
                             "}}]\ncontexts: [{name: x, context: {cluster: c, user: u}}]\ncurrent-context: x\n";
    return {{{"/k/config", text},
             {"/k/me.crt", certificate},
             {"/k/me.key", key},
             {"/k/ca.crt", pem("CERTIFICATE", "CA")},
             {"/k/token", " file-token\n"}},
            {}};
}

base::Result<ClientConfig> load(const Files& files, Overrides flags = {}) {
    flags.kubeconfig = "/k/config";
    return loadClientConfig(flags, {}, files.reader());
}

const std::string exec = "exec: {apiVersion: client.authentication.k8s.io/v1, command: plugin, interactiveMode: Never}";

}  // namespace

class CredentialsTest : public QObject {
    Q_OBJECT

    static ClientConfig loaded(const Files& files, const Overrides& flags = {}) {
        const auto result = load(files, flags);
        if (!result) qWarning("%s", base::display(result.error()).c_str());
        return result ? *result : ClientConfig();
    }

  private slots:
    void filesAndDataComeToTheSame() {
        const ClientConfig files = loaded(withEntries("client-certificate: me.crt, client-key: me.key",
                                                      "server: 'https://host', certificate-authority: ca.crt"));
        QCOMPARE(files.clientCertPem, certificate);
        QCOMPARE(files.clientKeyPem, key);
        QCOMPARE(files.caPem, pem("CERTIFICATE", "CA"));
        const ClientConfig data =
            loaded(withEntries("client-certificate-data: " + pemData("CERTIFICATE", "CERT") +
                                   ", client-key-data: " + pemData("EC PRIVATE KEY", "KEY"),
                               "server: 'https://host', certificate-authority-data: " + pemData("CERTIFICATE", "CA")));
        QCOMPARE(data.clientCertPem, files.clientCertPem);
        QCOMPARE(data.clientKeyPem, files.clientKeyPem);
        QCOMPARE(data.caPem, files.caPem);
    }

    void certificatesByFlagReplaceData() {
        Files files = withEntries("client-certificate-data: " + pemData("CERTIFICATE") +
                                  ", client-key-data: " + pemData("PRIVATE KEY"));
        Overrides flags;
        flags.clientCertificate = "/k/me.crt";
        flags.clientKey = "/k/me.key";
        const ClientConfig config = loaded(files, flags);
        QCOMPARE(config.clientCertPem, certificate);
        QCOMPARE(config.clientKeyPem, key);
    }

    void basicAuthenticationAndFlags() {
        ClientConfig config = loaded(withEntries("username: a, password: b"));
        QCOMPARE(config.username, std::string("a"));
        QCOMPARE(config.password, std::string("b"));
        Overrides flags;
        flags.username = "c";
        flags.password = "d";
        config = loaded(withEntries("username: a, password: b"), flags);
        QCOMPARE(config.username, std::string("c"));
        QCOMPARE(config.password, std::string("d"));
    }

    void tokensAndTokenFiles() {
        QCOMPARE(loaded(withEntries("token: t")).token, std::string("t"));

        ClientConfig config = loaded(withEntries("tokenFile: token"));
        QCOMPARE(config.token, std::string("file-token"));
        QCOMPARE(config.tokenFile, std::string("/k/token"));

        config = loaded(withEntries("token: t, tokenFile: token"));
        QCOMPARE(config.token, std::string("file-token"));

        config = loaded(withEntries("token: t, tokenFile: nowhere"));
        QCOMPARE(config.token, std::string("t"));
        QCOMPARE(config.tokenFile, std::string("/k/nowhere"));

        Overrides flags;
        flags.token = "flag";
        config = loaded(withEntries("token: t, tokenFile: token"), flags);
        QCOMPARE(config.token, std::string("flag"));
        QCOMPARE(config.tokenFile, std::string());
    }

    void impersonation() {
        const std::string user = "token: t, as: a, as-uid: '1', as-groups: [g], as-user-extra: {k: [v], l: [w]}";
        ClientConfig config = loaded(withEntries(user));
        QCOMPARE(config.impersonate.user, std::string("a"));
        QCOMPARE(config.impersonate.uid, std::string("1"));
        QCOMPARE(config.impersonate.groups, std::vector<std::string>{"g"});
        QVERIFY(config.impersonate.extra ==
                (std::map<std::string, std::vector<std::string>>{{"k", {"v"}}, {"l", {"w"}}}));
        QVERIFY(!config.impersonate.empty());

        Overrides flags;
        flags.as = "b";
        flags.asUid = "2";
        flags.asGroups = {"h", "i"};
        flags.asUserExtra = {"k=x", "k=y=z", "m="};
        config = loaded(withEntries(user), flags);
        QCOMPARE(config.impersonate.user, std::string("b"));
        QCOMPARE(config.impersonate.uid, std::string("2"));
        QCOMPARE(config.impersonate.groups, (std::vector<std::string>{"h", "i"}));
        QVERIFY(config.impersonate.extra ==
                (std::map<std::string, std::vector<std::string>>{{"k", {"x", "y=z"}}, {"l", {"w"}}, {"m", {""}}}));

        for (const char* malformed : {"k", "", "=v"}) {
            flags.asUserExtra = {malformed};
            const auto result = load(withEntries(user), flags);
            QVERIFY(!result);
            QCOMPARE(result.error().kind, base::ErrorKind::usage);
        }
    }

    void execPlugins() {
        const std::string entry =
            "exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: ./bin/p, args: [a], env: [{name: NAME, "
            "value: v}], provideClusterInfo: true, "
            "installHint: \"get it\\nnow\\e[31m\"}";
        const ClientConfig config =
            loaded(withEntries(entry,
                               "server: 'https://host', extensions: [{name: client.authentication.k8s.io/exec, "
                               "extension: {aud: x}}, {name: other, extension: 1}]"));
        QVERIFY(config.exec.has_value());
        QCOMPARE(config.exec->apiVersion, std::string("client.authentication.k8s.io/v1beta1"));
        QCOMPARE(config.exec->command, std::string("/k/bin/p"));
        QCOMPARE(config.exec->args, std::vector<std::string>{"a"});
        QVERIFY(config.exec->env == (std::vector<std::pair<std::string, std::string>>{{"NAME", "v"}}));
        QVERIFY(config.exec->provideClusterInfo);
        QCOMPARE(config.exec->interactive, ExecConfig::Interactive::ifAvailable);
        QCOMPARE(config.exec->clusterExtension.dump(), std::string(R"({"aud":"x"})"));
        // Nothing in the hint may drive the terminal.
        QCOMPARE(config.exec->installHint, std::string("get it\nnow\\x1b[31m"));
    }

    void interactiveModes_data() {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<int>("interactive");
        QTest::newRow("Never") << "Never" << static_cast<int>(ExecConfig::Interactive::never);
        QTest::newRow("IfAvailable") << "IfAvailable" << static_cast<int>(ExecConfig::Interactive::ifAvailable);
        QTest::newRow("Always") << "Always" << static_cast<int>(ExecConfig::Interactive::always);
    }
    void interactiveModes() {
        QFETCH(QString, mode);
        QFETCH(int, interactive);
        const ClientConfig config =
            loaded(withEntries("exec: {apiVersion: client.authentication.k8s.io/v1, command: p, interactiveMode: " +
                               mode.toStdString() + "}"));
        QVERIFY(config.exec.has_value());
        QCOMPARE(static_cast<int>(config.exec->interactive), interactive);
    }

    void anythingElseGoesBeforeAPlugin_data() {
        QTest::addColumn<QString>("user");
        QTest::newRow("token") << "token: t";
        QTest::newRow("token file") << "tokenFile: token";
        QTest::newRow("basic") << "username: a";
        QTest::newRow("certificate") << "client-certificate: me.crt, client-key: me.key";
    }
    void anythingElseGoesBeforeAPlugin() {
        QFETCH(QString, user);
        QVERIFY(!loaded(withEntries(user.toStdString() + ", " + exec)).exec);
        QVERIFY(loaded(withEntries(exec)).exec.has_value());
        Overrides flags;
        flags.token = "t";
        QVERIFY(!loaded(withEntries(exec), flags).exec);
        // Then an old plugin or provider does not matter either.
        QCOMPARE(loaded(withEntries("auth-provider: {name: gcp}"), flags).token, std::string("t"));
        QCOMPARE(
            loaded(withEntries("exec: {apiVersion: client.authentication.k8s.io/v1alpha1, command: p}"), flags).token,
            std::string("t"));
    }

    void plainHttpGetsNoCredentials() {
        const std::string server = "server: 'http://host:8080'";
        for (const std::string& user :
             std::vector<std::string>{"token: t, as: root", "username: a, password: b, as: root",
                                      "client-certificate: me.crt, client-key: me.key, as: root", exec + ", as: root",
                                      "auth-provider: {name: gcp}, as: root"}) {
            const ClientConfig config = loaded(withEntries(user, server));
            QCOMPARE(config.server, std::string("http://host:8080"));
            QVERIFY(config.token.empty() && config.tokenFile.empty() && config.username.empty() &&
                    config.password.empty() && config.clientCertPem.empty() && config.clientKeyPem.empty() &&
                    !config.exec);
            QCOMPARE(config.impersonate.user, std::string("root"));
            QCOMPARE(config.warnings, std::vector<std::string>{
                                          "the server http://host:8080 is plain HTTP: no credentials are sent to it"});
        }
        QVERIFY(loaded(withEntries("", server)).warnings.empty());
    }

    void contradictionsAreErrors_data() {
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("cluster");
        QTest::addColumn<QString>("what");
        const auto row = [](const char* name, const std::string& user, const std::string& cluster, const char* what) {
            QTest::newRow(name) << QString::fromStdString(user) << QString::fromStdString(cluster) << what;
        };
        const std::string server = "server: 'https://host'";
        const std::string certData = "client-certificate-data: " + pemData("CERTIFICATE");
        const std::string keyData = "client-key-data: " + pemData("PRIVATE KEY");
        row("no server", "token: t", "tls-server-name: x", "cluster \"c\" has no server");
        row("empty cluster", "token: t", "", "cluster \"c\" has no server");
        row("CA twice", "token: t",
            server + ", certificate-authority: ca.crt, certificate-authority-data: " + pemData("CERTIFICATE"),
            "cluster \"c\" has both certificate-authority and certificate-authority-data");
        row("CA and insecure", "token: t", server + ", insecure-skip-tls-verify: true, certificate-authority: ca.crt",
            "cluster \"c\" has a certificate authority and insecure-skip-tls-verify");
        row("unreadable CA", "token: t", server + ", certificate-authority: nowhere",
            "certificate-authority of cluster \"c\" cannot be read: no such file (/k/nowhere)");
        row("CA that is none", "token: t", server + ", certificate-authority: token",
            "certificate-authority of cluster \"c\" holds no certificate in PEM (/k/token)");
        row("CA data that is none", "token: t", server + ", certificate-authority-data: c2VjcmV0",
            "certificate-authority of cluster \"c\" holds no certificate in PEM");
        row("ftp proxy", "token: t", server + ", proxy-url: 'ftp://me:secret@p'",
            "proxy-url of cluster \"c\" is not http://, https:// or socks5://HOST[:PORT]");
        row("proxy without scheme", "token: t", server + ", proxy-url: 'p:3128'",
            "proxy-url of cluster \"c\" is not http://, https:// or socks5://HOST[:PORT]");
        row("token and basic", "token: secret, username: a", server,
            "user \"u\" has both a token and a user name or password");
        row("token and password", "token: secret, password: secret", server,
            "user \"u\" has both a token and a user name or password");
        row("certificate twice", certData + ", client-certificate: me.crt, " + keyData, server,
            "user \"u\" has both client-certificate and client-certificate-data");
        row("key twice", certData + ", client-key: me.key, " + keyData, server,
            "user \"u\" has both client-key and client-key-data");
        row("certificate without key", certData, server, "user \"u\" has a client certificate without its key");
        row("token file and basic", "tokenFile: token, username: a", server,
            "user \"u\" has both a tokenFile and a user name or password");
        row("unreadable certificate", "client-certificate: no.crt, client-key: me.key", server,
            "client-certificate of user \"u\" cannot be read: no such file (/k/no.crt)");
        row("unreadable key", "client-certificate: me.crt, client-key: no.key", server,
            "client-key of user \"u\" cannot be read: no such file (/k/no.key)");
        row("certificate and key swapped", "client-certificate: me.key, client-key: me.crt", server,
            "client-certificate of user \"u\" holds no certificate in PEM (/k/me.key); client-key of user \"u\" holds "
            "no private key in PEM (/k/me.crt)");
        row("unreadable token file", "tokenFile: nowhere", server,
            "tokenFile of user \"u\" cannot be read: no such file (/k/nowhere)");
        row("exec without command", "exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never}",
            server, "exec of user \"u\" has no command");
        row("exec without version", "exec: {command: p, interactiveMode: Never}", server,
            "exec of user \"u\" has no apiVersion");
        row("exec without mode", "exec: {command: p, apiVersion: client.authentication.k8s.io/v1}", server,
            "exec of user \"u\" has no interactiveMode");
        row("exec with another mode",
            "exec: {command: p, apiVersion: client.authentication.k8s.io/v1, interactiveMode: never}", server,
            "exec of user \"u\" has the unknown interactiveMode \"never\"");
        row("exec env without name",
            "exec: {command: p, apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, env: [{value: "
            "x}]}",
            server, "exec of user \"u\" has an env entry without a name");
        row("exec is checked although a token is there", "token: t, exec: {}", server,
            "exec of user \"u\" has no command; exec of user \"u\" has no apiVersion; exec of user \"u\" has no "
            "interactiveMode");
        row("exec and provider", exec + ", auth-provider: {name: oidc}", server,
            "user \"u\" has both exec and auth-provider");
        row("UID without user", "as-uid: '1'", server,
            "user \"u\" impersonates a UID, groups or extras without a user");
        row("groups without user", "as-groups: [g]", server,
            "user \"u\" impersonates a UID, groups or extras without a user");
        row("extras without user", "as-user-extra: {k: [v]}", server,
            "user \"u\" impersonates a UID, groups or extras without a user");
        row("several at once", "token: secret, username: a, as-uid: '1'", "proxy-url: x",
            "cluster \"c\" has no server; proxy-url of cluster \"c\" is not http://, https:// or socks5://HOST[:PORT]; "
            "user \"u\" has both a token and a user "
            "name or password; user \"u\" impersonates a UID, groups or extras without a user");
    }
    void contradictionsAreErrors() {
        QFETCH(QString, user);
        QFETCH(QString, cluster);
        QFETCH(QString, what);
        const auto config = load(withEntries(user.toStdString(), cluster.toStdString()));
        QVERIFY(!config);
        QCOMPARE(QString::fromStdString(config.error().what), what);
        QCOMPARE(config.error().kind, base::ErrorKind::config);
        QCOMPARE(config.error().where, std::string("/k/config"));
        QVERIFY(base::display(config.error()).find("secret") == std::string::npos);
    }

    void errorsElsewhereInTheFileDoNotMatter() {
        Files files = withEntries("token: t");
        files.contents["/k/config"] += "# a broken user that no context in use names\n";
        const std::string broken = "{name: v, user: {token: t, username: a, client-key: nowhere}}, ";
        std::string& text = files.contents["/k/config"];
        text.insert(text.find("{name: u, user"), broken);
        QCOMPARE(loaded(files).token, std::string("t"));
    }

    void whatNobodySpeaksAnyMoreIsUnsupported_data() {
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("what");
        QTest::newRow("v1alpha1")
            << "exec: {apiVersion: client.authentication.k8s.io/v1alpha1, command: p}"
            << "exec of user \"u\" has the unsupported apiVersion \"client.authentication.k8s.io/v1alpha1\"";
        QTest::newRow("v2") << "exec: {apiVersion: client.authentication.k8s.io/v2, command: p, interactiveMode: Never}"
                            << "exec of user \"u\" has the unsupported apiVersion \"client.authentication.k8s.io/v2\"";
        QTest::newRow("gcp") << "auth-provider: {name: gcp}"
                             << "user \"u\" logs in with auth-provider \"gcp\", which is not supported";
        QTest::newRow("encrypted key") << QString::fromStdString("client-certificate: me.crt, client-key-data: " +
                                                                 pemData("ENCRYPTED PRIVATE KEY"))
                                       << "client-key of user \"u\" is protected by a passphrase";
        QTest::newRow("old encrypted key")
            << QString::fromStdString("client-certificate: me.crt, client-key-data: " +
                                      pemData("RSA PRIVATE KEY", "Proc-Type: 4,ENCRYPTED"))
            << "client-key of user \"u\" is protected by a passphrase";
    }
    void whatNobodySpeaksAnyMoreIsUnsupported() {
        QFETCH(QString, user);
        QFETCH(QString, what);
        const auto config = load(withEntries(user.toStdString()));
        QVERIFY(!config);
        QCOMPARE(config.error().kind, base::ErrorKind::unsupported);
        QCOMPARE(QString::fromStdString(config.error().what), what);
        QVERIFY(!config.error().advice.empty());
    }

    void aKeyWithoutItsCertificateIsNotUsed() {
        const ClientConfig config = loaded(withEntries("token: t, client-key: nowhere"));
        QCOMPARE(config.clientKeyPem, std::string());
        QCOMPARE(config.warnings,
                 std::vector<std::string>{"user \"u\" has a client key without its certificate: it is not used"});
    }

    void aServerWithoutSchemeIsPlainHttp() {
        const ClientConfig config =
            loaded(withEntries("token: t", "server: 'host:6443', certificate-authority: ca.crt"));
        QCOMPARE(config.server, std::string("http://host:6443"));
        QCOMPARE(config.token, std::string());
        QCOMPARE(config.warnings,
                 std::vector<std::string>{
                     "the server http://host:6443 is plain HTTP for want of https://: no credentials are sent to it"});
    }

    void plainHttpNeedsNoTlsMaterial() {
        const ClientConfig config = loaded(
            withEntries("", "server: 'http://host', insecure-skip-tls-verify: true, certificate-authority: nowhere"));
        QCOMPARE(config.server, std::string("http://host"));
        QVERIFY(config.caPem.empty() && !config.insecureSkipTlsVerify);
    }

    void proxyUrlsAreKept() {
        for (const std::string url : {"http://p:3128", "https://p", "socks5://me:word@p:1080"}) {
            QCOMPARE(loaded(withEntries("token: t", "server: 'https://host', proxy-url: '" + url + "'")).proxyUrl, url);
        }
    }
};

QTEST_GUILESS_MAIN(CredentialsTest)
#include "credentials_test.moc"
