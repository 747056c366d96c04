#include "trace/rules/argocd_secrets.h"

#include <string>
#include <vector>

#include "base/text.h"
#include "trace/fetch_advice.h"
#include "trace/noting.h"
#include "trace/rules/argocd.h"

namespace scout::trace::rules {

namespace {

constexpr std::string_view labels = "argocd.argoproj.io/secret-type in (repository,repo-creds)";

void noteSecrets(Board& board, const model::Hop& hop, const std::string& ns, const base::Json& secrets) {
    std::vector<std::string> names;
    for (const base::Json& secret : secrets.elements()) names.push_back(model::KubeObject(secret).name());
    if (names.empty()) {
        board.note({"repository-secrets", model::Severity::warning, hop.label(),
                    "No Secret in " + ns +
                        " has the label argocd.argoproj.io/secret-type: repository or repo-creds, so Argo CD has no "
                        "credentials for any repository",
                    "Where one with type, url, username and password is there already: kubectl label secret NAME -n " +
                        ns + " argocd.argoproj.io/secret-type=repository."});
        return;
    }
    board.note({"repository-secrets", model::Severity::info, hop.label(),
                "By their label, Argo CD's repository Secrets in " + ns + " are " + base::join(names, ", ") +
                    "; for which URL each is stands in its data, which is not read",
                "See whether one is for this URL: argocd repo list."});
}

}  // namespace

void noteRepositorySecrets(Board& board) {
    // Looking does not add hops.
    for (const model::Hop& hop : board.nodes()) {
        if (hop.kind != "Application" || !wantsCredentials(hop.health.message)) continue;
        const auto application = board.objectOf(hop);
        if (!application || !isApplication(application->ref())) continue;
        const std::string ns = application->at("status.controllerNamespace").text(board.options().argocdNamespace);
        Query query{Query::Type::list, {"", "Secret", ns, {}}, {}};
        query.labels = labels;
        const Answer* answer = board.look(hop, query);
        if (answer == nullptr) continue;
        noteRefusal(board, hop, "Which repository Secrets Argo CD has", *answer);
        if (answer->isKnown()) noteSecrets(board, hop, ns, answer->value());
    }
}

}  // namespace scout::trace::rules
