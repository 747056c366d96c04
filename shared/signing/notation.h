// Notary Project signatures (notation): an envelope in JWS or COSE with the signer's certificate chain, which must lead
// to a trust store of the user's.
#pragma once

#include <string>
#include <string_view>

#include "signing/verdict.h"

namespace scout::signing {

inline constexpr std::string_view notationType = "application/vnd.cncf.notary.signature";  ///< of the artifact
inline constexpr std::string_view jwsType = "application/jose+json";                       ///< of its layer
inline constexpr std::string_view coseType = "application/cose";

/// `mediaType` is the layer's. Revocation is not looked up, and timestamps of authorities are not read: a certificate
/// that has expired is not believed.
Verdict verifyNotation(const std::string& envelope, std::string_view mediaType, const Artifact& artifact,
                       const Trust& trust);

}  // namespace scout::signing
