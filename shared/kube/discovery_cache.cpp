#include "kube/discovery_cache.h"

#include <cstdint>
#include <vector>

#include "base/text.h"

namespace scout::kube {

namespace {

using base::Error;
using base::ErrorKind;
using base::Json;

constexpr std::int64_t cacheSeconds = 6 * 60 * 60;

base::Result<Catalogue> groupsOf(std::string_view groupsText) {
    const auto groups = Json::parse(groupsText, groupsFile);
    Catalogue catalogue;
    if (!groups || !catalogue.addGroups(*groups)) {
        return Error{ErrorKind::config, "kubectl's discovery cache is broken", std::string(groupsFile), {}};
    }
    return catalogue;
}

std::string fileOf(const std::string& groupVersion) {
    return groupVersion + "/serverresources.json";
}

}  // namespace

std::string cacheFolder(std::string_view serverUrl) {
    std::string host(serverUrl);
    for (const std::string_view scheme : {"https://", "http://"}) {
        const auto at = host.find(scheme);
        if (at != std::string::npos) host.erase(at, scheme.size());
    }
    std::string safe;
    for (const char c : host) {
        const bool kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                          std::string_view("_(/.)").find(c) != std::string_view::npos;
        // kubectl writes one '_' for a character, not for each of its bytes.
        const bool continuation = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
        if (kept)
            safe += c;
        else if (!continuation)
            safe += '_';
    }
    std::vector<std::string> parts;
    for (const std::string& part : base::split(safe, '/')) {
        if (part == "..") return {};
        if (!part.empty() && part != ".") parts.push_back(part);
    }
    return base::join(parts, "/");
}

bool fresh(base::Time modified, base::Time now) {
    return now.seconds <= modified.seconds + cacheSeconds;
}

base::Result<std::map<std::string, std::string>> resourceFiles(std::string_view groupsText) {
    const auto catalogue = groupsOf(groupsText);
    if (!catalogue) return catalogue.error();
    std::map<std::string, std::string> out;
    for (const std::string& groupVersion : catalogue->missing()) out[groupVersion] = fileOf(groupVersion);
    return out;
}

base::Result<Discovered> parseCache(std::string_view groupsText,
                                    const std::map<std::string, std::string>& resourceTexts) {
    auto catalogue = groupsOf(groupsText);
    if (!catalogue) return catalogue.error();
    for (const std::string& groupVersion : catalogue->missing()) {
        const std::string file = fileOf(groupVersion);
        const auto text = resourceTexts.find(groupVersion);
        if (text == resourceTexts.end()) {
            catalogue->fail(groupVersion,
                            {ErrorKind::config, "not in kubectl's discovery cache, or too old", file, {}});
            continue;
        }
        const auto list = Json::parse(text->second, file);
        if (!list || !catalogue->fillFromList(groupVersion, *list)) {
            catalogue->fail(groupVersion, {ErrorKind::config, "kubectl's discovery cache is broken", file, {}});
        }
    }
    return catalogue->result();
}

}  // namespace scout::kube
