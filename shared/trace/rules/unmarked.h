// What the field managers of an object say beyond its marks: a GitOps controller wrote it, and nothing on it says for
// whom.
#pragma once

#include "trace/board.h"

namespace scout::trace::rules {

/// Whether Argo CD wrote the object itself, so that a label which many charts set may be Argo CD's mark.
bool isWrittenByArgo(const model::KubeObject& object);

/// Where kustomize-controller, helm-controller or Argo CD wrote `object`, which is on the board, and no mark of theirs
/// is on it: a finding, and nobody may say "unmanaged". Nothing for an object that came without managedFields.
void noteUnmarked(Board& board, const model::KubeObject& object);

}  // namespace scout::trace::rules
