// Read-only monospace text with a search: YAML and logs.
#pragma once

#include <QPlainTextEdit>
#include <QWidget>
#include <vector>

class QLabel;
class QLineEdit;
class QToolButton;
class QHBoxLayout;

namespace scout::desktop {

class DetailsText : public QWidget {
    Q_OBJECT
  public:
    explicit DetailsText(const QString& accessibleName, QWidget* parent = nullptr);

    /// Keeps scroll position, search and as much of the selection as the new text has; text that was scrolled to its
    /// end stays there with `followEnd`.
    void setText(const QString& text, bool followEnd = false);
    void clear();
    QString text() const { return m_edit->toPlainText(); }
    QPlainTextEdit* edit() const { return m_edit; }

    /// Widgets of the tab's own go in front of the search, in a row above the text.
    QHBoxLayout* tools() const { return m_tools; }

    void focusSearch();
    void setSearch(const QString& text);
    int matchCount() const { return static_cast<int>(m_matches.size()); }
    /// From 1; 0 when there is none.
    int currentMatch() const { return m_current + 1; }

  public slots:
    void findNext();
    void findPrevious();

  protected:
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void search(bool jump);
    void showMatches();
    void go(int match);

    QPlainTextEdit* m_edit = nullptr;
    QHBoxLayout* m_tools = nullptr;
    QLineEdit* m_search = nullptr;
    QLabel* m_count = nullptr;
    QToolButton* m_previous = nullptr;
    QToolButton* m_next = nullptr;
    std::vector<int> m_matches;  ///< positions in the document, ascending
    int m_current = -1;
};

}  // namespace scout::desktop
