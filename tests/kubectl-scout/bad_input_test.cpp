// Every bad input gets one clear error that says what, where and what to do; exit 1; no crash, no hang, nothing on
// stdout.
#include <QTest>
#include <QTimer>

#include "hostile_server.h"
#include "program.h"

using namespace scout;
using test::HostileServer;
using test::Program;

namespace {

const QStringList kTrace{QStringLiteral("trace"), QStringLiteral("deploy/frontend")};

QByteArray status(int code, const char* reason, const char* message) {
    const QByteArray body =
        QByteArray("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"") + message +
        "\",\"reason\":\"" + reason +
        "\",\"details\":{\"name\":\"frontend\",\"group\":\"apps\",\"kind\":\"deployments\"},\"code\":" +
        QByteArray::number(code) + "}";
    return test::answer(code, body, "Content-Type: application/json\r\n");
}

}  // namespace

class BadInputTest : public QObject {
    Q_OBJECT

    // Checks the form of an error and that it holds all `parts`.
    static void isClear(const test::Ended& ended, const QStringList& parts) {
        const QByteArray text = "stdout: " + ended.out + "\nstderr: " + ended.err;
        QVERIFY2(ended.code == 1, "exit code " + QByteArray::number(ended.code) + "\n" + text);
        QVERIFY2(ended.out.isEmpty(), text);
        const auto lines = ended.err.split('\n');
        QVERIFY2(lines[0].startsWith("error: ") || lines[0].startsWith("Error from server ("), text);
        QVERIFY2(ended.err.count("error: ") + ended.err.count("Error from server (") == 1, "one error: " + text);
        QVERIFY2(lines.size() >= 2 && lines[1].startsWith("  ") && lines[1].size() > 12, "no advice: " + text);
        for (const auto& part : parts)
            QVERIFY2(ended.err.contains(part.toUtf8()), "no \"" + part.toUtf8() + "\" in " + text);
    }

    static void server_case(const HostileServer::Handler& handler, const QStringList& parts,
                            const QStringList& arguments = kTrace) {
        HostileServer server(handler);
        Program program;
        program.use(server.url());
        isClear(program.run(arguments), parts);
    }

    static void tls_case(const QString& certificate, const QString& authority, const QStringList& parts,
                         const QStringList& user = {}) {
        HostileServer server(test::always(test::answer(200, "{}")), HostileServer::Tls{certificate, !user.isEmpty()});
        Program program;
        program.use(server.url(QStringLiteral("localhost")),
                    {QStringLiteral("certificate-authority: " SCOUT_TESTS_DIR "/net/pki/") + authority}, user);
        isClear(program.run(kTrace), parts);
    }

  private slots:
    // --- the command line ---

    void commandLine_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QStringList>("parts");
        const auto row = [](const char* name, const QStringList& arguments, const QStringList& parts) {
            QTest::newRow(name) << arguments << parts;
        };
        row("a/b/c", {"trace", "a/b/c"}, {"a/b/c", "slash"});
        row("mixed forms", {"trace", "deploy/a", "b"}, {"TYPE/NAME"});
        row("a type alone", {"trace", "deploy"}, {"deploy"});
        row("nothing", {"trace"}, {"nothing to trace", "kubectl scout trace deploy/"});
        row("unknown flag", {"trace", "deploy/x", "--namespac", "a"}, {"--namespac", "--namespace"});
        row("unknown command", {"tracee", "deploy/x"}, {"tracee", "trace"});
        row("all namespaces", {"trace", "deploy/x", "-A"}, {"all-namespaces", "-n"});
        row("--json and yaml", {"trace", "deploy/x", "--json", "-o", "yaml"}, {"--json", "yaml"});
        row("--from and --demo", {"trace", "--from", "x", "--demo"}, {"--from", "--demo"});
        const QString fixtures = QStringLiteral(SCOUT_TESTS_DIR "/signing/fixtures/");
        row("a key that is not there", {"trace", "deploy/x", "--verify-key", "no-such.pub"},
            {"no-such.pub", "no such file"});
        row("signatures without a registry",
            {"trace", "deploy/x", "--verify-identity", "me@example.test", "--no-registry"},
            {"signatures are in the registry", "--no-registry"});
        row("a certificate for a key", {"trace", "deploy/x", "--verify-key", fixtures + "ca.crt"},
            {"no public key in PEM", "--verify-key", "ca.crt", "cosign public-key"});
        row("a key for a certificate", {"trace", "deploy/x", "--verify-certificate", fixtures + "cosign.pub"},
            {"no certificate in PEM", "--verify-certificate", "cosign.pub"});
        row("a manifest that is not there", {"trace", "-f", "no-such.yaml"}, {"no-such.yaml", "does not exist"});
        row("a snapshot that is not there", {"trace", "--from", "no-such.json"}, {"no-such.json", "no such file"});
        row("a name that cannot be", {"trace", "deploy/Front_End"}, {"Front_End"});
        row("a namespace that cannot be", {"trace", "deploy/x", "-n", "../../secrets"},
            {"../../secrets", "may not contain '/'", "--namespace"});
        row("a server of another scheme", {"trace", "deploy/x", "-s", "ftp://a"}, {"--server", "https://HOST"});
        row("a server cut short", {"trace", "deploy/x", "-s", "https://[::1"}, {"--server", "https://HOST"});
        row("no shell", {"completion"}, {"bash, zsh, fish, powershell"});
        row("another shell", {"completion", "tcsh"}, {"tcsh", "bash"});
        row("help for nothing", {"help", "frob"}, {"frob", "trace"});
    }
    void commandLine() {
        QFETCH(QStringList, arguments);
        QFETCH(QStringList, parts);
        Program program;
        program.use("http://127.0.0.1:1");
        isClear(program.run(arguments), parts);
    }

