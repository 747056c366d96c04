#include "trace/rules/pull_secret.h"

#include <string>
#include <vector>

#include "trace/field_managers.h"
#include "trace/noting.h"

namespace scout::trace::rules {

namespace {

bool failsToPull(const model::Hop& hop) {
    const std::string& reason = hop.health.reason;
    const bool refused = reason == "OCIArtifactPullFailed" || reason == "AuthenticationFailed";
    return refused || (hop.ociSource->isConfigHub && !hop.ready());
}

std::optional<FieldWriter> writerOfKey(const model::KubeObject& secret, const char* key) {
    return writerOf(secret, {"data", key});
}

void noteIgnored(Board& board, const model::Hop& hop, const model::KubeObject& secret) {
    if (isReadByFlux(secret).value_or(true)) return;
    const auto password = writerOfKey(secret, "password");
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

std::optional<bool> isReadByFlux(const model::KubeObject& secret) {
    const auto has = [&secret](const char* key) { return writerOfKey(secret, key).has_value(); };
    if (has(".dockerconfigjson") || has(".dockercfg")) return true;
    if (has("username") && has("password")) return false;
    return std::nullopt;
}

void notePullSecrets(Board& board) {
    // Looking does not add hops.
    for (const model::Hop& hop : board.nodes()) {
        if (!hop.ociSource) continue;
        const auto source = board.objectOf(hop);
        if (!source || source->kind() != "OCIRepository" || !failsToPull(hop)) continue;
        const std::string name = source->at("spec.secretRef.name").text();
        if (name.empty()) continue;
        const Answer* answer = board.look(hop, askFor({{}, "Secret", source->ns(), name}));
        if (answer == nullptr) continue;
        // One that is missing Flux complains of itself.
        noteRefusal(board, hop, "Of which form Secret/" + name + " is", *answer);
        if (answer->isKnown()) noteIgnored(board, hop, model::KubeObject(answer->value()));
    }
}

}  // namespace scout::trace::rules
