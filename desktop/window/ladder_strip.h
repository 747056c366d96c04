// The revision ladder of the open chain, as a strip above the graph: five rungs, the broken one marked.
#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "desktop/window/ladder.h"
#include "render/theme.h"

namespace scout::desktop {

class RungButton;

class LadderStrip : public QWidget {
    Q_OBJECT
  public:
    explicit LadderStrip(QWidget* parent = nullptr);

    /// Nothing: the strip is hidden.
    void setLadder(const std::optional<Ladder>& ladder);
    const std::optional<Ladder>& ladder() const { return m_ladder; }
    void setTheme(const render::Theme& theme);

  signals:
    /// A rung was clicked: its whole revision.
    void copyRequested(const QString& text, const QString& what);

  private:
    void fill();

    std::optional<Ladder> m_ladder;
    const render::Theme* m_theme = nullptr;
    std::vector<RungButton*> m_rungs;
};

}  // namespace scout::desktop
