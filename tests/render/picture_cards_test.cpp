// Painted cards: nothing beyond its card, a shape for each state, the same said at every zoom.
#include <QTest>
#include <algorithm>
#include <map>
#include <set>

#include "graph_maker.h"
#include "picture_samples.h"

using namespace scout;
using namespace scout::test;
using model::State;
using render::Card;
using render::CardLook;
using render::Detail;
using render::Diagram;
using render::PaintOptions;
using render::Picture;
using render::Rect;
using render::Tone;

namespace {

/// The pictures of one state's badge, in words that do not depend on places: "polygon 8 filled".
QStringList shapeOf(Tone tone, bool forbidden, bool claimed) {
    RecordingCanvas canvas;
    constexpr render::Color ink = 0xff112233;
    render::paintBadge(canvas, {100, 50, 20, 20}, tone, forbidden, claimed, ink, 0xffffffff);
    QStringList out;
    for (const Mark& mark : canvas.marks()) {
        static const char* const names[] = {"rect", "rects", "polygon", "polyline", "circle", "route", "lines", "text"};
        out << QStringLiteral("%1 %2%3%4")
                   .arg(QLatin1String(names[static_cast<int>(mark.kind)]))
                   .arg(mark.points)
                   .arg(mark.color == ink ? QStringLiteral(" filled") : QString())
                   .arg(mark.pen.width > 0 && mark.pen.color == ink ? QStringLiteral(" drawn") : QString());
        if (!holds({100, 50, 20, 20}, mark.box)) out << QStringLiteral("outside its square");
    }
    return out;
}

}  // namespace

class PictureCardsTest : public QObject {
    Q_OBJECT
  private slots:
    void nothingLeavesItsCard_data() {
        QTest::addColumn<bool>("longTexts");
        QTest::addColumn<int>("detail");
        QTest::addColumn<double>("scale");
        QTest::newRow("full") << false << static_cast<int>(Detail::full) << 1.0;
        QTest::newRow("compact") << false << static_cast<int>(Detail::compact) << 0.6;
        QTest::newRow("full, long") << true << static_cast<int>(Detail::full) << 1.0;
        QTest::newRow("compact, long") << true << static_cast<int>(Detail::compact) << 0.6;
        QTest::newRow("compact, far") << false << static_cast<int>(Detail::compact) << 0.35;
        QTest::newRow("compact, far, long") << true << static_cast<int>(Detail::compact) << 0.35;
    }

    void nothingLeavesItsCard() {
        QFETCH(bool, longTexts);
        QFETCH(int, detail);
        QFETCH(double, scale);
        const auto picture = render::compose(everything(longTexts));
        render::PaintOptions options = all(*picture, static_cast<Detail>(detail));
        options.scale = scale;
        for (std::size_t card = 0; card < picture->cards.size(); ++card) {
            Picture alone = *picture;
            alone.diagram.cards = {picture->diagram.cards[card]};
            alone.cards = {picture->cards[card]};
            alone.diagram.lines.clear();
            alone.routes.clear();
            alone.routeBounds.clear();
            alone.fromTop = {0};
            RecordingCanvas canvas;
            render::paintGraph(canvas, alone, light(), options);
            QVERIFY(canvas.count(Mark::Kind::text) >= 2);
            const Card& self = picture->diagram.cards[card];
            for (const Mark& mark : canvas.marks()) {
                QVERIFY2(holds(picture->cards[card], mark.box), told(mark) + " leaves " + self.id.c_str());
                QVERIFY(!mark.group.empty());
            }
            // No two texts on each other.
            std::vector<Mark> texts;
            for (const Mark& mark : canvas.marks()) {
                if (mark.kind == Mark::Kind::text) texts.push_back(mark);
            }
            for (std::size_t i = 0; i < texts.size(); ++i) {
                for (std::size_t j = i + 1; j < texts.size(); ++j) {
                    const Rect& a = texts[i].box;
                    const Rect& b = texts[j].box;
                    const bool beside = a.right() <= b.x || b.right() <= a.x;
                    const bool above = a.bottom() <= b.y + 3 || b.bottom() <= a.y + 3;
                    QVERIFY2(beside || above, told(texts[i]) + " on " + told(texts[j]));
                }
            }
        }
    }

