// Pictures as files: sizes, resolution, metadata, parts, limits and files that cannot be written.
#include <QBuffer>
#include <QDir>
#include <QFileInfo>
#include <QImageReader>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <cmath>
#include <thread>

#include "desktop/export/export.h"
#include "graph_picture.h"

using namespace scout;
using namespace scout::desktop;

namespace {

const render::Theme& light() {
    return render::theme(render::Palette::scout, false);
}

const render::Theme& dark() {
    return render::theme(render::Palette::scout, true);
}

/// Takes nothing.
class FullDevice : public QIODevice {
  protected:
    qint64 readData(char*, qint64) override { return -1; }
    qint64 writeData(const char*, qint64) override {
        setErrorString(QStringLiteral("no space left"));
        return -1;
    }
};

QByteArray exported(const render::Picture& picture, const ExportOptions& options,
                    const render::Theme& theme = light()) {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const auto report = exportPicture(picture, theme, options, buffer);
    if (!report || report->written != buffer.data().size()) return {};
    return buffer.data();
}

ExportOptions as(ExportFormat format, int scale = 1) {
    ExportOptions options;
    options.format = format;
    options.scale = scale;
    return options;
}

/// A page of about `width` scene units, mostly empty.
std::shared_ptr<const render::Picture> wide(double width) {
    test::PictureMaker maker;
    maker.card("a", 0, 0);
    auto picture = std::make_shared<render::Picture>(*maker.make());
    picture->bounds.width = width;
    picture->bounds.height = width / 4;
    return picture;
}

}  // namespace

class ExportTest : public QObject {
    Q_OBJECT
  private slots:
    void knowsFormatsByName_data();
    void knowsFormatsByName();
    void pngHasItsSizeAndResolution_data();
    void pngHasItsSizeAndResolution();
    void pngTellsWhatItShows();
    void pngTakesTheTheme();
    void pdfHasOnePageAndText();
    void pdfPageFitsThePicture();
    void textFormats();
    void exportsAPart();
    void cutsTheVisibleArea();
    void warnsOfWhatFewWillOpen();
    void refusesWhatNobodyCanHold();
    void refusesWhatMakesNoSense();
    void replacesAFileAsAWhole();
    void saysWhyAFileCannotBeWritten();
    void saysWhyADeviceCannotBeWritten();
    void worksBesideTheInterface();
};

void ExportTest::knowsFormatsByName_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("format");
    QTest::newRow("png") << "a.png"
                         << "png";
    QTest::newRow("upper case") << "A.PNG"
                                << "png";
    QTest::newRow("pdf") << "/tmp/a.b/a.pdf"
                         << "pdf";
    QTest::newRow("svg") << "a.tar.svg"
                         << "svg";
    QTest::newRow("dot") << "a.dot"
                         << "dot";
    QTest::newRow("graphviz") << "a.gv"
                              << "dot";
    QTest::newRow("mermaid") << "a.mmd"
                             << "mermaid";
    QTest::newRow("mermaid in full") << "a.mermaid"
                                     << "mermaid";
    QTest::newRow("other") << "a.jpg"
                           << "";
    QTest::newRow("none") << "png"
                          << "";
}

void ExportTest::knowsFormatsByName() {
    QFETCH(QString, path);
    const auto format = exportFormatOf(path);
    QTEST(format ? name(*format) : QString(), "format");
    if (format) QVERIFY(exportFormat(name(*format)) == format);
}

void ExportTest::pngHasItsSizeAndResolution_data() {
    QTest::addColumn<int>("scale");
    QTest::addColumn<int>("dotsPerMeter");
    QTest::newRow("1x, 96 dpi") << 1 << 3780;
    QTest::newRow("2x, 192 dpi") << 2 << 7559;
    QTest::newRow("3x, 288 dpi") << 3 << 11339;
    QTest::newRow("4x, 384 dpi") << 4 << 15118;
}

void ExportTest::pngHasItsSizeAndResolution() {
    QFETCH(int, scale);
    QFETCH(int, dotsPerMeter);
    const auto picture = test::shop().make();
    const render::Page page = render::pageOf(*picture);
    const QImage image = QImage::fromData(exported(*picture, as(ExportFormat::png, scale)));
    QCOMPARE(image.width(), static_cast<int>(std::ceil(page.width * scale)));
    QCOMPARE(image.height(), static_cast<int>(std::ceil(page.height * scale)));
    QCOMPARE(image.dotsPerMeterX(), dotsPerMeter);
    QCOMPARE(image.dotsPerMeterY(), dotsPerMeter);
    QVERIFY(!image.hasAlphaChannel());
}

