#include "confighub/targets.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/percent.h"
#include "base/text.h"

namespace scout::confighub {

namespace {

constexpr std::string_view neighbours = "include=SpaceID,TargetID,UpstreamUnitID,UpstreamSpaceID,HeadRevisionID";

// UUIDs, and whatever else an older server makes of letters and digits.
bool isId(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

// A text as the where clause writes it. A backslash may mean something to the server, and no slug or digest has one.
std::optional<std::string> quoted(std::string_view text) {
    std::string out = "'";
    for (const char c : text) {
        if (static_cast<unsigned char>(c) < ' ' || c == '\x7F' || c == '\\') return std::nullopt;
        out += c;
        if (c == '\'') out += c;
    }
    if (text.empty()) return std::nullopt;
    return out + "'";
}

Question filtered(const std::string& path, std::string_view parameter, const std::string& attribute,
                  const std::string& value) {
    const auto text = quoted(value);
    if (!text) return std::nullopt;
    return path + "?" + std::string(parameter) + "=" + base::percentEncode(attribute + " " + *text);
}

Question inSpace(const std::string& spaceId, const std::string& path) {
    if (!isId(spaceId)) return std::nullopt;
    return "/api/space/" + spaceId + path;
}

Question ofUnit(const std::string& spaceId, const std::string& unitId, const std::string& path) {
    return isId(unitId) ? inSpace(spaceId, "/unit/" + unitId + path) : std::nullopt;
}

Question byAttribute(const Question& path, const std::string& attribute, const std::string& value) {
    return path ? filtered(*path, "where", attribute, value) : std::nullopt;
}

Question with(Question target, std::string_view parameter) {
    if (target) *target += (target->find('?') == std::string::npos ? "?" : "&") + std::string(parameter);
    return target;
}

}  // namespace

std::string infoTarget() {
    return "/api/info";
}

Question spaceBySlug(const std::string& slug) {
    return filtered("/api/space", "where", "Slug =", slug);
}

Question spaceById(const std::string& spaceId) {
    return inSpace(spaceId, {});
}

Question unitById(const std::string& spaceId, const std::string& unitId) {
    return with(ofUnit(spaceId, unitId, {}), neighbours);
}

Question unitAnywhere(const std::string& unitId) {
    return isId(unitId) ? with(filtered("/api/unit", "where", "UnitID =", unitId), neighbours) : std::nullopt;
}

Question unitBySlug(const std::string& spaceId, const std::string& slug) {
    return with(byAttribute(inSpace(spaceId, "/unit"), "Slug =", slug), neighbours);
}

Question unitsWithResource(const std::string& spaceId, const std::string& type, const std::string& name) {
    const Question path = inSpace(spaceId, "/unit");
    if (!path || type.empty()) return std::nullopt;
    return with(with(filtered(*path, "where_data", "ConfigHub.ResourceName =", name),
                     "resource_type=" + base::percentEncode(type)),
                neighbours);
}

Question revisionByNumber(const std::string& spaceId, const std::string& unitId, std::int64_t number) {
    return with(ofUnit(spaceId, unitId, "/revision"),
                "where=" + base::percentEncode("RevisionNum = " + std::to_string(number)));
}

Question revisionByTag(const std::string& spaceId, const std::string& unitId, const std::string& tagId) {
    return isId(tagId) ? byAttribute(ofUnit(spaceId, unitId, "/revision"), "Tags ?", tagId) : std::nullopt;
}

Question targetById(const std::string& spaceId, const std::string& targetId) {
    return isId(targetId) ? inSpace(spaceId, "/target/" + targetId) : std::nullopt;
}

Question targetBySlug(const std::string& spaceId, const std::string& slug) {
    return byAttribute(inSpace(spaceId, "/target"), "Slug =", slug);
}

Question releaseByDigest(const std::string& spaceId, const std::string& digest) {
    return byAttribute(inSpace(spaceId, "/release"), "ManifestDigest =", digest);
}

std::string entityOf(const std::string& target) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> names = {{{"space", "Space"},
                                                                                            {"unit", "Unit"},
                                                                                            {"revision", "Revision"},
                                                                                            {"target", "Target"},
                                                                                            {"release", "Release"},
                                                                                            {"info", "ApiInfo"}}};
    // The last collection of the path, which may be followed by an id.
    std::string entity;
    for (const std::string& part : base::split(std::string_view(target).substr(0, target.find('?')), '/')) {
        const auto found =
            std::find_if(names.begin(), names.end(), [&part](const auto& name) { return name.first == part; });
        if (found != names.end()) entity = found->second;
    }
    return entity;
}

}  // namespace scout::confighub
