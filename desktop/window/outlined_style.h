// Fusion with outlines that can be seen: its own are a shade of the window's colour, in the dark next to none.
#pragma once

#include <QColor>
#include <QPalette>
#include <QProxyStyle>

namespace scout::desktop {

class OutlinedStyle : public QProxyStyle {
    Q_OBJECT
  public:
    OutlinedStyle();
    /// Between text and window: at least 3:1 against what lies on either side.
    static QColor outline(const QPalette& palette);

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
};

}  // namespace scout::desktop
