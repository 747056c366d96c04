// One kubeconfig file as text, and what merging files means.
#include <QtTest>

#include "files.h"
#include "kubeconfig/kubeconfig.h"

using namespace scout;
using namespace scout::kubeconfig;
using scout::tests::pem;
using scout::tests::pemData;

class ParseTest : public QObject {
    Q_OBJECT

    static Kubeconfig parsed(const std::string& text, const std::string& path = "/home/u/.kube/config") {
        const auto result = parseKubeconfig(text, path);
        if (!result) qWarning("%s", result.error().what.c_str());
        return result ? *result : Kubeconfig();
    }

  private slots:
    void readsEveryField() {
        const Kubeconfig config = parsed(R"(
apiVersion: v1
kind: Config
preferences: {colors: true}
current-context: prod
clusters:
- name: east
  cluster:
    server: https://east:6443/prefix
    tls-server-name: api.east
    insecure-skip-tls-verify: true
    certificate-authority: /pki/ca.crt
    certificate-authority-data: )" + pemData("CERTIFICATE") +
                                         R"(
    proxy-url: socks5://proxy:1080
    disable-compression: true
    unknown-field: [1, 2]
    extensions:
    - name: client.authentication.k8s.io/exec
      extension: {audience: a}
users:
- name: me
  user:
    client-certificate: /pki/me.crt
    client-certificate-data: )" + pemData("CERTIFICATE", "BBBB") +
                                         R"(
    client-key: /pki/me.key
    client-key-data: )" + pemData("PRIVATE KEY") +
                                         R"(
    token: word
    tokenFile: /pki/token
    username: u
    password: "1234"
    as: root
    as-uid: "42"
    as-groups: [g1, g2]
    as-user-extra: {scopes: [a, b]}
    auth-provider: {name: oidc, config: {x: y}}
    exec:
      apiVersion: client.authentication.k8s.io/v1
      command: plugin
      args: [get, token]
      env: [{name: A, value: "1"}, {name: B, value: ""}]
      installHint: install it
      provideClusterInfo: true
      interactiveMode: Never
