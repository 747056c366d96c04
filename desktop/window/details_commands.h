// The same answers as the programs that people know give them, to copy.
#pragma once

#include "desktop/window/details_subject.h"
#include "desktop/window/details_summary_content.h"

namespace scout::desktop {

class ContentOrState;
class SectionsView;

/// Grouped by program; empty when no program can be asked.
std::vector<SummarySection> commandSections(const DetailsSubject& subject);
/// The `kubectl scout` command for the subject, "" when there is none.
QString scoutCommand(const DetailsSubject& subject);

class CommandsTab : public DetailsTab {
    Q_OBJECT
  public:
    explicit CommandsTab(QWidget* parent = nullptr);

  protected:
    void present(bool same) override;

  private:
    ContentOrState* m_state = nullptr;
    SectionsView* m_view = nullptr;
};

}  // namespace scout::desktop
