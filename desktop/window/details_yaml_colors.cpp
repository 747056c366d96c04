#include "desktop/window/details_yaml_colors.h"

#include <QRegularExpression>

namespace scout::desktop {

namespace {

/// The state of a block is the indentation of the key that a literal text ("|") stands under, plus one; 0 or less
/// outside such a text.
int indentOf(const QString& text) {
    int indent = 0;
    while (indent < text.size() && text[indent] == QLatin1Char(' ')) ++indent;
    return indent;
}

}  // namespace

YamlColors::YamlColors(QTextDocument* document) : QSyntaxHighlighter(document) {}

void YamlColors::setTheme(const render::Theme& theme) {
    if (m_theme == &theme) return;
    m_theme = &theme;
    m_key.setForeground(QColor::fromRgba(theme.accent));
    m_muted.setForeground(QColor::fromRgba(theme.mutedText));
    m_literal.setFontWeight(QFont::Bold);
    rehighlight();
}

void YamlColors::highlightBlock(const QString& text) {
    static const QRegularExpression entry(
        QStringLiteral("^( *(?:- +)*)(?!- )((?:\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s\"#:][^:]*|[^\\s\"#:][^ ]*?))(:)(?= |$)"));
    static const QRegularExpression literal(
        QStringLiteral("^(?:true|false|null|~|[-+]?[0-9][0-9_]*(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)$"));
    const int under = previousBlockState();
    if (under > 0 && (text.trimmed().isEmpty() || indentOf(text) >= under)) {
        setCurrentBlockState(under);
        return;
    }
    setCurrentBlockState(0);
    const QRegularExpressionMatch match = entry.match(text);
    int valueAt = indentOf(text);
    if (match.hasMatch()) {
        setFormat(static_cast<int>(match.capturedStart(1)), static_cast<int>(match.capturedLength(1)), m_muted);
        setFormat(static_cast<int>(match.capturedStart(2)), static_cast<int>(match.capturedLength(2)), m_key);
        setFormat(static_cast<int>(match.capturedStart(3)), 1, m_muted);
        valueAt = static_cast<int>(match.capturedEnd(3));
    } else if (text.mid(valueAt).startsWith(QLatin1String("- "))) {
        setFormat(valueAt, 1, m_muted);
        ++valueAt;
    }
    const QString value = text.mid(valueAt).trimmed();
    if (value == QLatin1String("|") || value == QLatin1String("|-")) {
        setFormat(valueAt, static_cast<int>(text.size()) - valueAt, m_muted);
        setCurrentBlockState(indentOf(text) + 1);
    } else if (literal.match(value).hasMatch()) {
        setFormat(valueAt, static_cast<int>(text.size()) - valueAt, m_literal);
    }
}

}  // namespace scout::desktop
