// Pictures by their facts: places that only depend on what there is, and only what is in view is painted.
#include <QTest>
#include <algorithm>
#include <set>

#include "graph_maker.h"
#include "picture_samples.h"

using namespace scout;
using namespace scout::test;
using model::State;
using render::Detail;
using render::DiagramOptions;
using render::PaintOptions;
using render::Rect;
using render::Tone;

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
};

QTEST_GUILESS_MAIN(PictureTest)
#include "picture_test.moc"
