// A notice as a page in the middle of the window: a sentence, a cause, and one main button.
#pragma once

#include <QWidget>

#include "desktop/window/situation.h"

class QBoxLayout;
class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QToolButton;

namespace scout::desktop {

class PlaceholderPage : public QWidget {
    Q_OBJECT
  public:
    explicit PlaceholderPage(QWidget* parent = nullptr);
    void setNotice(const Notice& notice);
    const Notice& notice() const { return m_notice; }
    QSize minimumSizeHint() const override;

  signals:
    void offered(scout::desktop::Remedy remedy, const scout::desktop::Notice& notice);

  protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    void paintIcon();
    void arrange();

    Notice m_notice;
    QLabel* m_icon = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_text = nullptr;
    QProgressBar* m_busy = nullptr;
    QToolButton* m_more = nullptr;
    QPlainTextEdit* m_details = nullptr;
    QWidget* m_buttons = nullptr;
    QBoxLayout* m_offers = nullptr;
};

}  // namespace scout::desktop
