#include "confighub/pages.h"

#include "base/percent.h"
#include "base/url.h"

namespace scout::confighub {

namespace {

// Without user information and a slash at the end.
std::string baseOf(const std::string& uiUrl) {
    const auto url = base::parseUrl(uiUrl);
    if (!url || (url->scheme != "https" && url->scheme != "http")) return {};
    std::string out = base::format(*url);
    while (out.ends_with('/')) out.pop_back();
    return out;
}

}  // namespace

std::string unitPage(const std::string& uiUrl, const Unit& unit) {
    const std::string base = baseOf(uiUrl);
    if (base.empty() || unit.spaceId.empty() || unit.id.empty()) return {};
    return base + "/units/" + base::percentEncode(unit.spaceId) + "/" + base::percentEncode(unit.id);
}

std::string revisionPage(const std::string& uiUrl, const Unit& unit, std::int64_t revision) {
    const std::string page = unitPage(uiUrl, unit);
    if (page.empty()) return {};
    return page + "?revisionViewer=true&revision=" + std::to_string(revision) + "&viewMode=single&tab=2";
}

std::string spacePage(const std::string& uiUrl, const std::string& spaceId) {
    const std::string base = baseOf(uiUrl);
    return base.empty() || spaceId.empty() ? std::string() : base + "/spaces/" + base::percentEncode(spaceId);
}

}  // namespace scout::confighub
