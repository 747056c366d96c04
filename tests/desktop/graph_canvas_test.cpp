// render::Canvas over QPainter: texts as wide as measured at every scale, icons in their colour, vectors on a PDF; and
// that what the paint code puts on a card fits on it with the real fonts.
#include <QBuffer>
#include <QPdfWriter>
#include <QTest>
#include <cmath>

#include "desktop/graph/painter_canvas.h"
#include "graph_picture.h"
#include "render/picture.h"
#include "render/theme.h"

using namespace scout;
using desktop::CanvasCache;
using desktop::PainterCanvas;

namespace {

constexpr render::Color black = 0xff000000;

/// What is not white, in pixels of the image.
QRect inkOf(const QImage& image) {
    QRect ink;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (qGray(image.pixel(x, y)) < 200) ink |= QRect(x, y, 1, 1);
        }
    }
    return ink;
}

template <typename Paint>
QImage painted(QSize size, double scale, Paint paint, double dotRatio = 1) {
    QImage image(size * dotRatio, QImage::Format_RGB32);
    image.setDevicePixelRatio(dotRatio);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.scale(scale, scale);
    CanvasCache cache;
    PainterCanvas canvas(painter, cache);
    paint(canvas);
    return image;
}

/// Measures as PainterCanvas does and notes where texts would stand.
class TextRecorder : public PainterCanvas {
  public:
    struct Seen {
        std::string text;
        double left = 0;
        double right = 0;
        double baseline = 0;
        double size = 0;
    };
    using PainterCanvas::PainterCanvas;
    void text(render::Point baseline, std::string_view utf8, const render::Font& font, render::Color color,
              render::Align align) override {
        const double width = textWidth(utf8, font);
        const double left = align == render::Align::left     ? baseline.x
                            : align == render::Align::center ? baseline.x - width / 2
                                                             : baseline.x - width;
        seen.push_back({std::string(utf8), left, left + width, baseline.y, font.size});
        PainterCanvas::text(baseline, utf8, font, color, align);
    }
    std::vector<Seen> seen;
};

}  // namespace

class GraphCanvasTest : public QObject {
    Q_OBJECT
  private slots:
    void textIsAsWideAsMeasuredAtEveryScale_data();
    void textIsAsWideAsMeasuredAtEveryScale();
    void textStandsWhereItIsAligned();
    void textStaysOnItsLine();
    void fontsOfAnySize();
    void iconsTakeTheColour();
    void iconsAreSharpOnDenseScreens();
    void anIconNobodyKnowsPaintsNothing();
    void noTinyCardGetsLost();
    void shapesFillTheirPlaces();
    void pdfHasVectorsOnly();
    void textsFitOnTheirCards_data();
    void textsFitOnTheirCards();
};

void GraphCanvasTest::textIsAsWideAsMeasuredAtEveryScale_data() {
    QTest::addColumn<double>("scale");
    for (const double scale : {0.5, 0.75, 1.0, 1.37, 2.0, 4.0, 8.0})
        QTest::newRow(qPrintable(QString::number(scale))) << scale;
}

void GraphCanvasTest::textIsAsWideAsMeasuredAtEveryScale() {
    QFETCH(double, scale);
    const std::string text = "payments-gateway-7d4b9c6f5-x2lqp in MWWiilj";
    const render::Font font{13, true, false};
    double measured = 0;
    const QImage image = painted(QSize(500, 40) * scale, scale, [&](PainterCanvas& canvas) {
        canvas.text({10, 25}, text, font, black, render::Align::left);
        measured = canvas.textWidth(text, font);
    });
    const double ink = inkOf(image).width() / scale;
    QVERIFY2(std::abs(ink - measured) < 3 + 1 / scale, qPrintable(QStringLiteral("%1 of %2").arg(ink).arg(measured)));
}

void GraphCanvasTest::textStandsWhereItIsAligned() {
    const render::Font font{20, false, false};
    const auto ink = [&](render::Align align) {
        return inkOf(painted({400, 60}, 1, [&](PainterCanvas& canvas) {
            canvas.text({200, 40}, "HHH", font, black, align);
        }));
    };
    QVERIFY(std::abs(ink(render::Align::left).left() - 201) <= 2);
    QVERIFY(std::abs(ink(render::Align::right).right() - 198) <= 2);
    QVERIFY(std::abs(ink(render::Align::center).center().x() - 200) <= 2);
    QVERIFY(std::abs(ink(render::Align::left).bottom() - 39) <= 1);  // capitals stand on the base line
}

