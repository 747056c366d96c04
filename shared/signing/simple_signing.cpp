#include "signing/simple_signing.h"

#include "base/base64.h"
#include "base/json.h"
#include "signing/crypto.h"
#include "signing/signer.h"

namespace scout::signing {

namespace {

constexpr std::string_view signatureType = "cosign container image signature";
const std::string method = "cosign signature";
const std::string what = "The cosign signature";

Verdict failed(std::string message) {
    return {State::failed, method, {}, std::move(message)};
}

}  // namespace

Verdict verifySimpleSigning(const SimpleSignature& layer, const Artifact& artifact, const Trust& trust) {
    if (layer.mediaType != simpleSigningType)
        return failed("The signature's layer is of the type " + layer.mediaType + ", which cosign does not sign");
    if (layer.signature.empty()) return failed("The layer carries no signature: its annotation is missing");
    if (digestOf(layer.payload) != layer.digest)
        return failed("The signed payload was altered: its digest is not that of its layer, " + layer.digest);
    const auto signature = base::decodeBase64(layer.signature);
    if (!signature) return failed("The signature in the annotation was altered: it is no base64");
    const auto payload = base::Json::parse(layer.payload, "payload");
    const base::Json critical = payload ? (*payload)["critical"] : base::Json();
    if (!critical.isObject()) return failed("The signed payload is none of cosign's");

    Signed content{layer.payload, {}, {*signature}, Certificate::fromPem(layer.certificate), {}, std::nullopt};
    if (!content.chain.empty()) {
        for (Certificate& above : Certificate::fromPem(layer.chain)) content.chain.push_back(std::move(above));
    }
    if (const auto entry = base::Json::parse(layer.bundle, "bundle")) {
        if (const auto at = entry->at("Payload.integratedTime").integer()) content.loggedAt = base::Time{*at};
    }
    Verdict verdict = judgeSigner(content, trust, what);
    verdict.method = method;
    const std::string type = critical["type"].text();
    const std::string digest = critical.at("image.docker-manifest-digest").text();
    if (type != signatureType) {
        verdict.message = what + " is of another type: \"" + type + "\"";
    } else if (digest != artifact.digest) {
        verdict.message = what + (verdict.state == State::verified ? " by the key " + verdict.identity : "") +
                          " is of another artifact: it names " + digest + ", not " + artifact.digest;
    } else {
        return verdict;
    }
    verdict.state = State::failed;
    verdict.origin.reset();
    return verdict;
}

}  // namespace scout::signing
