// Every way of a kubeconfig to reach a real API server and be someone there.
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "cluster/ground.h"

using namespace scout;

namespace {

QByteArray base64(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toBase64() : QByteArray();
}

}  // namespace

class ConnectionTest : public QObject {
    Q_OBJECT

  private slots:
    void connects_data() {
        QTest::addColumn<QByteArray>("cluster");
        QTest::addColumn<QByteArray>("user");
        const QByteArray ca = "certificate-authority: " + value("ca") + "\n";
        const QByteArray caData = "certificate-authority-data: " + base64(m_ground.value(QStringLiteral("ca"))) + "\n";
        const QByteArray token = "token: " + value("tokens.tracer") + "\n";
        const auto row = [](const char* name, const QByteArray& cluster, const QByteArray& user) {
            QTest::newRow(name) << cluster << user;
        };

        row("client certificate, RSA, files", ca,
            "client-certificate: " + value("adminCert") + "\nclient-key: " + value("adminKey") + "\n");
        row("client certificate, EC, files", ca,
            "client-certificate: " + value("adminEcCert") + "\nclient-key: " + value("adminEcKey") + "\n");
        row("client certificate, RSA, data", caData,
            "client-certificate-data: " + base64(m_ground.value(QStringLiteral("adminCert"))) +
                "\nclient-key-data: " + base64(m_ground.value(QStringLiteral("adminKey"))) + "\n");
        row("client certificate, EC, data", caData,
            "client-certificate-data: " + base64(m_ground.value(QStringLiteral("adminEcCert"))) +
                "\nclient-key-data: " + base64(m_ground.value(QStringLiteral("adminEcKey"))) + "\n");
        row("token", ca, token);
        row("token file", ca, "tokenFile: token\n");
        row("token file wins over token", ca, "token: wrong\ntokenFile: token\n");
        row("tls-server-name", ca + "tls-server-name: localhost\n", token);
        row("insecure-skip-tls-verify", "insecure-skip-tls-verify: true\n", token);
        row("impersonation", ca,
            "client-certificate: " + value("adminCert") + "\nclient-key: " + value("adminKey") +
                "\nas: tracer\nas-groups: [system:authenticated]\n");
        for (const QByteArray version : {"v1", "v1beta1"}) {
            row(("exec plugin with a token, " + version).constData(), ca, exec(version, "token-" + version));
            row(("exec plugin with a certificate, " + version).constData(), ca,
                exec(version, "certificate-" + version));
        }
    }

    void connects() {
        QFETCH(QByteArray, cluster);
        QFETCH(QByteArray, user);
        const test::Outcome outcome = trace(cluster, user);
        QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
        QVERIFY(outcome.out.startsWith(QStringLiteral("TRACE: Deployment/by-hand in unmanaged")));
    }

    void isRefusedClearly_data() {
        QTest::addColumn<QByteArray>("cluster");
        QTest::addColumn<QByteArray>("user");
        QTest::addColumn<QString>("said");
        const QByteArray ca = "certificate-authority: " + value("ca") + "\n";
        const QByteArray token = "token: " + value("tokens.tracer") + "\n";
        QTest::newRow("wrong token") << ca << QByteArray("token: nonsense\n") << QStringLiteral("401");
        QTest::newRow("may not read it") << ca << "token: " + value("tokens.nobody") + "\n"
                                         << QStringLiteral("forbidden");
        QTest::newRow("impersonating somebody who may not")
            << ca
            << "client-certificate: " + value("adminCert") + "\nclient-key: " + value("adminKey") +
                   "\nas: nobody-at-all\n"
            << QStringLiteral("nobody-at-all");
        QTest::newRow("a CA that did not sign the server") << "certificate-authority: " + value("registry.ca") + "\n"
                                                           << token << QStringLiteral("certificate");
        QTest::newRow("a name that is not in the certificate") << ca + "tls-server-name: elsewhere.test\n"
                                                               << token << QStringLiteral("elsewhere.test");
        QTest::newRow("exec plugin that fails")
            << ca << exec("v1", "fails") << QStringLiteral("the helper's own words");
        QTest::newRow("exec plugin that is not there")
            << ca << exec("v1", "nowhere") << QStringLiteral("install me like this");
    }

