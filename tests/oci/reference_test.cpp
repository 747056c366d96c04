#include <QTest>

#include "oci/reference.h"

using namespace scout;

class ReferenceTest : public QObject {
    Q_OBJECT

  private slots:
    void references_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("parts");
        QTest::newRow("requirement 000") << "oci://oci.api.confighub.com/target/prod/us-west"
                                         << "oci.api.confighub.com|target/prod/us-west||";
        QTest::newRow("tag") << "oci://ghcr.io/acme/shop:1.2.3"
                             << "ghcr.io|acme/shop|1.2.3|";
        QTest::newRow("digest") << "oci://ghcr.io/acme/shop@sha256:ab"
                                << "ghcr.io|acme/shop||sha256:ab";
        QTest::newRow("tag and digest") << "ghcr.io/acme/shop:v1@sha256:ab"
                                        << "ghcr.io|acme/shop|v1|sha256:ab";
        QTest::newRow("port, no tag") << "oci://localhost:5000/shop"
                                      << "localhost:5000|shop||";
        QTest::newRow("port and tag") << "oci://localhost:5000/a/b:latest"
                                      << "localhost:5000|a/b|latest|";
        QTest::newRow("upper case host, trailing slash") << "oci://GHCR.io/acme/shop/"
                                                         << "ghcr.io|acme/shop||";
        QTest::newRow("host only") << "oci://ghcr.io"
                                   << "";
        QTest::newRow("host and slash") << "oci://ghcr.io/"
                                        << "";
        QTest::newRow("no host") << "oci:///acme"
                                 << "";
        QTest::newRow("empty") << ""
                               << "";
    }
    void references() {
        QFETCH(QString, text);
        QFETCH(QString, parts);
        const auto r = oci::parseReference(text.toStdString());
        const std::string said = r ? r->registry + "|" + r->repository + "|" + r->tag + "|" + r->digest : std::string();
        QCOMPARE(QString::fromStdString(said), parts);
    }
};

QTEST_GUILESS_MAIN(ReferenceTest)
#include "reference_test.moc"
