#include "desktop/export/export.h"

#include <QBuffer>
#include <QFileInfo>
#include <QImageWriter>
#include <QPageSize>
#include <QPdfWriter>
#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <utility>

#include "desktop/graph/painter_canvas.h"
#include "engine/file_access.h"
#include "render/interchange.h"

namespace scout::desktop {

namespace {

using base::ErrorKind;

constexpr double dotsPerInch = 96;  ///< one scene unit is one dot at scale 1
constexpr double pointsPerInch = 72;
/// QPainter's raster engine paints nothing beyond.
constexpr int mostPixelsOfASide = 32767;
/// What many viewers and web pages still take.
constexpr qint64 manyPixels = 50'000'000;
constexpr qint64 bytesPerPixel = 4;
constexpr qint64 mostMemory = qint64{2} << 30;
/// PDF readers refuse larger pages (ISO 32000, annex C: 200 inches).
constexpr double mostPoints = 14400;

constexpr std::array<std::pair<ExportFormat, const char*>, 5> names{{{ExportFormat::png, "png"},
                                                                     {ExportFormat::pdf, "pdf"},
                                                                     {ExportFormat::svg, "svg"},
                                                                     {ExportFormat::dot, "dot"},
                                                                     {ExportFormat::mermaid, "mermaid"}}};

QString megapixels(qint64 pixels) {
    return QString::number(std::lround(static_cast<double>(pixels) / 1e6));
}

/// The picture of some of the cards with the lines between them; the title's counts stay those of the whole.
std::shared_ptr<const render::Picture> part(const render::Picture& picture, const std::set<std::string>& cards) {
    render::Diagram diagram = picture.diagram;
    std::erase_if(diagram.cards, [&](const render::Card& card) { return !cards.contains(card.id); });
    std::erase_if(diagram.lines,
                  [&](const render::Line& line) { return !cards.contains(line.from) || !cards.contains(line.to); });
    if (diagram.cards.size() < picture.diagram.cards.size()) {
        diagram.subtitle += " · " + std::to_string(diagram.cards.size()) + " of " +
                            std::to_string(picture.diagram.cards.size()) + " cards";
    }
    return render::compose(std::move(diagram));
}

/// The picture that the options ask for: the whole one, which is not owned, or a part.
base::Result<std::shared_ptr<const render::Picture>> chosen(const render::Picture& picture,
                                                            const ExportOptions& options) {
    if (options.scale < 1 || options.scale > 4) {
        return base::Error{ErrorKind::usage, "a picture's scale is 1, 2, 3 or 4", std::to_string(options.scale), ""};
    }
    if (options.cards.empty()) return std::shared_ptr<const render::Picture>(std::shared_ptr<void>(), &picture);
    auto cut = part(picture, options.cards);
    if (cut->cards.empty()) {
        return base::Error{ErrorKind::usage, "none of the chosen cards is in the picture", "",
                           "Select cards that are shown, or export the whole chain."};
    }
    return cut;
}

QSizeF pdfSize(const render::Page& page) {
    const QSizeF size(page.width * pointsPerInch / dotsPerInch, page.height * pointsPerInch / dotsPerInch);
    return size * std::min(1.0, mostPoints / std::max(size.width(), size.height()));
}

base::Result<ExportReport> plan(const render::Picture& picture, const ExportOptions& options) {
    const render::Page page = render::pageOf(picture);
    ExportReport report;
    if (options.format == ExportFormat::pdf) {
        const QSizeF size = pdfSize(page);
        report.size = size.toSize();
        if (const double share = size.width() * dotsPerInch / pointsPerInch / page.width; share < 0.995) {
            report.warning = QStringLiteral(
                                 "A page of a PDF has at most 200 inches a side: the picture is shrunk to %1 %. SVG "
                                 "has no such limit.")
                                 .arg(share * 100, 0, 'g', 2);
        }
        return report;
    }
    if (options.format != ExportFormat::png) {
        report.size = QSizeF(page.width, page.height).toSize();
        if (options.format == ExportFormat::mermaid) {
            report.warning =
                QString::fromStdString(render::mermaidRefusal(picture.diagram, render::toMermaid(picture.diagram)));
        }
        return report;
    }
    const double width = std::ceil(page.width * options.scale);
    const double height = std::ceil(page.height * options.scale);
    const QString size = QStringLiteral("%1 x %2 pixels").arg(width, 0, 'f', 0).arg(height, 0, 'f', 0);
    if (width > mostPixelsOfASide || height > mostPixelsOfASide || width * height * bytesPerPixel > mostMemory) {
        return base::Error{ErrorKind::usage,
                           "the picture is too large for a PNG: " + size.toStdString() + ", at most " +
                               std::to_string(mostPixelsOfASide) + " a side and 512 megapixels",
                           "",
                           options.scale > 1 ? "Choose a smaller scale, or SVG, which has no such limit."
                                             : "Choose SVG, which has no such limit, or fewer chains."};
    }
    report.size = {static_cast<int>(width), static_cast<int>(height)};
    const qint64 pixels = qint64{report.size.width()} * report.size.height();
    report.memory = pixels * bytesPerPixel;
    if (pixels > manyPixels) {
        report.warning = QStringLiteral(
                             "%1 (%2 megapixels) take %3 MiB of memory, and many programs will not open "
                             "them. SVG stays small and sharp at every size.")
                             .arg(size, megapixels(pixels))
                             .arg(report.memory >> 20);
    }
    return report;
}

void paintPage(QPainter& painter, double scale, const render::Picture& picture, const render::Theme& theme) {
    painter.scale(scale, scale);
    CanvasCache cache;
    PainterCanvas canvas(painter, cache);
    render::paintPage(canvas, picture, theme);
}

base::Result<QByteArray> toPng(const render::Picture& picture, const render::Theme& theme, int scale, QSize size) {
    QImage image(size, QImage::Format_RGB32);
    if (image.isNull()) {
        return base::Error{ErrorKind::tooLarge, "there is not enough memory for the picture", "",
                           "Choose a smaller scale, or SVG, which needs none."};
    }
    image.fill(QColor::fromRgb(theme.background));
    {
        QPainter painter(&image);
        paintPage(painter, scale, picture, theme);
    }
    const int dotsPerMeter = static_cast<int>(std::lround(dotsPerInch * scale / 0.0254));
    image.setDotsPerMeterX(dotsPerMeter);
    image.setDotsPerMeterY(dotsPerMeter);
    image.setText(QStringLiteral("Title"), QString::fromStdString(picture.diagram.title));
    image.setText(QStringLiteral("Source"), QString::fromStdString(render::caption(picture.diagram)));
    image.setText(QStringLiteral("Software"), QStringLiteral("kubectl-scout " SCOUT_VERSION));
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (QImageWriter writer(&buffer, "png"); !writer.write(image)) {
        return base::Error{ErrorKind::internal, "the PNG could not be made", writer.errorString().toStdString(), ""};
    }
    return bytes;
}

base::Result<QByteArray> toPdf(const render::Picture& picture, const render::Theme& theme) {
    const render::Page page = render::pageOf(picture);
    const QSizeF size = pdfSize(page);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        writer.setTitle(QString::fromStdString(picture.diagram.title));
        writer.setCreator(QStringLiteral("kubectl-scout " SCOUT_VERSION));
        writer.setPageSize(QPageSize(size, QPageSize::Point, QString(), QPageSize::ExactMatch));
        writer.setPageMargins({});
        writer.setResolution(1200);
        QPainter painter;
        if (!painter.begin(&writer)) return base::Error{ErrorKind::internal, "the PDF could not be made", "", ""};
        paintPage(painter, size.width() / pointsPerInch * writer.resolution() / page.width, picture, theme);
    }
    return bytes;
}

base::Result<QByteArray> bytesOf(const render::Picture& picture, const render::Theme& theme,
                                 const ExportOptions& options, QSize size) {
    switch (options.format) {
        case ExportFormat::png:
            return toPng(picture, theme, options.scale, size);
        case ExportFormat::pdf:
            return toPdf(picture, theme);
        case ExportFormat::svg:
            return QByteArray::fromStdString(render::toSvg(picture, theme));
        case ExportFormat::dot:
            return QByteArray::fromStdString(render::toDot(picture.diagram));
        case ExportFormat::mermaid:
            return QByteArray::fromStdString(render::toMermaid(picture.diagram));
    }
    return base::Error{ErrorKind::internal, "nobody knows this format", "", ""};
}

}  // namespace

