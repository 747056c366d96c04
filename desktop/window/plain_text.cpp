#include "desktop/window/plain_text.h"

#include "base/text.h"

namespace scout::desktop {

QString line(std::string_view utf8) {
    QString text = QString::fromStdString(base::escapeControl(utf8, true));
    return text.replace(QLatin1Char('\n'), QLatin1Char(' '));
}

QString lines(std::string_view utf8) {
    return QString::fromStdString(base::escapeControl(utf8, true));
}

QString plainTooltip(const QString& text) {
    if (text.isEmpty()) return {};
    return QStringLiteral("<p style='white-space:pre-wrap'>") + text.toHtmlEscaped() + QStringLiteral("</p>");
}

}  // namespace scout::desktop
