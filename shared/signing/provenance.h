// SLSA provenance: where a predicate says that its subject was built from.
#pragma once

#include <optional>
#include <string>

#include "base/json.h"
#include "signing/verdict.h"

namespace scout::signing {

/// What a predicate is, for the words: "SLSA provenance v1", "cosign signature", "SPDX SBOM"; the type itself where it
/// is not known.
std::string predicateName(const std::string& predicateType);
/// Whether such a statement speaks for the artifact: a signature or provenance, as opposed to an SBOM or a scan.
bool predicateVouches(const std::string& predicateType);
/// Builder, repository and commit of a predicate of SLSA v1 or v0.2; nothing for another type, or where it names
/// neither repository nor commit.
std::optional<Origin> provenanceOrigin(const std::string& predicateType, const base::Json& predicate);

}  // namespace scout::signing
