// A row of the chains list: badge, name and counts; tool and namespace; the verdict in one line. The first row of what
// nothing manages has a heading above it.
#pragma once

#include <QStyledItemDelegate>

#include "render/theme.h"

namespace scout::desktop {

class ChainsDelegate : public QStyledItemDelegate {
    Q_OBJECT
  public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void setTheme(const render::Theme& theme) { m_theme = &theme; }
    /// Where all are chosen none stands out: they are marked, not filled.
    void setAllChosen(bool all) { m_allChosen = all; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

  private:
    const render::Theme* m_theme = &render::theme(render::Palette::scout, false);
    bool m_allChosen = false;
};

}  // namespace scout::desktop
