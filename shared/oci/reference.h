// OCI references and URLs (distribution-spec; reference grammar of distribution/reference).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace scout::oci {

struct Reference {
    std::string registry;    ///< host[:port], in lower case
    std::string repository;  ///< "target/prod/us-west"
    std::string tag;         ///< "" when absent; there is no implied "latest" here
    std::string digest;      ///< "sha256:..." or ""

    bool operator==(const Reference&) const = default;
};

inline constexpr std::string_view scheme = "oci://";

/// "oci://host[:port]/repository[:tag][@digest]"; the scheme may be missing. Nothing when there is no host and
/// repository.
std::optional<Reference> parseReference(std::string_view text);

}  // namespace scout::oci
