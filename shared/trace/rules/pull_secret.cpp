#include "trace/rules/pull_secret.h"

#include <string>
#include <vector>

#include "trace/field_managers.h"

namespace scout::trace::rules {

namespace {

bool failsToPull(const model::Hop& hop, const model::KubeObject& source) {
    if (source.at("spec.provider").text("generic") != "generic") return false;
    const std::string& reason = hop.health.reason;
    const bool refused = reason == "OCIArtifactPullFailed" || reason == "AuthenticationFailed";
    return refused || (hop.ociSource->isConfigHub && !hop.ready());
}

void noteIgnored(Board& board, const model::Hop& hop, const model::KubeObject& secret) {
    const auto has = [&secret](const char* key) { return writerOf(secret, {"data", key}); };
    if (has(".dockerconfigjson") || has(".dockercfg")) return;
    const auto password = has("password");
    if (!password || !has("username")) return;
    const bool worker = hop.ociSource->isConfigHub;
    board.note({"pull-secret-ignored", model::Severity::warning, hop.label(),
                "Secret " + secret.name() +
                    " holds username and password and no .dockerconfigjson: Flux ignores it without a word and pulls "
                    "anonymously",
                "Make it anew in the form that Flux reads: kubectl create secret docker-registry " + secret.name() +
                    " -n " + secret.ns() + " --docker-server=" + hop.ociSource->registry + " --docker-username=" +
                    (worker ? "WORKER_ID --docker-password=WORKER_SECRET." : "USER --docker-password=PASSWORD."),
                password->manager, password->time});
}

}  // namespace

void notePullSecrets(Board& board) {
    // Looking does not add hops.
    for (const model::Hop& hop : board.nodes()) {
        if (!hop.ociSource || !hop.cluster.empty()) continue;
        const auto source = board.objectOf(hop);
        if (!source || source->kind() != "OCIRepository" || !failsToPull(hop, *source)) continue;
        const std::string name = source->at("spec.secretRef.name").text();
        if (name.empty()) continue;
        const Answer* answer = board.look(askFor({{}, "Secret", source->ns(), name}));
        // One that is missing Flux complains of itself, and one that may not be looked at proves nothing.
        if (answer != nullptr && answer->isKnown()) noteIgnored(board, hop, model::KubeObject(answer->value()));
    }
}

}  // namespace scout::trace::rules
