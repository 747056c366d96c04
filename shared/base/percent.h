// Percent-encoding (RFC 3986).
#pragma once

#include <string>
#include <string_view>

namespace scout::base {

/// Every byte but the unreserved ones (letters, digits, "-._~") and those of `alsoKept` as %XX.
std::string percentEncode(std::string_view text, std::string_view alsoKept = {});

}  // namespace scout::base
