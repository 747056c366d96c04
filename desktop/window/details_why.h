// Why the subject is there and why it is like that, in sentences; every step leads to its card.
#pragma once

#include "desktop/window/details_subject.h"
#include "desktop/window/details_summary_content.h"

namespace scout::desktop {

class ContentOrState;
class SectionsView;

std::vector<SummarySection> whySections(const model::Graph& graph, const std::string& hopId);

class WhyTab : public DetailsTab {
    Q_OBJECT
  public:
    explicit WhyTab(QWidget* parent = nullptr);

  protected:
    void present(bool same) override;

  private:
    ContentOrState* m_state = nullptr;
    SectionsView* m_view = nullptr;
};

}  // namespace scout::desktop
