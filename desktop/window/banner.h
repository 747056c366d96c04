// A notice as a bar above the graph: in the layout, never floating, never a modal dialog.
#pragma once

#include <QFrame>
#include <QString>
#include <functional>
#include <map>
#include <vector>

#include "desktop/window/situation.h"

class QBoxLayout;
class QHBoxLayout;
class QLabel;
class QPlainTextEdit;
class QToolButton;
class QVBoxLayout;

namespace scout::desktop {

class Banner : public QFrame {
    Q_OBJECT
  public:
    explicit Banner(QWidget* parent = nullptr);
    void setNotice(const Notice& notice);
    const Notice& notice() const { return m_notice; }
    /// A bar that comes makes nothing beside it narrower: its buttons stand one below the other where they must.
    QSize minimumSizeHint() const override;

  signals:
    void offered(scout::desktop::Remedy remedy, const scout::desktop::Notice& notice);
    void closed();

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    void arrange();
    void fitText();
    int frameWidth() const;  ///< what stands beside words and buttons

    Notice m_notice;
    QLabel* m_icon = nullptr;
    QToolButton* m_close = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_text = nullptr;
    QToolButton* m_more = nullptr;
    QPlainTextEdit* m_details = nullptr;
    QWidget* m_buttons = nullptr;
    QBoxLayout* m_actions = nullptr;
    QBoxLayout* m_body = nullptr;
};

/// The bars of a situation, one below the other. A bar keeps its place and its widget as long as its key is there.
class BannerArea : public QWidget {
    Q_OBJECT
  public:
    explicit BannerArea(QWidget* parent = nullptr);
    void setNotices(const std::vector<Notice>& notices);

  signals:
    void offered(scout::desktop::Remedy remedy, const scout::desktop::Notice& notice);

  private:
    QVBoxLayout* m_layout = nullptr;
    std::map<QString, Banner*> m_banners;
    std::map<QString, QString> m_closed;  ///< key -> title of the bar that the user closed
};

/// Whether the details say anything that title and text do not.
bool hasMore(const Notice& notice);

/// The buttons of a notice, the main one first and as the default.
void fillWithOffers(QWidget* row, const Notice& notice, const std::function<void(Remedy)>& chosen);
/// Its buttons side by side as long as `width` has the room, else one below the other.
void arrangeButtons(QBoxLayout& buttons, int width);

}  // namespace scout::desktop
