// Rule: the signatures and attestations that a registry holds for the deployed digest (--verify), judged with what the
// user trusts; and the commit that they name.
#pragma once

#include <optional>
#include <string>

#include "trace/board.h"

namespace scout::trace::rules {

/// With reach.signatures: looks for signatures of `digest` ("sha256:..."; "" = not known) in the repository of `place`
/// (whose reference is ignored), and writes hop.verification. Referrers, "sha256-<hex>.sig", "sha256-<hex>.att" and the
/// manifest itself are one round, the signatures' manifests and blobs at most two more. `hop` is on the board; `flux`
/// is what Flux says of that digest, kept where nothing could be checked here. `tool` is named as one that does not
/// verify such artifacts itself ("Argo CD"); "" otherwise.
void verifyArtifact(Board& board, model::Hop& hop, RegistryPlace place, const std::string& digest,
                    const std::optional<model::Verification>& flux, const std::string& tool);

/// Where a source's registry is; for a Flux source also how it says that it is to be spoken to.
RegistryPlace placeOf(const model::OciSource& oci);
RegistryPlace placeOf(const model::OciSource& oci, const model::KubeObject& source);

}  // namespace scout::trace::rules
