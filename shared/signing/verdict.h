// Whom a verification believes, what it is asked about, and what it found. Plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace scout::signing {

struct Pem {
    std::string name;  ///< of the file, for the words
    std::string text;
};

struct Trust {
    std::vector<Pem> keys;          ///< public keys
    std::vector<Pem> certificates;  ///< of a notation trust store, or roots of a certificate authority
    std::string identity;           ///< a certificate must be made out to this; "" = any
    std::string issuer;             ///< and its OIDC issuer must be this; "" = any
    base::Time now;                 ///< for certificates' validity
};

/// The artifact that is asked about.
struct Artifact {
    std::string digest;      ///< of its manifest, "sha256:..."
    std::int64_t size = -1;  ///< of its manifest in bytes, -1 where not known
};

enum class State {
    verified,   ///< everything needed was checked with what the user trusts
    failed,     ///< it was checked, and does not hold
    unchecked,  ///< nothing to check it with, or nothing this program can check
    claimed,    ///< it holds in itself, but who made it rests on something that was not checked
};
std::string_view name(State state);

/// Where an artifact was built from, as provenance or a certificate says. Believed as far as the verdict that it comes
/// with.
struct Origin {
    std::string from;        ///< "SLSA provenance v1", "certificate"
    std::string builder;     ///< URI
    std::string repository;  ///< URL
    std::string commit;      ///< hexadecimal Git object name
    std::string ref;         ///< "refs/heads/main"
    std::string workflow;    ///< file or URI
    bool operator==(const Origin&) const = default;
};

/// What became of one signature or attestation.
struct Verdict {
    State state = State::unchecked;
    std::string method;    ///< "cosign signature", "notation signature", "SLSA provenance v1" ...
    std::string identity;  ///< whose it is: a key's file, or a certificate's subject; "" where not known
    std::string message;   ///< one sentence without a full stop: what was checked, or why it does not hold
    std::optional<Origin> origin{};
    /// A signature of the artifact, or a statement of how it was built. An SBOM or a scan's result is neither: it is no
    /// word for the artifact, whoever signed it.
    bool vouches = true;
    bool operator==(const Verdict&) const = default;
};

}  // namespace scout::signing
