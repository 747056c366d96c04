// The titles of the pages of the details: in one row, or in several where one has no room, so that none is ever out of
// sight. One stop of the Tab key; arrows walk among them, Alt and the underlined letter chooses.
#pragma once

#include <QWidget>
#include <vector>

class QRadioButton;

namespace scout::desktop {

class DetailsTabs : public QWidget {
    Q_OBJECT
  public:
    explicit DetailsTabs(QWidget* parent = nullptr);

    /// The first one becomes the current one. `title` may have a mnemonic.
    void add(const QString& title);
    /// -1 without any.
    int current() const;
    void setCurrent(int index);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  signals:
    void currentChanged(int index);

  protected:
    void focusInEvent(QFocusEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

  private:
    int perRow(int width) const;
    int widest() const;
    int rowHeight() const;
    void place();

    std::vector<QRadioButton*> m_titles;
};

}  // namespace scout::desktop
