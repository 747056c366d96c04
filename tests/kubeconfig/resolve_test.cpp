// Which cluster, user, namespace and server a context, the flags and the environment come to.
#include <QtTest>

#include "files.h"
#include "kubeconfig/load.h"

using namespace scout;
using namespace scout::kubeconfig;
using scout::tests::Files;
using scout::tests::pem;
using scout::tests::pemData;

namespace {

const std::string kubeconfigPath = "/home/u/.kube/config";
const std::string serviceAccount = "/var/run/secrets/kubernetes.io/serviceaccount/";

// Ordinary string literals: moc loses its way in raw ones that hold quotes.
const std::string twoContexts =
    "clusters:\n"
    "- {name: east, cluster: {server: 'https://east:6443', tls-server-name: api.east, certificate-authority-data: " +
    pemData("CERTIFICATE") +
    "}}\n"
    "- {name: west, cluster: {server: 'https://west:6443/prefix/', insecure-skip-tls-verify: true}}\n"
    "users:\n"
    "- {name: ann, user: {token: ann-token}}\n"
    "- {name: bob, user: {token: bob-token}}\n"
    "contexts:\n"
    "- {name: prod-east, context: {cluster: east, user: ann, namespace: shop}}\n"
    "- {name: prod-west, context: {cluster: west, user: bob}}\n"
    "- {name: lost, context: {cluster: gone, user: ann}}\n"
    "- {name: anonymous, context: {cluster: east, user: gone}}\n"
    "- {name: nowhere, context: {user: ann}}\n"
    "current-context: prod-east\n";

const Environment home = {{"HOME", "/home/u"}};

Files withConfig(const std::string& text) {
    return {{{kubeconfigPath, text}}, {}};
}

Environment inPod() {
    return {{"HOME", "/home/u"}, {"KUBERNETES_SERVICE_HOST", "10.0.0.1"}, {"KUBERNETES_SERVICE_PORT", "443"}};
}

Files podFiles() {
    return {{{serviceAccount + "token", "sa-token\n"},
             {serviceAccount + "ca.crt", pem("CERTIFICATE", "SA")},
             {serviceAccount + "namespace", "pod-ns\n"}},
            {}};
}

base::Result<ClientConfig> load(const Overrides& flags, const Environment& environment, const Files& files) {
    return loadClientConfig(flags, environment, files.reader());
}

}  // namespace

class ResolveTest : public QObject {
    Q_OBJECT

    static ClientConfig loaded(const Overrides& flags, const Environment& environment, const Files& files) {
        const auto result = load(flags, environment, files);
        if (!result) qWarning("%s", base::display(result.error()).c_str());
        return result ? *result : ClientConfig();
    }

  private slots:
    void theCurrentContextIsTheDefault() {
        const ClientConfig config = loaded({}, home, withConfig(twoContexts));
        QCOMPARE(config.context, std::string("prod-east"));
        QCOMPARE(config.clusterName, std::string("east"));
        QCOMPARE(config.userName, std::string("ann"));
        QCOMPARE(config.ns, std::string("shop"));
        QCOMPARE(config.server, std::string("https://east:6443"));
        QCOMPARE(config.tlsServerName, std::string("api.east"));
        QCOMPARE(config.caPem, pem("CERTIFICATE"));
        QCOMPARE(config.token, std::string("ann-token"));
        QVERIFY(!config.insecureSkipTlsVerify && !config.exec && config.impersonate.empty() && config.warnings.empty());
    }

