// Sections of labelled rows, for the tabs that tell something: rebuilt only where the shape changes, so that nothing
// jumps while texts and ages do.
#pragma once

#include <QScrollArea>
#include <vector>

#include "desktop/window/details_summary_content.h"

class QGridLayout;
class QLabel;
class QVBoxLayout;

namespace scout::desktop {

class RowButton;
class ValueText;

class SectionsView : public QScrollArea {
    Q_OBJECT
  public:
    explicit SectionsView(const QString& accessibleName, QWidget* parent = nullptr);

    /// Keeps scroll position, focus and text selection where the rows stay the same ones.
    void setSections(std::vector<SummarySection> sections, const render::Theme& theme);
    const std::vector<SummarySection>& sections() const { return m_sections; }

  signals:
    void hopRequested(const QString& hopId);
    void copyRequested(const QString& text, const QString& what);
    void retryRequested();

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    struct RowWidgets {
        QLabel* badge = nullptr;
        ValueText* value = nullptr;
        RowButton* button = nullptr;
        ValueText* detail = nullptr;
    };
    void lay();
    bool isNarrow() const;
    bool sameShape(const std::vector<SummarySection>& sections) const;
    void rebuild();
    void addSection(const SummarySection& section, QVBoxLayout* layout);
    void addRow(const SummarySection& section, const SummaryRow& row, QGridLayout* grid);
    void copyRow(std::size_t number);
    void refill(const render::Theme& theme);
    void openLink(const QString& url);

    const render::Theme* m_theme = nullptr;
    bool m_stacked = false;  ///< labels above what they name
    std::vector<SummarySection> m_sections;
    std::vector<RowWidgets> m_rows;  ///< of all sections, in order
};

}  // namespace scout::desktop
