// Pictures by their facts: places that only depend on what there is, nothing beyond its card, a shape for each state,
// and only what is in view is painted.
#include <QTest>
#include <algorithm>
#include <set>

#include "graph_maker.h"
#include "recording_canvas.h"
#include "render/picture.h"

using namespace scout;
using model::State;
using render::Card;
using render::CardLook;
using render::Detail;
using render::Diagram;
using render::DiagramOptions;
using render::PaintOptions;
using render::Picture;
using render::Rect;
using render::Tone;
using test::GraphMaker;
using test::RecordingCanvas;
using Mark = RecordingCanvas::Mark;

namespace {

const render::Theme& light() {
    return render::theme(render::Palette::scout, false);
}

QString q(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

constexpr State everyState[] = {State::ready, State::progressing, State::failed,  State::suspended, State::outOfSync,
                                State::stale, State::terminating, State::unknown, State::forbidden, State::missing};

/// A card in every state, of every form, with texts of any length.
Diagram everything(bool longTexts) {
    GraphMaker maker;
    const std::string tail = longTexts ? "-" + std::string(120, 'W') + "\u4e2d\u6587\u00e4" : "";
    const std::string applier = maker.flux("shop" + tail);
    maker.last().revision = "main@sha1:" + std::string(40, 'a');
    int number = 0;
    for (const State state : everyState) {
        const std::string name = "app-" + std::to_string(number++) + tail;
        const std::string id = maker.deployment(name, std::vector<State>(number % 2 == 0 ? 3 : 9, state));
        maker.link(applier, id, "applies");
        const std::string service = maker.add("Service", name, state, longTexts ? std::string(26, 'M') : "3/3 ready");
        maker.last().created = "2026-11-20T01:37:09Z";
        maker.last().ns = "other" + tail;
        maker.link(applier, service, "applies");
    }
    const std::string behind = maker.add("HelmRelease", "behind" + tail);
    maker.last().revision = "main@sha1:" + std::string(40, 'b');
    const std::string source = maker.add("GitRepository", "ahead" + tail);
    maker.last().revision = "main@sha1:" + std::string(40, 'c');
    maker.link(source, behind, "source");
    DiagramOptions options;
    options.now = base::Time{base::parseTime("2026-11-21T04:37:09Z")->seconds};
    options.collapsed = {"apps/Deployment/prod/app-3" + tail};
    options.changes = {{"apps/Deployment/prod/app-1" + tail, 1},
                       {"apps/Deployment/prod/app-2" + tail, 2},
                       {"apps/Deployment/prod/app-5" + tail, 3}};
    options.title = "Title" + tail;
    options.demo = true;
    return render::diagramOf(maker.done(), options);
}

PaintOptions all(const Picture& picture, Detail detail) {
    PaintOptions options;
    options.visible = picture.bounds;
    options.detail = detail;
    return options;
}

bool holds(const Rect& outer, const Rect& inner) {
    constexpr double tiny = 0.01;
    return inner.x >= outer.x - tiny && inner.y >= outer.y - tiny && inner.right() <= outer.right() + tiny &&
           inner.bottom() <= outer.bottom() + tiny;
}

QByteArray told(const Mark& mark) {
    return QStringLiteral("'%1' at %2 %3, %4 x %5")
        .arg(q(mark.text))
        .arg(mark.box.x)
        .arg(mark.box.y)
        .arg(mark.box.width)
        .arg(mark.box.height)
        .toUtf8();
}

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

class PictureTest : public QObject {
    Q_OBJECT
  private slots:
    void placesDoNotDependOnStates() {
        const auto placesWith = [](State state) {
            GraphMaker maker;
            const std::string applier = maker.flux("shop");
            for (int i = 0; i < 7; ++i) {
                maker.link(applier, maker.add("Service", "s" + std::to_string(i), i == 4 ? state : State::ready),
                           "applies");
            }
            return render::compose(render::diagramOf(maker.done(), {}))->cards;
        };
        const auto healthy = placesWith(State::ready);
        for (const State state : everyState) QCOMPARE(placesWith(state), healthy);
    }
    // The fold keeps its place while bad Pods come to stand beside it.
    void aFoldStandsStill() {
        const auto placeWith = [](int failed) {
            GraphMaker maker;
            std::vector<State> pods(9, State::ready);
            for (int i = 0; i < failed; ++i) pods[static_cast<std::size_t>(i)] = State::failed;
            maker.deployment("1web", pods);
            const auto picture = render::compose(render::diagramOf(maker.done(), {}));
            return picture->cards[picture->index.at("fold:apps/Deployment/prod/1web:Pod")];
        };
        QCOMPARE(placeWith(1), placeWith(0));
        QCOMPARE(placeWith(3), placeWith(0));
    }
    void cardsDoNotOverlap() {
        const auto picture = render::compose(everything(false));
        for (std::size_t i = 0; i < picture->cards.size(); ++i) {
            QVERIFY(holds(picture->bounds, picture->cards[i]));
            for (std::size_t j = i + 1; j < picture->cards.size(); ++j) {
                const Rect& a = picture->cards[i];
                const Rect& b = picture->cards[j];
                QVERIFY(a.right() <= b.x || b.right() <= a.x || a.bottom() <= b.y || b.bottom() <= a.y);
            }
        }
    }
    void cardsAreFound() {
        const auto picture = render::compose(everything(false));
        const std::size_t fold = picture->index.at("fold:apps/Deployment/prod/app-0:Pod");
        QCOMPARE(picture->cardOf("fold:apps/Deployment/prod/app-0:Pod"), std::optional(fold));
        // Five ready Pods of nine would do as well: none of them stands outside.
        QCOMPARE(picture->cardOf("/Pod/prod/app-0-abc-0"), std::optional(fold));
        QCOMPARE(picture->cardOf("apps/ReplicaSet/prod/app-0-abc"), picture->cardOf("apps/Deployment/prod/app-0"));
        QCOMPARE(picture->cardOf("/Pod/prod/app-3-abc-1"), picture->cardOf("apps/Deployment/prod/app-3"));
        QVERIFY(!picture->cardOf("gone"));
    }
    void givenUp() {
        QVERIFY(render::compose(everything(false), [] { return true; }) == nullptr);
        QVERIFY(render::compose({}) != nullptr);
    }

    void detailByZoom() {
        QCOMPARE(static_cast<int>(render::detailFor(0.1)), static_cast<int>(Detail::overview));
        QCOMPARE(static_cast<int>(render::detailFor(0.35)), static_cast<int>(Detail::compact));
        QCOMPARE(static_cast<int>(render::detailFor(0.69)), static_cast<int>(Detail::compact));
        QCOMPARE(static_cast<int>(render::detailFor(0.7)), static_cast<int>(Detail::full));
        QCOMPARE(static_cast<int>(render::detailFor(4)), static_cast<int>(Detail::full));
    }

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

    void overviewIsPaintedInBatches() {
        GraphMaker maker;
        for (int i = 0; i < 3000; ++i) {
            maker.add("Service", "s" + std::to_string(i),
                      everyState[static_cast<std::size_t>(i) % std::size(everyState)]);
        }
        DiagramOptions options;
        options.budget = 0;
        const auto picture = render::compose(render::diagramOf(maker.done(), options));
        RecordingCanvas canvas;
        render::paintGraph(canvas, *picture, light(), all(*picture, Detail::overview));
        QVERIFY2(canvas.marks().size() <= 18, QByteArray::number(static_cast<int>(canvas.marks().size())));
        std::size_t solid = 0;
        for (const Mark& mark : canvas.marks()) {
            QCOMPARE(static_cast<int>(mark.kind), static_cast<int>(Mark::Kind::rects));
            if (mark.color == light().tone(Tone::problem)) solid += mark.points;
        }
        // Problem and missing have one colour; each is painted once.
        QCOMPARE(solid, std::size_t{600});
        // In a part of it each card has its badge.
        PaintOptions part = all(*picture, Detail::overview);
        part.visible.height = 3000;
        RecordingCanvas near;
        render::paintGraph(near, *picture, light(), part);
        QVERIFY(near.count(Mark::Kind::polygon) > 10);
        QCOMPARE(near.count(Mark::Kind::text), std::size_t{0});
    }
    void onlyWhatIsInView() {
        GraphMaker maker;
        const std::string applier = maker.flux("shop");
        for (int i = 0; i < 2000; ++i) maker.link(applier, maker.add("Service", std::to_string(10000 + i)), "applies");
        DiagramOptions options;
        options.budget = 0;
        const auto picture = render::compose(render::diagramOf(maker.done(), options));
        PaintOptions part = all(*picture, Detail::full);
        part.visible.y = picture->bounds.height / 2;
        part.visible.height = 900;
        RecordingCanvas canvas;
        render::paintGraph(canvas, *picture, light(), part);
        std::set<std::string> groups;
        for (const Mark& mark : canvas.marks()) {
            if (mark.group.empty()) continue;
            groups.insert(mark.group);
            QVERIFY(mark.box.bottom() >= part.visible.y - 100 && mark.box.y <= part.visible.bottom() + 100);
        }
        QVERIFY(groups.size() >= 9 && groups.size() <= 13);
        // A thousand lines pass by on one way: it is drawn once, and only where it can be seen.
        QVERIFY(canvas.count(Mark::Kind::route) <= groups.size() + 2);
        QCOMPARE(canvas.count(Mark::Kind::lines), std::size_t{1});
        for (const Mark& mark : canvas.marks()) {
            if (mark.kind != Mark::Kind::lines) continue;
            QCOMPARE(mark.points, std::size_t{2});
            QVERIFY(mark.box.height <= part.visible.height + 2);
        }
    }
    void litLinesAreStrong() {
        const auto picture = render::compose(everything(false));
        PaintOptions options = all(*picture, Detail::full);
        options.lit = [](std::size_t line) { return line == 2; };
        RecordingCanvas canvas;
        render::paintGraph(canvas, *picture, light(), options);
        std::size_t strong = 0;
        for (const Mark& mark : canvas.marks()) {
            if (mark.kind != Mark::Kind::route) continue;
            QVERIFY(mark.pen.color != light().line);
            strong += mark.pen.color == light().litLine ? 1U : 0U;
        }
        QCOMPARE(strong, std::size_t{1});
    }
    void brokenLines() {
        const auto picture = render::compose(everything(false));
        RecordingCanvas canvas;
        render::paintGraph(canvas, *picture, light(), all(*picture, Detail::full));
        const auto texts = canvas.texts();
        QVERIFY(std::find(texts.begin(), texts.end(), "cccccccc") != texts.end());
        QVERIFY(std::find(texts.begin(), texts.end(), "≠ bbbbbbbb") != texts.end());
        for (const Mark& mark : canvas.marks()) {
            if (mark.text != "cccccccc" && mark.text != "≠ bbbbbbbb") continue;
            for (const Rect& card : picture->cards)
                QVERIFY(mark.box.right() <= card.x || card.right() <= mark.box.x || mark.box.bottom() <= card.y ||
                        card.bottom() <= mark.box.y);
        }
    }

    void headers() {
        const auto picture = render::compose(everything(false));
        RecordingCanvas canvas;
        render::paintHeaders(canvas, *picture, light(), 0, picture->bounds);
        QCOMPARE(canvas.texts(), (std::vector<std::string>{"GIT", "OCI", "GITOPS", "WORKLOAD", "PODS"}));
        for (const Mark& mark : canvas.marks()) QVERIFY(mark.box.bottom() <= render::CardMetrics().headerHeight);
        // A wide column keeps its name in view.
        RecordingCanvas scrolled;
        const layout::Column& pods = picture->columns.back();
        const Rect view{pods.x + 100, 0, 400, 400};
        render::paintHeaders(scrolled, *picture, light(), 0, view);
        QCOMPARE(scrolled.texts(), std::vector<std::string>{"PODS"});
        for (const Mark& mark : scrolled.marks()) {
            if (mark.kind == Mark::Kind::text) QVERIFY(holds({view.x, 0, view.width, 40}, mark.box));
        }
    }
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

QTEST_GUILESS_MAIN(PictureTest)
#include "picture_test.moc"
