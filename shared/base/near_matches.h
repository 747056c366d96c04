// "Did you mean ...?"
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace scout::base {

/// Candidates that `word` may have been meant to be, best first, three at most: the same but for case, a part of one
/// another (from three characters on), or within a small edit distance where a swap of neighbours counts as one edit.
std::vector<std::string> nearMatches(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace scout::base
