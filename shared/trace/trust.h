// What the files hold that --verify is given. A mistaken file must not look like a signature that nobody made.
#pragma once

#include <optional>

#include "base/error.h"
#include "trace/investigate.h"

namespace scout::trace {

/// Why `pem` is no public key; nothing when it is one. Errors: usage, with advice.
std::optional<base::Error> publicKeyProblem(const Options::Trust::Pem& pem);
/// Why `pem` holds no certificate; nothing when it does. Errors: usage, with advice.
std::optional<base::Error> certificateProblem(const Options::Trust::Pem& pem);

}  // namespace scout::trace