    void flagsChangeOneThingEach() {
        const Files files = withConfig(twoContexts);
        Overrides flags;
        flags.context = "prod-west";
        ClientConfig config = loaded(flags, home, files);
        QCOMPARE(config.server, std::string("https://west:6443/prefix"));
        QCOMPARE(config.token, std::string("bob-token"));
        QCOMPARE(config.ns, std::string("default"));

        flags = {};
        flags.cluster = "west";
        config = loaded(flags, home, files);
        QCOMPARE(config.server, std::string("https://west:6443/prefix"));
        QCOMPARE(config.token, std::string("ann-token"));
        QCOMPARE(config.ns, std::string("shop"));

        flags = {};
        flags.user = "bob";
        config = loaded(flags, home, files);
        QCOMPARE(config.server, std::string("https://east:6443"));
        QCOMPARE(config.token, std::string("bob-token"));

        flags = {};
        flags.ns = "other";
        QCOMPARE(loaded(flags, home, files).ns, std::string("other"));

        flags = {};
        flags.disableCompression = true;
        QVERIFY(loaded(flags, home, files).disableCompression);
        QVERIFY(!loaded({}, home, files).disableCompression);
    }

    void aServerByFlagForgetsTheOldName() {
        const Files files = withConfig(twoContexts);
        Overrides flags;
        flags.server = "https://other:1/";
        ClientConfig config = loaded(flags, home, files);
        QCOMPARE(config.server, std::string("https://other:1"));
        QCOMPARE(config.tlsServerName, std::string());
        QCOMPARE(config.caPem, pem("CERTIFICATE"));
        flags.tlsServerName = "given";
        QCOMPARE(loaded(flags, home, files).tlsServerName, std::string("given"));
        flags.server.clear();
        config = loaded(flags, home, files);
        QCOMPARE(config.tlsServerName, std::string("given"));
        QCOMPARE(config.server, std::string("https://east:6443"));
    }

    void authorityAndInsecureReplaceEachOther() {
        Files files = withConfig(twoContexts);
        files.contents["ca.crt"] = pem("CERTIFICATE", "FLAG");
        Overrides flags;
        flags.insecureSkipTlsVerify = true;
        ClientConfig config = loaded(flags, home, files);
        QVERIFY(config.insecureSkipTlsVerify);
        QCOMPARE(config.caPem, std::string());

        flags = {};
        flags.context = "prod-west";
        flags.certificateAuthority = "ca.crt";
        config = loaded(flags, home, files);
        QVERIFY(!config.insecureSkipTlsVerify);
        QCOMPARE(config.caPem, pem("CERTIFICATE", "FLAG"));

        flags.insecureSkipTlsVerify = true;
        const auto both = load(flags, home, files);
        QVERIFY(!both);
        QCOMPARE(both.error().what,
                 std::string("cluster \"west\" has a certificate authority and insecure-skip-tls-verify"));
    }

    void flagsAloneAreEnough() {
        Overrides flags;
        flags.server = "https://host";
        flags.token = "t";
        const ClientConfig config = loaded(flags, {}, {});
        QCOMPARE(config.context, std::string());
        QCOMPARE(config.server, std::string("https://host"));
        QCOMPARE(config.token, std::string("t"));
        QCOMPARE(config.ns, std::string("default"));
    }

    void serversAreUrls_data() {
        QTest::addColumn<QString>("server");
        QTest::addColumn<bool>("insecure");
        QTest::addColumn<QString>("result");
        const auto row = [](const char* server, bool insecure, const char* result) {
            QTest::addRow("%s %d", server, insecure) << server << insecure << result;
        };
        row("https://host", false, "https://host");
        row("HTTPS://Host:6443", false, "https://Host:6443");
        row("https://host/", false, "https://host");
        row("https://host/k8s/clusters/c-1//", false, "https://host/k8s/clusters/c-1");
        row("https://host:443/a?b=c#d", false, "https://host:443/a");
        row("https://[fd00::1]:6443", false, "https://[fd00::1]:6443");
        row("http://host:8080", false, "http://host:8080");
        row("host:8080", false, "http://host:8080");
        row("host:8080", true, "http://host:8080");
        row("host", true, "http://host");
        row("10.0.0.1", false, "http://10.0.0.1");
        row("host/", false, "http://host");
        row("host/path", false, "");
        row("ftp://host", false, "");
        row("https://", false, "");
        row("https://:6443", false, "");
        row("https://host:port", false, "");
        row("https://host:0", false, "");
        row("https://host:65536", false, "");
        row("https://ho st", false, "");
        row("https://[fd00::1", false, "");
        row("https://fd00::1", false, "");
        row("://host", false, "");
    }
    void serversAreUrls() {
        QFETCH(QString, server);
        QFETCH(bool, insecure);
        QFETCH(QString, result);
        Overrides flags;
        flags.server = server.toStdString();
        flags.insecureSkipTlsVerify = insecure;
        const auto config = load(flags, {}, {});
        QCOMPARE(config.ok(), !result.isEmpty());
        if (config) {
            QCOMPARE(QString::fromStdString(config->server), result);
        } else {
            QCOMPARE(config.error().what, std::string("the given server is not https://HOST[:PORT][/PATH]"));
            QCOMPARE(config.error().where, std::string("--server"));
            QVERIFY(!config.error().advice.empty());
        }
    }

