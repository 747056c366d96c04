// Content digests (opencontainers/image-spec descriptor.md): "sha256:<64 hex>" or "sha512:<128 hex>".
#pragma once

#include <string>
#include <string_view>

namespace scout::oci {

/// Of an algorithm that is known here, in its full length and in lower case.
bool isDigest(std::string_view text);
/// "sha256:..." of the bytes.
std::string sha256(std::string_view bytes);
/// Whether the bytes are what the digest names; false for an unknown algorithm.
bool hasDigest(std::string_view bytes, const std::string& digest);

}  // namespace scout::oci