contexts:
- name: prod
  context: {cluster: east, user: me, namespace: shop}
)");
        Cluster cluster;
        cluster.server = "https://east:6443/prefix";
        cluster.tlsServerName = "api.east";
        cluster.insecureSkipTlsVerify = true;
        cluster.certificateAuthority = "/pki/ca.crt";
        cluster.certificateAuthorityData = pem("CERTIFICATE");
        cluster.proxyUrl = "socks5://proxy:1080";
        cluster.disableCompression = true;
        cluster.extensions = {{"client.authentication.k8s.io/exec", *base::Json::parse(R"({"audience":"a"})", "")}};
        QVERIFY(config.clusters == (std::map<std::string, Cluster>{{"east", cluster}}));

        User user;
        user.clientCertificate = "/pki/me.crt";
        user.clientCertificateData = pem("CERTIFICATE", "BBBB");
        user.clientKey = "/pki/me.key";
        user.clientKeyData = pem("PRIVATE KEY");
        user.token = "word";
        user.tokenFile = "/pki/token";
        user.username = "u";
        user.password = "1234";
        user.as = "root";
        user.asUid = "42";
        user.asGroups = {"g1", "g2"};
        user.asUserExtra = {{"scopes", {"a", "b"}}};
        user.authProvider = "oidc";
        user.exec = ExecEntry{"client.authentication.k8s.io/v1",
                              "plugin",
                              {"get", "token"},
                              {{"A", "1"}, {"B", ""}},
                              "install it",
                              true,
                              "Never"};
        QVERIFY(config.users == (std::map<std::string, User>{{"me", user}}));

        QVERIFY(config.contexts == (std::map<std::string, Context>{{"prod", {"east", "me", "shop"}}}));
        QCOMPARE(config.currentContext, std::string("prod"));
    }

    void emptyFilesAreEmptyKubeconfigs_data() {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"", "\n", "# nothing", "---", "{}", "apiVersion: v1\nkind: Config",
              "clusters: null\nusers: []\ncontexts:",
              "{\"kind\": \"Config\", \"apiVersion\": \"v1\", \"clusters\": []}", "current-context: null"}) {
            QTest::newRow(QString(text).replace("\n", "\\n").toUtf8().constData()) << text;
        }
    }
    void emptyFilesAreEmptyKubeconfigs() {
        QFETCH(QString, text);
        const auto result = parseKubeconfig(text.toStdString(), "x");
        QVERIFY(result.ok());
        QVERIFY(*result == Kubeconfig());
    }

    void relativePathsBelongToTheFile_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("reference");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("command");
        const auto row = [](const char* file, const char* reference, const char* path, const char* command) {
            QTest::addRow("%s from %s", reference, file) << file << reference << path << command;
        };
        row("/home/u/.kube/config", "ca.crt", "/home/u/.kube/ca.crt", "ca.crt");
        row("/home/u/.kube/config", "./ca.crt", "/home/u/.kube/ca.crt", "/home/u/.kube/ca.crt");
        row("/home/u/.kube/config", "../pki/ca.crt", "/home/u/pki/ca.crt", "/home/u/pki/ca.crt");
        row("/home/u/.kube/config", "/etc/ca.crt", "/etc/ca.crt", "/etc/ca.crt");
        row("/home/u/.kube/config", "~/ca.crt", "/home/u/.kube/~/ca.crt", "/home/u/.kube/~/ca.crt");
        row("sub/config", "bin/x", "sub/bin/x", "sub/bin/x");
        // Without a folder, a path must not turn into a name for PATH.
        row("config", "./x", "./x", "./x");
        row("./config", "./x", "./x", "./x");
        row("../config", "./x", "../x", "../x");
        row("config", "x", "./x", "x");
    }
    void relativePathsBelongToTheFile() {
        QFETCH(QString, file);
        QFETCH(QString, reference);
        QFETCH(QString, path);
        QFETCH(QString, command);
        const std::string name = '"' + reference.toStdString() + '"';
        const Kubeconfig config =
            parsed("clusters: [{name: c, cluster: {certificate-authority: " + name + "}}]\n" +
                       "users: [{name: u, user: {client-certificate: " + name + ", client-key: " + name +
                       ", tokenFile: " + name + ", exec: {command: " + name + "}}}]\n",
                   file.toStdString());
        const User& user = config.users.at("u");
        for (const std::string& value :
             {config.clusters.at("c").certificateAuthority, user.clientCertificate, user.clientKey, user.tokenFile}) {
            QCOMPARE(QString::fromStdString(value), path);
        }
        QCOMPARE(QString::fromStdString(user.exec->command), command);
    }

    void interactiveModeHasADefaultWhereItIsYoungerThanTheVersion() {
        const auto mode = [](const std::string& version) {
            return parsed("users: [{name: u, user: {exec: {apiVersion: client.authentication.k8s.io/" + version +
                          "}}}]")
                .users.at("u")
                .exec->interactiveMode;
        };
        QCOMPARE(mode("v1beta1"), std::string("IfAvailable"));
        QCOMPARE(mode("v1alpha1"), std::string("IfAvailable"));
        QCOMPARE(mode("v1"), std::string());
    }

    void wrongFilesAreConfigErrors_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("advice");
        const auto row = [](const char* name, const char* text, const char* what, const char* advice = "") {
            QTest::newRow(name) << text << what << advice;
        };
        row("a list", "[1]", "a kubeconfig must be a map, not a list");
        row("a word", "hello", "a kubeconfig must be a map, not text");
        row("a Deployment", "apiVersion: apps/v1\nkind: Deployment",
            "this is \"Deployment\" of apps/v1, not a kubeconfig (\"Config\" of v1)");
        row("clusters as a map", "clusters: {a: 1}", "clusters must be a list, not a map");
        row("entry is a word", "clusters: [a]", "clusters must hold only maps, not text");
        row("cluster is a word", "clusters: [{name: a, cluster: b}]",
            "clusters[\"a\"].cluster must be a map, not text");
        row("number as name", "users: [{name: 1}]", "users[].name must be text, not a number",
            "Put the value in quotes.");
        row("number as token", "users: [{name: a, user: {token: 12345}}]",
            "users[\"a\"].user.token must be text, not a number", "Put the value in quotes.");
        row("boolean as password", "users: [{name: a, user: {password: yes}}]",
            "users[\"a\"].user.password must be text, not true or false", "Put the value in quotes.");
        row("list as server", "clusters: [{name: a, cluster: {server: [x]}}]",
            "clusters[\"a\"].cluster.server must be text, not a list");
        row("text as flag", "clusters: [{name: a, cluster: {insecure-skip-tls-verify: 'true'}}]",
            "clusters[\"a\"].cluster.insecure-skip-tls-verify must be true or false, not text");
        row("broken base64", "users: [{name: a, user: {client-key-data: 'secret!'}}]",
            "users[\"a\"].user.client-key-data is not valid Base64",
            "It holds the file's content in Base64, without line breaks.");
        row("groups as text", "users: [{name: a, user: {as-groups: g}}]",
            "users[\"a\"].user.as-groups must be a list, not text");
        row("group as number", "users: [{name: a, user: {as-groups: [1]}}]",
            "users[\"a\"].user.as-groups must hold only text, not a number", "Put the value in quotes.");
        row("extra as text", "users: [{name: a, user: {as-user-extra: {k: v}}}]",
            "users[\"a\"].user.as-user-extra.k must be a list, not text");
        row("exec as list", "users: [{name: a, user: {exec: []}}]", "users[\"a\"].user.exec must be a map, not a list");
        row("args as text", "users: [{name: a, user: {exec: {args: get token}}}]",
            "users[\"a\"].user.exec.args must be a list, not text");
        row("env value as number", "users: [{name: a, user: {exec: {env: [{name: X, value: 1}]}}}]",
            "users[\"a\"].user.exec.env[].value must be text, not a number", "Put the value in quotes.");
        row("provider as text", "users: [{name: a, user: {auth-provider: gcp}}]",
            "users[\"a\"].user.auth-provider must be a map, not text");
        row("name twice", "contexts: [{name: a}, {name: a}]", "contexts has two entries named \"a\"",
            "Remove or rename one of them.");
        row("no name twice", "users: [{user: {}}, {user: {}}]", "users has two entries named \"\"",
            "Remove or rename one of them.");
        row("extension twice", "clusters: [{name: a, cluster: {extensions: [{name: e}, {name: e}]}}]",
            "clusters[\"a\"].cluster.extensions has two entries named \"e\"", "Remove or rename one of them.");
        row("number as current-context", "current-context: 5", "current-context must be text, not a number",
            "Put the value in quotes.");
        row("not YAML", "clusters: [", "not valid YAML: line 1, column 1: end of sequence flow not found");
    }
    void wrongFilesAreConfigErrors() {
        QFETCH(QString, text);
        QFETCH(QString, what);
        QFETCH(QString, advice);
        const auto result = parseKubeconfig(text.toStdString(), "/f");
        QVERIFY(!result);
        QCOMPARE(QString::fromStdString(result.error().what), what);
        QCOMPARE(QString::fromStdString(result.error().advice), advice);
        QCOMPARE(result.error().kind, base::ErrorKind::config);
        QCOMPARE(result.error().where, std::string("/f"));
    }

    void mergingTakesWholeEntriesFromTheFirstFile() {
        const Kubeconfig first =
            parsed("users: [{name: red, user: {token: one}}]\ncontexts: [{name: a, context: {cluster: c}}]");
        const Kubeconfig second = parsed(
            "users: [{name: red, user: {token: two, as: x}}, {name: blue, user: {token: three}}]\ncurrent-context: "
            "b\nclusters: [{name: c}]");
        const Kubeconfig third = parsed("current-context: z");
        const Kubeconfig merged = merge({first, second, third});
        QCOMPARE(merged.users.at("red").token, std::string("one"));
        QCOMPARE(merged.users.at("red").as, std::string());
        QCOMPARE(merged.users.at("blue").token, std::string("three"));
        QCOMPARE(merged.currentContext, std::string("b"));
        QCOMPARE(contextNames(merged), std::vector<std::string>{"a"});
        QCOMPARE(merged.clusters.size(), std::size_t{1});
    }

    void mergingObeysItsLaws() {
        const std::vector<Kubeconfig> files = {
            Kubeconfig(), parsed("users: [{name: u, user: {token: one}}]\ncurrent-context: a"),
            parsed("users: [{name: u, user: {token: two}}, {name: v}]\nclusters: [{name: c, cluster: {server: s1}}]"),
            parsed("clusters: [{name: c, cluster: {server: s2}}]\ncontexts: [{name: x, context: {cluster: "
                   "c}}]\ncurrent-context: b"),
            parsed("contexts: [{name: x, context: {cluster: d}}, {name: z}]\nusers: [{name: w}]")};
        for (const Kubeconfig& a : files) {
            QVERIFY(merge({a}) == a);
            QVERIFY(merge({a, a}) == a);
            QVERIFY(merge({a, Kubeconfig()}) == a);
            QVERIFY(merge({Kubeconfig(), a}) == a);
            for (const Kubeconfig& b : files) {
                for (const Kubeconfig& c : files) {
                    QVERIFY(merge({merge({a, b}), c}) == merge({a, b, c}));
                    QVERIFY(merge({a, merge({b, c})}) == merge({a, b, c}));
                }
            }
        }
        QVERIFY(merge({}) == Kubeconfig());
    }
};

QTEST_GUILESS_MAIN(ParseTest)
#include "parse_test.moc"