    void serversHoldNoCredentials() {
        Overrides flags;
        flags.server = "https://me:secret@host";
        const auto config = load(flags, {}, {});
        QVERIFY(!config);
        QVERIFY(base::display(config.error()).find("secret") == std::string::npos);
        QVERIFY(config.error().what.find("holds a user name or password") != std::string::npos);
        QCOMPARE(config.error().where, std::string("--server"));
    }

    void unknownNamesAreErrorsWithAdvice_data() {
        QTest::addColumn<QString>("flag");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("advice");
        QTest::newRow("context, near") << "context"
                                       << "prod-eats"
                                       << "context \"prod-eats\" does not exist"
                                       << "Did you mean \"prod-east\"? The kubeconfig has the "
                                          "contexts anonymous, lost, nowhere, prod-east, prod-west.";
        QTest::newRow("context, part") << "context"
                                       << "west"
                                       << "context \"west\" does not exist"
                                       << "Did you mean \"prod-west\"? The kubeconfig has the contexts anonymous, "
                                          "lost, nowhere, prod-east, prod-west.";
        QTest::newRow("context, far")
            << "context"
            << "zzz"
            << "context \"zzz\" does not exist"
            << "The kubeconfig has the contexts anonymous, lost, nowhere, prod-east, prod-west.";
        QTest::newRow("cluster") << "cluster"
                                 << "esat"
                                 << "cluster \"esat\" does not exist"
                                 << "Did you mean \"east\"? The kubeconfig has the clusters east, west.";
        QTest::newRow("user") << "user"
                              << "eve"
                              << "user \"eve\" does not exist"
                              << "The kubeconfig has the users ann, bob.";
        QTest::newRow("context without its cluster") << "context"
                                                     << "lost"
                                                     << "cluster \"gone\", which context \"lost\" names, does not exist"
                                                     << "The kubeconfig has the clusters east, west.";
        QTest::newRow("context without a cluster") << "context"
                                                   << "nowhere"
                                                   << "context \"nowhere\" names no cluster"
                                                   << "Name one with --cluster or --server.";
    }
    void unknownNamesAreErrorsWithAdvice() {
        QFETCH(QString, flag);
        QFETCH(QString, value);
        QFETCH(QString, what);
        QFETCH(QString, advice);
        Overrides flags;
        (flag == "context" ? flags.context : flag == "cluster" ? flags.cluster : flags.user) = value.toStdString();
        // A Pod's own account must not stand in for what was named.
        for (const Environment& environment : {home, inPod()}) {
            Files files = podFiles();
            files.contents[kubeconfigPath] = twoContexts;
            const auto config = load(flags, environment, files);
            QVERIFY(!config);
            QCOMPARE(config.error().kind, base::ErrorKind::config);
            QCOMPARE(QString::fromStdString(config.error().what), what);
            QCOMPARE(QString::fromStdString(config.error().advice), advice);
            QCOMPARE(config.error().where, kubeconfigPath);
        }
    }

    void aServerStandsInForAMissingCluster() {
        Overrides flags;
        flags.context = "lost";
        flags.server = "https://host";
        QCOMPARE(loaded(flags, home, withConfig(twoContexts)).server, std::string("https://host"));
        flags.cluster = "gone";
        QVERIFY(!load(flags, home, withConfig(twoContexts)));
    }

