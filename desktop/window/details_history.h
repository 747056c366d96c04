// How the subject came to be what it is: a time line of what its applier recorded, and what is not as it was last
// applied. Asked for when the tab is looked at.
#pragma once

#include <memory>
#include <optional>

#include "desktop/window/details_subject.h"
#include "desktop/window/details_summary_content.h"

namespace scout::desktop {

class ContentOrState;
class SectionsView;

/// Newest first. `age` turns an RFC 3339 time into "3h".
std::vector<SummarySection> historySections(const model::Trace& trace,
                                            const std::function<QString(const std::string&)>& age);

class HistoryTab : public DetailsTab {
    Q_OBJECT
  public:
    explicit HistoryTab(QWidget* parent = nullptr);

    void refresh() override;

  protected:
    void present(bool same) override;

  private:
    void ask();
    void take(base::Result<std::shared_ptr<const model::Trace>> answer);
    void display();

    ContentOrState* m_state = nullptr;
    SectionsView* m_view = nullptr;
    QString m_of;                        ///< whose answer is here or on its way
    std::unique_ptr<QObject> m_request;  ///< the receiver of what is under way
    std::shared_ptr<const model::Trace> m_trace;
    std::shared_ptr<const model::Trace> m_seen;  ///< the graph's when it was asked: another one is asked for again
};

}  // namespace scout::desktop