    void farNamesAreLargeEnoughToRead() {
        const auto picture = render::compose(everything(false));
        for (const double scale : {0.35, 0.4, 0.5, 0.69}) {
            RecordingCanvas canvas;
            render::PaintOptions options = all(*picture, Detail::compact);
            options.scale = scale;
            render::paintGraph(canvas, *picture, light(), options);
            double largest = 0;
            for (const Mark& mark : canvas.marks()) {
                if (mark.kind == Mark::Kind::text && !mark.group.empty())
                    largest = std::max(largest, mark.box.height * scale);
            }
            QVERIFY2(largest >= 10.8, QByteArray::number(largest).constData());  // of a line of 9.5 pixels
        }
    }

    void theOverviewNamesWhatIsInSight() {
        const auto picture = render::compose(everything(true));
        const auto painted = [&](double scale) {
            RecordingCanvas canvas;
            render::PaintOptions options = all(*picture, Detail::overview);
            options.scale = scale;
            render::paintGraph(canvas, *picture, light(), options);
            return canvas.marks();
        };
        const auto texts = [](const std::vector<Mark>& marks) {
            return std::count_if(marks.begin(), marks.end(),
                                 [](const Mark& mark) { return mark.kind == Mark::Kind::text && !mark.text.empty(); });
        };
        const std::vector<Mark> near = painted(0.3);
        const auto named = std::count_if(picture->diagram.cards.begin(), picture->diagram.cards.end(),
                                         [](const Card& card) { return !card.flows; });
        QVERIFY(texts(near) >= named);
        for (const Mark& mark : near) {
            if (mark.kind != Mark::Kind::text) continue;
            const bool inside = std::any_of(picture->cards.begin(), picture->cards.end(),
                                            [&](const Rect& card) { return holds(card, mark.box); });
            const bool onLine = mark.text.find("≠") != std::string::npos;
            QVERIFY2(inside || onLine, told(mark));
        }
        QVERIFY(texts(painted(0.1)) < named);
    }

    void cardsSayTheirWords() {
        const auto picture = render::compose(everything(false));
        RecordingCanvas canvas;
        render::paintGraph(canvas, *picture, light(), all(*picture, Detail::full));
        std::map<std::string, QStringList> texts;
        for (const Mark& mark : canvas.marks()) {
            if (mark.kind == Mark::Kind::text) texts[mark.group] << q(mark.text);
        }
        const auto of = [&](const char* group) {
            for (const auto& [title, list] : texts) {
                if (title.starts_with(group)) return list.join(QLatin1Char('|'));
            }
            return QString();
        };
        QCOMPARE(of("Service app-1 "), QStringLiteral("27h|Service · other|app-1|progressing|3/3 ready"));
        QCOMPARE(of("Deployment app-1 "), QStringLiteral("+ added|Deployment · prod|app-1|ready"));
        QCOMPARE(of("Deployment app-5 "), QStringLiteral("− removed|Deployment · prod|app-5|ready"));
        QCOMPARE(of("Deployment app-3 "), QStringLiteral("+3|Deployment · prod|app-3|ready"));
        QCOMPARE(of("Pod 9 Pods: ready"), QStringLiteral("Pod|9 Pods|9 ready"));
        QCOMPARE(of("Git shop: claimed"), QStringLiteral("Git|shop|claimed"));
    }

