#include "oci/read.h"

#include <algorithm>

#include "base/text.h"
#include "oci/digest.h"
#include "oci/registry_error.h"

namespace scout::oci {

namespace {

constexpr const char* manifestTypes =
    "application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json, "
    "application/vnd.docker.distribution.manifest.v2+json, application/vnd.docker.distribution.manifest.list.v2+json, "
    "application/vnd.oci.artifact.manifest.v1+json";
constexpr const char* indexType = "application/vnd.oci.image.index.v1+json";

base::Error notAReference(const Endpoint& endpoint, const std::string& reference) {
    return {base::ErrorKind::usage, "\"" + base::escapeControl(reference) + "\" is neither a tag nor a digest",
            endpoint.text(), "a tag has letters, digits and . _ -; a digest is sha256: and 64 hex digits"};
}

base::Error tooLarge(const Endpoint& endpoint, const std::string& what, std::size_t limit) {
    return {base::ErrorKind::tooLarge,
            what + " of " + endpoint.text() + " is larger than " + std::to_string(limit >> 20) + " MiB",
            endpoint.text(), "nothing that a trace reads is that large"};
}

/// Whether a 404 (or 400, 405) is a registry's word that the thing is not there, and not any server's.
bool saysUnknown(const base::HttpResponse& response) {
    const std::string code = errorCode(response);
    return response.status == 404 && (code.ends_with("_UNKNOWN") || code == "NOT_FOUND" ||
                                      !response.header("docker-distribution-api-version").empty());
}

/// The target of `Link: </v2/...>; rel="next"`; nothing when there is none.
std::optional<Url> nextPage(const base::HttpResponse& response, const Url& page, const Endpoint& endpoint) {
    const std::string links = response.header("link");
    for (std::string_view rest = links; true;) {
        const auto open = rest.find('<');
        const auto close = rest.find('>', open);
        if (open == std::string_view::npos || close == std::string_view::npos) return std::nullopt;
        const std::string_view target = rest.substr(open + 1, close - open - 1);
        rest.remove_prefix(close + 1);
        const std::string_view parameters = rest.substr(0, rest.find('<'));
        if (parameters.find("rel=\"next\"") == std::string_view::npos &&
            parameters.find("rel=next") == std::string_view::npos)
            continue;
        const auto url = resolve(page, target);
        // Another server's page is not this registry's word.
        return url && url->origin() == endpoint.registry.origin() ? url : std::nullopt;
    }
}

}  // namespace

ManifestRead::ManifestRead(const Endpoint& endpoint, std::string reference, Caller caller)
    : m_reference(std::move(reference)),
      m_access(endpoint, endpoint.at("manifests/" + m_reference), manifestTypes, std::move(caller)) {}

base::WebStep<ManifestRead::Answer> ManifestRead::start(base::Time now) {
    if (!isDigest(m_reference) && !isTag(m_reference)) return notAReference(m_access.endpoint(), m_reference);
    return m_access.start(now);
}

base::WebStep<ManifestRead::Answer> ManifestRead::next(const base::HttpResponse& response, base::Time now) {
    Access::Step step = m_access.next(response, now);
    if (auto* request = std::get_if<base::WebRequest>(&step)) return std::move(*request);
    if (auto* error = std::get_if<base::Error>(&step)) return std::move(*error);
    const auto& answer = std::get<base::HttpResponse>(step);
    const Endpoint& endpoint = m_access.endpoint();
    if (saysUnknown(answer)) return Answer();
    if (answer.status != 200) return registryError(answer, endpoint, m_access.credentialsFrom());
    if (answer.body.size() > largest) return tooLarge(endpoint, "the manifest", largest);

    Manifest manifest;
    manifest.size = static_cast<std::int64_t>(answer.body.size());
    // What the registry calls it, if that is true; a tag's content is what it is.
    const std::string said = answer.header("docker-content-digest");
    manifest.digest = isDigest(m_reference) ? m_reference : said.empty() ? sha256(answer.body) : said;
    if (!hasDigest(answer.body, manifest.digest)) {
        return alteredContent(endpoint, "the manifest", manifest.digest);
    }
    const auto content = base::Json::parse(answer.body, endpoint.text());
    if (!content || !content->isObject()) return brokenRegistry(endpoint, "the manifest is not a JSON object");
    manifest.content = *content;
    const std::string type = answer.header("content-type");
    manifest.mediaType = (*content)["mediaType"].text(std::string(base::trim(type.substr(0, type.find(';')))));
    return Answer(std::move(manifest));
}

TagsRead::TagsRead(const Endpoint& endpoint, Caller caller)
    : m_caller(caller),
      m_access(endpoint, endpoint.at("tags/list?n=1000"), "application/json", std::move(caller)),
      m_page(endpoint.at("tags/list?n=1000")) {}

base::WebStep<TagsRead::Answer> TagsRead::start(base::Time now) {
    return m_access.start(now);
}

base::WebStep<TagsRead::Answer> TagsRead::next(const base::HttpResponse& response, base::Time now) {
    Access::Step step = m_access.next(response, now);
    if (auto* request = std::get_if<base::WebRequest>(&step)) return std::move(*request);
    if (auto* error = std::get_if<base::Error>(&step)) return std::move(*error);
    const auto& answer = std::get<base::HttpResponse>(step);
    const Endpoint endpoint = m_access.endpoint();
    if (saysUnknown(answer)) return Answer();
    if (answer.status != 200) return registryError(answer, endpoint, m_access.credentialsFrom());
    const auto body = base::Json::parse(answer.body, endpoint.text());
    // A repository without tags may have null here.
    if (!body || !body->isObject()) return brokenRegistry(endpoint, "the list of tags is not a JSON object");
    for (const base::Json& tag : (*body)["tags"].elements()) {
        if (isTag(tag.text())) m_tags.names.push_back(tag.text());
    }
    const auto page = nextPage(answer, m_page, endpoint);
    if (!page) return Answer(std::move(m_tags));
    if (++m_pages >= mostPages) {
        m_tags.complete = false;
        return Answer(std::move(m_tags));
    }
    m_page = *page;
    m_access = Access(endpoint, m_page, "application/json", m_caller);
    return m_access.start(now);
}

ReferrersRead::ReferrersRead(const Endpoint& endpoint, std::string digest, Caller caller)
    : m_digest(std::move(digest)),
      m_caller(caller),
      m_access(endpoint, endpoint.at("referrers/" + m_digest), indexType, std::move(caller)),
      m_page(endpoint.at("referrers/" + m_digest)) {}

base::WebStep<ReferrersRead::Answer> ReferrersRead::start(base::Time now) {
    if (!isDigest(m_digest)) return notAReference(m_access.endpoint(), m_digest);
    return m_access.start(now);
}

base::WebStep<ReferrersRead::Answer> ReferrersRead::next(const base::HttpResponse& response, base::Time now) {
    const Endpoint endpoint = m_access.endpoint();
    if (m_tag) {
        base::WebStep<ManifestRead::Answer> step = m_tag->next(response, now);
        if (auto* request = std::get_if<base::WebRequest>(&step)) return std::move(*request);
        if (auto* error = std::get_if<base::Error>(&step)) return std::move(*error);
        const auto& manifest = std::get<ManifestRead::Answer>(step);
        // Some registries resolve this tag to the subject itself.
        if (!manifest || !manifest->content["manifests"].isArray()) return Answer();
        m_referrers.manifests = manifest->content["manifests"].elements();
        m_referrers.fromTag = true;
        return m_referrers.manifests.empty() ? Answer() : Answer(std::move(m_referrers));
    }
    Access::Step step = m_access.next(response, now);
    if (auto* request = std::get_if<base::WebRequest>(&step)) return std::move(*request);
    if (auto* error = std::get_if<base::Error>(&step)) return std::move(*error);
    const auto& answer = std::get<base::HttpResponse>(step);
    const auto body = base::Json::parse(answer.status == 200 ? answer.body : "null", endpoint.text());
    if (!body || !(*body)["manifests"].isArray()) {
        if (m_pages > 0) return brokenRegistry(endpoint, "a page of the list of referrers is not an index");
        m_tag.emplace(endpoint, referrersTag(m_digest), m_caller);
        base::WebStep<ManifestRead::Answer> first = m_tag->start(now);
        if (auto* request = std::get_if<base::WebRequest>(&first)) return std::move(*request);
        return std::get<base::Error>(std::move(first));
    }
    for (base::Json& descriptor : (*body)["manifests"].elements())
        m_referrers.manifests.push_back(std::move(descriptor));
    const auto page = nextPage(answer, m_page, endpoint);
    if (!page || ++m_pages >= mostPages)
        return m_referrers.manifests.empty() ? Answer() : Answer(std::move(m_referrers));
    m_page = *page;
    m_access = Access(endpoint, m_page, indexType, m_caller);
    return m_access.start(now);
}

bool refersTo(const base::Json& manifest, const std::string& digest) {
    return !digest.empty() && manifest["subject"]["digest"].text() == digest;
}

std::string referrersTag(const std::string& digest) {
    // distribution-spec, "Referrers Tag Schema": the algorithm up to 32 characters, the rest up to 64.
    const auto colon = digest.find(':');
    std::string tag = digest.substr(0, std::min<std::size_t>(colon, 32)) + "-" + digest.substr(colon + 1, 64);
    for (char& c : tag) {
        const std::string one(1, c);
        if (!isTag("a" + one)) c = '-';
    }
    return tag;
}

BlobRead::BlobRead(const Endpoint& endpoint, std::string digest, Caller caller)
    : m_digest(std::move(digest)), m_access(endpoint, endpoint.at("blobs/" + m_digest), "*/*", std::move(caller)) {}

base::WebStep<BlobRead::Answer> BlobRead::start(base::Time now) {
    if (!isDigest(m_digest)) return notAReference(m_access.endpoint(), m_digest);
    return m_access.start(now);
}

base::WebStep<BlobRead::Answer> BlobRead::next(const base::HttpResponse& response, base::Time now) {
    Access::Step step = m_access.next(response, now);
    if (auto* request = std::get_if<base::WebRequest>(&step)) return std::move(*request);
    if (auto* error = std::get_if<base::Error>(&step)) return std::move(*error);
    const auto& answer = std::get<base::HttpResponse>(step);
    const Endpoint& endpoint = m_access.endpoint();
    if (saysUnknown(answer)) return Answer();
    if (answer.status != 200) return registryError(answer, endpoint, m_access.credentialsFrom());
    if (answer.body.size() > largest) return tooLarge(endpoint, "the blob " + m_digest, largest);
    if (!hasDigest(answer.body, m_digest)) {
        return alteredContent(endpoint, "the blob", m_digest);
    }
    return Answer(Blob{m_digest, answer.body});
}

}  // namespace scout::oci