void GraphCanvasTest::textStaysOnItsLine() {
    const QRect ink = inkOf(painted({600, 120}, 1, [&](PainterCanvas& canvas) {
        canvas.text({20, 60}, "H\nH\u2028H\rH", {20, false, false}, black, render::Align::left);
    }));
    QVERIFY2(ink.height() < 28, qPrintable(QString::number(ink.height())));
}

void GraphCanvasTest::fontsOfAnySize() {
    CanvasCache cache;
    const double at12 = cache.text("frontend", {12, false, false}).width;
    const double between = cache.text("frontend", {12.5, false, false}).width;
    QVERIFY(between > at12);
    QVERIFY(between < cache.text("frontend", {13, false, false}).width);
    QVERIFY(std::abs(cache.text("frontend", {24, false, false}).width - 2 * at12) < 1);
    QVERIFY(cache.text("frontend", {12, true, false}).width > at12);
    QCOMPARE(cache.text("iii", {12, false, true}).width, cache.text("WWW", {12, false, true}).width);
    QCOMPARE(cache.text("", {12, false, false}).width, 0.0);
    QCOMPARE(cache.text("fleet", {12, false, false}).glyphs.first().glyphIndexes().size(), 5);  // no ligatures
}

void GraphCanvasTest::iconsTakeTheColour() {
    const QImage image = painted({32, 32}, 1, [](PainterCanvas& canvas) {
        canvas.icon({4, 4, 24, 24}, "deployment", 0xffc00020);
    });
    int coloured = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor color = image.pixelColor(x, y);
            if (color == QColor(Qt::white)) continue;
            ++coloured;
            QVERIFY(QRect(4, 4, 24, 24).contains(x, y));
            QVERIFY(color.red() >= color.green() && color.red() >= color.blue());
        }
    }
    QVERIFY(coloured > 30);
}

void GraphCanvasTest::iconsAreSharpOnDenseScreens() {
    const auto icon = [](PainterCanvas& canvas) { canvas.icon({4, 4, 24, 24}, "deployment", black); };
    // Twice the pixels at the same place, as if drawn at scale 2.
    const QImage dense = painted({32, 32}, 1, icon, 2);
    const QImage large = painted({64, 64}, 2, icon);
    QCOMPARE(dense.convertToFormat(QImage::Format_RGB32).size(), large.size());
    for (int y = 0; y < large.height(); ++y) {
        for (int x = 0; x < large.width(); ++x) QCOMPARE(dense.pixel(x, y), large.pixel(x, y));
    }
}

void GraphCanvasTest::anIconNobodyKnowsPaintsNothing() {
    const QImage image = painted({32, 32}, 1, [](PainterCanvas& canvas) {
        canvas.icon({4, 4, 24, 24}, "\"/><x", black);
    });
    QVERIFY(inkOf(image).isNull());
}

void GraphCanvasTest::noTinyCardGetsLost() {
    std::vector<render::Rect> cards;
    for (int i = 0; i < 50; ++i) cards.push_back({i * 100.0 + 30, 20, 10, 10});
    const QImage image = painted({100, 4}, 0.02, [&](PainterCanvas& canvas) { canvas.rects(cards, black); });
    int columns = 0;
    for (int x = 0; x < image.width(); ++x) columns += qGray(image.pixel(x, 0)) < 128 ? 1 : 0;
    QCOMPARE(columns, 50);
}

