// A picture as a file: PNG and PDF through QPainter, SVG, DOT and Mermaid from render. One page, with title, legend,
// context and time (render::paintPage). Works without a display, on any thread, under a QGuiApplication.
#pragma once

#include <QIODevice>
#include <QSize>
#include <QString>
#include <QStringView>
#include <optional>
#include <set>
#include <string>

#include "base/error.h"
#include "render/picture.h"
#include "render/theme.h"

namespace scout::desktop {

enum class ExportFormat { png, pdf, svg, dot, mermaid };
/// "png", "pdf", "svg", "dot", "mermaid".
QString name(ExportFormat format);
/// By name, in any case; "gv" is DOT and "mmd" Mermaid.
std::optional<ExportFormat> exportFormat(QStringView name);
/// By the ending of a file name.
std::optional<ExportFormat> exportFormatOf(const QString& path);

struct ExportOptions {
    ExportFormat format = ExportFormat::png;
    int scale = 1;  ///< 1 to 4: of a PNG, 96 dots per inch for each
    /// Ids of the cards that the picture is cut down to; they are arranged anew. Empty: all. For the visible area:
    /// cardsIn().
    std::set<std::string> cards;
};

struct ExportReport {
    QSize size;          ///< pixels of a PNG, points (1/72 inch) of a PDF, else scene units
    qint64 memory = 0;   ///< bytes that painting a PNG needs, else 0
    qint64 written = 0;  ///< bytes
    /// A sentence when the bitmap is huge, a PDF had to be shrunk or Mermaid will not draw the text, with what serves
    /// better; else "".
    QString warning;
};

/// Ids of the cards that touch `area`, a part of the scene (GraphView::visibleArea).
std::set<std::string> cardsIn(const render::Picture& picture, const render::Rect& area);

/// What exportPicture() would make; nothing is painted. For asking before a huge bitmap is made. Errors: usage for a
/// scale that is none, for cards of which none is in the picture, and for a bitmap that cannot be held, with what
/// serves instead.
base::Result<ExportReport> planExport(const render::Picture& picture, const ExportOptions& options);

/// Errors: those of planExport(), config when `device` takes no more, internal.
base::Result<ExportReport> exportPicture(const render::Picture& picture, const render::Theme& theme,
                                         const ExportOptions& options, QIODevice& device);
/// The file is replaced as a whole or not at all. Errors name `path`.
base::Result<ExportReport> exportPicture(const render::Picture& picture, const render::Theme& theme,
                                         const ExportOptions& options, const QString& path);

}  // namespace scout::desktop
