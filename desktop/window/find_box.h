// The find and paste box of the tool bar: "3 of 17", next and previous.
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace scout::desktop {

class FindBox : public QWidget {
    Q_OBJECT
  public:
    explicit FindBox(QWidget* parent = nullptr);

    QString text() const;
    void setText(const QString& text);
    /// `at` counts from 1; 0 when none of them is current.
    void setResult(int at, int count);
    QLineEdit* edit() const { return m_edit; }
    /// Ready for the next word: all of the old one is selected.
    void activate();

  signals:
    void textChanged(const QString& text);
    void next();
    void previous();
    void left();  ///< Escape in an empty box

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    QLineEdit* m_edit = nullptr;
    QLabel* m_count = nullptr;
    QToolButton* m_previous = nullptr;
    QToolButton* m_next = nullptr;
};

}  // namespace scout::desktop
