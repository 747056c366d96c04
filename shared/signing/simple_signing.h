// cosign's simple signing: a small payload that names the digest, signed; one layer of the manifest "sha256-<hex>.sig".
#pragma once

#include <string>
#include <string_view>

#include "signing/verdict.h"

namespace scout::signing {

inline constexpr std::string_view simpleSigningType = "application/vnd.dev.cosign.simplesigning.v1+json";

/// A layer with its blob. Annotations: dev.cosignproject.cosign/signature,
/// dev.sigstore.cosign/{certificate,chain,bundle};
/// "" where there is none.
struct SimpleSignature {
    std::string mediaType;
    std::string digest;       ///< of the layer, as the manifest says
    std::string payload;      ///< the blob
    std::string signature;    ///< base64
    std::string certificate;  ///< PEM
    std::string chain;        ///< PEM
    std::string bundle;       ///< JSON of the transparency log's entry
};

Verdict verifySimpleSigning(const SimpleSignature& layer, const Artifact& artifact, const Trust& trust);

}  // namespace scout::signing
