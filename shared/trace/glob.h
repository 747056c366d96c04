// Patterns of an AppProject, as Argo CD reads them (github.com/gobwas/glob v0.2.3, without separators).
#pragma once

#include <string_view>

namespace scout::trace {

/// "*" for any characters, "?" for one, "{a,b}" for either, "[abc]", "[a-z]" and "[!a-z]" for one of a class, "\" before
/// a character that stands for itself. A pattern that cannot be read matches nothing.
bool globMatches(std::string_view pattern, std::string_view text);

}  // namespace scout::trace