QString name(ExportFormat format) {
    for (const auto& [known, text] : names) {
        if (known == format) return QString::fromLatin1(text);
    }
    return {};
}

std::optional<ExportFormat> exportFormat(QStringView name) {
    if (name.compare(QLatin1String("gv"), Qt::CaseInsensitive) == 0) return ExportFormat::dot;
    if (name.compare(QLatin1String("mmd"), Qt::CaseInsensitive) == 0) return ExportFormat::mermaid;
    for (const auto& [format, text] : names) {
        if (name.compare(QLatin1String(text), Qt::CaseInsensitive) == 0) return format;
    }
    return std::nullopt;
}

std::optional<ExportFormat> exportFormatOf(const QString& path) {
    return exportFormat(QFileInfo(path).suffix());
}

std::set<std::string> cardsIn(const render::Picture& picture, const render::Rect& area) {
    std::set<std::string> ids;
    for (std::size_t card = 0; card < picture.cards.size(); ++card) {
        const render::Rect& rect = picture.cards[card];
        if (rect.x < area.right() && rect.right() > area.x && rect.y < area.bottom() && rect.bottom() > area.y)
            ids.insert(picture.diagram.cards[card].id);
    }
    return ids;
}

base::Result<ExportReport> planExport(const render::Picture& picture, const ExportOptions& options) {
    const auto subject = chosen(picture, options);
    if (!subject) return subject.error();
    return plan(**subject, options);
}

base::Result<ExportReport> exportPicture(const render::Picture& picture, const render::Theme& theme,
                                         const ExportOptions& options, QIODevice& device) {
    const auto subject = chosen(picture, options);
    if (!subject) return subject.error();
    auto report = plan(**subject, options);
    if (!report) return report;
    const auto bytes = bytesOf(**subject, theme, options, report->size);
    if (!bytes) return bytes.error();
    if (device.write(*bytes) != bytes->size()) {
        return base::Error{ErrorKind::config, "the picture could not be written: " + device.errorString().toStdString(),
                           "", "Check that there is room."};
    }
    report.value().written = bytes->size();
    return report;
}

base::Result<ExportReport> exportPicture(const render::Picture& picture, const render::Theme& theme,
                                         const ExportOptions& options, const QString& path) {
    QBuffer bytes;
    bytes.open(QIODevice::WriteOnly);
    auto report = exportPicture(picture, theme, options, bytes);
    const auto failure = report
                             ? engine::writeFile(path.toStdString(), bytes.data().toStdString(), engine::Readers::umask)
                             : std::optional(report.error());
    if (!failure) return report;
    return base::Error{failure->kind, failure->what, path.toStdString(), failure->advice};
}

}  // namespace scout::desktop
