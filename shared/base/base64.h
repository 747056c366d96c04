// Base64 (RFC 4648 section 4), as kubeconfig's *-data fields and Basic authentication use it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace scout::base {

std::string encodeBase64(std::string_view bytes);
/// White space between characters is allowed, as yaml folds long values; anything else that is not in the alphabet, or
/// wrong padding, gives nothing.
std::optional<std::string> decodeBase64(std::string_view text);

}  // namespace scout::base
