// Findings with who made it so. Internal to trace.
#pragma once

#include <string>
#include <vector>

#include "trace/board.h"
#include "trace/field_managers.h"

namespace scout::trace {

/// Notes the finding with its writer. What an applier wrote has to be changed in its source, and the advice says so.
void note(Board& board, model::Finding finding, const std::optional<FieldWriter>& writer);

/// Notes the missing permission when `what` ("Whether source-controller runs") was refused.
void noteRefusal(Board& board, const model::Hop& hop, const std::string& what, const Answer& answer);

/// The hops that content comes down through: the chain, and what its hops are built from. Those that only declare an
/// applier are none of them.
std::vector<const model::Hop*> mainHops(const model::Trace& trace);

/// "Kustomization/a in flux-system".
std::string placed(const model::ObjectRef& ref);

}  // namespace scout::trace
