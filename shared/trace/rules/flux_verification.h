// Rule: what Flux itself says of a source's signature (spec.verify, condition SourceVerified).
#pragma once

#include <optional>

#include "trace/board.h"

namespace scout::trace::rules {

/// Nothing where the source does not ask for verification.
std::optional<model::Verification> fluxVerification(const model::KubeObject& source);

/// The finding for a source that asks for verification and has not got it. `hop` is the source's, on the board.
void noteFluxVerification(Board& board, const model::Hop& hop, const model::KubeObject& source);

}  // namespace scout::trace::rules
