#include "signing/dsse.h"

#include <algorithm>

#include "base/base64.h"
#include "signing/provenance.h"

namespace scout::signing {

namespace {

bool names(const base::Json& statement, const Artifact& artifact) {
    const std::vector<base::Json> subjects = statement["subject"].elements();
    return std::any_of(subjects.begin(), subjects.end(), [&artifact](const base::Json& subject) {
        return "sha256:" + subject.at("digest.sha256").text() == artifact.digest;
    });
}

std::string firstSubject(const base::Json& statement) {
    const std::string digest = statement["subject"][0].at("digest.sha256").text();
    return digest.empty() ? "nothing" : "sha256:" + digest;
}

Verdict failed(std::string method, std::string message) {
    return {State::failed, std::move(method), {}, std::move(message)};
}

}  // namespace

std::string preAuthentication(const std::string& payloadType, const std::string& payload) {
    return "DSSEv1 " + std::to_string(payloadType.size()) + " " + payloadType + " " + std::to_string(payload.size()) +
           " " + payload;
}

Verdict verifyEnvelope(const std::string& envelope, const std::string& certificate, const std::string& chain,
                       const Artifact& artifact, const Trust& trust) {
    const auto json = base::Json::parse(envelope, "envelope");
    if (!json) return failed("attestation", "The attestation's envelope is no JSON: it was altered");
    Signed material;
    material.chain = Certificate::fromPem(certificate);
    if (!material.chain.empty()) {
        for (Certificate& above : Certificate::fromPem(chain)) material.chain.push_back(std::move(above));
    }
    return verifyEnvelope(*json, std::move(material), artifact, trust);
}

Verdict verifyEnvelope(const base::Json& envelope, Signed material, const Artifact& artifact, const Trust& trust) {
    const std::string type = envelope["payloadType"].text();
    const auto payload = base::decodeBase64(envelope["payload"].text());
    if (!payload) return failed("attestation", "The signed payload was altered: it is no base64");
    material.bytes = preAuthentication(type, *payload);
    for (const base::Json& one : envelope["signatures"].elements()) {
        if (auto signature = base::decodeBase64(one["sig"].text()))
            material.signatures.push_back(*std::move(signature));
    }
    if (material.signatures.empty()) return failed("attestation", "The envelope holds no signature");
    const auto statement = base::Json::parse(*payload, "statement");
    if (type != inTotoType || !statement || !(*statement)["subject"].isArray())
        return failed("attestation", "The envelope holds no in-toto statement, but \"" + type + "\"");

    const std::string predicate = (*statement)["predicateType"].text();
    const std::string method = predicateName(predicate);
    const std::string what = "The " + method;
    Verdict verdict = judgeSigner(material, trust, what);
    verdict.method = method;
    verdict.vouches = predicateVouches(predicate);
    if (!names(*statement, artifact)) {
        verdict.message = what + (verdict.state == State::verified ? " by the key " + verdict.identity : "") +
                          " is of another artifact: it names " + firstSubject(*statement) + ", not " + artifact.digest;
        verdict.state = State::failed;
        verdict.origin.reset();
        return verdict;
    }
    if (verdict.state == State::failed) return verdict;
    auto origin = provenanceOrigin(predicate, (*statement)["predicate"]);
    if (origin && (!origin->commit.empty() || !verdict.origin)) verdict.origin = std::move(origin);
    return verdict;
}

std::optional<Verdict> readStatement(const std::string& text, const Artifact& artifact) {
    const auto statement = base::Json::parse(text, "statement");
    if (!statement || !names(*statement, artifact)) return std::nullopt;
    const std::string predicate = (*statement)["predicateType"].text();
    auto origin = provenanceOrigin(predicate, (*statement)["predicate"]);
    if (!origin) return std::nullopt;
    const std::string method = predicateName(predicate);
    return Verdict{State::claimed, method, {}, "The " + method + " is not signed", std::move(origin)};
}

}  // namespace scout::signing
