// The page of an export: title, legend and notes around the picture.
#include <QTest>
#include <algorithm>

#include "picture_samples.h"

using namespace scout;
using namespace scout::test;
using render::Diagram;
using render::Tone;

class PicturePageTest : public QObject {
    Q_OBJECT
  private slots:
    void pages_data() {
        QTest::addColumn<bool>("longTexts");
        QTest::newRow("short") << false;
        QTest::newRow("long") << true;
    }

    void pages() {
        QFETCH(bool, longTexts);
        Diagram diagram = everything(longTexts);
        diagram.hiddenByFilter = 3;
        diagram.leftOut = 1200;
        const auto picture = render::compose(diagram);
        const render::Page page = render::pageOf(*picture);
        RecordingCanvas canvas;
        render::paintPage(canvas, *picture, light());
        for (const Mark& mark : canvas.marks()) QVERIFY2(holds({0, 0, page.width, page.height}, mark.box), told(mark));
        const auto texts = canvas.texts();
        const auto says = [&](const std::string& text) {
            return std::find(texts.begin(), texts.end(), text) != texts.end();
        };
        QVERIFY(says("DEMO DATA") && says("3 hidden by filter") && says("1200 left out"));
        QVERIFY(says("revisions differ") && says("proven") && says("by label only") && !says("inferred"));
        for (const auto& [tone, count] : diagram.counts)
            QVERIFY(says(std::to_string(count) + " " + std::string(render::name(tone))));
        QCOMPARE(says("Title"), !longTexts);
    }

    void theLegendNamesChipsAndClaims() {
        const auto says = [](const Diagram& diagram) {
            const auto picture = render::compose(diagram);
            RecordingCanvas canvas;
            render::paintPage(canvas, *picture, light());
            QStringList out;
            for (const std::string& text : canvas.texts()) {
                for (const char* entry : {"error found", "warning found", "signature verified", "signature failed",
                                          "known by another's word only"})
                    if (text == entry) out << q(text);
            }
            return out;
        };
        Diagram diagram;
        diagram.cards.resize(2);
        diagram.cards[0].id = "a";
        diagram.cards[1].id = "b";
        QCOMPARE(says(diagram), QStringList());
        diagram.cards[0].claimed = true;
        diagram.cards[1].chips = {{Tone::attention, "!", "2", "2 warnings"},
                                  {Tone::problem, "✗", "signature", "signature failed"}};
        QCOMPARE(says(diagram), QStringList({QStringLiteral("known by another's word only"),
                                             QStringLiteral("warning found"), QStringLiteral("signature failed")}));
        diagram.cards[0].chips = {{Tone::problem, "✗", "1", "1 error"},
                                  {Tone::ok, "✓", "verified", "signature verified"}};
        diagram.cards[1].chips.clear();
        QCOMPARE(says(diagram), QStringList({QStringLiteral("known by another's word only"),
                                             QStringLiteral("error found"), QStringLiteral("signature verified")}));
    }

    void anEmptyPage() {
        const auto picture = render::compose({});
        const render::Page page = render::pageOf(*picture);
        QVERIFY(page.width > 100 && page.height > 100);
        RecordingCanvas canvas;
        render::paintPage(canvas, *picture, light());
        QVERIFY(!canvas.marks().empty());
    }
};

QTEST_GUILESS_MAIN(PicturePageTest)
#include "picture_page_test.moc"
