#include "trace/registry_login.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.h"
#include "trace/rules/pull_secret.h"

namespace scout::trace {

namespace {

constexpr std::string_view unseenForm =
    ", whose form was not seen: Flux ignores one that is not of type kubernetes.io/dockerconfigjson or "
    "kubernetes.io/dockercfg";

std::string cloudOf(const std::string& provider) {
    if (provider == "aws") return "Amazon ECR";
    if (provider == "gcp") return "Google Artifact Registry";
    return provider == "azure" ? "Azure Container Registry" : std::string();
}

bool isRefused(const model::Health& health) {
    static constexpr std::array<std::string_view, 3> words = {"unauthorized", "authentication required", "denied"};
    const std::string message = base::lower(health.message);
    return health.reason == "AuthenticationFailed" || std::any_of(words.begin(), words.end(), [&](const auto& said) {
               return message.find(said) != std::string::npos;
           });
}

}  // namespace

std::string registryLoginOf(const model::KubeObject& source, const std::string& aboutSecret) {
    const std::string secret = source.at("spec.secretRef.name").text();
    const std::string account = source.at("spec.serviceAccountName").text();
    const std::string provider = source.at("spec.provider").text("generic");
    const std::string cloud = cloudOf(provider);
    const std::string start = "spec.provider is " + provider + ": ";
    if (!secret.empty()) {
        return start + (aboutSecret.empty() ? "it logs in with Secret/" : "it is to log in with Secret/") + secret +
               aboutSecret +
               (cloud.empty() ? "" : ", and with that one there it does not use the identity of the cloud");
    }
    if (!cloud.empty()) {
        return start + "no Secret is used. source-controller logs in to " + cloud + " with " +
               (account.empty() ? "its own workload identity" : "the workload identity of ServiceAccount/" + account);
    }
    if (!account.empty()) return start + "it logs in with the imagePullSecrets of ServiceAccount/" + account;
    return start + "without spec.secretRef the pull is anonymous";
}

void noteRegistryLogin(Board& board, const model::Hop& hop, const model::KubeObject& source) {
    if (hop.health.state != model::State::failed) return;
    const bool oci = source.kind() == "OCIRepository" ||
                     (source.kind() == "HelmRepository" && source.at("spec.type").text() == "oci");
    if (!oci || !isRefused(hop.health)) return;
    std::string aboutSecret;
    const std::string secret = source.at("spec.secretRef.name").text();
    if (source.kind() == "OCIRepository" && !secret.empty()) {
        const Answer* answer = board.look(hop, askFor({{}, "Secret", source.ns(), secret}));
        if (answer == nullptr) return;
        const auto read = answer->isKnown() ? rules::isReadByFlux(model::KubeObject(answer->value())) : std::nullopt;
        if (read == false) return;
        if (answer->isMissing())
            aboutSecret = ", which is not there";
        else if (!read)
            aboutSecret = std::string(unseenForm);
    }
    board.note({"registry-login", model::Severity::info, hop.label(), registryLoginOf(source, aboutSecret),
                "Try the same login yourself: crane manifest, or flux pull artifact with --provider or --creds."});
}

}  // namespace scout::trace
