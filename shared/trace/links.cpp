#include "trace/links.h"

#include <algorithm>

#include "model/revision.h"

namespace scout::trace {

namespace {

constexpr std::size_t shortDigits = 8;

// "" for anything but a web address: other schemes, control characters and white space included.
std::string webAddress(const std::string& url) {
    const bool web = url.starts_with("https://") || url.starts_with("http://");
    const bool printable = std::all_of(url.begin(), url.end(), [](unsigned char c) { return c > ' ' && c != 0x7f; });
    if (!web || !printable) return {};
    const auto host = url.find("//") + 2;
    const auto end = std::min(url.find_first_of("/?#", host), url.size());
    const auto user = url.rfind('@', end);
    const std::string plain =
        user != std::string::npos && user >= host && user < end ? url.substr(0, host) + url.substr(user + 1) : url;
    return plain.size() == host ? std::string() : plain;
}

std::string titleOfAddress(const model::Hop& hop) {
    switch (hop.stage) {
        case model::Stage::git:
            return "Repository " + hop.name;
        case model::Stage::helm:
            return "Chart repository";
        case model::Stage::bucket:
            return "Bucket";
        default:
            return "Registry";
    }
}

}  // namespace

std::vector<Link> linksOf(const model::Hop& hop) {
    std::vector<Link> links;
    const auto add = [&links](std::string title, const std::string& address) {
        std::string url = webAddress(address);
        const bool known =
            std::any_of(links.begin(), links.end(), [&url](const Link& link) { return link.url == url; });
        if (!url.empty() && !known) links.push_back({std::move(title), std::move(url)});
    };
    if (hop.git) {
        add("Commit " + hop.git->commit.substr(0, shortDigits), hop.git->commitUrl);
        add("Repository " + hop.name, hop.git->repository);
    }
    if (hop.confighub) {
        const std::string& unit = hop.confighub->unit;
        add(unit.empty() ? "ConfigHub" : "ConfigHub unit " + unit, hop.confighub->url);
    }
    add(titleOfAddress(hop), hop.url);
    return links;
}

}  // namespace scout::trace
