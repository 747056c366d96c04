#include "desktop/graph/painter_canvas.h"

#include <QFontDatabase>
#include <QGuiApplication>
#include <QPaintEngine>
#include <QPainterPath>
#include <QSvgRenderer>
#include <QTextLayout>
#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "render/icons.h"

namespace scout::desktop {

namespace {

// Enough for every text and icon of a full screen; more is forgotten at once, and what is on the screen comes back with
// the next frame.
constexpr std::size_t mostTexts = 16384;
constexpr qsizetype mostIcons = 512;

QPointF toQt(render::Point point) {
    return {point.x, point.y};
}

QRectF toQt(const render::Rect& rect) {
    return {rect.x, rect.y, rect.width, rect.height};
}

QPolygonF toQt(const std::vector<render::Point>& points) {
    QPolygonF polygon;
    polygon.reserve(static_cast<qsizetype>(points.size()));
    for (const render::Point& point : points) polygon.append(toQt(point));
    return polygon;
}

bool isVector(const QPainter& painter) {
    const QPaintEngine* engine = painter.paintEngine();
    return engine && (engine->type() == QPaintEngine::Pdf || engine->type() == QPaintEngine::Picture ||
                      engine->type() == QPaintEngine::SVG);
}

/// `length` further from `from` towards `to`.
QPointF towards(QPointF from, QPointF to, double length) {
    const QPointF way = to - from;
    const double whole = std::hypot(way.x(), way.y());
    return whole > 0 ? from + way * (length / whole) : from;
}

}  // namespace

CanvasCache::CanvasCache()
    : m_families(QGuiApplication::font().families()),
      m_monospaceFamilies(QFontDatabase::systemFont(QFontDatabase::FixedFont).families()) {}

CanvasCache::Texts& CanvasCache::textsOf(const render::Font& font) {
    for (Texts& texts : m_texts) {
        const render::Font& known = texts.style.font;
        if (known.size == font.size && known.bold == font.bold && known.monospace == font.monospace) return texts;
    }
    const int pixels = std::max(1, static_cast<int>(std::lround(font.size)));
    QFont qtFont(font.monospace ? m_monospaceFamilies : m_families);
    qtFont.setStyleHint(font.monospace ? QFont::Monospace : QFont::SansSerif);
    qtFont.setPixelSize(pixels);
    qtFont.setBold(font.bold);
    qtFont.setHintingPreference(QFont::PreferNoHinting);
    // Without ligatures, so that a name copied out of a PDF has its own letters.
    qtFont.setStyleStrategy(static_cast<QFont::StyleStrategy>(QFont::PreferAntialias | QFont::PreferNoShaping));
    m_texts.push_back({{font, qtFont, font.size / pixels}, {}});
    return m_texts.back();
}

const CanvasCache::Style& CanvasCache::style(const render::Font& font) {
    return textsOf(font).style;
}

const CanvasCache::Text& CanvasCache::text(std::string_view utf8, const render::Font& font) {
    Texts& texts = textsOf(font);
    if (const auto known = texts.known.find(utf8); known != texts.known.end()) return known->second;
    if (texts.known.size() >= mostTexts) texts.known.clear();

    QTextLayout layout(plain(utf8), texts.style.qtFont);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    Text text;
    if (line.isValid()) {
        line.setNumColumns(static_cast<int>(layout.text().size()));
        line.setPosition({0, -line.ascent()});
        text.width = line.horizontalAdvance() * texts.style.factor;
    }
    layout.endLayout();
    text.glyphs = layout.glyphRuns();
    return texts.known.emplace(utf8, std::move(text)).first->second;
}

const QImage& CanvasCache::icon(std::string_view name, render::Color color, int side, double dotRatio) {
    QByteArray key =
        QByteArray::number(color, 16) + ' ' + QByteArray::number(side) + ' ' + QByteArray::number(dotRatio) + ' ';
    key.append(name.data(), static_cast<qsizetype>(name.size()));
    if (const auto known = m_icons.constFind(key); known != m_icons.constEnd()) return *known;
    if (m_icons.size() >= mostIcons) m_icons.clear();

    QImage image(side, side, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    if (QSvgRenderer renderer(svg(name, color)); renderer.isValid()) {
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        renderer.render(&painter, QRectF(0, 0, side, side));
    }
    image.setDevicePixelRatio(dotRatio);
    return *m_icons.insert(key, image);
}

QString CanvasCache::plain(std::string_view utf8) {
    QString text = QString::fromStdString(base::escapeControl(utf8));
    return text.replace(QChar(QChar::LineSeparator), QLatin1Char(' '))
        .replace(QChar(QChar::ParagraphSeparator), QLatin1Char(' '));
}

QByteArray CanvasCache::svg(std::string_view name, render::Color color) {
    const std::string_view icon = render::iconSvg(name);
    QByteArray text(icon.data(), static_cast<qsizetype>(icon.size()));
    return text.replace("currentColor", QColor::fromRgb(color).name(QColor::HexRgb).toLatin1());
}

PainterCanvas::PainterCanvas(QPainter& painter, CanvasCache& cache)
    : m_painter(painter),
      m_cache(cache),
      m_vector(isVector(painter)),
      m_scale(painter.worldTransform().m11()),
      m_dotRatio(painter.device()->devicePixelRatioF()) {
    m_painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
}

void PainterCanvas::setPen(const render::Pen& pen) {
    if (pen.width <= 0 || qAlpha(pen.color) == 0) {
        m_painter.setPen(Qt::NoPen);
        return;
    }
    QPen qtPen(QColor::fromRgba(pen.color), pen.width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
    if (!pen.dashes.empty()) {
        QList<qreal> pattern;
        for (const double dash : pen.dashes) pattern.append(dash / pen.width);  // Qt counts in pen widths
        qtPen.setDashPattern(pattern);
    }
    m_painter.setPen(qtPen);
}

void PainterCanvas::setFill(render::Color color) {
    if (qAlpha(color) == 0)
        m_painter.setBrush(Qt::NoBrush);
    else
        m_painter.setBrush(QColor::fromRgba(color));
}

void PainterCanvas::rect(const render::Rect& rect, double radius, render::Color fill, const render::Pen& pen) {
    setPen(pen);
    setFill(fill);
    if (radius > 0)
        m_painter.drawRoundedRect(toQt(rect), radius, radius);
    else
        m_painter.drawRect(toQt(rect));
}

void PainterCanvas::rects(const std::vector<render::Rect>& rects, render::Color fill) {
    if (rects.empty()) return;
    m_painter.setPen(Qt::NoPen);
    setFill(fill);
    if (m_vector) {
        QList<QRectF> all;
        all.reserve(static_cast<qsizetype>(rects.size()));
        for (const render::Rect& rect : rects) all.append(toQt(rect));
        m_painter.drawRects(all);
        return;
    }
    // Whole pixels, at least one: quick, and no card of thousands gets lost between two pixels.
    const QTransform world = m_painter.worldTransform();
    QList<QRect> all;
    all.reserve(static_cast<qsizetype>(rects.size()));
    for (const render::Rect& rect : rects) {
        const QRectF mapped(rect.x * m_scale + world.dx(), rect.y * m_scale + world.dy(), rect.width * m_scale,
                            rect.height * m_scale);
        const QPoint corner(static_cast<int>(std::floor(mapped.left())), static_cast<int>(std::floor(mapped.top())));
        all.append(QRect(corner, QSize(std::max(1, static_cast<int>(std::lround(mapped.right())) - corner.x()),
                                       std::max(1, static_cast<int>(std::lround(mapped.bottom())) - corner.y()))));
    }
    m_painter.setRenderHint(QPainter::Antialiasing, false);
    m_painter.setWorldTransform({});
    m_painter.drawRects(all);
    m_painter.setWorldTransform(world);
    m_painter.setRenderHint(QPainter::Antialiasing, true);
}

void PainterCanvas::polygon(const std::vector<render::Point>& points, bool closed, render::Color fill,
                            const render::Pen& pen) {
    setPen(pen);
    setFill(fill);
    if (closed)
        m_painter.drawPolygon(toQt(points));
    else
        m_painter.drawPolyline(toQt(points));
}

void PainterCanvas::circle(render::Point center, double radius, render::Color fill, const render::Pen& pen) {
    setPen(pen);
    setFill(fill);
    m_painter.drawEllipse(toQt(center), radius, radius);
}

void PainterCanvas::route(const std::vector<render::Point>& points, double cornerRadius, const render::Pen& pen) {
    if (points.size() < 2) return;
    setPen(pen);
    m_painter.setBrush(Qt::NoBrush);
    if (points.size() == 2) {
        m_painter.drawLine(toQt(points.front()), toQt(points.back()));
        return;
    }
    QPainterPath path(toQt(points.front()));
    for (std::size_t i = 1; i + 1 < points.size(); ++i) {
        const QPointF before = toQt(points[i - 1]);
        const QPointF corner = toQt(points[i]);
        const QPointF after = toQt(points[i + 1]);
        const double room = std::min(std::hypot(corner.x() - before.x(), corner.y() - before.y()),
                                     std::hypot(after.x() - corner.x(), after.y() - corner.y()));
        const double radius = std::min(cornerRadius, room / 2);
        path.lineTo(towards(corner, before, radius));
        path.quadTo(corner, towards(corner, after, radius));
    }
    path.lineTo(toQt(points.back()));
    m_painter.drawPath(path);
}

void PainterCanvas::lines(const std::vector<render::Point>& pairs, const render::Pen& pen) {
    if (pairs.size() < 2) return;
    setPen(pen);
    QList<QLineF> all;
    all.reserve(static_cast<qsizetype>(pairs.size() / 2));
    for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) all.append(QLineF(toQt(pairs[i]), toQt(pairs[i + 1])));
    if (m_vector || pen.width * m_scale > 1) {
        m_painter.drawLines(all);
        return;
    }
    // One pixel without smoothing: thousands of hairlines in a frame.
    QPen hair = m_painter.pen();
    hair.setCosmetic(true);
    hair.setWidth(1);
    m_painter.setPen(hair);
    m_painter.setRenderHint(QPainter::Antialiasing, false);
    m_painter.drawLines(all);
    m_painter.setRenderHint(QPainter::Antialiasing, true);
}

void PainterCanvas::text(render::Point baseline, std::string_view utf8, const render::Font& font, render::Color color,
                         render::Align align) {
    if (utf8.empty()) return;
    const CanvasCache::Style& style = m_cache.style(font);
    const CanvasCache::Text& text = m_cache.text(utf8, font);
    QPointF start = toQt(baseline);
    if (align == render::Align::center) start.rx() -= text.width / 2;
    if (align == render::Align::right) start.rx() -= text.width;
    m_painter.setPen(QColor::fromRgba(color));

    const bool scaled = style.factor != 1;
    if (scaled) {
        m_painter.save();
        m_painter.translate(start);
        m_painter.scale(style.factor, style.factor);
        start = {};
    }
    if (m_vector) {
        m_painter.setFont(style.qtFont);
        m_painter.drawText(start, CanvasCache::plain(utf8));
    } else {
        for (const QGlyphRun& run : text.glyphs) m_painter.drawGlyphRun(start, run);
    }
    if (scaled) m_painter.restore();
}

void PainterCanvas::icon(const render::Rect& square, std::string_view name, render::Color color) {
    if (m_vector) {
        if (QSvgRenderer renderer(CanvasCache::svg(name, color)); renderer.isValid())
            renderer.render(&m_painter, toQt(square));
        return;
    }
    // Pixel by pixel at its place on the device: sharp at every scale.
    const int side = static_cast<int>(std::lround(square.width * m_scale * m_dotRatio));
    if (side < 1) return;
    const QImage& image = m_cache.icon(name, color, side, m_dotRatio);
    const QTransform world = m_painter.worldTransform();
    const auto snapped = [this](double value) { return std::round(value * m_dotRatio) / m_dotRatio; };
    const QPointF corner(snapped(square.x * m_scale + world.dx()), snapped(square.y * m_scale + world.dy()));
    m_painter.setWorldTransform({});
    m_painter.drawImage(corner, image);
    m_painter.setWorldTransform(world);
}

double PainterCanvas::textWidth(std::string_view utf8, const render::Font& font) {
    return m_cache.text(utf8, font).width;
}

}  // namespace scout::desktop
