// The legend: every state with its shape, glyph, word and count. It is the filter too: a pressed state is shown alone
// (with the other pressed ones); none pressed shows all.
#pragma once

#include <QWidget>
#include <array>
#include <map>
#include <set>

#include "render/diagram.h"
#include "render/theme.h"

class QLabel;
class QToolButton;

namespace scout::desktop {

class LegendBar : public QWidget {
    Q_OBJECT
  public:
    explicit LegendBar(QWidget* parent = nullptr);

    void setTheme(const render::Theme& theme);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    /// Of all objects that the view is about, shown or not; `hidden` and `leftOut` are objects too. `remarks` as
    /// render::Diagram::found.
    void setCounts(const std::map<render::Tone, int>& counts, const std::map<render::Tone, int>& remarks, int hidden,
                   int leftOut);

    /// What is not pressed while anything is; empty otherwise.
    std::set<render::Tone> hiddenTones() const;
    void clear();  ///< without a signal
    QToolButton* button(render::Tone tone) const;

  signals:
    void filterChanged();
    void clearRequested();
    void drawEverythingRequested();

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    /// With words as long as they fit; the tips always have them.
    void arrange();

    std::array<QToolButton*, render::toneCount> m_buttons{};
    std::map<render::Tone, int> m_counts;
    QLabel* m_found = nullptr;
    QLabel* m_hidden = nullptr;
    QToolButton* m_clear = nullptr;
    QLabel* m_leftOut = nullptr;
    QToolButton* m_all = nullptr;
    int m_short = 0;  ///< width without words
    int m_long = 0;   ///< with them
};

}  // namespace scout::desktop
