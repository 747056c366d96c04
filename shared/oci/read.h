// What a registry is asked for, each as a conversation: start() gives the first request, next() takes a response and
// gives the next request, the answer, or an error. No answer: the registry has no such thing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/http.h"
#include "base/json.h"
#include "base/time.h"
#include "oci/access.h"

namespace scout::oci {

struct Manifest {
    std::string digest;  ///< of the bytes that came
    std::string mediaType;
    std::int64_t size = 0;  ///< bytes
    base::Json content;     ///< a manifest or an index
};

class ManifestRead {
  public:
    using Answer = std::optional<Manifest>;
    static constexpr std::size_t largest = std::size_t{4} << 20;

    /// `reference` is a tag or a digest. Errors: usage (it is neither), protocol (the content is not what the digest
    /// says, or not JSON), tooLarge, and those of Access.
    ManifestRead(const Endpoint& endpoint, std::string reference, Caller caller);
    base::WebStep<Answer> start(base::Time now);
    base::WebStep<Answer> next(const base::HttpResponse& response, base::Time now);

  private:
    std::string m_reference;
    Access m_access;
};

struct Tags {
    std::vector<std::string> names;  ///< in the registry's order
    bool complete = true;            ///< false: there are more pages than anybody should wait for
};

class TagsRead {
  public:
    using Answer = std::optional<Tags>;
    static constexpr int mostPages = 20;

    TagsRead(const Endpoint& endpoint, Caller caller);
    base::WebStep<Answer> start(base::Time now);
    base::WebStep<Answer> next(const base::HttpResponse& response, base::Time now);

  private:
    Caller m_caller;
    Access m_access;
    Url m_page;
    Tags m_tags;
    int m_pages = 0;
};

/// Descriptors that claim to refer to a digest. That each manifest's own subject is that digest is for its reader to
/// see: refersTo.
struct Referrers {
    std::vector<base::Json> manifests;
    bool fromTag = false;  ///< the registry has no referrers API
};

class ReferrersRead {
  public:
    using Answer = std::optional<Referrers>;
    static constexpr int mostPages = 10;

    ReferrersRead(const Endpoint& endpoint, std::string digest, Caller caller);
    base::WebStep<Answer> start(base::Time now);
    base::WebStep<Answer> next(const base::HttpResponse& response, base::Time now);

  private:
    std::string m_digest;
    Caller m_caller;
    Access m_access;
    Url m_page;
    std::optional<ManifestRead> m_tag;  ///< once it has turned out that there is no API
    Referrers m_referrers;
    int m_pages = 0;
};

/// Whether a manifest says itself that it is about the digest.
bool refersTo(const base::Json& manifest, const std::string& digest);
/// The tag under which a registry without the referrers API keeps a digest's referrers: "sha256-<hex>".
std::string referrersTag(const std::string& digest);

struct Blob {
    std::string digest;
    std::string bytes;
};

class BlobRead {
  public:
    using Answer = std::optional<Blob>;
    static constexpr std::size_t largest = std::size_t{1} << 20;

    /// Errors: usage (no digest), protocol (the content is not what the digest says), tooLarge, and those of Access.
    BlobRead(const Endpoint& endpoint, std::string digest, Caller caller);
    base::WebStep<Answer> start(base::Time now);
    base::WebStep<Answer> next(const base::HttpResponse& response, base::Time now);

  private:
    std::string m_digest;
    Access m_access;
};

}  // namespace scout::oci
