#include "desktop/window/chains_delegate.h"

#include <QApplication>
#include <QPainter>
#include <QStyle>

#include "desktop/window/badge.h"
#include "desktop/window/chains_model.h"

namespace scout::desktop {

namespace {

constexpr int margin = 8;
constexpr int badgeSide = 18;
constexpr int smallBadge = 12;

bool startsUnmanaged(const QModelIndex& index) {
    if (index.data(ChainsModel::managedRole).toBool()) return false;
    return index.row() == 0 || index.siblingAtRow(index.row() - 1).data(ChainsModel::managedRole).toBool();
}

/// Of the rows from there on. Who manages some of them may only not be known.
QString unmanagedHeading(const QModelIndex& first) {
    const int rows = first.model()->rowCount() - first.row();
    bool known = true;
    for (int i = 0; i < rows && known; ++i)
        known = !first.siblingAtRow(first.row() + i).data(ChainsModel::unseenRole).toBool();
    return (known ? QStringLiteral("Not managed (%1)") : QStringLiteral("No applier known (%1)")).arg(rows);
}

int headingHeight(const QFontMetrics& metrics) {
    return metrics.height() + 14;
}

QFont smaller(QFont font) {
    font.setPointSizeF(font.pointSizeF() * 0.9);
    return font;
}

}  // namespace

QSize ChainsDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const int rows = option.fontMetrics.height() + 2 * QFontMetrics(smaller(option.font)).height();
    const int heading = startsUnmanaged(index) ? headingHeight(option.fontMetrics) : 0;
    return {120, rows + 2 * margin + 2 + heading};
}

void ChainsDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    painter->save();
    QRect row = option.rect;
    const QPalette& palette = option.palette;
    if (startsUnmanaged(index)) {
        const QRect heading(row.left(), row.top(), row.width(), headingHeight(option.fontMetrics));
        row.setTop(heading.bottom() + 1);
        QFont font = option.font;
        font.setBold(true);
        painter->setFont(font);
        painter->setPen(palette.color(QPalette::PlaceholderText));
        painter->drawText(heading.adjusted(margin, 0, -margin, 0), Qt::AlignVCenter | Qt::AlignLeft,
                          unmanagedHeading(index));
    }
    QStyleOptionViewItem panel = option;
    panel.rect = row;
    if (m_allChosen) panel.state &= ~QStyle::State_Selected;
    const QWidget* widget = option.widget;
    QStyle* style = widget != nullptr ? widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &panel, painter, widget);
    const bool selected = (panel.state & QStyle::State_Selected) != 0;
    if (m_allChosen && (option.state & QStyle::State_Selected) != 0)
        painter->fillRect(QRect(row.left(), row.top(), 3, row.height()), palette.color(QPalette::Highlight));
    const QColor strong = palette.color(selected ? QPalette::HighlightedText : QPalette::Text);
    QColor muted = selected ? strong : palette.color(QPalette::PlaceholderText);

    const QRect inner = row.adjusted(margin, margin, -margin, -margin);
    const QRect badge(inner.left(), inner.top(), badgeSide, badgeSide);
    const auto tone = static_cast<render::Tone>(index.data(ChainsModel::toneRole).toInt());
    if (selected) {  // the badge keeps its colours: it stands on its own ground
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(QColor::fromRgba(m_theme->card));
        painter->drawRoundedRect(QRectF(badge).adjusted(-2, -2, 2, 2), 4, 4);
    }
    paintBadge(*painter, badge, {tone}, *m_theme);

    const int left = badge.right() + 1 + margin;
    const QFontMetrics& metrics = option.fontMetrics;
    const QFont smallFont = smaller(option.font);
    const QFontMetrics smallMetrics(smallFont);
    // Counts from the right: all objects, then those that are not well.
    int right = inner.right();
    painter->setFont(smallFont);
    const auto write = [&](const QString& text) {
        const int width = smallMetrics.horizontalAdvance(text);
        painter->setPen(muted);
        painter->drawText(QRect(right - width, inner.top(), width, metrics.height()), Qt::AlignVCenter, text);
        right -= width;
    };
    const QVariantList counts = index.data(ChainsModel::countsRole).toList();
    const QString all = QString::number(index.data(ChainsModel::totalRole).toInt());
    write(counts.isEmpty() ? all : QStringLiteral("of ") + all);
    for (qsizetype i = 0; i + 1 < counts.size() && right > left + 120; i += 2) {
        right -= 8;
        write(QString::number(counts[i + 1].toInt()));
        right -= smallBadge + 3;
        const QRect mark(right, inner.top() + (metrics.height() - smallBadge) / 2, smallBadge, smallBadge);
        if (selected) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(QColor::fromRgba(m_theme->card));
            painter->drawRoundedRect(QRectF(mark).adjusted(-1, -1, 1, 1), 3, 3);
        }
        paintBadge(*painter, mark, {static_cast<render::Tone>(counts[i].toInt())}, *m_theme);
    }
    QFont bold = option.font;
    bold.setBold(true);
    painter->setFont(bold);
    painter->setPen(strong);
    const QRect nameRect(left, inner.top(), right - 8 - left, metrics.height());
    painter->drawText(nameRect, Qt::AlignVCenter,
                      QFontMetrics(bold).elidedText(index.data().toString(), Qt::ElideMiddle, nameRect.width()));

    painter->setFont(smallFont);
    painter->setPen(muted);
    QStringList about;
    for (const int role : {ChainsModel::toolRole, ChainsModel::nsRole}) {
        if (const QString text = index.data(role).toString(); !text.isEmpty()) about << text;
    }
    QRect line(left, nameRect.bottom() + 2, inner.right() - left, smallMetrics.height());
    painter->drawText(line, Qt::AlignVCenter,
                      smallMetrics.elidedText(about.join(QStringLiteral(" · ")), Qt::ElideMiddle, line.width()));
    line.translate(0, smallMetrics.height());
    if (tone != render::Tone::ok) painter->setPen(strong);
    painter->drawText(
        line, Qt::AlignVCenter,
        smallMetrics.elidedText(index.data(ChainsModel::verdictRole).toString(), Qt::ElideRight, line.width()));
    if ((option.state & QStyle::State_HasFocus) != 0) {
        QStyleOptionFocusRect focus;
        focus.QStyleOption::operator=(panel);
        focus.rect = row.adjusted(1, 1, -1, -1);
        focus.state |= QStyle::State_KeyboardFocusChange | QStyle::State_Item;
        focus.backgroundColor = palette.color(selected ? QPalette::Highlight : QPalette::Base);
        style->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, painter, widget);
    }
    painter->restore();
}

}  // namespace scout::desktop