    void everyToneHasItsShape() {
        const QStringList table[] = {
            {"circle 1 filled", "polyline 3"},
            {"polyline 19 drawn", "circle 1 filled", "circle 1 filled", "circle 1 filled"},
            {"polygon 8 filled", "polyline 2", "polyline 2"},
            {"polygon 3 filled", "polyline 2", "circle 1"},
            {"polygon 8 drawn", "polyline 2 drawn"},
            {"rect 1 filled", "polyline 2", "polyline 2"},
            {"polygon 3 filled", "polyline 2"},
            {"polygon 4 filled", "polyline 14", "circle 1"},
        };
        std::set<QString> shapes;
        for (int tone = 0; tone < render::toneCount; ++tone) {
            const QStringList shape = shapeOf(static_cast<Tone>(tone), false, false);
            QCOMPARE(shape, table[tone]);
            shapes.insert(shape.join(QLatin1Char(',')));
        }
        QCOMPARE(shapes.size(), static_cast<std::size_t>(render::toneCount));
        QCOMPARE(shapeOf(Tone::unknown, true, false), (QStringList{"polygon 4 filled", "polyline 10", "rect 1"}));
        QCOMPARE(shapeOf(Tone::unknown, false, true),
                 (QStringList{"polygon 4 drawn", "polyline 14 drawn", "circle 1 filled"}));
    }

    // A problem is told from the rest by its edge, without colour.
    void edges_data() {
        QTest::addColumn<int>("state");
        QTest::addColumn<double>("width");
        QTest::addColumn<bool>("dashed");
        QTest::addColumn<int>("frames");
        QTest::newRow("ready") << static_cast<int>(State::ready) << 1.0 << false << 1;
        QTest::newRow("progressing") << static_cast<int>(State::progressing) << 1.0 << false << 1;
        QTest::newRow("failed") << static_cast<int>(State::failed) << 3.0 << false << 1;
        QTest::newRow("out of sync") << static_cast<int>(State::outOfSync) << 1.25 << false << 2;
        QTest::newRow("missing") << static_cast<int>(State::missing) << 2.0 << true << 1;
        QTest::newRow("suspended") << static_cast<int>(State::suspended) << 1.0 << false << 1;
        QTest::newRow("terminating") << static_cast<int>(State::terminating) << 2.0 << true << 1;
        QTest::newRow("unknown") << static_cast<int>(State::unknown) << 1.0 << true << 1;
    }

    void edges() {
        QFETCH(int, state);
        QFETCH(double, width);
        QFETCH(bool, dashed);
        QFETCH(int, frames);
        GraphMaker maker;
        maker.add("Service", "web", static_cast<State>(state));
        const auto picture = render::compose(render::diagramOf(maker.done(), {}));
        RecordingCanvas canvas;
        render::paintGraph(canvas, *picture, light(), all(*picture, Detail::full));
        std::vector<Mark> framed;
        for (const Mark& mark : canvas.marks()) {
            if (mark.kind == Mark::Kind::rect && mark.pen.width > 0 && mark.box.width > 200) framed.push_back(mark);
        }
        QCOMPARE(static_cast<int>(framed.size()), frames);
        QCOMPARE(framed.front().pen.width, width);
        QCOMPARE(!framed.front().pen.dashes.empty(), dashed);
        const bool tinted = framed.front().pen.color == light().tone(picture->diagram.cards[0].tone);
        QCOMPARE(tinted, static_cast<State>(state) != State::ready);
    }

    void looks() {
        GraphMaker maker;
        maker.add("Service", "web");
        const auto picture = render::compose(render::diagramOf(maker.done(), {}));
        const auto painted = [&](const CardLook& look, Detail detail) {
            PaintOptions options = all(*picture, detail);
            options.look = [look](std::size_t) { return look; };
            RecordingCanvas canvas;
            render::paintGraph(canvas, *picture, light(), options);
            return canvas.marks();
        };
        const auto accents = [](const std::vector<Mark>& marks) {
            return std::count_if(marks.begin(), marks.end(), [](const Mark& mark) {
                return mark.color == light().accent || (mark.pen.width > 0 && mark.pen.color == light().accent);
            });
        };
        for (const Detail detail : {Detail::full, Detail::compact}) {
            QCOMPARE(accents(painted({}, detail)), 0);
            QCOMPARE(accents(painted({true, false, false, 0}, detail)), 1);
            QCOMPARE(accents(painted({true, true, false, 0}, detail)), 2);
            QCOMPARE(painted({false, false, false, 0.5}, detail).size(), painted({}, detail).size() + 1);
            const auto dim = painted({false, false, true, 0}, detail);
            QCOMPARE(dim.size(), painted({}, detail).size());
            for (const Mark& mark : dim) QVERIFY(mark.color != light().text && mark.color != light().tone(Tone::ok));
        }
        QCOMPARE(accents(painted({true, false, false, 0}, Detail::overview)), 1);
        for (const Mark& mark : painted({false, false, true, 0}, Detail::overview))
            QVERIFY(mark.color != light().tone(Tone::ok));
    }

