// Starting a program that goes on without this one: the desktop viewer.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"

namespace scout::net {

/// In a session of its own, so that closing the terminal does not end it, with stdin, stdout and stderr closed to it.
/// `program` is a path. Errors: config (it cannot be run). Nothing when it was started.
std::optional<base::Error> startDetached(const std::string& program, const std::vector<std::string>& args);

}  // namespace scout::net
