#include "oci/endpoint.h"

#include <algorithm>

#include "base/text.h"

namespace scout::oci {

namespace {

constexpr std::size_t longestRepository = 255;
constexpr std::size_t longestTag = 128;

bool isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/// [a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*
bool isComponent(const std::string& text) {
    std::size_t at = 0;
    while (true) {
        const std::size_t begin = at;
        while (at < text.size() && isAlphanumeric(text[at])) ++at;
        if (at == begin) return false;
        if (at == text.size()) return true;
        const std::size_t mark = at;
        while (at < text.size() && !isAlphanumeric(text[at])) ++at;
        const std::string parted = text.substr(mark, at - mark);
        const bool dashes = parted.find_first_not_of('-') == std::string::npos;
        if (!dashes && parted != "." && parted != "_" && parted != "__") return false;
    }
}

}  // namespace

Url Endpoint::at(std::string_view rest) const {
    Url url = registry;
    url.target = "/v2/" + repository + "/" + std::string(rest);
    return url;
}

bool isDockerHub(std::string_view registry) {
    return registry == "docker.io" || registry == "index.docker.io" || registry == "registry-1.docker.io";
}

base::Result<Endpoint> endpointOf(const std::string& registry, const std::string& repository, bool plainHttp) {
    Endpoint endpoint;
    endpoint.named = registry;
    endpoint.repository = repository;
    const bool hub = isDockerHub(registry);
    if (hub && repository.find('/') == std::string::npos) endpoint.repository = "library/" + repository;
    const std::string scheme = plainHttp ? "http://" : "https://";
    const auto url = parseUrl(scheme + (hub ? "registry-1.docker.io" : registry) + "/");
    if (!url || url->target != "/") {
        return base::Error{base::ErrorKind::usage, "\"" + base::escapeControl(registry) + "\" is not a registry's name",
                           base::escapeControl(registry + "/" + repository), "a registry is named as HOST[:PORT]"};
    }
    endpoint.registry = *url;
    const std::vector<std::string> components = base::split(repository, '/');
    if (repository.size() > longestRepository || !std::all_of(components.begin(), components.end(), isComponent)) {
        return base::Error{base::ErrorKind::usage,
                           "\"" + base::escapeControl(repository) + "\" is not a repository's name",
                           base::escapeControl(registry + "/" + repository),
                           "lower-case letters, digits and single . _ - between them, in parts that / separates"};
    }
    return endpoint;
}

bool isTag(std::string_view text) {
    if (text.empty() || text.size() > longestTag || text.front() == '.' || text.front() == '-') return false;
    return text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") ==
           std::string_view::npos;
}

}  // namespace scout::oci
