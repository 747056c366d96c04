// What the requirement documents' sections on troubleshooting say, at the messages of the real controllers.
#include "trace/fetch_advice.h"

#include <QTest>

using namespace scout::trace;

class FetchAdviceTest : public QObject {
    Q_OBJECT

  private slots:
    void saysWhatToDo_data() {
        QTest::addColumn<QString>("message");
        QTest::addColumn<bool>("flux");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const char* message, bool flux, const char* says) {
            QTest::newRow(name) << message << flux << says;
        };
        row("several layers", "rpc error: code = Unknown desc = expected only a single oci content layer, got 3", false,
            "one archive");
        row("unknown CA, Argo CD",
            "failed to initialize oci client: Get \"https://registry.test/v2/\": tls: failed to verify certificate: "
            "x509: certificate signed by unknown authority",
            false, "argocd-tls-certs-cm");
        row("unknown CA, Flux",
            "failed to determine artifact digest: Get \"https://registry.test/v2/\": tls: failed to verify "
            "certificate: x509: certificate signed by unknown authority",
            true, "spec.certSecretRef");
        row("no such tag", "GET http://registry.test/v2/apps/manifests/v9: MANIFEST_UNKNOWN: manifest unknown", true,
            "oras repo tags");
        row("no credentials, Flux",
            "GET http://registry.test/v2/apps/manifests/v1: UNAUTHORIZED: authentication "
            "required; [map[Action:pull Class: Name:apps Type:repository]]",
            true, "kubernetes.io/dockerconfigjson");
        row("no credentials, Argo CD",
            "GET \"http://registry.test/v2/apps/manifests/v1\": response status code 401: "
            "unauthorized: authentication required",
            false, "argocd.argoproj.io/secret-type: repository");
        row("no right to pull", "GET https://registry.test/token: DENIED: requested access is denied", true, "right");
        row("provider of a cloud", "invalid AWS registry: 'registry.test'. must match ...", true, "generic");
        row("nobody listens", "dial tcp 127.0.0.1:9: connect: connection refused", false, "not reached");
        row("no such name", "dial tcp: lookup registry.test: no such host", true, "not reached");
        row("nothing of a fetch", "kustomize build failed: accumulating resources", true, "");
    }

    void saysWhatToDo() {
        QFETCH(QString, message);
        QFETCH(bool, flux);
        QFETCH(QString, says);
        const QString advice =
            QString::fromStdString(fetchAdvice(message.toStdString(), flux ? Fetcher::flux : Fetcher::argocd, nullptr));
        QCOMPARE(wantsCredentials(message.toStdString()),
                 QString(QTest::currentDataTag()).startsWith("no credentials"));
        QVERIFY2(says.isEmpty() ? advice.isEmpty() : advice.contains(says), qPrintable(advice));
    }

    void commandsAreAboutTheSource() {
        scout::model::OciSource from;
        const auto advice = [&from] { return fetchAdvice("MANIFEST_UNKNOWN: manifest unknown", Fetcher::flux, &from); };
        QVERIFY(advice().ends_with("oras repo tags REGISTRY/REPOSITORY."));
        from.registry = "registry.test:5000";
        from.repository = "team/apps";
        QVERIFY(advice().ends_with("oras repo tags registry.test:5000/team/apps."));
    }
};

QTEST_APPLESS_MAIN(FetchAdviceTest)
#include "fetch_advice_test.moc"
