#include "desktop/window/focus.h"

#include <QEvent>
#include <QFocusEvent>
#include <QPointer>
#include <QWidget>

namespace scout::desktop {

namespace {

class PassingOn : public QObject {
  public:
    PassingOn(QWidget* pane, QWidget* control) : QObject(pane), m_control(control) { pane->installEventFilter(this); }

  protected:
    bool eventFilter(QObject* /*watched*/, QEvent* event) override {
        if (event->type() == QEvent::FocusIn && m_control)
            m_control->setFocus(static_cast<QFocusEvent*>(event)->reason());
        return false;
    }

  private:
    QPointer<QWidget> m_control;
};

}  // namespace

void passFocusOn(QWidget* pane, QWidget* control) {
    new PassingOn(pane, control);
}

}  // namespace scout::desktop
