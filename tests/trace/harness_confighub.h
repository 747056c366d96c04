// A connected ConfigHub in written cases.
#pragma once

#include <memory>
#include <string>

#include "trace/investigate.h"

namespace scout::test {

class FakeConfigHub;

/// A document `kind: ConfigHub`: a world as FakeConfigHub reads it, with `generation` (oldest, middle, newest),
/// `bare: true` (no envelopes), `ignoresWhere: true` and `refuses`, a list of {target, status}: the beginning of a path
/// below the base URL and what is answered instead.
std::shared_ptr<FakeConfigHub> configHubOf(const base::Json& document);

trace::Answer answerFrom(FakeConfigHub& hub, const std::string& target);

/// What only ConfigHub itself can tell of a hop, in one line; "" where nothing was told.
std::string printDetails(const model::ConfigHubOrigin& origin);

}  // namespace scout::test
