#include "confighub/fake_server.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/base64.h"
#include "base/text.h"

namespace scout::test {

namespace {

using base::HttpResponse;
using base::Json;
using Document = nlohmann::json;
using Texts = std::map<std::string, std::string>;

HttpResponse json(int status, const Document& body) {
    return {status, {{"content-type", "application/json"}}, body.dump()};
}

HttpResponse refusal(int status, const std::string& message) {
    return json(status, {{"Code", std::to_string(status)}, {"Message", message}});
}

std::string decoded(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size()) {
            out += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

Texts queryOf(const std::string& target) {
    Texts out;
    const auto mark = target.find('?');
    if (mark == std::string::npos) return out;
    for (const std::string& pair : base::split(std::string_view(target).substr(mark + 1), '&')) {
        const auto equals = pair.find('=');
        out[pair.substr(0, equals)] = equals == std::string::npos ? "" : decoded(pair.substr(equals + 1));
    }
    return out;
}

struct Condition {
    std::string attribute;
    std::string comparison;
    std::string value;
};

// "A = 'x''y' AND B = 7 AND Tags ? 'id'"; nothing for what cannot be read.
std::optional<std::vector<Condition>> parseWhere(std::string text) {
    std::vector<Condition> out;
    while (!text.empty()) {
        const auto first = text.find(' ');
        const auto second = text.find(' ', first + 1);
        if (first == std::string::npos || second == std::string::npos) return std::nullopt;
        Condition condition{text.substr(0, first), text.substr(first + 1, second - first - 1), {}};
        text.erase(0, second + 1);
        std::size_t end = 0;
        if (text.starts_with('\'')) {
            for (end = 1; end < text.size(); ++end) {
                if (text[end] != '\'')
                    condition.value += text[end];
                else if (end + 1 < text.size() && text[end + 1] == '\'')
                    condition.value += text[++end - 1];
                else
                    break;
            }
            if (end >= text.size()) return std::nullopt;
            ++end;
        } else {
            end = std::min(text.find(' '), text.size());
            condition.value = text.substr(0, end);
        }
        text.erase(0, end);
        out.push_back(std::move(condition));
        if (text.empty()) break;
        if (!text.starts_with(" AND ")) return std::nullopt;
        text.erase(0, 5);
    }
    return out;
}

bool meets(const Json& entity, const Condition& condition) {
    const Json value = entity[condition.attribute];
    if (condition.comparison == "?") return value[condition.value].exists();
    const auto number = value.integer();
    return condition.comparison == "=" && (number ? std::to_string(*number) : value.text()) == condition.value;
}

bool holdsObject(const Json& unit, const std::string& type, const std::string& name) {
    const auto objects = unit["Objects"].elements();
    return std::any_of(objects.begin(), objects.end(), [&](const Json& object) {
        const std::string text = object.text();
        return text.substr(text.find(' ') + 1) == name && (type.empty() || text.substr(0, text.find(' ')) == type);
    });
}

// "apps/v1/Deployment prod/web" as a manifest.
std::string manifest(const std::string& object) {
    const auto space = object.find(' ');
    const std::string type = object.substr(0, space);
    const std::string name = object.substr(space + 1);
    return "apiVersion: " + type.substr(0, type.rfind('/')) + "\nkind: " + type.substr(type.rfind('/') + 1) +
           "\nmetadata: {namespace: \"" + name.substr(0, name.find('/')) + "\", name: \"" +
           name.substr(name.find('/') + 1) + "\"}\n---\n";
}

const std::map<std::string, std::pair<std::string, std::string>> collections = {
    // path segment -> entity, list in the world
    {"space", {"Space", "spaces"}},
    {"unit", {"Unit", "units"}},
    {"revision", {"Revision", "revisions"}},
    {"target", {"Target", "targets"}},
    {"release", {"Release", "releases"}}};

}  // namespace

FakeConfigHub::FakeConfigHub(Json world, Settings given) : settings(std::move(given)), m_world(std::move(world)) {}

Json FakeConfigHub::find(const std::string& collection, const std::string& field, const std::string& value) const {
    if (value.empty()) return {};
    for (const Json& entity : m_world[collection].elements()) {
        if (entity[field].text() == value) return entity;
    }
    return {};
}

// An entity with the fields of the server's generation, in an envelope where it has them.
Json FakeConfigHub::written(const std::string& entity, const Json& value) const {
    Document out = *value.raw();
    const bool newest = settings.generation == Generation::newest;
    for (const char* key : {"Objects", "UnitStatus"}) out.erase(key);
    if (newest) {
        for (const char* key : {"LiveRevisionNum", "LastAppliedRevisionNum"}) out.erase(key);
    } else {
        for (const char* key : {"LastReleasedRevisionNum", "Releases", "ReleaseTargetID"}) out.erase(key);
        std::string data;
        for (const Json& object : value["Objects"].elements()) data += manifest(object.text());
        if (!data.empty()) out["Data"] = base::encodeBase64(data);
    }
    const Json space = find("spaces", "SpaceID", value["SpaceID"].text());
    if (settings.generation == Generation::middle && entity == "Unit") out["SpaceSlug"] = space["Slug"].text();
    if (!settings.enveloped) return Json(std::move(out));

    Document envelope = {{entity, std::move(out)}};
    const auto beside = [&envelope](const char* name, const Json& neighbour) {
        if (neighbour.isObject()) envelope[name] = *neighbour.raw();
    };
    if (entity != "Space") beside("Space", space);
    if (entity != "Unit") return Json(std::move(envelope));
    beside("Target", find("targets", "TargetID", value["TargetID"].text()));
    const Json upstream = find("units", "UnitID", value["UpstreamUnitID"].text());
    if (upstream.exists()) {
        envelope["UpstreamUnit"] = {{"Slug", upstream["Slug"].text()}, {"SpaceID", upstream["SpaceID"].text()}};
        beside("UpstreamSpace", find("spaces", "SpaceID", upstream["SpaceID"].text()));
    }
    beside("UnitStatus", value["UnitStatus"]);
    return Json(std::move(envelope));
}

HttpResponse FakeConfigHub::logIn(const base::WebRequest& request) const {
    const auto body = Json::parse(request.body, "login");
    if (request.method != "POST" || !body) return refusal(400, "bad request");
    const auto worker = settings.workers.find((*body)["worker_id"].text());
    if (worker == settings.workers.end() || worker->second != (*body)["worker_secret"].text())
        return refusal(401, "unknown worker or wrong secret " + (*body)["worker_secret"].text());
    return json(200, {{"user", {{"id", "u"}}}, {"access_token", settings.workerToken}, {"auth_type", "Bearer"}});
}

HttpResponse FakeConfigHub::list(const std::string& collection, const Texts& scope, const Texts& query,
                                 const std::string& id) const {
    const auto& [entity, place] = collections.at(collection);
    if (collection == "release" && settings.generation != Generation::newest) return {404, {}, "404 page not found\n"};
    const auto parameter = [&query](const char* name) {
        const auto found = query.find(name);
        return found == query.end() ? std::string() : found->second;
    };
    const auto where = parseWhere(parameter("where"));
    const auto whereData = parseWhere(parameter("where_data"));
    if (!where || !whereData) return refusal(400, "invalid where clause");

    std::vector<Json> matching;
    for (const Json& one : m_world[place].elements()) {
        const bool inScope = std::all_of(scope.begin(), scope.end(),
                                         [&one](const auto& part) { return one[part.first].text() == part.second; });
        const bool wanted = std::all_of(where->begin(), where->end(),
                                        [&one](const Condition& condition) { return meets(one, condition); }) &&
                            std::all_of(whereData->begin(), whereData->end(), [&](const Condition& condition) {
                                return condition.attribute == "ConfigHub.ResourceName" &&
                                       holdsObject(one, parameter("resource_type"), condition.value);
                            });
        const bool listed = wanted || settings.ignoresWhere;
        if (inScope && listed && (id.empty() || one[entity + "ID"].text() == id)) matching.push_back(one);
    }
    if (!id.empty()) {
        if (matching.empty()) return refusal(404, base::lower(entity) + " not found");
        return json(200, *written(entity, matching.front()).raw());
    }
    const std::string from = parameter("continue");
    const std::size_t start = from.empty() ? 0 : std::stoul(from.substr(from.find(' ') + 1));
    const std::size_t size = settings.pageSize == 0 ? matching.size() : settings.pageSize;
    Document page = Document::array();
    for (std::size_t i = start; i < matching.size() && i < start + size; ++i)
        page.push_back(*written(entity, matching[i]).raw());
    HttpResponse response = json(200, page.empty() ? Document() : page);
    if (start + size < matching.size()) response.headers["confighub-continue"] = "at " + std::to_string(start + size);
    return response;
}

HttpResponse FakeConfigHub::respond(const base::WebRequest& request) {
    const auto scheme = request.url.find("://");
    const std::string target = request.url.substr(request.url.find('/', scheme + 3));
    asked.push_back(target);
    if (interfere) {
        if (auto instead = interfere(target)) return *std::move(instead);
    }
    if (target == "/auth/worker") return logIn(request);
    if (target == "/api/info")
        return json(200, m_world["info"].isObject() ? *m_world["info"].raw() : Document::object());
    const auto header = request.headers.find("Authorization");
    const std::string said = header == request.headers.end() ? std::string() : header->second;
    const bool known = said.starts_with("Bearer ") && settings.accepted.contains(said.substr(7));
    if (!settings.accepted.empty() && !known) return refusal(401, "token is expired or invalid");

    // /api/space/ID/unit/ID/revision
    std::vector<std::string> parts = base::split(std::string_view(target).substr(0, target.find('?')), '/');
    if (parts.size() < 3 || parts[1] != "api") return {404, {}, "404 page not found\n"};
    parts.erase(parts.begin(), parts.begin() + 2);
    Texts scope;
    while (parts.size() > 2) {
        const auto found = collections.find(parts[0]);
        if (found == collections.end()) return {404, {}, "404 page not found\n"};
        scope[found->second.first + "ID"] = parts[1];
        parts.erase(parts.begin(), parts.begin() + 2);
    }
    if (!collections.contains(parts[0])) return {404, {}, "404 page not found\n"};
    if (const auto space = scope.find("SpaceID");
        space != scope.end() && !find("spaces", "SpaceID", space->second).exists())
        return refusal(404, "space not found");
    return list(parts[0], scope, queryOf(target), parts.size() > 1 ? parts[1] : std::string());
}

}  // namespace scout::test
