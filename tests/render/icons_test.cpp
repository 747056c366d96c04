// The icon set: whole, of one colour, and one for every kind.
#include <QTest>
#include <QXmlStreamReader>
#include <algorithm>

#include "render/icons.h"

using namespace scout;

class IconsTest : public QObject {
    Q_OBJECT
  private slots:
    void everyIcon_data() {
        QTest::addColumn<QString>("name");
        for (const auto name : render::iconNames()) {
            const auto text = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
            QTest::newRow(qPrintable(text)) << text;
        }
    }
    void everyIcon() {
        QFETCH(QString, name);
        const std::string_view svg = render::iconSvg(name.toStdString());
        QXmlStreamReader xml(QByteArray(svg.data(), static_cast<qsizetype>(svg.size())));
        QVERIFY(xml.readNextStartElement());
        QCOMPARE(xml.attributes().value(QLatin1String("viewBox")).toString(), QStringLiteral("0 0 24 24"));
        int shapes = 0;
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement) continue;
            ++shapes;
            for (const QLatin1String attribute : {QLatin1String("fill"), QLatin1String("stroke")}) {
                const QString value = xml.attributes().value(attribute).toString();
                QVERIFY2(value.isEmpty() || value == QLatin1String("none") || value == QLatin1String("currentColor"),
                         qPrintable(value));
            }
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QVERIFY(shapes > 0);
        QVERIFY(svg.find("currentColor") != std::string_view::npos);
        const std::string_view body = render::iconBody(name.toStdString());
        QVERIFY(!body.empty() && body.front() == '<' && body.find("<svg") == std::string_view::npos);
    }

    void kinds_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("icon");
        QTest::newRow("workload") << "Deployment"
                                  << "deployment";
        QTest::newRow("source") << "GitRepository"
                                << "git";
        QTest::newRow("artifact") << "ConfigHub OCI"
                                  << "confighub";
        QTest::newRow("anything else") << "Certificate"
                                       << "object";
    }
    void kinds() {
        QFETCH(QString, kind);
        QFETCH(QString, icon);
        const std::string_view found = render::iconFor(kind.toStdString());
        QCOMPARE(QString::fromUtf8(found.data(), static_cast<qsizetype>(found.size())), icon);
        QVERIFY(!render::iconSvg(found).empty());
    }

    void statesHaveIcons() {
        const auto names = render::iconNames();
        for (const std::string_view state :
             {"ok", "working", "problem", "attention", "missing", "paused", "leaving", "unknown", "forbidden"})
            QVERIFY2(std::find(names.begin(), names.end(), "state-" + std::string(state)) != names.end(), state.data());
    }

    void noSuchIcon() {
        QVERIFY(render::iconSvg("nothing").empty());
        QVERIFY(render::iconBody("").empty());
    }
};

QTEST_GUILESS_MAIN(IconsTest)
#include "icons_test.moc"