void GraphCanvasTest::shapesFillTheirPlaces() {
    const render::Pen none{0, 0, {}};
    const render::Pen thin{black, 1, {}};
    const auto ink = [](auto paint) { return inkOf(painted({100, 100}, 1, paint)); };
    QCOMPARE(ink([&](PainterCanvas& canvas) { canvas.rect({10, 20, 40, 30}, 0, black, none); }), QRect(10, 20, 40, 30));
    QCOMPARE(ink([&](PainterCanvas& canvas) { canvas.rect({10, 20, 40, 30}, 6, black, none); }), QRect(10, 20, 40, 30));
    QCOMPARE(ink([&](PainterCanvas& canvas) { canvas.circle({50, 50}, 10, black, none); }), QRect(40, 40, 20, 20));
    QCOMPARE(ink([&](PainterCanvas& canvas) {
                 canvas.polygon({{10, 10}, {30, 10}, {30, 30}, {10, 30}}, true, black, none);
             }),
             QRect(10, 10, 20, 20));
    // Open: a line and no area.
    const QImage open = painted({100, 100}, 1, [&](PainterCanvas& canvas) {
        canvas.polygon({{10, 10.5}, {60.5, 10.5}, {60.5, 60}}, false, 0, thin);
    });
    QVERIFY(qGray(open.pixel(30, 10)) < 10);
    QVERIFY(qGray(open.pixel(60, 30)) < 10);
    QVERIFY(qGray(open.pixel(50, 30)) > 250);
    // Corners of a route are rounded, its ends are where they are said to be.
    const QImage route = painted({100, 100}, 1, [&](PainterCanvas& canvas) {
        canvas.route({{10, 20.5}, {50.5, 20.5}, {50.5, 80.5}, {90, 80.5}}, 8, thin);
    });
    QCOMPARE(inkOf(route), QRect(10, 20, 80, 61));
    QVERIFY(qGray(route.pixel(50, 20)) > 200);
    QVERIFY(qGray(route.pixel(50, 50)) < 10);
    const QImage dashed = painted({100, 100}, 1, [&](PainterCanvas& canvas) {
        canvas.route({{0, 20.5}, {100, 20.5}}, 8, {black, 1, {10, 10}});
    });
    QVERIFY(qGray(dashed.pixel(5, 20)) < 10);
    QVERIFY(qGray(dashed.pixel(15, 20)) > 250);
    const QImage lines = painted({100, 100}, 1, [&](PainterCanvas& canvas) {
        canvas.lines({{0, 20.5}, {100, 20.5}, {0, 40.5}, {50, 40.5}}, thin);
    });
    QVERIFY(qGray(lines.pixel(80, 20)) < 10);
    QVERIFY(qGray(lines.pixel(20, 40)) < 10);
    QVERIFY(qGray(lines.pixel(80, 40)) > 250);
}

void GraphCanvasTest::pdfHasVectorsOnly() {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        QPainter painter(&writer);
        CanvasCache cache;
        PainterCanvas canvas(painter, cache);
        canvas.icon({0, 0, 200, 200}, "deployment", 0xff336699);
        canvas.text({10, 300}, "frontend", {24, false, false}, black, render::Align::left);
        canvas.rects({{10, 10, 50, 50}}, black);
        canvas.lines({{0, 0}, {100, 100}}, {black, 0.1, {}});
    }
    QVERIFY(!bytes.contains("/Subtype /Image"));
    QVERIFY(bytes.contains("/ToUnicode"));
}

void GraphCanvasTest::textsFitOnTheirCards_data() {
    QTest::addColumn<double>("scale");
    QTest::newRow("full") << 1.0;
    QTest::newRow("compact") << 0.5;
}

void GraphCanvasTest::textsFitOnTheirCards() {
    QFETCH(double, scale);
    test::PictureMaker maker;
    const std::string longest(253, 'W');
    render::Card& card = maker.card("wide", 0, 0);
    card.kind = "ValidatingAdmissionPolicyBinding";
    card.name = longest;
    card.ns = std::string(63, 'M');
    card.word = "progressing and progressing";
    card.fact = "main@sha256:0123456789abcdef0123456789abcdef";
    card.age = "400d";
    render::Card& pod = maker.pod("pod", 1, 100, 0);
    pod.name = longest;
    pod.ns = std::string(63, 'M');
    pod.word = "CrashLoopBackOff";
    pod.fact = "12/12 ready, 1234 restarts";
    pod.age = "3d12h";
    const auto picture = maker.make();

    QImage image(QSize(1000, 400), QImage::Format_RGB32);
    QPainter painter(&image);
    painter.scale(scale, scale);
    CanvasCache cache;
    TextRecorder canvas(painter, cache);
    render::PaintOptions options;
    options.visible = {0, 0, 1000, 400};
    options.detail = render::detailFor(scale);
    options.scale = scale;
    render::paintGraph(canvas, *picture, render::theme(render::Palette::scout, false), options);
    QVERIFY(canvas.seen.size() >= 2);
    for (const TextRecorder::Seen& text : canvas.seen) {
        const bool fits = std::any_of(picture->cards.begin(), picture->cards.end(), [&](const render::Rect& rect) {
            return text.left >= rect.x && text.right <= rect.right() && text.baseline - 0.8 * text.size >= rect.y &&
                   text.baseline + 0.25 * text.size <= rect.bottom();
        });
        QVERIFY2(fits, text.text.c_str());
    }
    for (std::size_t i = 0; i < canvas.seen.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const auto& a = canvas.seen[i];
            const auto& b = canvas.seen[j];
            QVERIFY2(a.baseline != b.baseline || a.left >= b.right || b.left >= a.right,
                     (a.text + " over " + b.text).c_str());
        }
    }
}

QTEST_MAIN(GraphCanvasTest)
#include "graph_canvas_test.moc"
