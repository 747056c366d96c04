#include "oci/credentials.h"

#include <algorithm>

#include "base/base64.h"
#include "base/text.h"
#include "oci/endpoint.h"

namespace scout::oci {

namespace {

/// "https://index.docker.io/v1/" and "registry.test/team/app" taken apart.
struct Key {
    std::string host;
    std::string path;  ///< "" or "team/app"
};

Key keyOf(std::string_view text) {
    const auto scheme = text.find("://");
    const bool isUrl = scheme != std::string_view::npos;
    if (isUrl) text.remove_prefix(scheme + 3);
    const auto slash = text.find('/');
    Key key;
    key.host = base::lower(text.substr(0, slash));
    if (slash != std::string_view::npos && !isUrl) key.path = text.substr(slash + 1);
    while (key.path.ends_with('/')) key.path.pop_back();
    // Docker wrote such keys before it had namespaces.
    if (key.path == "v1" || key.path == "v2") key.path.clear();
    return key;
}

bool sameRegistry(const std::string& left, const std::string& right) {
    return left == right || (isDockerHub(left) && isDockerHub(right));
}

bool leadsTo(const std::string& path, const std::string& repository) {
    return path.empty() || repository == path || repository.starts_with(path + "/");
}

/// Each label of a host may be a glob of its own: "*.azurecr.io" (kubernetes pkg/credentialprovider).
bool globMatches(std::string_view pattern, std::string_view text) {
    std::size_t p = 0, t = 0, star = std::string_view::npos, retry = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            retry = t;
        } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++retry;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*') ++p;
    return p == pattern.size();
}

bool hostMatches(const std::string& pattern, const std::string& registry) {
    if (sameRegistry(pattern, registry)) return true;
    const auto parted = [](const std::string& text) {
        const auto colon = text.rfind(':');
        return colon == std::string::npos ? std::pair(text, std::string())
                                          : std::pair(text.substr(0, colon), text.substr(colon + 1));
    };
    const auto [patternHost, patternPort] = parted(pattern);
    const auto [host, port] = parted(registry);
    const std::vector<std::string> globs = base::split(patternHost, '.');
    const std::vector<std::string> labels = base::split(host, '.');
    return patternPort == port && globs.size() == labels.size() &&
           std::equal(globs.begin(), globs.end(), labels.begin(), globMatches);
}

Credentials credentialsOf(const base::Json& entry, const std::string& where) {
    Credentials found;
    found.from = where;
    found.username = entry["username"].text();
    found.password = entry["password"].text();
    found.identityToken = entry["identitytoken"].text();
    found.registryToken = entry["registrytoken"].text();
    if (const auto pair = base::decodeBase64(entry["auth"].text()); found.username.empty() && pair) {
        const auto colon = pair->find(':');
        if (colon != std::string::npos) {
            found.username = pair->substr(0, colon);
            found.password = pair->substr(colon + 1);
            while (found.password.ends_with('\0')) found.password.pop_back();
        }
    }
    return found;
}

/// The entry with the longest path among those that match.
template <typename SameHost>
std::optional<Credentials> bestOf(const base::Json& auths, const std::string& registry, const std::string& repository,
                                  const std::string& where, SameHost&& sameHost) {
    std::optional<Credentials> best;
    std::size_t longest = 0;
    for (const auto& [name, entry] : auths.members()) {
        const Key key = keyOf(name);
        if (!sameHost(key.host, registry) || !leadsTo(key.path, repository)) continue;
        Credentials found = credentialsOf(entry, where);
        if (found.empty() || (best && key.path.size() < longest)) continue;
        longest = key.path.size();
        best = std::move(found);
    }
    return best;
}

}  // namespace

base::Result<CredentialFile> CredentialFile::parse(std::string_view text, const std::string& where) {
    const auto content = base::Json::parse(text, where);
    // The parser's words quote the text.
    if (!content || !content->isObject()) {
        return base::Error{base::ErrorKind::config, "the credential file is not a JSON object", where,
                           "correct it, or log in again (docker login, podman login)"};
    }
    CredentialFile file;
    file.m_content = *content;
    file.m_where = where;
    return file;
}

Lookup CredentialFile::find(const std::string& registry, const std::string& repository) const {
    Lookup out;
    out.credentials = bestOf(m_content["auths"], registry, repository, m_where, sameRegistry);
    out.helper = m_content["credsStore"].text();
    for (const auto& [name, helper] : m_content["credHelpers"].members()) {
        const Key key = keyOf(name);
        if (sameRegistry(key.host, registry) && leadsTo(key.path, repository)) out.helper = helper.text();
    }
    return out;
}

std::string helperInput(const std::string& registry) {
    return isDockerHub(registry) ? "https://index.docker.io/v1/" : registry;
}

bool isHelperName(std::string_view name) {
    return !name.empty() && name.front() != '.' &&
           name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") ==
               std::string_view::npos;
}

base::Result<std::optional<Credentials>> readHelper(const std::string& helper, int exitCode,
                                                    const std::string& output) {
    const std::string program = "docker-credential-" + helper;
    const auto broken = [&program](const std::string& what) {
        return base::Error{base::ErrorKind::auth, program + " " + what, program,
                           "run it by hand (echo REGISTRY | " + program + " get), or log in again"};
    };
    if (exitCode != 0) {
        // docker-credential-helpers credentials/error.go
        if (output.find("credentials not found") != std::string::npos) return std::optional<Credentials>();
        return broken("failed with exit code " + std::to_string(exitCode));
    }
    const auto reply = base::Json::parse(output, program);
    if (!reply || !reply->isObject()) return broken("did not print a JSON object");
    Credentials found;
    found.from = program;
    found.username = (*reply)["Username"].text();
    found.password = (*reply)["Secret"].text();
    if (found.username == "<token>") {
        found.identityToken = std::exchange(found.password, {});
        found.username.clear();
    }
    if (found.empty()) return std::optional<Credentials>();
    return std::optional(found);
}

base::Result<std::optional<Credentials>> readPullSecret(const base::Json& secret, const std::string& registry,
                                                        const std::string& repository) {
    const std::string where = "Secret/" + secret.at("metadata.name").text();
    const std::string type = secret["type"].text();
    const bool flat = type == "kubernetes.io/dockercfg";
    if (!flat && type != "kubernetes.io/dockerconfigjson") {
        return base::Error{base::ErrorKind::unsupported,
                           where + " is of type \"" + base::escapeControl(type) +
                               "\": Flux and the kubelet take no registry credentials from it, and pull anonymously",
                           where, "create it with kubectl create secret docker-registry"};
    }
    const auto text = base::decodeBase64(secret["data"][flat ? ".dockercfg" : ".dockerconfigjson"].text());
    const auto content = base::Json::parse(text.value_or(""), where);
    if (!content || !content->isObject()) {
        return base::Error{base::ErrorKind::config, where + " holds no credential file", where,
                           "create it again with kubectl create secret docker-registry"};
    }
    return bestOf(flat ? *content : (*content)["auths"], registry, repository, where, hostMatches);
}

}  // namespace scout::oci
