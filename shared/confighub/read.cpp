#include "confighub/read.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/base64.h"
#include "base/percent.h"
#include "base/text.h"
#include "base/yaml.h"
#include "confighub/targets.h"

namespace scout::confighub {

namespace {

using base::Json;
using Document = nlohmann::json;

constexpr std::size_t maxPages = 50;
constexpr std::size_t maxEntities = 5000;
constexpr std::size_t maxData = std::size_t{4} << 20U;

// What entities.h reads. Everything else is dropped: parameters and data may hold secrets, and evidence is written to
// snapshots.
constexpr std::array<std::string_view, 42> fields = {"SpaceID",
                                                     "SpaceSlug",
                                                     "Slug",
                                                     "DisplayName",
                                                     "OrganizationID",
                                                     "ReleaseTargetID",
                                                     "Annotations",
                                                     "Labels",
                                                     "UnitID",
                                                     "TargetID",
                                                     "HeadRevisionNum",
                                                     "LiveRevisionNum",
                                                     "LastReleasedRevisionNum",
                                                     "LastAppliedRevisionNum",
                                                     "UpstreamUnitID",
                                                     "UpstreamSpaceID",
                                                     "UpstreamRevisionNum",
                                                     "ApplyGates",
                                                     "LastChangeDescription",
                                                     "Status",
                                                     "Action",
                                                     "ActionResult",
                                                     "ActionTerminatedAt",
                                                     "Drift",
                                                     "RevisionID",
                                                     "RevisionNum",
                                                     "Description",
                                                     "CreatedAt",
                                                     "Tags",
                                                     "Releases",
                                                     "ReleaseID",
                                                     "ReleaseNum",
                                                     "TagID",
                                                     "ManifestDigest",
                                                     "UnitCount",
                                                     "ProviderType",
                                                     "OCIHost",
                                                     "OCIPort",
                                                     "UIURL",
                                                     "Version",
                                                     "ToolchainType",
                                                     "UpdatedAt"};
constexpr std::array<std::string_view, 6> neighbours = {"Space",        "Target",        "HeadRevision",
                                                        "UpstreamUnit", "UpstreamSpace", "UnitStatus"};

template <typename List>
bool holds(const List& list, const std::string& key) {
    return std::find(list.begin(), list.end(), key) != list.end();
}

Document resource(const Json& object) {
    const std::string ns = object.at("metadata.namespace").text();
    return {{"ResourceType", object["apiVersion"].text() + "/" + object["kind"].text()},
            {"ResourceName", ns + "/" + object.at("metadata.name").text()}};
}

// Which objects base64 YAML holds; null when that cannot be told.
Document resourcesIn(const std::string& data) {
    if (data.size() > maxData) return nullptr;
    const auto text = base::decodeBase64(data);
    if (!text) return nullptr;
    const auto documents = base::parseYaml(*text, "Data");
    if (!documents) return nullptr;
    Document out = Document::array();
    for (const Json& object : *documents) {
        if (object["kind"].isText()) out.push_back(resource(object));
    }
    return out;
}

Document kept(const Json& entity) {
    Document out = Document::object();
    for (const auto& [key, value] : entity.members()) {
        if (holds(fields, key)) out[key] = *value.raw();
    }
    if (entity["Annotations"].isObject()) {
        out["Annotations"] = Document::object();
        for (const auto& [key, value] : entity["Annotations"].members()) {
            if (key.starts_with("confighub.com/")) out["Annotations"][key] = *value.raw();
        }
    }
    return out;
}

Document normalized(const Json& element, const std::string& name, const Server& server) {
    const bool enveloped = element[name].isObject();
    const Json entity = enveloped ? element[name] : element;
    Document out = kept(entity);
    // Neighbours stand beside the entity, or inside it where a server writes them so.
    for (const Json& holder : {entity, element}) {
        for (const std::string_view neighbour : neighbours) {
            const std::string key(neighbour);
            if (key != name && holder[key].isObject()) out[key] = kept(holder[key]);
        }
    }
    if (const Json data = entity["Data"]; data.isText() && !data.text().empty()) {
        if (Document resources = resourcesIn(data.text()); resources.is_array()) out["Resources"] = resources;
    }
    if (!server.uiUrl.empty() || !out.contains("UIURL"))
        out["UIURL"] = server.uiUrl.empty() ? server.url : server.uiUrl;
    if (!server.organization.empty()) out["Organization"] = server.organization;
    return out;
}

}  // namespace

Read::Read(Server server, std::string target)
    : m_server(std::move(server)), m_target(std::move(target)), m_entity(entityOf(m_target)) {}

base::WebRequest Read::request() const {
    base::WebRequest request;
    request.url = m_server.url + m_target;
    if (!m_continue.empty())
        request.url +=
            (m_target.find('?') == std::string::npos ? "?continue=" : "&continue=") + base::percentEncode(m_continue);
    request.headers["Accept"] = "application/json";
    return request;
}

base::WebRequest Read::start() {
    m_continue.clear();
    m_tokens.clear();
    m_entities.clear();
    return request();
}

Json Read::document() const {
    Document out = Document::array();
    for (const Json& element : m_entities) out.push_back(normalized(element, m_entity, m_server));
    return Json(std::move(out));
}

base::WebStep<ReadAnswer> Read::next(const base::HttpResponse& response) {
    if (response.status == 404 && m_entity == "Release") return ReadAnswer{{}, false, false};
    // Only ConfigHub's own words mean that the entity is not there; another server knows nothing of it.
    if (response.status == 404 && isConfigHubError(response)) return ReadAnswer{{}, false, true};
    if (response.status == 404) {
        base::Error error = errorOf(base::HttpResponse{400, response.headers, response.body}, m_server, m_target);
        error.kind = base::ErrorKind::protocol;
        error.what = "this server does not know ConfigHub's API (HTTP 404)";
        return error;
    }
    const auto body = base::Json::parse(response.body, m_server.url + m_target);
    if (response.status < 200 || response.status > 299 || !body ||
        (!body->isArray() && !body->isObject() && !body->isNull()))
        return errorOf(response, m_server, m_target);
    // Go writes an empty list as null.
    const std::vector<Json> page = body->isObject() ? std::vector{*body} : body->elements();
    m_entities.insert(m_entities.end(), page.begin(), page.end());

    m_continue = response.header("confighub-continue");
    if (m_continue.empty()) return ReadAnswer{document(), true, true};
    if (!m_tokens.insert(m_continue).second || m_tokens.size() >= maxPages || m_entities.size() > maxEntities) {
        return base::Error{base::ErrorKind::tooLarge, "ConfigHub's list has no end", m_server.url + m_target,
                           "Report it to whoever runs that server."};
    }
    return request();
}

}  // namespace scout::confighub
