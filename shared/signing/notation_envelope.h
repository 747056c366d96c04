// The two forms of notation's envelope, read into one. Internal to signing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/time.h"
#include "signing/certificate.h"

namespace scout::signing {

struct NotationEnvelope {
    std::string algorithm;  ///< JOSE's name: "PS256", "ES384" ...
    std::string contentType;
    std::string scheme;
    std::vector<std::string> critical;
    std::optional<base::Time> authenticSigningTime;  ///< as a signing authority vouches for it
    std::optional<base::Time> expiry;
    std::vector<Certificate> chain;  ///< leaf first
    std::string payload;             ///< JSON
    std::string signedBytes;
    std::string signature;
};

/// An error says in which way it is no envelope.
base::Result<NotationEnvelope> readJws(const std::string& text);
base::Result<NotationEnvelope> readCose(const std::string& bytes);

}  // namespace scout::signing
