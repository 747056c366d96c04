// The last log lines of a Pod, or of one of the Pods that the subject owns.
#pragma once

#include <memory>

#include "desktop/window/details_object.h"
#include "desktop/window/details_subject.h"

class QCheckBox;
class QComboBox;

namespace scout::desktop {

class ContentOrState;
class DetailsText;

/// The Pods at or below the hop by ownership, worst first, then by name.
std::vector<const model::Hop*> podsOf(const model::Graph& graph, const std::string& hopId);

struct PodContainer {
    std::string name;
    QString label;  ///< "migrate (init)"
    bool operator==(const PodContainer&) const = default;
};
/// Containers, then init and ephemeral ones; the first is the one that kubectl would take.
std::vector<PodContainer> containersOf(const base::Json& pod);

class LogsTab : public DetailsTab {
    Q_OBJECT
  public:
    explicit LogsTab(QWidget* parent = nullptr);

    void refresh() override;
    bool hasSearch() const override;
    void find() override;

    static constexpr int lineCount = 200;

  protected:
    void present(bool same) override;

  private:
    void fillPods();
    void fillContainers();
    void choosePod();
    void startOver();
    void ask();

    DetailsObject* m_pod = nullptr;  ///< the chosen Pod's own object, for its containers
    ContentOrState* m_state = nullptr;
    DetailsText* m_text = nullptr;
    QComboBox* m_pods = nullptr;
    QComboBox* m_containers = nullptr;
    QCheckBox* m_previous = nullptr;
    bool m_waiting = false;              ///< for the Pod's object, to ask for its log then
    std::unique_ptr<QObject> m_request;  ///< the receiver of what is under way
};

}  // namespace scout::desktop