void ExportTest::pngTellsWhatItShows() {
    const QImage image = QImage::fromData(exported(*test::shop().make(), as(ExportFormat::png)));
    QCOMPARE(image.text(QStringLiteral("Title")), QString("Shop"));
    QCOMPARE(image.text(QStringLiteral("Source")), QString("context demo, 2026-11-21 04:37:09 UTC"));
    QVERIFY(image.text(QStringLiteral("Software")).startsWith(QLatin1String("kubectl-scout")));
}

void ExportTest::pngTakesTheTheme() {
    const auto corner = [](const render::Theme& theme) {
        return QImage::fromData(exported(*test::shop().make(), as(ExportFormat::png), theme)).pixel(0, 0);
    };
    QCOMPARE(corner(light()), light().background);
    QCOMPARE(corner(dark()), dark().background);
    QVERIFY(light().background != dark().background);
}

void ExportTest::pdfHasOnePageAndText() {
    const QByteArray pdf = exported(*test::shop().make(), as(ExportFormat::pdf));
    QVERIFY(pdf.startsWith("%PDF-1."));
    QVERIFY(pdf.trimmed().endsWith("%%EOF"));
    QVERIFY(pdf.contains("/ToUnicode"));  // text that can be searched, no shapes of letters
    QVERIFY(pdf.contains("/Count 1"));
    QVERIFY(!pdf.contains("/Subtype /Image"));
}

void ExportTest::pdfPageFitsThePicture() {
    const auto picture = test::shop().make();
    const render::Page page = render::pageOf(*picture);
    const QByteArray pdf = exported(*picture, as(ExportFormat::pdf));
    const auto box =
        QRegularExpression(QStringLiteral("/MediaBox \\[0 0 ([0-9.]+) ([0-9.]+)\\]")).match(QString::fromLatin1(pdf));
    QVERIFY(box.hasMatch());
    QVERIFY(std::abs(box.captured(1).toDouble() - page.width * 0.75) < 1.01);
    QVERIFY(std::abs(box.captured(2).toDouble() - page.height * 0.75) < 1.01);
    // Larger than readers take: the same picture, smaller.
    const auto report = planExport(*wide(40000), as(ExportFormat::pdf));
    QVERIFY(report);
    QCOMPARE(report->size.width(), 14400);
    QVERIFY(report->size.height() < 4000);
}

void ExportTest::textFormats() {
    const auto picture = test::shop().make();
    const QByteArray svg = exported(*picture, as(ExportFormat::svg));
    QVERIFY(svg.contains("<svg") && svg.contains("frontend"));
    QVERIFY(exported(*picture, as(ExportFormat::dot)).contains("digraph"));
    QVERIFY(exported(*picture, as(ExportFormat::mermaid)).contains("flowchart LR"));
}

void ExportTest::exportsAPart() {
    const auto picture = test::shop().make();
    ExportOptions options = as(ExportFormat::dot);
    options.cards = {"apps", "frontend", "pod-1", "gone"};
    const QByteArray dot = exported(*picture, options);
    for (const char* id : {"apps", "frontend", "pod-1"}) QVERIFY(dot.contains(id));
    for (const char* id : {"git", "backend", "pod-2", "lonely"}) QVERIFY(!dot.contains(id));
    options.format = ExportFormat::svg;
    QVERIFY(exported(*picture, options).contains("3 of 11 cards"));
    QVERIFY(!exported(*picture, as(ExportFormat::svg)).contains("of 11 cards"));
    options.format = ExportFormat::png;
    const QImage image = QImage::fromData(exported(*picture, options));
    QVERIFY(image.width() < render::pageOf(*picture).width);
}

void ExportTest::cutsTheVisibleArea() {
    const auto picture = test::shop().make();
    QVERIFY(cardsIn(*picture, {600, 10, 400, 20}) == std::set<std::string>({"apps", "frontend"}));
    QVERIFY(cardsIn(*picture, {224, 0, 64, 1000}).empty());
    QCOMPARE(cardsIn(*picture, picture->bounds).size(), std::size_t{11});
}

