#include "trace/noting.h"

#include <set>

namespace scout::trace {

void note(Board& board, model::Finding finding, const std::optional<FieldWriter>& writer) {
    if (writer) {
        finding.by = writer->manager;
        finding.since = writer->time;
        if (isApplier(*writer) && !finding.advice.empty())
            finding.advice += " It was set by " + writer->manager +
                              ", so change it in what that one applies; otherwise it is set again.";
    }
    board.note(std::move(finding));
}

void noteRefusal(Board& board, const model::Hop& hop, const std::string& what, const Answer& answer) {
    if (!answer.isUnseen() || answer.error().kind != base::ErrorKind::forbidden) return;
    board.note({"missing-permission", model::Severity::info, hop.label(),
                what + " could not be read: " + answer.error().what, answer.error().advice});
}

std::vector<const model::Hop*> mainHops(const model::Trace& trace) {
    std::set<std::string> main;
    for (const model::Hop& hop : trace.chain) main.insert(hop.id);
    for (bool grown = true; grown;) {
        grown = false;
        for (const model::Edge& edge : trace.edges) {
            const bool declares = edge.relation == "applies" || edge.relation == "owns";
            if (!declares && main.contains(edge.to)) grown = main.insert(edge.from).second || grown;
        }
    }
    std::vector<const model::Hop*> out;
    for (const model::Hop& hop : trace.nodes) {
        if (main.contains(hop.id)) out.push_back(&hop);
    }
    return out;
}

std::string placed(const model::ObjectRef& ref) {
    return ref.label() + (ref.ns.empty() ? "" : " in " + ref.ns);
}

}  // namespace scout::trace