    void isRefusedClearly() {
        QFETCH(QByteArray, cluster);
        QFETCH(QByteArray, user);
        QFETCH(QString, said);
        const test::Outcome outcome = trace(cluster, user);
        QCOMPARE(outcome.exitCode, 1);
        QVERIFY2(outcome.err.contains(said, Qt::CaseInsensitive), qPrintable(outcome.err));
        QVERIFY2(!outcome.err.contains(m_ground.value(QStringLiteral("tokens.tracer"))), qPrintable(outcome.err));
    }

  private:
    QByteArray value(const char* path) const { return m_ground.value(QLatin1String(path)).toLocal8Bit(); }

    static QByteArray exec(const QByteArray& version, const QByteArray& name) {
        return "exec:\n  apiVersion: client.authentication.k8s.io/" + version + "\n  command: ./" + name +
               "\n  interactiveMode: Never\n  provideClusterInfo: true\n  installHint: install me like this\n";
    }

    // A credential plugin that answers with `status`, after it has checked what it was told of the cluster.
    void writePlugin(const QTemporaryDir& folder, const QString& name, const QByteArray& version,
                     const QByteArray& status) const {
        write(folder, name,
              "#!/bin/sh\ncase $KUBERNETES_EXEC_INFO in\n  *'client.authentication.k8s.io/" + version + "'*'" +
                  value("server") + "'*|*'" + value("server") + "'*'client.authentication.k8s.io/" + version +
                  "'*) ;;\n  *) echo \"no cluster info: $KUBERNETES_EXEC_INFO\" >&2; exit 1 ;;\nesac\ncat "
                  "<<'END'\n{\"apiVersion\":\"client.authentication.k8s.io/" +
                  version + "\",\"kind\":\"ExecCredential\",\"status\":" + status + "}\nEND\n");
    }

    static void write(const QTemporaryDir& folder, const QString& name, const QByteArray& text) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly)) return;
        file.write(text);
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }

    static QByteArray indented(const QByteArray& text) {
        QByteArray out;
        for (const QByteArray& line : text.trimmed().split('\n')) out += "    " + line + "\n";
        return out;
    }

    test::Outcome trace(const QByteArray& cluster, const QByteArray& user) const {
        const QTemporaryDir folder;
        const auto escaped = [](QByteArray pem) { return pem.replace("\n", "\\n"); };
        const QByteArray certificate =
            escaped(QByteArray::fromBase64(base64(m_ground.value(QStringLiteral("adminCert")))));
        const QByteArray key = escaped(QByteArray::fromBase64(base64(m_ground.value(QStringLiteral("adminKey")))));
        for (const QByteArray version : {"v1", "v1beta1"}) {
            writePlugin(folder, QStringLiteral("token-") + QLatin1String(version), version,
                        "{\"token\":\"" + value("tokens.tracer") + "\"}");
            writePlugin(folder, QStringLiteral("certificate-") + QLatin1String(version), version,
                        "{\"clientCertificateData\":\"" + certificate + "\",\"clientKeyData\":\"" + key + "\"}");
        }
        write(folder, QStringLiteral("fails"), "#!/bin/sh\necho \"the helper's own words\" >&2\nexit 7\n");
        write(folder, QStringLiteral("token"), value("tokens.tracer") + "\n");
        write(folder, QStringLiteral("config"),
              "apiVersion: v1\nkind: Config\ncurrent-context: c\ncontexts:\n- name: c\n  context: {cluster: c, user: "
              "u}\nclusters:\n- name: c\n  cluster:\n    server: " +
                  value("server") + "\n" + indented(cluster) + "users:\n- name: u\n  user:\n" + indented(user));
        return test::run(test::pluginPath(),
                         {QStringLiteral("trace"), QStringLiteral("deploy/by-hand"), QStringLiteral("-n"),
                          QStringLiteral("unmanaged")},
                         test::environmentFor(folder.filePath(QStringLiteral("config"))));
    }

    test::Ground m_ground = *test::Ground::find();
};

SCOUT_GROUND_MAIN(ConnectionTest)
#include "connection_test.moc"
