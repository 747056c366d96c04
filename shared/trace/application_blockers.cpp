#include "trace/application_blockers.h"

#include <algorithm>

#include "base/text.h"
#include "status/argo_application.h"
#include "trace/noting.h"
#include "trace/rules/argocd_sync.h"
#include "trace/sync_windows.h"

namespace scout::trace {

namespace {

using model::Severity;

// An empty text stands for "any".
bool covers(const std::string& pattern, const std::string& text) {
    return pattern.empty() || pattern == "*" || pattern == text;
}

void noteAutomaticSync(Board& board, const model::Hop& hop, const model::KubeObject& application) {
    const base::Json automated = application.at("spec.syncPolicy.automated");
    const bool off = !automated.isObject() || automated["enabled"].boolean() == std::optional(false);
    if (off) {
        note(board,
             {"auto-sync-off", Severity::warning, hop.label(),
              "Automatic sync is off (spec.syncPolicy.automated): the difference stays until somebody syncs",
              "Sync it by hand: argocd app sync " + application.name() + "."},
             writerOf(application, {"spec", "syncPolicy"}));
    } else if (!automated["selfHeal"].isTrue() && !rules::hasNewerRevision(application)) {
        note(board,
             {"self-heal-off", Severity::info, hop.label(),
              "Automatic sync applies new revisions only (spec.syncPolicy.automated.selfHeal is off): what was changed "
              "in the cluster stays",
              "Sync it by hand: argocd app sync " + application.name() + "."},
             writerOf(application, {"spec", "syncPolicy", "automated"}));
    }
}

void noteSyncWindow(Board& board, const model::Hop& hop, const model::KubeObject& application) {
    const std::string ns = application.at("status.controllerNamespace").text(board.options().argocdNamespace);
    const std::string name = application.at("spec.project").text("default");
    const Answer* answer = board.look(hop, askFor({application.group(), "AppProject", ns, name}));
    if (answer != nullptr) noteRefusal(board, hop, "Whether a sync window holds it", *answer);
    if (answer == nullptr || !answer->isKnown()) return;
    const model::KubeObject project(answer->value());
    const SyncWindows windows = readSyncWindows(project, application, board.options().now);
    const std::string at = hop.label();
    const std::string place = "AppProject/" + name;
    if (!windows.unread.empty()) {
        board.note({"sync-window", Severity::info, at,
                    place + " has a sync window that could not be judged: " + windows.unread,
                    "See whether it is open: argocd proj windows list " + name + "."});
    }
    if (windows.blocks) {
        note(board,
             {"sync-window", Severity::warning, at, place + " lets nothing sync now: " + windows.because,
              windows.manualSync ? "A sync by hand is allowed: argocd app sync " + application.name() + "."
                                 : "Wait until the window changes; a sync by hand is refused too."},
             writerOf(project, {"spec", "syncWindows"}));
    }
}

// The object at the end of the chain, when this Application applies it.
const model::Hop* deliveredBy(const model::Trace& trace, const model::Hop& application) {
    for (std::size_t i = 0; i + 1 < trace.chain.size(); ++i) {
        if (trace.chain[i].id == application.id) return &trace.chain[i + 1];
    }
    return nullptr;
}

void noteDrift(Board& board, const model::Hop& hop, const model::KubeObject& application, const model::Hop& delivered) {
    const auto object = board.objectOf(delivered);
    if (!object) return;
    const base::Json entry = board.readings().resource(application.json(), object->ref());
    if (entry["status"].text() != "OutOfSync" || entry["requiresPruning"].isTrue() ||
        rules::hasNewerRevision(application))
        return;
    note(board,
         {"drift", Severity::warning, delivered.label(),
          "It is not as " + hop.label() + " synced it last, and no newer revision explains that",
          "See what differs: argocd app diff " + application.name() + "."},
         otherWriterOf(*object, "spec", "argocd-controller"));
}

std::string fieldsOf(const base::Json& entry) {
    std::vector<std::string> fields;
    for (const char* list : {"jsonPointers", "jqPathExpressions"}) {
        for (const base::Json& field : entry[list].elements()) fields.push_back(field.text());
    }
    for (const base::Json& manager : entry["managedFieldsManagers"].elements())
        fields.push_back("what " + manager.text() + " manages");
    return base::join(fields, ", ");
}

void noteIgnoredDifferences(Board& board, const model::Hop& hop, const model::KubeObject& application,
                            const model::Hop& delivered) {
    const auto ref = model::objectOf(delivered);
    if (!ref) return;
    for (const base::Json& entry : application.at("spec.ignoreDifferences").elements()) {
        const bool about = covers(entry["group"].text(), ref->group) && covers(entry["kind"].text(), ref->kind) &&
                           covers(entry["name"].text(), ref->name) && covers(entry["namespace"].text(), ref->ns);
        const std::string fields = fieldsOf(entry);
        if (!about || fields.empty()) continue;
        note(board,
             {"ignored-differences",
              Severity::info,
              delivered.label(),
              hop.label() + " takes no notice of differences in " + fields + " (spec.ignoreDifferences)",
              {}},
             writerOf(application, {"spec", "ignoreDifferences"}));
    }
}

}  // namespace

void noteApplicationBlockers(Board& board, const model::Trace& trace, const model::Hop& hop,
                             const model::KubeObject& application) {
    const model::Hop* delivered = deliveredBy(trace, hop);
    if (delivered != nullptr) noteIgnoredDifferences(board, hop, application, *delivered);
    // Nobody syncs what is skipped or being deleted: Argo CD does not begin it, or refuses.
    if (status::skipsReconcile(application) || application.terminating()) return;
    if (application.at("status.sync.status").text() != "OutOfSync") return;
    if (!rules::isSyncRunning(application)) noteAutomaticSync(board, hop, application);
    noteSyncWindow(board, hop, application);
    if (delivered != nullptr) noteDrift(board, hop, application, *delivered);
}

}  // namespace scout::trace
