// Who signed some bytes, in the manner of Sigstore: a plain key, or a short-lived certificate. Internal to signing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "signing/certificate.h"
#include "signing/verdict.h"

namespace scout::signing {

struct Signed {
    std::string bytes;                    ///< what was signed
    std::string hash;                     ///< instead of `bytes`, where only their SHA-256 is at hand
    std::vector<std::string> signatures;  ///< decoded; one that holds is enough
    std::vector<Certificate> chain;       ///< that the signature brings, leaf first; empty without
    std::string keyHint;                  ///< fingerprint of the key, as the maker named it; "" where it did not
    std::optional<base::Time> loggedAt;   ///< as the transparency log's entry says, which is not proven here
};

/// State, identity and message of the verdict; `what` begins the message ("the cosign signature"). A certificate's
/// origin is in it too.
Verdict judgeSigner(const Signed& content, const Trust& trust, const std::string& what);

}  // namespace scout::signing
