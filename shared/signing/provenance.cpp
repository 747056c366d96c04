#include "signing/provenance.h"

#include <array>

#include "base/masking.h"

namespace scout::signing {

namespace {

constexpr std::string_view slsa1 = "https://slsa.dev/provenance/v1";
constexpr std::string_view slsa02 = "https://slsa.dev/provenance/v0.2";

struct Known {
    std::string_view type;
    std::string_view name;
    bool vouches;
};
constexpr std::array<Known, 8> known = {{{"https://sigstore.dev/cosign/sign/v1", "cosign signature", true},
                                         {slsa1, "SLSA provenance v1", true},
                                         {slsa02, "SLSA provenance v0.2", true},
                                         {"https://spdx.dev/Document", "SPDX SBOM", false},
                                         {"https://cyclonedx.org/bom", "CycloneDX SBOM", false},
                                         {"https://cosign.sigstore.dev/attestation/v1", "custom attestation", false},
                                         {"https://cosign.sigstore.dev/attestation/vuln/v1", "scan report", false},
                                         {"https://in-toto.io/attestation/vulns", "scan report", false}}};

const Known* find(const std::string& type) {
    for (const Known& one : known) {
        if (one.type == type) return &one;
    }
    return nullptr;
}

// "git+https://host/owner/name@refs/heads/main" and the forms without prefix or ref.
void splitUri(const std::string& uri, Origin& origin) {
    std::string rest = uri.starts_with("git+") ? uri.substr(4) : uri;
    // A ref follows the path; an @ before it belongs to the user in an authority.
    const auto scheme = rest.find("://");
    const auto path = scheme == std::string::npos ? std::string::npos : rest.find('/', scheme + 3);
    if (const auto at = rest.rfind('@'); at != std::string::npos && path != std::string::npos && at > path) {
        if (origin.ref.empty()) origin.ref = rest.substr(at + 1);
        rest.resize(at);
    }
    // BuildKit names the ref, or the commit, behind a number sign.
    if (const auto hash = rest.find('#'); hash != std::string::npos) {
        if (origin.ref.empty()) origin.ref = rest.substr(hash + 1);
        rest.resize(hash);
    }
    if (origin.repository.empty()) origin.repository = rest;
}

bool isGit(const std::string& uri) {
    return uri.starts_with("git+") || uri.starts_with("git:") || uri.ends_with(".git") ||
           uri.find(".git#") != std::string::npos || uri.find(".git@") != std::string::npos;
}

std::string commitIn(const base::Json& digest) {
    for (const char* name : {"gitCommit", "sha1"}) {
        if (const std::string commit = digest[name].text(); !commit.empty()) return commit;
    }
    return {};
}

// The dependency that is the workflow's own repository; else the first that is a Git commit.
void readDependencies(const std::vector<base::Json>& dependencies, Origin& origin) {
    const base::Json* chosen = nullptr;
    for (const base::Json& dependency : dependencies) {
        const std::string uri = dependency["uri"].text();
        const std::string commit = commitIn(dependency["digest"]);
        if (commit.empty() || (!isGit(uri) && dependency["digest"]["gitCommit"].text().empty())) continue;
        const bool own = !origin.repository.empty() && uri.find(origin.repository) != std::string::npos;
        if (chosen == nullptr || own) chosen = &dependency;
        if (own) break;
    }
    if (chosen == nullptr) return;
    const std::string uri = (*chosen)["uri"].text();
    // The commit of another repository is no commit of this one.
    if (!origin.repository.empty() && uri.find(origin.repository) == std::string::npos) return;
    if (origin.commit.empty()) origin.commit = commitIn((*chosen)["digest"]);
    splitUri(uri, origin);
}

Origin readV1(const base::Json& predicate) {
    Origin out;
    const base::Json definition = predicate["buildDefinition"];
    const base::Json workflow = definition.at("externalParameters.workflow");
    out.builder = predicate.at("runDetails.builder.id").text();
    out.repository = workflow["repository"].text();
    out.ref = workflow["ref"].text();
    out.workflow = workflow["path"].text();
    // BuildKit: the build's context is the repository.
    const base::Json source = definition.at("externalParameters.configSource");
    if (out.repository.empty() && isGit(source["uri"].text())) {
        out.commit = commitIn(source["digest"]);
        splitUri(source["uri"].text(), out);
    }
    readDependencies(definition["resolvedDependencies"].elements(), out);
    return out;
}

Origin readV02(const base::Json& predicate) {
    Origin out;
    const base::Json source = predicate.at("invocation.configSource");
    out.builder = predicate.at("builder.id").text();
    out.workflow = source["entryPoint"].text();
    if (!source["uri"].text().empty()) {
        out.commit = commitIn(source["digest"]);
        splitUri(source["uri"].text(), out);
    }
    if (out.commit.empty()) readDependencies(predicate["materials"].elements(), out);
    return out;
}

}  // namespace

std::string predicateName(const std::string& predicateType) {
    const Known* one = find(predicateType);
    if (one != nullptr) return std::string(one->name);
    return predicateType.empty() ? "attestation" : "attestation " + predicateType;
}

bool predicateVouches(const std::string& predicateType) {
    const Known* one = find(predicateType);
    return one != nullptr && one->vouches;
}

std::optional<Origin> provenanceOrigin(const std::string& predicateType, const base::Json& predicate) {
    Origin out;
    if (predicateType == slsa1) out = readV1(predicate);
    if (predicateType == slsa02) out = readV02(predicate);
    out.from = predicateName(predicateType);
    for (std::string* text : {&out.builder, &out.repository, &out.ref, &out.workflow})
        *text = base::withoutCredentials(*text);
    if (out.repository.empty() && out.commit.empty()) return std::nullopt;
    return out;
}

}  // namespace scout::signing
