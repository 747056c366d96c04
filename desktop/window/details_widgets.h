// Small widgets that the tabs of the details pane are made of. All text is plain.
#pragma once

#include <QAbstractButton>
#include <QLabel>
#include <QStackedWidget>
#include <QTextEdit>
#include <QToolButton>
#include <QWidget>
#include <functional>

#include "base/error.h"

class QProgressBar;
class QPushButton;

namespace scout::desktop {

/// A label that wraps and can be selected with the mouse.
class PlainLabel : public QLabel {
  public:
    explicit PlainLabel(const QString& text, QWidget* parent = nullptr);
};
/// Less important text, in the palette's placeholder colour.
PlainLabel* mutedLabel(const QString& text, QWidget* parent = nullptr);
/// The heading of a section: a step larger and bold.
PlainLabel* headingLabel(const QString& text, QWidget* parent = nullptr);
QFont monospaceFont();

/// Plain text as high as it needs to be, wrapped anywhere where a word is too long (digests, image names), selectable
/// with the mouse.
class ValueText : public QTextEdit {
    Q_OBJECT
  public:
    explicit ValueText(const QString& text, QWidget* parent = nullptr);
    void setValue(const QString& text);
    /// Less important: in the palette's placeholder colour.
    void setMuted(bool muted);

    /// Of plain text wrapped like here.
    static int heightOf(const QString& text, const QFont& font, double width);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    void fit();
    void setColor();

    bool m_muted = false;
};

/// An icon and one line of text, shortened in the middle where it does not fit: leads to another object or a page.
class RowButton : public QAbstractButton {
    Q_OBJECT
  public:
    explicit RowButton(const QString& text, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
};

/// A flat button that looks like text and can be reached by keyboard.
QToolButton* linkButton(const QString& text, const QString& accessibleName, QWidget* parent = nullptr);
/// "Copy", named for screen readers by what it copies.
QToolButton* copyButton(const QString& what, QWidget* parent = nullptr);

/// A tab's content, or why there is none: loading, a sentence, or an error with Retry. An error beside content that was
/// read before stands in a bar above it.
class ContentOrState : public QWidget {
    Q_OBJECT
  public:
    explicit ContentOrState(QWidget* content, QWidget* parent = nullptr);

    void showContent();
    /// Keeps content that is shown.
    void showLoading(const QString& text);
    void showNote(const QString& text, const QString& advice = {});
    /// Keeps content that is shown. What cannot be answered at all (unsupported) is told without Retry.
    void showError(const base::Error& error);
    bool contentShown() const;
    /// The sentence of the note, the error or the loading page; "" while only content is shown.
    QString stateText() const;

  signals:
    void retryRequested();

  private:
    void showPage(const QString& sentence, const QString& advice, bool busy, bool retry);

    QWidget* m_content = nullptr;
    QStackedWidget* m_stack = nullptr;
    QWidget* m_bar = nullptr;
    QLabel* m_barText = nullptr;
    QWidget* m_page = nullptr;
    QLabel* m_sentence = nullptr;
    QLabel* m_advice = nullptr;
    QProgressBar* m_busy = nullptr;
    QPushButton* m_retry = nullptr;
};

}  // namespace scout::desktop
