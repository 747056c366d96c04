#include "confighub/entities.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "base/text.h"

namespace scout::confighub {

namespace {

using base::Json;

constexpr std::string_view noId = "00000000-0000-0000-0000-000000000000";
constexpr std::string_view externalSourceKey = "confighub.com/external-source";

// Go writes an empty reference as the zero UUID.
std::string idOf(const Json& value) {
    const std::string id = value.text();
    return id == noId ? std::string() : id;
}

// Go writes a number that is not set as 0, and revisions count from 1.
Number numberOf(const Json& value) {
    const auto number = value.integer();
    return number && *number > 0 ? number : std::nullopt;
}

std::vector<std::string> keysOf(const Json& map) {
    std::vector<std::string> out;
    for (const auto& [key, value] : map.members()) {
        if (value.boolean().value_or(true)) out.push_back(key);
    }
    return out;
}

// {"<id>": ...}, or an array of ids or of objects with `idField`.
std::vector<std::string> idsOf(const Json& value, std::string_view idField) {
    if (value.isObject()) {
        std::vector<std::string> out = keysOf(value);
        if (const std::string id = value[idField].text(); !id.empty()) out = {id};
        return out;
    }
    std::vector<std::string> out;
    for (const Json& element : value.elements()) {
        std::string id = element.text(element[idField].text());
        if (!id.empty()) out.push_back(std::move(id));
    }
    return out;
}

std::optional<std::vector<Resource>> resourcesOf(const Json& entity) {
    const Json list = entity["Resources"];
    if (!list.isArray()) return std::nullopt;
    std::vector<Resource> out;
    for (const Json& one : list.elements()) out.push_back({one["ResourceType"].text(), one["ResourceName"].text()});
    return out;
}

UnitStatus readStatus(const Json& entity) {
    UnitStatus status;
    status.status = entity["Status"].text();
    status.action = entity["Action"].text();
    status.result = entity["ActionResult"].text();
    status.at = entity["ActionTerminatedAt"].text();
    // Drift is told in a field of its own or as the result of a refresh; both spellings are inferred.
    const std::string drift = entity["Drift"].text();
    status.drifted = status.result == "RefreshAndDrifted" || drift == "Drifted" || drift == "RefreshAndDrifted" ||
                     entity["Drift"].isTrue();
    status.failed = status.result.ends_with("Failed");
    return status;
}

std::string joined(const std::string& first, const std::string& second) {
    return first.empty() || second.empty() ? first : first + " " + second;
}

}  // namespace

std::string Unit::name() const {
    return (spaceSlug.empty() ? "" : spaceSlug + "/") + (slug.empty() ? id : slug);
}

Space readSpace(const Json& entity) {
    Space space;
    space.id = idOf(entity["SpaceID"]);
    space.slug = entity["Slug"].text();
    space.organizationId = idOf(entity["OrganizationID"]);
    space.releaseTargetId = idOf(entity["ReleaseTargetID"]);
    const auto sources = Json::parse(entity["Annotations"][externalSourceKey].text("null"), externalSourceKey);
    if (!sources) return space;
    for (const Json& source : sources->elements()) {
        if (const std::string ref = source["ref"].text(); !ref.empty())
            space.externalSources.push_back({ref, source["digest"].text()});
    }
    return space;
}

Target readTarget(const Json& entity) {
    return {idOf(entity["TargetID"]), entity["Slug"].text(), entity["ProviderType"].text()};
}

Unit readUnit(const Json& entity) {
    Unit unit;
    unit.id = idOf(entity["UnitID"]);
    unit.slug = entity["Slug"].text();
    unit.spaceId = idOf(entity["SpaceID"]);
    unit.spaceSlug = entity["SpaceSlug"].text(entity["Space"]["Slug"].text());
    unit.organizationId = idOf(entity["OrganizationID"]);
    unit.targetId = idOf(entity["TargetID"]);
    unit.targetSlug = entity["Target"]["Slug"].text();
    unit.head = numberOf(entity["HeadRevisionNum"]);
    if (!unit.head) unit.head = numberOf(entity["HeadRevision"]["RevisionNum"]);
    unit.live = numberOf(entity["LiveRevisionNum"]);
    unit.released = numberOf(entity["LastReleasedRevisionNum"]);
    unit.applied = numberOf(entity["LastAppliedRevisionNum"]);
    unit.upstreamUnitId = idOf(entity["UpstreamUnitID"]);
    unit.upstreamUnitSlug = entity["UpstreamUnit"]["Slug"].text();
    unit.upstreamSpaceId = idOf(entity["UpstreamSpaceID"]);
    if (unit.upstreamSpaceId.empty()) unit.upstreamSpaceId = idOf(entity["UpstreamUnit"]["SpaceID"]);
    unit.upstreamSpaceSlug = entity["UpstreamSpace"]["Slug"].text(entity["UpstreamUnit"]["SpaceSlug"].text());
    unit.upstreamRevision = numberOf(entity["UpstreamRevisionNum"]);
    unit.applyGates = keysOf(entity["ApplyGates"]);
    unit.lastChange = entity["LastChangeDescription"].text();
    unit.helmChart = joined(entity["Labels"]["HelmChart"].text(), entity["Labels"]["HelmChartVersion"].text());
    if (entity["Space"].isObject()) unit.space = readSpace(entity["Space"]);
    unit.status = readStatus(entity["UnitStatus"]);
    unit.resources = resourcesOf(entity);
    return unit;
}

Revision readRevision(const Json& entity) {
    Revision revision;
    revision.id = idOf(entity["RevisionID"]);
    revision.number = numberOf(entity["RevisionNum"]);
    revision.description = entity["Description"].text();
    revision.createdAt = entity["CreatedAt"].text();
    revision.tagIds = idsOf(entity["Tags"], "TagID");
    revision.releaseIds = idsOf(entity["Releases"], "ReleaseID");
    revision.resources = resourcesOf(entity);
    return revision;
}

Release readRelease(const Json& entity) {
    Release release;
    release.id = idOf(entity["ReleaseID"]);
    release.number = numberOf(entity["ReleaseNum"]);
    release.tagId = idOf(entity["TagID"]);
    release.targetId = idOf(entity["TargetID"]);
    release.manifestDigest = base::lower(entity["ManifestDigest"].text());
    release.unitCount = entity["UnitCount"].integer();
    release.createdAt = entity["CreatedAt"].text();
    return release;
}

ServerInfo readServerInfo(const Json& entity) {
    const Json port = entity["OCIPort"];
    const auto number = port.integer();
    std::string portText = number ? std::to_string(*number) : port.text();
    if (portText == "443" || portText == "0") portText.clear();
    return {base::lower(entity["OCIHost"].text()), std::move(portText), entity["Version"].text()};
}

bool ServerInfo::isRegistry(const std::string& registry) const {
    if (ociHost.empty()) return false;
    std::string known = base::lower(registry);
    if (known.ends_with(":443")) known.resize(known.size() - 4);
    // OCIHost may hold the port already.
    return known == ociHost || known == ociHost + (ociPort.empty() ? "" : ":" + ociPort);
}

std::optional<LiveRevision> liveRevision(const Unit& unit, const std::string& annotatedRevision) {
    std::int64_t annotated = 0;
    const char* const end = annotatedRevision.data() + annotatedRevision.size();
    const auto [stop, error] = std::from_chars(annotatedRevision.data(), end, annotated);
    if (error == std::errc() && stop == end && annotated > 0)
        return LiveRevision{annotated, "the annotation of the live object"};
    if (unit.live) return LiveRevision{*unit.live, "LiveRevisionNum"};
    if (unit.released) return LiveRevision{*unit.released, "LastReleasedRevisionNum"};
    if (unit.applied) return LiveRevision{*unit.applied, "LastAppliedRevisionNum"};
    return std::nullopt;
}

}  // namespace scout::confighub