    void aMissingUserIsAnonymousAndSaysSo() {
        Overrides flags;
        flags.context = "anonymous";
        ClientConfig config = loaded(flags, home, withConfig(twoContexts));
        QCOMPARE(config.token, std::string());
        QCOMPARE(
            config.warnings,
            (std::vector<std::string>{
                "the kubeconfig has no user \"gone\", which context \"anonymous\" names: requests are anonymous"}));
        flags.token = "given";
        config = loaded(flags, home, withConfig(twoContexts));
        QCOMPARE(config.token, std::string("given"));
        QVERIFY(config.warnings.empty());
    }

    void aBrokenCurrentContextIsAnError() {
        std::string text = twoContexts;
        text.replace(text.find("current-context: prod-east"), 26, "current-context: prodeast");
        const auto broken = load({}, home, withConfig(text));
        QVERIFY(!broken);
        QCOMPARE(broken.error().what, std::string("the kubeconfig's current-context \"prodeast\" does not exist"));
        QVERIFY(broken.error().advice.find("Did you mean \"prod-east\"?") == 0);
        QVERIFY(broken.error().advice.find("--context") != std::string::npos);
    }

    void nothingToGoByIsAnError() {
        const auto nothing = load({}, home, {});
        QVERIFY(!nothing);
        QCOMPARE(nothing.error(),
                 (base::Error{base::ErrorKind::config, "there is no kubeconfig", kubeconfigPath,
                              "Name a file with --kubeconfig or in KUBECONFIG, or a server with --server."}));
        const auto empty = load({}, home, withConfig(""));
        QVERIFY(!empty);
        QCOMPARE(empty.error().what, std::string("the kubeconfig is empty: it has no contexts"));
        QCOMPARE(empty.error().where, kubeconfigPath);
        std::string text = twoContexts;
        text.erase(text.find("current-context"));
        const auto unchosen = load({}, home, withConfig(text));
        QVERIFY(!unchosen);
        QCOMPARE(unchosen.error().what,
                 std::string("no context is chosen, and the kubeconfig sets no current-context"));
        QCOMPARE(unchosen.error().advice,
                 std::string("Choose one with --context: anonymous, lost, nowhere, prod-east, prod-west."));
    }

    void longListsAreCut() {
        std::string text = "contexts:\n";
        for (int i = 10; i < 35; ++i) text += "- {name: n" + std::to_string(i) + "}\n";
        const auto config = load({}, home, withConfig(text));
        QVERIFY(!config);
        QCOMPARE(
            config.error().advice,
            std::string("Choose one with --context: n10, n11, n12, n13, n14, n15, n16, n17, n18, n19 and 15 more."));
    }

    void aPodUsesItsServiceAccount() {
        const ClientConfig config = loaded({}, inPod(), podFiles());
        QCOMPARE(config.context, std::string("in-cluster"));
        QCOMPARE(config.server, std::string("https://10.0.0.1:443"));
        QCOMPARE(config.caPem, pem("CERTIFICATE", "SA"));
        QCOMPARE(config.token, std::string("sa-token"));
        QCOMPARE(config.tokenFile, serviceAccount + "token");
        QCOMPARE(config.ns, std::string("pod-ns"));
    }

    void aPodNeedsAddressAndToken() {
        for (const char* name : {"KUBERNETES_SERVICE_HOST", "KUBERNETES_SERVICE_PORT"}) {
            Environment environment = inPod();
            environment[name] = "";
            QVERIFY(!load({}, environment, podFiles()));
        }
        Files files = podFiles();
        files.contents.erase(serviceAccount + "token");
        QVERIFY(!load({}, inPod(), files));
        // A token that is there and cannot be read is an error of its own.
        files.unreadable[serviceAccount + "token"] = {base::ErrorKind::config, "permission denied", {}, {}};
        const auto locked = load({}, inPod(), files);
        QVERIFY(!locked);
        QVERIFY(locked.error().what.find("permission denied") != std::string::npos);
    }

