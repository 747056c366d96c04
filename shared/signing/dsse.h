// DSSE envelopes that hold in-toto statements: attestations, and cosign's newer signatures.
#pragma once

#include <optional>
#include <string>

#include "base/json.h"
#include "signing/signer.h"
#include "signing/verdict.h"

namespace scout::signing {

inline constexpr std::string_view dsseType = "application/vnd.dsse.envelope.v1+json";
inline constexpr std::string_view inTotoType = "application/vnd.in-toto+json";

/// What the signature of an envelope is of: type and payload with their lengths (DSSE's pre-authentication encoding).
std::string preAuthentication(const std::string& payloadType, const std::string& payload);

/// An envelope on its own, as in the layers of "sha256-<hex>.att". `certificate` and `chain` are the layer's
/// annotations in PEM, "" without.
Verdict verifyEnvelope(const std::string& envelope, const std::string& certificate, const std::string& chain,
                       const Artifact& artifact, const Trust& trust);
/// The same, with what its bundle brings: chain, keyHint and loggedAt of `material`.
Verdict verifyEnvelope(const base::Json& envelope, Signed material, const Artifact& artifact, const Trust& trust);

/// Where a statement that nobody signed says its subject was built (BuildKit's attestation manifests): never more than
/// claimed. Nothing without provenance, or for another subject.
std::optional<Verdict> readStatement(const std::string& statement, const Artifact& artifact);

}  // namespace scout::signing
