#include "desktop/window/appearance.h"

#include <QApplication>
#include <QStyle>

#include "desktop/window/outlined_style.h"

namespace scout::desktop {

namespace {

/// Of the first call, before anything was changed.
QString systemStyle() {
    static const QString name = QApplication::style()->name();
    return name;
}

}  // namespace

QPalette fusionPalette(bool dark) {
    const auto color = [](QRgb rgb) { return QColor(rgb); };
    QPalette palette;
    if (!dark) {
        palette = QPalette(color(0xe9edf2), color(0xf3f5f8));
        palette.setColor(QPalette::Base, color(0xffffff));
        palette.setColor(QPalette::AlternateBase, color(0xf3f5f8));
        palette.setColor(QPalette::Highlight, color(0x2563c9));
        palette.setColor(QPalette::HighlightedText, color(0xffffff));
        palette.setColor(QPalette::Link, color(0x1d4fa3));
        palette.setColor(QPalette::LinkVisited, color(0x6b3fa0));
        palette.setColor(QPalette::PlaceholderText, color(0x667080));
        for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText})
            palette.setColor(role, color(0x17202b));
        palette.setColor(QPalette::ToolTipBase, color(0xffffff));
        for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
            palette.setColor(QPalette::Disabled, role, color(0x8b95a3));
        return palette;
    }
    palette = QPalette(color(0x2b323c), color(0x1c2128));
    palette.setColor(QPalette::Base, color(0x161a20));
    palette.setColor(QPalette::AlternateBase, color(0x1c2128));
    palette.setColor(QPalette::Highlight, color(0x3b7de0));
    palette.setColor(QPalette::HighlightedText, color(0xffffff));
    palette.setColor(QPalette::Link, color(0x7db2ff));
    palette.setColor(QPalette::LinkVisited, color(0xc3a2ff));
    palette.setColor(QPalette::PlaceholderText, color(0x93a0b0));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText})
        palette.setColor(role, color(0xe6eaf0));
    palette.setColor(QPalette::BrightText, color(0xffffff));
    palette.setColor(QPalette::ToolTipBase, color(0x2b323c));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, color(0x6e7a89));
    return palette;
}

void applyThemeMode(ThemeMode mode) {
    const QString before = systemStyle();
    const bool ours = qobject_cast<OutlinedStyle*>(QApplication::style()) != nullptr;
    const bool fusion = mode != ThemeMode::system || before.compare(QLatin1String("fusion"), Qt::CaseInsensitive) == 0;
    if (fusion && !ours) QApplication::setStyle(new OutlinedStyle);
    if (!fusion && ours) QApplication::setStyle(before);
    if (mode == ThemeMode::system) {
        QApplication::setPalette(QPalette());
        return;
    }
    QApplication::setPalette(fusionPalette(mode == ThemeMode::dark));
}

const render::Theme& pictureTheme(render::Palette palette, const QPalette& window) {
    return render::theme(palette, window.color(QPalette::Window).lightnessF() < 0.5F);
}

}  // namespace scout::desktop
