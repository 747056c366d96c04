#include <QTest>

#include "confighub/json_text.h"
#include "confighub/origin.h"
#include "confighub/registry.h"

using namespace scout;

class ClaimsTest : public QObject {
    Q_OBJECT

  private slots:
    void repositories_data() {
        QTest::addColumn<QString>("repository");
        QTest::addColumn<QString>("parts");
        QTest::newRow("target layout") << "target/prod/us-west"
                                       << "prod|us-west||prod/us-west";
        QTest::newRow("space layout") << "space/staging"
                                      << "staging|||staging";
        QTest::newRow("unit layout") << "unit/prod/backend"
                                     << "prod||backend|prod/backend";
        QTest::newRow("case is folded") << "Target/Prod/US-West"
                                        << "prod|us-west||prod/us-west";
        QTest::newRow("space with two segments is another repository") << "space/a/b"
                                                                       << "";
        QTest::newRow("target with one segment") << "target/prod"
                                                 << "";
        QTest::newRow("empty segment") << "target//us-west"
                                       << "";
        QTest::newRow("ordinary repository") << "acme/shop"
                                             << "";
        QTest::newRow("empty") << ""
                               << "";
    }
    void repositories() {
        QFETCH(QString, repository);
        QFETCH(QString, parts);
        const auto path = confighub::parseRepository(repository.toStdString());
        QCOMPARE(QString::fromStdString(path ? path->space + "|" + path->target + "|" + path->unit + "|" + path->name()
                                             : std::string()),
                 parts);
    }

    void registries_data() {
        QTest::addColumn<QString>("registry");
        QTest::addColumn<bool>("isConfigHub");
        QTest::addColumn<QString>("instance");
        QTest::newRow("requirement 000") << "oci.api.confighub.com" << true << "api.confighub.com";
        QTest::newRow("hosted") << "oci.hub.confighub.com" << true << "hub.confighub.com";
        QTest::newRow("with a port") << "oci.hub.confighub.com:8443" << true << "hub.confighub.com";
        QTest::newRow("configured") << "localhost:9092" << true << "localhost";
        QTest::newRow("same host, other port") << "localhost:5000" << false << "localhost";
        QTest::newRow("an oci. prefix proves nothing") << "oci.acme.test" << false << "acme.test";
        QTest::newRow("look-alike suffix") << "oci.evilconfighub.com" << false << "evilconfighub.com";
        QTest::newRow("look-alike domain")
            << "oci.api.confighub.com.evil.test" << false << "api.confighub.com.evil.test";
        QTest::newRow("nothing between") << "oci.confighub.com" << false << "confighub.com";
    }
    void registries() {
        QFETCH(QString, registry);
        QFETCH(bool, isConfigHub);
        QFETCH(QString, instance);
        QCOMPARE(confighub::isConfigHubRegistry(registry.toStdString(), {"localhost:9092"}), isConfigHub);
        QCOMPARE(QString::fromStdString(confighub::instanceOf(registry.toStdString())), instance);
    }

    void origins_data() {
        QTest::addColumn<QString>("metadata");
        QTest::addColumn<QString>("parts");
        QTest::newRow("origin annotation")
            << "{'annotations':{'confighub.com/origin':'{`spaceSlug`:`prod`,`unitSlug`:`web`,`revisionNum`:12}'}}"
            << "prod|web|12";
        QTest::newRow("revision as text")
            << "{'annotations':{'confighub.com/origin':'{`spaceSlug`:`prod`,`unitSlug`:`web`,`revisionNum`:`12`}'}}"
            << "prod|web|12";
        QTest::newRow("older annotations") << "{'annotations':{'confighub.com/UnitSlug':'web','confighub.com/"
                                              "SpaceName':'prod','confighub.com/RevisionNum':'7'}}"
                                           << "prod|web|7";
        QTest::newRow("unit as a label") << "{'labels':{'confighub.com/UnitSlug':'web'}}"
                                         << "|web|";
        QTest::newRow("broken origin, older keys")
            << "{'annotations':{'confighub.com/origin':'{','confighub.com/UnitSlug':'web'}}"
            << "|web|";
        QTest::newRow("broken origin alone") << "{'annotations':{'confighub.com/origin':'nonsense'}}"
                                             << "";
        QTest::newRow("nothing") << "{}"
                                 << "";
    }
    void origins() {
        QFETCH(QString, metadata);
        QFETCH(QString, parts);
        const auto origin = confighub::readOrigin(test::json(metadata));
        QCOMPARE(QString::fromStdString(origin ? origin->space + "|" + origin->unit + "|" + origin->revision
                                               : std::string()),
                 parts);
    }
};

QTEST_GUILESS_MAIN(ClaimsTest)
#include "claims_test.moc"