    // A card that is ready, with an error found about it: not as if all were well.
    void whatWasFoundIsSeenAtEveryZoom() {
        render::Diagram diagram;
        Card card;
        card.id = card.name = "a";
        card.kind = "Service";
        card.tone = Tone::ok;
        card.word = "ready";
        diagram.cards = {card};
        for (const Detail detail : {Detail::full, Detail::compact, Detail::overview}) {
            const auto painted = [&](std::vector<render::Chip> chips) {
                diagram.cards[0].chips = std::move(chips);
                const auto picture = render::compose(diagram);
                RecordingCanvas canvas;
                render::paintGraph(canvas, *picture, light(), all(*picture, detail));
                return std::any_of(canvas.marks().begin(), canvas.marks().end(), [](const Mark& mark) {
                    return mark.color == light().tone(Tone::problem) || mark.pen.color == light().tone(Tone::problem);
                });
            };
            const render::Chip warning{Tone::attention, "!", "1", "1 warning"};
            const render::Chip signature{Tone::ok, "✓", "verified", "signature verified"};
            QVERIFY(painted({{Tone::problem, "✗", "1", "1 error"}, warning}));
            QVERIFY(!painted({warning}));
            QVERIFY(!painted({signature}));
        }
        QCOMPARE(render::farTone(diagram.cards[0]), Tone::ok);
    }

    // Its effects have other causes too: they stay, and there is nothing to count.
    void aFoldOfNothingCountsNothing() {
        render::Diagram diagram;
        Card card;
        card.id = card.name = "a";
        card.collapsed = card.foldable = true;
        diagram.cards = {card};
        for (const std::size_t folded : {0U, 1U}) {
            diagram.cards[0].folded.assign(folded, "b");
            const auto picture = render::compose(diagram);
            RecordingCanvas canvas;
            render::paintGraph(canvas, *picture, light(), all(*picture, Detail::full));
            const auto texts = canvas.texts();
            QCOMPARE(std::count_if(texts.begin(), texts.end(),
                                   [](const std::string& text) { return text.starts_with('+'); }),
                     static_cast<std::ptrdiff_t>(folded));
        }
    }

    void eliding_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("width");
        QTest::addColumn<QString>("out");
        QTest::newRow("fits") << QStringLiteral("abc") << 100.0 << QStringLiteral("abc");
        QTest::newRow("middle") << QStringLiteral("0123456789") << 45.0 << QStringLiteral("01…789");
        QTest::newRow("only the mark") << QStringLiteral("0123456789") << 11.0 << QStringLiteral("…");
        QTest::newRow("nothing fits") << QStringLiteral("0123456789") << 5.0 << QString();
        QTest::newRow("no room at all") << QStringLiteral("0123456789") << -5.0 << QString();
        QTest::newRow("whole code points") << QStringLiteral("ääääääääää") << 45.0 << QStringLiteral("ä…ää");
        QTest::newRow("wide ends") << QStringLiteral("WWWWiiiiiiiiiiiiWWWW") << 45.0 << QStringLiteral("W…WW");
        QTest::newRow("narrow ends") << QStringLiteral("iiiiWWWWWWWWWWWWiiii") << 45.0 << QStringLiteral("iiii…Wiiii");
        QTest::newRow("empty") << QString() << 10.0 << QString();
    }

    void eliding() {
        QFETCH(QString, text);
        QFETCH(double, width);
        QFETCH(QString, out);
        RecordingCanvas canvas;
        const render::Font font{10, false, false};
        const std::string elided = render::elideMiddle(canvas, text.toStdString(), font, width);
        QCOMPARE(q(elided), out);
        QVERIFY(elided.empty() || canvas.textWidth(elided, font) <= width);
    }
};

QTEST_GUILESS_MAIN(PictureCardsTest)
#include "picture_cards_test.moc"
