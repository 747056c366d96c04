// How errors reach the user.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "kubectl-scout/environment.h"

namespace scout::plugin {

constexpr int kSuccess = 0;
constexpr int kFailure = 1;
constexpr int kInterrupted = 130;

/// What is printed for an error: base::display, except that "not there" and "not allowed" read as kubectl writes them
/// ("Error from server (NotFound): ..."). Control characters are escaped.
std::string describe(const base::Error& error);
/// Prints it on stderr; the exit code that it means.
int report(const Environment& environment, const base::Error& error);
void warn(const Environment& environment, std::string_view text);

}  // namespace scout::plugin
