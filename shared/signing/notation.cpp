#include "signing/notation.h"

#include <algorithm>
#include <array>

#include "base/json.h"
#include "signing/notation_envelope.h"

namespace scout::signing {

namespace {

constexpr std::string_view payloadType = "application/vnd.cncf.notary.payload.v1+json";
constexpr std::string_view authorityScheme = "notary.x509.signingAuthority";
constexpr std::string_view plainScheme = "notary.x509";
const std::string method = "notation signature";
const std::string what = "The notation signature";

Verdict failed(std::string message, std::string identity = {}) {
    return {State::failed, method, std::move(identity), std::move(message)};
}

std::string names(const std::vector<Pem>& files) {
    std::string out;
    for (const Pem& file : files) out += (out.empty() ? "" : ", ") + file.name;
    return out;
}

// A header that the signer calls critical and that means nothing here must not be passed over.
std::optional<std::string> unknownCritical(const NotationEnvelope& envelope) {
    constexpr std::array<std::string_view, 4> known = {"io.cncf.notary.signingScheme", "io.cncf.notary.expiry",
                                                       "io.cncf.notary.authenticSigningTime",
                                                       "io.cncf.notary.signingTime"};
    for (const std::string& name : envelope.critical) {
        if (std::find(known.begin(), known.end(), name) == known.end()) return name;
    }
    return std::nullopt;
}

// Nothing when the signed payload is of `artifact`.
std::optional<std::string> whyOther(const NotationEnvelope& envelope, const Artifact& artifact) {
    const auto payload = base::Json::parse(envelope.payload, "payload");
    const base::Json target = payload ? (*payload)["targetArtifact"] : base::Json();
    if (envelope.contentType != payloadType || !target.isObject())
        return what + " is of another type: \"" + envelope.contentType + "\"";
    const std::string digest = target["digest"].text();
    if (digest != artifact.digest)
        return what + " is of another artifact: it names " + digest + ", not " + artifact.digest;
    const auto size = target["size"].integer();
    if (artifact.size >= 0 && size != artifact.size) {
        return what + " names another size than the artifact's: " + (size ? std::to_string(*size) : "none") + ", not " +
               std::to_string(artifact.size) + " bytes";
    }
    return std::nullopt;
}

// The signature is by the leaf's key and of the artifact. Is the leaf trusted?
Verdict judgeChain(const NotationEnvelope& envelope, const Trust& trust) {
    const Certificate& leaf = envelope.chain.front();
    const std::string subject = leaf.subject();
    const std::string says = what + " is by the certificate " + subject;
    const bool named = trust.identity.empty() || leaf.isMadeOutTo(trust.identity);
    if (!named) return failed(says + ", not by " + trust.identity, subject);
    if (envelope.expiry && *envelope.expiry < trust.now)
        return failed(what + " has expired at " + base::format(*envelope.expiry), subject);

    Verdict verdict{State::claimed, method, subject, {}};
    if (trust.certificates.empty()) {
        verdict.message = says + "; no trust store was given to check it with (--verify-certificate)";
        return verdict;
    }
    const auto store = trustedCertificates(trust.certificates);
    if (!store) {
        verdict.message = says + "; " + store.error().where + ": " + store.error().what;
        return verdict;
    }
    const bool byAuthority = envelope.scheme == authorityScheme && envelope.authenticSigningTime;
    const base::Time at = byAuthority ? *envelope.authenticSigningTime : trust.now;
    if (const auto why = Certificate::whyUntrusted(envelope.chain, *store, at)) {
        if (leaf.notAfter() < at) {
            verdict.message = says + ", which has expired at " + base::format(leaf.notAfter()) +
                              "; a timestamp that could tell that it was signed before is not read here";
            return verdict;
        }
        return failed(says + ", which does not lead to " + names(trust.certificates) + ": " + *why, subject);
    }
    if (!leaf.maySignCode()) return failed(says + ", which is not for signing code", subject);
    verdict.state = State::verified;
    verdict.message = says + ", which leads to " + names(trust.certificates) + "; revocation was not looked up";
    return verdict;
}

}  // namespace

Verdict verifyNotation(const std::string& envelope, std::string_view mediaType, const Artifact& artifact,
                       const Trust& trust) {
    if (mediaType != jwsType && mediaType != coseType)
        return failed("The signature's layer is of the type " + std::string(mediaType) +
                      ", which notation does not write");
    const auto read = mediaType == jwsType ? readJws(envelope) : readCose(envelope);
    if (!read) return failed("The notation envelope was altered: " + read.error().what);
    if (read->chain.empty()) return failed("The notation envelope brings no certificate");
    const auto key = read->chain.front().key();
    if (!key || !key->verifies(read->signedBytes, read->signature, read->algorithm)) {
        return failed(what + " is not by the certificate that it brings (" + read->chain.front().subject() +
                          "): the payload, the signature or the certificate was altered",
                      read->chain.front().subject());
    }
    if (const auto why = whyOther(*read, artifact)) return failed(*why, read->chain.front().subject());
    if (const auto header = unknownCritical(*read))
        return {State::unchecked, method, {}, what + " needs what is not supported here: " + *header};
    if (read->scheme != plainScheme && read->scheme != authorityScheme)
        return {State::unchecked, method, {}, what + " is of a scheme that is not supported here: " + read->scheme};
    return judgeChain(*read, trust);
}

}  // namespace scout::signing
