// "What does this deliver?": everything that the subject leads to, by kind; each leads to its card.
#pragma once

#include "desktop/window/details_subject.h"
#include "desktop/window/details_summary_content.h"

namespace scout::desktop {

class ContentOrState;
class SectionsView;

std::vector<SummarySection> deliversSections(const model::Graph& graph, const std::string& hopId);

class DeliversTab : public DetailsTab {
    Q_OBJECT
  public:
    explicit DeliversTab(QWidget* parent = nullptr);

  protected:
    void present(bool same) override;

  private:
    ContentOrState* m_state = nullptr;
    SectionsView* m_view = nullptr;
};

}  // namespace scout::desktop
