#include "desktop/window/details_logs.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QRegularExpression>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <set>

#include "base/text.h"
#include "desktop/window/badge.h"
#include "desktop/window/details_text.h"
#include "desktop/window/details_widgets.h"
#include "desktop/window/graph_model_cells.h"
#include "desktop/window/plain_text.h"

namespace scout::desktop {

namespace {

bool isPod(const model::Hop& hop) {
    return hop.kind == "Pod" && hop.apiVersion == "v1";
}

/// Programs colour their lines for terminals; the colours are left out, other control characters are made visible.
QString withoutColors(const std::string& log) {
    static const QRegularExpression colors(QStringLiteral("\x1b\\[[0-9;]*m"));
    QString text = QString::fromStdString(log);
    text.remove(colors);
    text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    if (text.endsWith(QLatin1Char('\n'))) text.chop(1);
    return lines(text.toStdString());
}

QComboBox* chooser(const QString& name, QWidget* parent) {
    auto* box = new QComboBox(parent);
    box->setAccessibleName(name);
    box->setToolTip(name);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(12);
    return box;
}

}  // namespace

std::vector<const model::Hop*> podsOf(const model::Graph& graph, const std::string& hopId) {
    std::vector<const model::Hop*> pods;
    std::set<std::string> seen{hopId};
    std::vector<std::string> open{hopId};
    while (!open.empty()) {
        const std::string at = std::move(open.back());
        open.pop_back();
        const model::Hop* hop = graph.find(at);
        if (hop != nullptr && isPod(*hop)) pods.push_back(hop);
        // Edges stand by (from, to).
        auto edge = std::lower_bound(graph.edges.begin(), graph.edges.end(), at,
                                     [](const model::Edge& one, const std::string& from) { return one.from < from; });
        for (; edge != graph.edges.end() && edge->from == at; ++edge) {
            if (edge->relation == "owns" && seen.insert(edge->to).second) open.push_back(edge->to);
        }
    }
    std::sort(pods.begin(), pods.end(), [](const model::Hop* one, const model::Hop* other) {
        const int order = compareCells(*one, *other, GraphColumn::state);
        return order != 0 ? order < 0 : one->id < other->id;
    });
    return pods;
}

std::vector<PodContainer> containersOf(const base::Json& pod) {
    std::vector<PodContainer> containers;
    const auto add = [&](const char* path, const QString& note) {
        for (const base::Json& container : pod.at(path).elements()) {
            const std::string name = container["name"].text();
            if (name.empty()) continue;
            containers.push_back({name, note.isEmpty() ? line(name) : QStringLiteral("%1 (%2)").arg(line(name), note)});
        }
    };
    add("spec.containers", {});
    add("spec.initContainers", QStringLiteral("init"));
    add("spec.ephemeralContainers", QStringLiteral("ephemeral"));
    // kubectl's own annotation (kubectl/pkg/cmd/util/podcmd/podcmd.go).
    const std::string chosen = model::KubeObject(pod).annotation("kubectl.kubernetes.io/default-container");
    const auto first = std::find_if(containers.begin(), containers.end(),
                                    [&](const PodContainer& container) { return container.name == chosen; });
    if (first != containers.end()) std::rotate(containers.begin(), first, first + 1);
    return containers;
}

LogsTab::LogsTab(QWidget* parent) : DetailsTab(parent) {
    m_pod = new DetailsObject(this);
    m_pods = chooser(QStringLiteral("Pod"), this);
    m_containers = chooser(QStringLiteral("Container"), this);
    m_previous = new QCheckBox(QStringLiteral("Previous"), this);
    m_previous->setToolTip(QStringLiteral("The container that ran before the last restart"));
    m_previous->setAccessibleName(QStringLiteral("Previous container"));
    m_text = new DetailsText(QStringLiteral("Log"));
    m_state = new ContentOrState(m_text, this);
    auto* refreshButton = linkButton(QStringLiteral("Refresh"), QStringLiteral("Refresh the log"), m_text);
    auto* copy = copyButton(QStringLiteral("the log"), m_text);

    auto* tools = new QHBoxLayout;
    tools->setContentsMargins(8, 8, 8, 0);
    tools->setSpacing(8);
    tools->addWidget(m_pods, 2);
    tools->addWidget(m_containers, 1);
    tools->addWidget(m_previous);
    auto* actions = m_text->tools();
    actions->addWidget(mutedLabel(QStringLiteral("Last %1 lines").arg(lineCount), m_text), 1);
    actions->addWidget(refreshButton);
    actions->addWidget(copy);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(tools);
    layout->addWidget(m_state, 1);

    connect(m_pods, &QComboBox::activated, this, &LogsTab::choosePod);
    connect(m_containers, &QComboBox::activated, this, &LogsTab::startOver);
    connect(m_previous, &QCheckBox::toggled, this, &LogsTab::startOver);
    connect(refreshButton, &QToolButton::clicked, this, &LogsTab::refresh);
    connect(copy, &QToolButton::clicked, this, [this] { copyText(m_text->text(), QStringLiteral("Log copied")); });
    connect(m_state, &ContentOrState::retryRequested, this, &LogsTab::refresh);
    connect(m_pod, &DetailsObject::changed, this, [this] {
        if (m_pod->value()) fillContainers();
        if (!m_waiting || m_pod->loading()) return;
        // Without the Pod's object its first container is asked for.
        m_waiting = false;
        ask();
    });
}

void LogsTab::present(bool same) {
    const QString before = m_pods->currentData().toString();
    fillPods();
    const bool any = m_pods->count() > 0;
    m_pods->setVisible(any && (m_pods->count() > 1 || subject().hop == nullptr || !isPod(*subject().hop)));
    m_containers->setVisible(any && m_containers->count() > 0);
    m_previous->setVisible(any);
    if (!any) {
        m_request.reset();
        m_state->showNote(QStringLiteral("There is no log here."),
                          QStringLiteral("Logs are written by Pods. None was seen that this owns."));
        return;
    }
    if (!subject().source) return m_state->showNote(QStringLiteral("Only what the graph says is known here."));
    if (!same || m_pods->currentData().toString() != before) choosePod();
}

void LogsTab::fillPods() {
    const QString chosen = m_pods->currentData().toString();
    std::vector<const model::Hop*> pods = subject().folded;
    if (subject().hop != nullptr) pods = podsOf(*subject().graph, subject().hop->id);
    pods.erase(std::remove_if(pods.begin(), pods.end(), [](const model::Hop* hop) { return !isPod(*hop); }),
               pods.end());
    m_pods->clear();
    for (const model::Hop* pod : pods) {
        m_pods->addItem(badgeIcon(badgeOf(*pod), *subject().theme), line(pod->name), QString::fromStdString(pod->id));
    }
    m_pods->setCurrentIndex(std::max(0, m_pods->findData(chosen)));
}

void LogsTab::choosePod() {
    m_request.reset();
    m_containers->clear();
    m_containers->hide();
    m_text->clear();
    m_state->showNote({});
    m_state->showLoading(QStringLiteral("Reading the Pod"));
    m_waiting = false;
    m_pod->reset(subject().source, m_pods->currentData().toString().toStdString());
    m_waiting = true;
    m_pod->want();
}

/// Lines of one container never stand below the name of another.
void LogsTab::startOver() {
    m_text->clear();
    m_state->showNote({});
    ask();
}

void LogsTab::fillContainers() {
    const QString chosen = m_containers->currentData().toString();
    m_containers->clear();
    for (const PodContainer& container : containersOf(*m_pod->value())) {
        m_containers->addItem(container.label, QString::fromStdString(container.name));
    }
    m_containers->setCurrentIndex(std::max(0, m_containers->findData(chosen)));
    m_containers->setVisible(m_containers->count() > 0);
}

void LogsTab::ask() {
    if (!subject().source || m_pods->count() == 0) return;
    LogRequest request;
    request.container = m_containers->currentData().toString().toStdString();
    request.lines = lineCount;
    request.previous = m_previous->isChecked();
    m_request = std::make_unique<QObject>();
    m_state->showLoading(QStringLiteral("Reading the log"));
    subject().source->log(m_pods->currentData().toString().toStdString(), request, m_request.get(),
                          [this](base::Result<std::string> answer) {
                              // The receiver may not be destroyed inside its own callback.
                              m_request.release()->deleteLater();
                              if (!answer) return m_state->showError(answer.error());
                              m_text->setText(withoutColors(*answer), true);
                              if (answer->empty()) return m_state->showNote(QStringLiteral("The log is empty."));
                              m_state->showContent();
                          });
}

void LogsTab::refresh() {
    m_pod->outdate();
    m_pod->want();
    ask();
}

bool LogsTab::hasSearch() const {
    return m_state->contentShown();
}

void LogsTab::find() {
    if (hasSearch()) m_text->focusSearch();
}

}  // namespace scout::desktop
