// Revisions as Flux writes them (RFC-0005) and as other tools put them into annotations.
#pragma once

#include <string>
#include <string_view>

namespace scout::model {

/// `[pointer@]algorithm:hex`, split at the last '@'. What does not fit keeps everything in `text` and leaves the rest
/// empty.
struct Revision {
    std::string text;     ///< as it was written
    std::string pointer;  ///< branch, tag or version: "main", "latest", "1.2.3"; "" when there is none
    std::string
        algorithm;  ///< "sha1" (Git) or "sha256" (OCI manifest, Git with SHA-256, Bucket, Helm index); "" when unknown
    std::string hex;  ///< the commit or digest; "" when the text names none

    bool operator==(const Revision&) const = default;
    bool empty() const { return text.empty(); }
    /// "sha256:abc..." or "".
    std::string digest() const { return hex.empty() ? std::string() : algorithm + ":" + hex; }
};

/// An artifact or applied revision.
Revision parseRevision(std::string_view text);
/// A Git revision from free text, such as the org.opencontainers.image.revision annotation: also accepts a bare 40 or
/// 64 digit hash and the older "branch/hash". Text such as "latest", "source" or a short hash gives no hex.
Revision parseOriginRevision(std::string_view text);
/// Whether two revisions name the same content: the same digest or commit, else the same text, or a chart version with
/// the digest's first twelve digits that helm-controller records ("1.2.3+4e5cbb7b97d0"). An empty one equals nothing.
bool sameContent(const Revision& left, const Revision& right);
/// Shortened for people: "main@sha1:1a2b3c4d", "latest@sha256:1a2b3c4d"; a text without hash stays as it is.
std::string shorten(const Revision& revision);

}  // namespace scout::model
