#include "trace/rules/flux_verification.h"

#include "base/text.h"
#include "model/revision.h"

namespace scout::trace::rules {

namespace {

// Whose signature is asked for: "keys in Secret cosign-pub", "any of the 2 identities in spec.verify". Git verifies
// commits and tags, the others artifacts.
std::string signersOf(const base::Json& verify) {
    std::string secret = verify["secretRef"]["name"].text();
    if (!secret.empty()) return "Secret " + secret;
    std::vector<std::string> identities;
    for (const base::Json& one : verify["matchOIDCIdentity"].elements())
        identities.push_back(one["subject"].text() + " by " + one["issuer"].text());
    return base::join(identities, ", ");
}

std::string providerOf(const model::KubeObject& source) {
    const std::string provider = source.at("spec.verify.provider").text();
    if (!provider.empty()) return provider;
    return source.kind() == "GitRepository" ? "gpg" : "cosign";
}

std::string adviceFor(const model::KubeObject& source) {
    const std::string provider = providerOf(source);
    const std::string secret = source.at("spec.verify.secretRef.name").text();
    const std::string keys =
        secret.empty() ? "spec.verify.matchOIDCIdentity" : "the keys in Secret " + secret + " in " + source.ns();
    if (source.kind() == "GitRepository") return "Check that the commit or tag is signed, by one of " + keys + ".";
    std::string url = source.at("spec.url").text();
    constexpr std::string_view scheme = "oci://";
    if (!url.starts_with(scheme)) return "Check that it is signed, and " + keys + ".";
    url.erase(0, scheme.size());
    return "Check " + keys + ", and verify by hand: " + provider + " verify " + url + ":" +
           source.at("spec.ref.tag").text("TAG");
}

// Whether a condition's message speaks of what the source serves: a digest or commit by its hash, a chart by its
// version, a Git tag (mode Tag) by its name. source-controller writes "verified signature of revision R", "... of
// version V" and
// "... of\n\t- tag 'T@H' with key 'K'".
bool speaksOf(const std::string& message, const model::KubeObject& source, const model::Revision& revision) {
    if (revision.empty()) return false;
    if (!revision.hex.empty() && message.find(revision.hex) != std::string::npos) return true;
    if (source.kind() == "HelmChart") return message.ends_with("version " + revision.text);
    return source.kind() == "GitRepository" && base::lower(source.at("spec.verify.mode").text()) == "tag" &&
           !revision.pointer.empty() && message.find("tag '" + revision.pointer + "@") != std::string::npos;
}

}  // namespace

// SourceVerified speaks of the revision in its message only (source-controller), so an older one proves nothing.
std::optional<model::Verification> fluxVerification(const model::KubeObject& source) {
    const base::Json verify = source.at("spec.verify");
    if (!verify.isObject()) return std::nullopt;
    model::Verification out{"unchecked", providerOf(source), signersOf(verify), {}};
    const model::Revision revision = model::parseRevision(source.at("status.artifact.revision").text());
    const auto condition = source.condition("SourceVerified");
    const std::string asked = "spec.verify asks for a " + out.method + " signature";
    if (!condition) {
        out.message = asked + ", and source-controller has not said anything of one yet";
    } else if (condition->isTrue() && speaksOf(condition->message, source, revision)) {
        out.state = "verified";
        out.message = "source-controller verified the signature of " + model::shorten(revision);
    } else if (condition->isTrue()) {
        out.message = asked + "; what source-controller verified is another revision than " + model::shorten(revision);
    } else if (condition->isFalse()) {
        out.state = "failed";
        out.message = "source-controller: " + condition->message;
        // It keeps the artifact that it had.
        if (!revision.empty())
            out.message += " (the artifact that it serves is still " + model::shorten(revision) + ")";
    } else {
        out.message = asked + "; source-controller has not finished checking it";
    }
    return out;
}

void noteFluxVerification(Board& board, const model::Hop& hop, const model::KubeObject& source) {
    const auto verification = fluxVerification(source);
    if (!verification || verification->state == "verified") return;
    const auto condition = source.condition("SourceVerified");
    const std::string since = condition ? condition->lastTransitionTime : std::string();
    const bool failed = verification->state == "failed";
    board.note({failed ? "signature-failed" : "signature-unverified",
                failed ? model::Severity::error : model::Severity::warning,
                hop.label(),
                verification->message,
                adviceFor(source),
                {},
                since});
}

}  // namespace scout::trace::rules