void ExportTest::warnsOfWhatFewWillOpen() {
    const auto small = planExport(*test::shop().make(), as(ExportFormat::png, 4));
    QVERIFY(small);
    QCOMPARE(small->warning, QString());
    QCOMPARE(small->memory, qint64{4} * small->size.width() * small->size.height());
    const auto huge = planExport(*wide(18000), as(ExportFormat::png));
    QVERIFY(huge);
    QVERIFY2(huge->warning.contains(QLatin1String("megapixels")) && huge->warning.contains(QLatin1String("SVG")),
             qPrintable(huge->warning));
    const auto shrunk = planExport(*wide(38400), as(ExportFormat::pdf));
    QVERIFY(shrunk && shrunk->size.width() == 14400);
    QVERIFY2(shrunk->warning.contains(QLatin1String("shrunk to 50 %")), qPrintable(shrunk->warning));
    QVERIFY(planExport(*wide(18000), as(ExportFormat::pdf))->warning.isEmpty());
    test::PictureMaker maker;
    maker.card("a", 0, 0);
    maker.card("b", 1, 0);
    for (int edge = 0; edge < 501; ++edge) maker.line("a", "b");
    const auto mermaid = planExport(*maker.make(), as(ExportFormat::mermaid));
    QVERIFY(mermaid && mermaid->warning.contains(QLatin1String("501 edges")));
    QVERIFY(planExport(*test::shop().make(), as(ExportFormat::mermaid))->warning.isEmpty());
    const auto svg = planExport(*wide(18000), as(ExportFormat::svg));
    QVERIFY(svg && svg->warning.isEmpty() && svg->memory == 0);
}

void ExportTest::refusesWhatNobodyCanHold() {
    const auto refused = [](const base::Result<ExportReport>& report, const char* advice) {
        return !report && report.error().kind == base::ErrorKind::usage &&
               report.error().advice.find(advice) != std::string::npos;
    };
    QVERIFY(refused(planExport(*wide(40000), as(ExportFormat::png)), "SVG"));
    QVERIFY(refused(planExport(*wide(10000), as(ExportFormat::png, 4)), "smaller scale"));
    QVERIFY(planExport(*wide(10000), as(ExportFormat::png)).ok());
    auto square = std::make_shared<render::Picture>(*wide(30000));
    square->bounds.height = 30000;
    QVERIFY(refused(planExport(*square, as(ExportFormat::png)), "SVG"));
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QVERIFY(!exportPicture(*wide(40000), light(), as(ExportFormat::png), buffer));
    QVERIFY(buffer.data().isEmpty());
}

void ExportTest::refusesWhatMakesNoSense() {
    const auto picture = test::shop().make();
    for (const int scale : {0, 5, -1}) {
        const auto report = planExport(*picture, as(ExportFormat::png, scale));
        QVERIFY(!report);
        QCOMPARE(report.error().kind, base::ErrorKind::usage);
    }
    ExportOptions options;
    options.cards = {"nobody"};
    QVERIFY(!planExport(*picture, options));
    QVERIFY(!planExport(*picture, options).error().advice.empty());
}

void ExportTest::replacesAFileAsAWhole() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.png"));
    const auto report = exportPicture(*test::shop().make(), light(), as(ExportFormat::png), path);
    QVERIFY(report);
    QCOMPARE(QFileInfo(path).size(), report->written);
    QImageReader reader(path);
    QCOMPARE(reader.size(), report->size);
    const qint64 before = QFileInfo(path).size();
    // What fails leaves the old file as it was.
    QVERIFY(!exportPicture(*wide(40000), light(), as(ExportFormat::png), path));
    QCOMPARE(QFileInfo(path).size(), before);
    QVERIFY(exportPicture(*test::shop().make(), light(), as(ExportFormat::mermaid), path));
    QVERIFY(QFileInfo(path).size() < before);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
}

void ExportTest::saysWhyAFileCannotBeWritten() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("missing/a.png"));
    const auto report = exportPicture(*test::shop().make(), light(), as(ExportFormat::png), path);
    QVERIFY(!report);
    QCOMPARE(report.error().kind, base::ErrorKind::config);
    QCOMPARE(QString::fromStdString(report.error().where), path);
    QVERIFY(!report.error().what.empty() && !report.error().advice.empty());
    // A folder is no file.
    QVERIFY(!exportPicture(*test::shop().make(), light(), as(ExportFormat::svg), folder.path()));
}

void ExportTest::saysWhyADeviceCannotBeWritten() {
    FullDevice device;
    device.open(QIODevice::WriteOnly | QIODevice::Unbuffered);
    const auto report = exportPicture(*test::shop().make(), light(), as(ExportFormat::svg), device);
    QVERIFY(!report);
    QVERIFY(report.error().what.find("no space left") != std::string::npos);
}

void ExportTest::worksBesideTheInterface() {
    const auto picture = test::shop().make();
    const QByteArray here = exported(*picture, as(ExportFormat::png, 2));
    QByteArray there;
    std::thread worker([&] { there = exported(*picture, as(ExportFormat::png, 2)); });
    worker.join();
    QVERIFY(!here.isEmpty());
    QVERIFY(QImage::fromData(there) == QImage::fromData(here));
}

QTEST_MAIN(ExportTest)
#include "export_test.moc"
