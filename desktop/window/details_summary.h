// What is known about the subject, in sections.
#pragma once

#include "desktop/window/details_object.h"
#include "desktop/window/details_subject.h"

namespace scout::desktop {

class ContentOrState;
class SectionsView;

class SummaryTab : public DetailsTab {
    Q_OBJECT
  public:
    explicit SummaryTab(DetailsObject* object, QWidget* parent = nullptr);

    void refresh() override;

  protected:
    void present(bool same) override;

  private:
    void display();

    DetailsObject* m_object = nullptr;
    ContentOrState* m_state = nullptr;
    SectionsView* m_view = nullptr;
};

}  // namespace scout::desktop
