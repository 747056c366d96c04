#include "desktop/window/details_commands.h"

#include <QScrollBar>
#include <QVBoxLayout>
#include <algorithm>

#include "desktop/window/details_sections.h"
#include "desktop/window/details_widgets.h"
#include "desktop/window/plain_text.h"
#include "trace/commands.h"

namespace scout::desktop {

namespace {

constexpr std::string_view ourProgram = "kubectl scout";

std::vector<trace::Command> commandsOf(const DetailsSubject& subject) {
    if (subject.hop == nullptr || !subject.source) return {};
    trace::CommandSource source = subject.source->commandSource();
    // Beside a snapshot, kubectl asks the cluster that the snapshot is of.
    if (source.context.empty()) source.context = subject.graph->context;
    return trace::commandsFor(*subject.graph, subject.hop->id, source);
}

}  // namespace

std::vector<SummarySection> commandSections(const DetailsSubject& subject) {
    std::vector<SummarySection> sections;
    for (const trace::Command& command : commandsOf(subject)) {
        const QString program = line(command.program);
        auto section = std::find_if(sections.begin(), sections.end(),
                                    [&](const SummarySection& known) { return known.title == program; });
        if (section == sections.end()) section = sections.insert(sections.end(), {program, {}});
        section->rows.push_back({SummaryRow::Kind::command, line(command.purpose), line(command.command), {}, {}, {}});
    }
    return sections;
}

QString scoutCommand(const DetailsSubject& subject) {
    for (const trace::Command& command : commandsOf(subject)) {
        if (command.program == ourProgram) return line(command.command);
    }
    return {};
}

CommandsTab::CommandsTab(QWidget* parent) : DetailsTab(parent) {
    m_view = new SectionsView(QStringLiteral("Commands"));
    m_state = new ContentOrState(m_view, this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_state);
    connect(m_view, &SectionsView::copyRequested, this, &CommandsTab::copyText);
}

void CommandsTab::present(bool same) {
    if (!same) m_view->verticalScrollBar()->setValue(0);
    std::vector<SummarySection> sections = commandSections(subject());
    if (sections.empty()) {
        m_state->showNote(QStringLiteral("No program can be asked about this."));
        return;
    }
    m_view->setSections(std::move(sections), *subject().theme);
    m_state->showContent();
}

}  // namespace scout::desktop
