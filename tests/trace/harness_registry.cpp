#include "trace/harness_registry.h"

#include <nlohmann/json.hpp>

#include "base/base64.h"
#include "signing/recorded.h"

namespace scout::test {

namespace {

trace::Answer known(nlohmann::json value) {
    return trace::Answer::known(base::Json(std::move(value)));
}

nlohmann::json document(const base::Json& value) {
    return value.exists() ? *value.raw() : nlohmann::json();
}

}  // namespace

void Registries::add(const base::Json& json) {
    Repository& repository = m_repositories[json["repository"].text()];
    for (const auto& [tag, digest] : json["tags"].members()) repository.tags[tag] = digest.text();
    for (const auto& [digest, manifest] : json["manifests"].members()) {
        repository.manifests[digest] = manifest;
        repository.sizes[digest] = static_cast<std::int64_t>(manifest.dump().size());
    }
    for (const auto& [digest, list] : json["referrers"].members()) repository.referrers[digest] = list;
    for (const auto& [digest, text] : json["blobs"].members())
        repository.blobs[digest] = base::encodeBase64(text.text());
    if (const std::string fixture = json["fixture"].text(); !fixture.empty()) addFixture(repository, fixture);
}

void Registries::addFixture(Repository& repository, const std::string& name) {
    const Recorded recorded = Recorded::load(name);
    for (const auto& [reference, text] : recorded.manifests) {
        const bool byDigest = reference.starts_with("sha256:");
        const std::string digest = byDigest ? reference : "sha256:of-" + reference;
        repository.manifests[digest] = recorded.manifest(reference);
        repository.sizes[digest] = static_cast<std::int64_t>(text.size());
        if (!byDigest) repository.tags[reference] = digest;
    }
    repository.referrers[recorded.digest] = recorded.referrers;
    for (const auto& [digest, bytes] : recorded.blobs) repository.blobs[digest] = base::encodeBase64(bytes);
}

std::optional<trace::Answer> Registries::answer(const trace::Query& query) const {
    const trace::RegistryPlace& place = query.registry;
    const auto found = m_repositories.find(place.registry + "/" + place.repository);
    if (found == m_repositories.end()) return std::nullopt;
    const Repository& repository = found->second;
    switch (query.type) {
        case trace::Query::Type::manifest: {
            const auto tag = repository.tags.find(place.reference);
            const std::string digest = tag == repository.tags.end() ? place.reference : tag->second;
            const auto manifest = repository.manifests.find(digest);
            if (manifest == repository.manifests.end()) return trace::Answer::missing();
            return known({{"digest", digest},
                          {"mediaType", manifest->second["mediaType"].text()},
                          {"size", repository.sizes.at(digest)},
                          {"manifest", document(manifest->second)}});
        }
        case trace::Query::Type::tags: {
            nlohmann::json tags = nlohmann::json::array();
            for (const auto& [tag, digest] : repository.tags) tags.push_back(tag);
            return known({{"tags", std::move(tags)}});
        }
        case trace::Query::Type::referrers: {
            const auto list = repository.referrers.find(place.reference);
            if (list == repository.referrers.end()) return trace::Answer::missing();
            return known({{"manifests", document(list->second)}, {"from", "api"}});
        }
        case trace::Query::Type::blob: {
            const auto blob = repository.blobs.find(place.reference);
            if (blob == repository.blobs.end()) return trace::Answer::missing();
            const auto bytes = base::decodeBase64(blob->second);
            return known({{"digest", place.reference}, {"size", bytes ? bytes->size() : 0}, {"base64", blob->second}});
        }
        default:
            return std::nullopt;
    }
}

void readOptions(trace::Options& options, const base::Json& json) {
    const std::string now = json["now"].text();
    if (!now.empty()) options.now = base::parseTime(now).value_or(Recorded::load(now).at);
    options.history = json["history"].isTrue();
    options.diff = json["diff"].isTrue();
    options.reach.registries = json["registries"].isTrue();
    options.reach.signatures = json["signatures"].isTrue();
    options.reach.configHub = json["configHub"].isTrue();
    for (const base::Json& file : json["keys"].elements())
        options.trust.keys.push_back({file.text(), pem(file.text()).text});
    for (const base::Json& file : json["certificates"].elements())
        options.trust.certificates.push_back({file.text(), pem(file.text()).text});
    options.trust.identity = json["identity"].text();
    options.trust.issuer = json["issuer"].text();
}

}  // namespace scout::test
