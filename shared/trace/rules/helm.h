// Rule: releases installed by the helm program itself, known from the annotations that it puts on every object.
#pragma once

#include "trace/board.h"

namespace scout::trace::rules {

/// Helm's marks on an object (helm pkg/action/validate.go): annotations meta.helm.sh/release-name and -namespace.
bool hasHelmMarks(const model::KubeObject& object);

/// Adds the release as a claimed hop: its record is a Secret, which a trace does not read.
void addHelmRelease(Board& board, const model::KubeObject& object);

}  // namespace scout::trace::rules