    void brokenManifest() {
        Program program;
        program.use("http://127.0.0.1:1");
        program.file("broken.yaml", "kind: [unclosed\n");
        isClear(program.run({"trace", "-f", "broken.yaml"}), {"broken.yaml", "line"});
        program.file("other.yaml", "just: text\n");
        isClear(program.run({"trace", "-f", "other.yaml"}), {"other.yaml"});
        isClear(program.run({"trace", "-f", "-"}, "kind: [unclosed\n"), {"standard input"});
    }

    void brokenSnapshot() {
        Program program;
        program.file("cut.json", "{\"apiVersion\": \"kubectl-scout/v1\", \"kind\": \"Sna");
        isClear(program.run({"trace", "--from", "cut.json"}), {"cut.json"});
        program.file("other.json", "{\"kind\": \"Pod\"}");
        isClear(program.run({"trace", "--from", "other.json"}), {"other.json", "Snapshot"});
        // Large for a manifest, not for a snapshot: what is wrong is what is in it.
        QFile large(program.file("large.json", "{}"));
        QVERIFY(large.open(QIODevice::ReadWrite) && large.resize((qint64{64} << 20) + 1));
        isClear(program.run({"trace", "-f", "large.json"}), {"large.json", "larger than 64 MiB"});
        isClear(program.run({"trace", "--from", "large.json"}), {"large.json", "not a kubectl-scout/v1 Snapshot"});
        QVERIFY(large.resize((qint64{1} << 30) + 1));
        isClear(program.run({"trace", "--from", "large.json"}), {"large.json", "larger than 1 GiB"});
    }

    // --- the kubeconfig ---

    void unknownContext() {
        Program program;
        program.use("http://127.0.0.1:1");
        isClear(program.run(kTrace + QStringList{"--context", "tset"}), {"\"tset\"", "test"});
    }

    void missingKubeconfig() {
        Program program;
        isClear(program.run(kTrace + QStringList{"--kubeconfig", "/no/such/config"}), {"/no/such/config"});
        isClear(program.run(kTrace), {"kubeconfig", ".kube/config"});
    }

    void brokenKubeconfig() {
        Program program;
        program.environment.insert("KUBECONFIG", program.file("kc", "apiVersion: v1\nclusters: [\n"));
        isClear(program.run(kTrace), {"kc", "line"});
    }

    void twoCredentialsAtOnce() {
        Program program;
        program.use("https://127.0.0.1:1", {}, {"token: abc-secret", "username: u", "password: pass-secret"});
        const auto ended = program.run(kTrace);
        isClear(ended, {"dev"});
        QVERIFY(!ended.err.contains("-secret"));
    }

    void hangingPlugin() {
        Program program;
        program.use("https://127.0.0.1:1", {},
                    {"exec: {apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never, command: sleep, "
                     "args: [\"1000\"]}"});
        isClear(program.run(kTrace + QStringList{"--request-timeout", "1s"}), {"\"sleep\" did not end within 1 s"});
    }

    // --- TLS ---

    void expiredServerCertificate() { tls_case("server-expired.pem", "ca.pem", {"expired"}); }
    void wrongHostName() { tls_case("server-wrong-name.pem", "ca.pem", {"localhost"}); }
    void unknownAuthority() { tls_case("server.pem", "other-ca.pem", {"localhost"}); }
    void expiredClientCertificate() {
        tls_case("server.pem", "ca.pem", {"expired"},
                 {"client-certificate: " SCOUT_TESTS_DIR "/net/pki/client-expired.pem",
                  "client-key: " SCOUT_TESTS_DIR "/net/pki/client-rsa.pkcs8.key.pem"});
    }

    // --- the connection ---

    void refusedConnection() {
        std::string url;
        { url = HostileServer({}).url(); }
        Program program;
        program.use(url);
        isClear(program.run(kTrace), {"127.0.0.1", "refused"});
    }

