// The SVG as a document: well-formed whatever the cluster says, with nothing from outside it, the same every time.
#include <QTest>
#include <QXmlStreamReader>
#include <set>

#include "graph_maker.h"
#include "render/icons.h"
#include "render/picture.h"

using namespace scout;
using model::State;
using render::Diagram;
using test::GraphMaker;

namespace {

const std::string hostile =
    "a\\\"b'c<d>&amp;]]>{e} --> <script>alert(1)</script>\x1b[31m\x01\xef\xbf\xbf\xc3\x28\u202eend\u4e2d";

Diagram sample(const std::string& name) {
    GraphMaker maker;
    const std::string applier = maker.flux(name);
    maker.last().revision = "main@sha1:" + std::string(40, 'a');
    maker.link(applier, maker.deployment(name, {State::ready, State::failed, State::missing}), "applies");
    maker.link(applier, maker.add("ConfigMap", name, State::suspended, name), "applies", model::Grade::inferred);
    render::DiagramOptions options;
    options.title = name;
    return render::diagramOf(maker.done(), options);
}

QByteArray svgOf(const Diagram& diagram, bool dark = false) {
    return QByteArray::fromStdString(
        render::toSvg(*render::compose(diagram), render::theme(render::Palette::scout, dark)));
}

struct Document {
    QString error;
    std::map<QString, int> elements;
    QStringList texts;
    QStringList titles;
    std::set<QString> symbols;
    std::set<QString> uses;
    std::set<QString> colors;
    QStringList links;
    QXmlStreamAttributes root;
};

Document read(const QByteArray& svg) {
    Document out;
    QXmlStreamReader xml(svg);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        const QString name = xml.name().toString();
        if (out.elements.empty()) out.root = xml.attributes();
        ++out.elements[name];
        for (const QXmlStreamAttribute& attribute : xml.attributes()) {
            if (attribute.value().contains(QStringLiteral("url("))) out.links << attribute.value().toString();
            if (attribute.name() == QLatin1String("fill")) out.colors.insert(attribute.value().toString());
        }
        if (name == QLatin1String("symbol")) out.symbols.insert(xml.attributes().value(QLatin1String("id")).toString());
        if (name == QLatin1String("use")) {
            const QString target = xml.attributes()
                                       .value(QStringLiteral("http://www.w3.org/1999/xlink"), QStringLiteral("href"))
                                       .toString();
            if (target.startsWith(QLatin1Char('#')))
                out.uses.insert(target.mid(1));
            else
                out.links << target;
        }
        if (name == QLatin1String("text")) out.texts << xml.readElementText();
        if (name == QLatin1String("title")) out.titles << xml.readElementText();
    }
    if (xml.hasError()) out.error = xml.errorString();
    return out;
}

}  // namespace

class SvgTest : public QObject {
    Q_OBJECT
  private slots:
    void isADocument_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("plain") << QStringLiteral("shop");
        QTest::newRow("hostile") << QString::fromStdString(hostile);
        QTest::newRow("blanks") << QStringLiteral("a  b");
    }
    void isADocument() {
        QFETCH(QString, name);
        const Diagram diagram = sample(name.toStdString());
        const Document document = read(svgOf(diagram));
        QVERIFY2(document.error.isEmpty(), qPrintable(document.error));
        QCOMPARE(document.elements.at(QStringLiteral("svg")), 1);
        QVERIFY(!document.elements.contains(QStringLiteral("script")));
        QVERIFY(!document.elements.contains(QStringLiteral("style")));
        QVERIFY(document.links.isEmpty());
        QCOMPARE(document.uses, document.symbols);
        QVERIFY(document.symbols.size() > 4);
        const render::Page page = render::pageOf(*render::compose(diagram));
        QCOMPARE(document.root.value(QLatin1String("width")).toDouble(), page.width);
        QCOMPARE(document.root.value(QLatin1String("height")).toDouble(), page.height);
        // The document's title and one for each card.
        QCOMPARE(document.titles.size(), static_cast<qsizetype>(diagram.cards.size() + 1));
    }
    // No document may hold these, even where they come past the diagram.
    void controlCharactersAreWrittenOut() {
        Diagram diagram = sample("shop");
        diagram.title = hostile;
        diagram.subtitle = hostile;
        for (render::Card& card : diagram.cards) card.name = card.fact = card.status = hostile;
        const QByteArray svg = svgOf(diagram);
        const Document document = read(svg);
        QVERIFY2(document.error.isEmpty(), qPrintable(document.error));
        for (const char c : svg) QVERIFY(static_cast<unsigned char>(c) >= 0x20 || c == '\n');
        QVERIFY(!svg.contains("\xef\xbf\xbf") && !svg.contains("\u202e") && !svg.contains("<script"));
        QVERIFY(svg.contains("\\x1b"));
    }
    void saysWhatTheCardsSay() {
        const Document document = read(svgOf(sample("shop")));
        for (const char* text : {"shop", "GIT", "OCI", "GITOPS", "WORKLOAD", "PODS", "Kustomization", "failed",
                                 "missing", "main@sha1:aaaaaaaa", "inferred"})
            QVERIFY2(document.texts.contains(QString::fromLatin1(text)), text);
        QCOMPARE(document.titles.first(), QStringLiteral("shop"));
        QVERIFY(document.titles.contains(QStringLiteral("Deployment shop: ready")));
    }
    void isTheSameEveryTime() { QCOMPARE(svgOf(sample("shop")), svgOf(sample("shop"))); }
    void hasTheThemesColours() {
        const QByteArray light = svgOf(sample("shop"), false);
        const QByteArray dark = svgOf(sample("shop"), true);
        QVERIFY(read(light).colors.count(QStringLiteral("#ffffff")) == 1);
        QVERIFY(read(dark).colors.count(QStringLiteral("#1b1e20")) == 1);
        QVERIFY(read(dark).colors.count(QStringLiteral("#f64001")) == 1);
    }
    // A number such as 1e+06 is not what every reader takes.
    void numbersArePlain() {
        render::Picture picture = *render::compose(sample("shop"));
        picture.bounds.width += 1000000 - render::pageOf(picture).width;
        const QByteArray svg =
            QByteArray::fromStdString(render::toSvg(picture, render::theme(render::Palette::scout, false)));
        const Document document = read(svg);
        QVERIFY(document.error.isEmpty());
        QCOMPARE(document.root.value(QLatin1String("width")).toString(), QStringLiteral("1000000"));
        QVERIFY(!svg.contains("e+"));
    }
    void redactedHasNoName() {
        GraphMaker maker;
        maker.link(maker.flux("seekrit"), maker.deployment("seekrit-web", std::vector<State>(9, State::ready)),
                   "applies");
        render::DiagramOptions options;
        options.redact = true;
        const QByteArray svg = svgOf(render::diagramOf(maker.done(), options));
        QVERIFY(svg.contains("Deployment 1") && !svg.contains("seekrit") && !svg.contains("prod"));
    }
};

QTEST_GUILESS_MAIN(SvgTest)
#include "svg_test.moc"
