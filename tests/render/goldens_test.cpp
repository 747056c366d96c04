// Whole diagrams of the sample traces as DOT and Mermaid, kept as files that a person can read.
#include <QTest>
#include <algorithm>

#include "golden.h"
#include "render/interchange.h"
#include "render/trace_diagram.h"
#include "samples.h"

using namespace scout;

class GoldensTest : public QObject {
    Q_OBJECT
  private slots:
    void goldens_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("sample");
        QTest::addColumn<bool>("redact");
        for (const char* sample : {"flux-origins", "hostile", "multi-source", "failed-health-check"}) {
            for (const char* ending : {"dot", "mmd"}) {
                const QString file = QStringLiteral("%1.%2").arg(QLatin1String(sample), QLatin1String(ending));
                QTest::newRow(qPrintable(file)) << file << QString::fromLatin1(sample) << false;
            }
        }
        QTest::newRow("redacted") << QStringLiteral("flux-origins.redacted.mmd") << QStringLiteral("flux-origins")
                                  << true;
    }
    void goldens() {
        QFETCH(QString, file);
        QFETCH(QString, sample);
        QFETCH(bool, redact);
        const auto samples = test::samples();
        const auto found = std::find_if(samples.begin(), samples.end(),
                                        [&](const auto& entry) { return entry.first == sample.toStdString(); });
        QVERIFY(found != samples.end());
        const render::Diagram diagram = render::diagramOf({found->second}, redact, false);
        const std::string text =
            file.endsWith(QStringLiteral(".dot")) ? render::toDot(diagram) : render::toMermaid(diagram);
        const QString difference =
            test::goldenDifference(QStringLiteral(SCOUT_TESTS_DIR "/render/golden/") + file, text);
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }
};

QTEST_GUILESS_MAIN(GoldensTest)
#include "goldens_test.moc"