    void acceptsAndNeverAnswers() {
        server_case([](const test::Seen&, QTcpSocket&) {}, {"1 s", "127.0.0.1"},
                    kTrace + QStringList{"--request-timeout=1s"});
    }

    void closesAtOnce() {
        server_case([](const test::Seen&, QTcpSocket& socket) { socket.abort(); }, {"127.0.0.1"});
    }

    // --- the answer ---

    void unauthorized() { server_case(test::always(status(401, "Unauthorized", "Unauthorized")), {"401", "log in"}); }
    void forbidden() {
        server_case(test::always(
                        status(403, "Forbidden",
                               "deployments.apps \\\"frontend\\\" is forbidden: User \\\"dev\\\" cannot get resource")),
                    {"Forbidden", "frontend", "kubectl auth can-i get"});
    }
    void notFound() {
        server_case(test::always(status(404, "NotFound", "deployments.apps \\\"frontend\\\" not found")),
                    {"Error from server (NotFound)", "deployments.apps \"frontend\" not found", "prod", "-A"});
    }
    void wrongNamespace() {
        server_case(test::always(status(404, "NotFound", "deployments.apps \\\"frontend\\\" not found")),
                    {"in staging", "another namespace"}, kTrace + QStringList{"-n", "staging"});
    }
    void tooManyRequests() {
        server_case(test::always(test::answer(429, "", "Retry-After: 3600\r\n")), {"429", "3600"});
    }
    void serverError() { server_case(test::always(test::answer(500, "oops")), {"500", "readyz"}); }
    void html() {
        server_case(test::always(test::answer(200, "<html><head><title>Corporate login</title></head></html>",
                                              "Content-Type: text/html\r\n")),
                    {"not a Kubernetes API server", "Corporate login"});
    }
    void notJson() { server_case(test::always(test::answer(200, "hello")), {"not valid JSON", "Deployment/frontend"}); }
    void emptyBody() { server_case(test::always(test::answer(200, "")), {"empty"}); }
    void truncatedBody() {
        server_case(
            [](const test::Seen&, QTcpSocket& socket) {
                socket.write(
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                    "5000\r\n\r\n{\"apiVersion\":\"apps/v1\",");
                socket.disconnectFromHost();
            },
            {"127.0.0.1"});
    }
    void redirect() {
        server_case(test::always(test::answer(302, "", "Location: https://login.example.org/?state=secret\r\n")),
                    {"login.example.org"});
    }

    void twoHundredMegabytes() {
        const QByteArray block(1 << 20, ' ');
        server_case(
            [block](const test::Seen&, QTcpSocket& socket) {
                socket.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 209715200\r\n\r\n{");
                auto* left = new int(200);
                QObject::connect(&socket, &QObject::destroyed, [left] { delete left; });
                const auto send = [&socket, left, block] {
                    while (*left > 0 && socket.bytesToWrite() < 4 * block.size()) {
                        socket.write(block);
                        --*left;
                    }
                };
                QObject::connect(&socket, &QTcpSocket::bytesWritten, &socket, send);
                send();
            },
            {"64 MiB"});
    }

    void anApplicationThatCannotBeSearchedFor() {
        server_case(
            [](const test::Seen& seen, QTcpSocket& socket) {
                if (seen.target.contains("fieldSelector"))
                    socket.write(status(403, "Forbidden", "applications.argoproj.io is forbidden"));
                else
                    socket.write(status(404, "NotFound", "applications.argoproj.io not found"));
            },
            {"\"shop\" not found", "in argocd", "is forbidden", "--app NAMESPACE/NAME"}, {"trace", "--app", "shop"});
    }

    void aKindThatDoesNotExist() {
        const HostileServer::Handler emptyServer = [](const test::Seen& seen, QTcpSocket& socket) {
            if (seen.target == "/api" || seen.target.startsWith("/api?")) {
                socket.write(test::answer(200, "{\"kind\":\"APIVersions\",\"versions\":[]}",
                                          "Content-Type: application/json\r\n"));
            } else if (seen.target == "/apis" || seen.target.startsWith("/apis?")) {
                socket.write(test::answer(200, "{\"kind\":\"APIGroupList\",\"apiVersion\":\"v1\",\"groups\":[]}",
                                          "Content-Type: application/json\r\n"));
            } else {
                socket.write(test::answer(404, "404 page not found", "Content-Type: text/plain\r\n"));
            }
        };
        server_case(emptyServer, {"the server doesn't have a resource type \"frobnicator\""},
                    {"trace", "frobnicator/x"});
        server_case(emptyServer, {"the server doesn't have a resource type \"ks\"", "context test"}, {"trace", "ks/x"});
    }
};

QTEST_GUILESS_MAIN(BadInputTest)
#include "bad_input_test.moc"
