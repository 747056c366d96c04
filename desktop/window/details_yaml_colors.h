// Light syntax colouring for YAML: keys, comments and what is no string. No hue means a status here.
#pragma once

#include <QSyntaxHighlighter>

#include "render/theme.h"

namespace scout::desktop {

class YamlColors : public QSyntaxHighlighter {
    Q_OBJECT
  public:
    explicit YamlColors(QTextDocument* document);
    void setTheme(const render::Theme& theme);

  protected:
    void highlightBlock(const QString& text) override;

  private:
    const render::Theme* m_theme = nullptr;
    QTextCharFormat m_key;
    QTextCharFormat m_muted;
    QTextCharFormat m_literal;
};

}  // namespace scout::desktop