    void aPodMayLackItsCertificateAndUseIpV6() {
        Files files = podFiles();
        files.contents.erase(serviceAccount + "ca.crt");
        Environment environment = inPod();
        environment["KUBERNETES_SERVICE_HOST"] = "fd00::1";
        const ClientConfig config = loaded({}, environment, files);
        QCOMPARE(config.caPem, std::string());
        QCOMPARE(config.server, std::string("https://[fd00::1]:443"));
    }

    void flagsCountInAPodToo() {
        Files files = podFiles();
        files.contents["ca.crt"] = pem("CERTIFICATE", "FLAG");
        Overrides flags;
        flags.token = "given";
        flags.certificateAuthority = "ca.crt";
        flags.as = "root";
        flags.ns = "flag-ns";
        const ClientConfig config = loaded(flags, inPod(), files);
        QCOMPARE(config.server, std::string("https://10.0.0.1:443"));
        QCOMPARE(config.token, std::string("given"));
        QCOMPARE(config.tokenFile, std::string());
        QCOMPARE(config.caPem, pem("CERTIFICATE", "FLAG"));
        QCOMPARE(config.impersonate.user, std::string("root"));
        QCOMPARE(config.ns, std::string("flag-ns"));
    }

    void aKubeconfigGoesBeforeTheServiceAccount() {
        Files files = podFiles();
        files.contents[kubeconfigPath] = twoContexts;
        QCOMPARE(loaded({}, inPod(), files).context, std::string("prod-east"));
        Overrides flags;
        flags.server = "https://host";
        QCOMPARE(loaded(flags, inPod(), podFiles()).token, std::string());
    }

    void namespacesComeFromFlagContextPodOrDefault_data() {
        QTest::addColumn<QString>("flag");
        QTest::addColumn<QString>("context");
        QTest::addColumn<bool>("isPod");
        QTest::addColumn<QString>("podNamespace");
        QTest::addColumn<QString>("ns");
        QTest::newRow("flag") << "f"
                              << "prod-east" << true << "v"
                              << "f";
        QTest::newRow("context") << ""
                                 << "prod-east" << true << "v"
                                 << "shop";
        QTest::newRow("variable in a Pod") << ""
                                           << "prod-west" << true << "v"
                                           << "v";
        QTest::newRow("file in a Pod") << ""
                                       << "prod-west" << true << ""
                                       << "pod-ns";
        QTest::newRow("variable elsewhere") << ""
                                            << "prod-west" << false << "v"
                                            << "default";
        QTest::newRow("default") << ""
                                 << "prod-west" << false << ""
                                 << "default";
    }
    void namespacesComeFromFlagContextPodOrDefault() {
        QFETCH(QString, flag);
        QFETCH(QString, context);
        QFETCH(bool, isPod);
        QFETCH(QString, podNamespace);
        QFETCH(QString, ns);
        Files files = podFiles();
        files.contents[kubeconfigPath] = twoContexts;
        Environment environment = isPod ? inPod() : home;
        environment["POD_NAMESPACE"] = podNamespace.toStdString();
        Overrides flags;
        flags.ns = flag.toStdString();
        flags.context = context.toStdString();
        QCOMPARE(QString::fromStdString(loaded(flags, environment, files).ns), ns);
    }

    void kubernetesMasterIsTheLastResort() {
        Environment environment = home;
        environment["KUBERNETES_MASTER"] = "http://master:8080";
        QCOMPARE(loaded({}, environment, {}).server, std::string("http://master:8080"));
        QCOMPARE(loaded({}, environment, withConfig(twoContexts)).server, std::string("https://east:6443"));
        Environment pod = inPod();
        pod["KUBERNETES_MASTER"] = "http://master:8080";
        QCOMPARE(loaded({}, pod, podFiles()).context, std::string("in-cluster"));
    }
};

QTEST_GUILESS_MAIN(ResolveTest)
#include "resolve_test.moc"
