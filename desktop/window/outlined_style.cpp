#include "desktop/window/outlined_style.h"

#include <QPainter>
#include <QStyleOption>

namespace scout::desktop {

namespace {

constexpr double corner = 2;

/// Over the one that is there already; what has the keyboard has the accent's.
template <typename Shape>
void drawOutline(const QStyleOption& option, QPainter& painter, const Shape& shape) {
    if ((option.state & QStyle::State_HasFocus) != 0) return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(OutlinedStyle::outline(option.palette));
    shape(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5));
    painter.restore();
}

}  // namespace

OutlinedStyle::OutlinedStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

QColor OutlinedStyle::outline(const QPalette& palette) {
    const QColor text = palette.color(QPalette::Active, QPalette::WindowText);
    const QColor window = palette.color(QPalette::Active, QPalette::Window);
    return {(text.red() + window.red()) / 2, (text.green() + window.green()) / 2, (text.blue() + window.blue()) / 2};
}

void OutlinedStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                  const QWidget* widget) const {
    if (element == PE_IndicatorBranch && (option->state & State_Selected) != 0) {
        QStyleOption selected = *option;  // its arrow is of the text's colour, on the selection's
        selected.palette.setColor(QPalette::WindowText, option->palette.color(QPalette::HighlightedText));
        return QProxyStyle::drawPrimitive(element, &selected, painter, widget);
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    if (element == PE_IndicatorRadioButton) {
        drawOutline(*option, *painter, [&](const QRectF& rect) { painter->drawEllipse(rect); });
    } else if (element == PE_IndicatorCheckBox || element == PE_FrameLineEdit) {
        drawOutline(*option, *painter, [&](const QRectF& rect) { painter->drawRoundedRect(rect, corner, corner); });
    }
}

void OutlinedStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                       const QWidget* widget) const {
    QProxyStyle::drawComplexControl(control, option, painter, widget);
    if (control == CC_SpinBox || control == CC_ComboBox)
        drawOutline(*option, *painter, [&](const QRectF& rect) { painter->drawRoundedRect(rect, corner, corner); });
}

}  // namespace scout::desktop
