// Sigstore bundles: a signature with its certificate or key hint and the log's entries in one JSON document.
#pragma once

#include <string>
#include <string_view>

#include "signing/verdict.h"

namespace scout::signing {

/// "application/vnd.dev.sigstore.bundle.v0.3+json" and the older "...bundle+json;version=0.1".
bool isBundleType(std::string_view mediaType);

/// Nothing of the transparency log is proven here: a certificate that is no longer valid is at most "claimed".
Verdict verifyBundle(const std::string& bundle, const Artifact& artifact, const Trust& trust);

}  // namespace scout::signing
