#include "signing/bundle.h"

#include <charconv>

#include "base/base64.h"
#include "base/json.h"
#include "signing/crypto.h"
#include "signing/dsse.h"
#include "signing/signer.h"

namespace scout::signing {

namespace {

constexpr std::string_view prefix = "application/vnd.dev.sigstore.bundle";
const std::string method = "Sigstore bundle";

Verdict failed(std::string message) {
    return {State::failed, method, {}, std::move(message)};
}

// Protobuf's JSON writes 64-bit integers as text.
std::optional<base::Time> loggedAt(const base::Json& material) {
    const base::Json value = material["tlogEntries"][0]["integratedTime"];
    if (const auto number = value.integer()) return base::Time{*number};
    const std::string text = value.text();
    std::int64_t number = 0;
    const auto [rest, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc() || rest != text.data() + text.size() || number == 0) return std::nullopt;
    return base::Time{number};
}

// False when there is one that cannot be read.
bool readChain(const base::Json& material, std::vector<Certificate>& chain) {
    std::vector<base::Json> all = material.at("x509CertificateChain.certificates").elements();
    if (material["certificate"].isObject()) all.insert(all.begin(), material["certificate"]);
    for (const base::Json& one : all) {
        const auto der = base::decodeBase64(one["rawBytes"].text());
        auto certificate = der ? Certificate::fromDer(*der) : std::nullopt;
        if (!certificate) return false;
        chain.push_back(*std::move(certificate));
    }
    return true;
}

// The signature is of the artifact's own bytes, whose digest is what we have of them.
Verdict verifyMessage(const base::Json& message, Signed content, const Artifact& artifact, const Trust& trust) {
    const auto signature = base::decodeBase64(message["signature"].text());
    if (!signature || signature->empty()) return failed("The bundle's signature was altered: it is no base64");
    content.signatures = {*signature};
    const std::string algorithm = message.at("messageDigest.algorithm").text();
    const auto hash = base::decodeBase64(message.at("messageDigest.digest").text());
    if (algorithm != "SHA2_256" || !hash)
        return {State::unchecked, method, {}, "The bundle's digest is of a kind that is not read here: " + algorithm};
    const std::string digest = "sha256:" + hex(*hash);
    if (digest != artifact.digest) {
        return failed("The signature in the bundle is of another artifact: it names " + digest + ", not " +
                      artifact.digest);
    }
    content.hash = *hash;
    Verdict verdict = judgeSigner(content, trust, "The signature in the Sigstore bundle");
    verdict.method = "signature in a Sigstore bundle";
    return verdict;
}

}  // namespace

bool isBundleType(std::string_view mediaType) {
    return mediaType.starts_with(prefix);
}

Verdict verifyBundle(const std::string& bundle, const Artifact& artifact, const Trust& trust) {
    const auto json = base::Json::parse(bundle, "bundle");
    if (!json || !json->isObject()) return failed("The Sigstore bundle is no JSON: it was altered");
    if (!isBundleType((*json)["mediaType"].text()))
        return failed("The document is no Sigstore bundle, but \"" + (*json)["mediaType"].text() + "\"");
    const base::Json material = (*json)["verificationMaterial"];
    Signed content;
    if (!readChain(material, content.chain)) return failed("The bundle's certificate was altered: it cannot be read");
    // Sigstore's tools write the key's fingerprint; a hint of another form is a name that says nothing here.
    constexpr std::size_t fingerprintSize = 32;
    if (auto hint = base::decodeBase64(material.at("publicKey.hint").text()); hint && hint->size() == fingerprintSize)
        content.keyHint = *std::move(hint);
    content.loggedAt = loggedAt(material);
    if ((*json)["dsseEnvelope"].isObject())
        return verifyEnvelope((*json)["dsseEnvelope"], std::move(content), artifact, trust);
    if ((*json)["messageSignature"].isObject())
        return verifyMessage((*json)["messageSignature"], std::move(content), artifact, trust);
    return failed("The Sigstore bundle holds no signature");
}

}  // namespace scout::signing
