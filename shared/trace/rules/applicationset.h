// Rule: an ApplicationSet makes Applications and owns them.
#pragma once

#include "trace/board.h"

namespace scout::trace::rules {

bool isApplicationSet(const model::ObjectRef& ref);

/// Describes an ApplicationSet as a hop. Argo CD's own rules for its conditions: ErrorOccurred, or ResourcesUpToDate
/// False, is failed; RolloutProgressing is progressing.
model::Hop describeApplicationSet(const model::KubeObject& applicationSet);

}  // namespace scout::trace::rules
