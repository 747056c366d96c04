#include "trace/snapshot.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "model/credential_keys.h"

namespace scout::trace {

namespace {

using Document = nlohmann::json;

constexpr std::string_view apiVersion = "kubectl-scout/v1";
constexpr std::string_view lastApplied = "kubectl.kubernetes.io/last-applied-configuration";

constexpr std::array<std::pair<std::string_view, Query::Type>, 9> queryTypes = {
    {{"object", Query::Type::object},
     {"metadata", Query::Type::metadata},
     {"search", Query::Type::search},
     {"list", Query::Type::list},
     {"manifest", Query::Type::manifest},
     {"tags", Query::Type::tags},
     {"referrers", Query::Type::referrers},
     {"blob", Query::Type::blob},
     {"configHub", Query::Type::configHub}}};

// Free-form settings that are passed on to programs, charts and templates.
constexpr std::array<std::string_view, 5> settings = {"values", "valuesObject", "parameters", "substitute",
                                                      "stringData"};

// "https://user:token@host/" -> "https://host/": user info of any URL inside the text.
std::string withoutUserInfo(const std::string& text) {
    std::string out = text;
    for (auto at = out.find("://"); at != std::string::npos; at = out.find("://", at + 3)) {
        const auto end = out.find_first_of("/?# \t\n\"'", at + 3);
        const auto user = out.rfind('@', end);
        if (user != std::string::npos && user > at && (end == std::string::npos || user < end))
            out.erase(at + 3, user - at - 2);
    }
    return out;
}

// What a trace never needs and people put secrets into: settings that are passed on to programs, charts and templates.
void dropSettings(Document& object) {
    const bool container = object.contains("image") && object.contains("name");
    if (container) {
        for (const char* key : {"args", "command"}) object.erase(key);
    }
    if (object.contains("env") && object["env"].is_array()) {
        for (Document& variable : object["env"]) {
            if (variable.is_object()) variable.erase("value");
        }
    }
    for (const std::string_view key : settings) object.erase(std::string(key));
}

void redact(Document& value) {
    if (value.is_string()) {
        value = withoutUserInfo(value.get_ref<const std::string&>());
        return;
    }
    if (value.is_object()) dropSettings(value);
    if (!value.is_structured()) return;
    for (Document& child : value) redact(child);
}

// Keys of list items in fieldsV1 are values ("k:{\"name\":\"web\"}"). These are names and numbers that stand in the
// object as well; an item with any other key, and a set's item ("v:..."), is left out.
bool isHarmlessItem(const std::string& key) {
    static constexpr std::array<std::string_view, 12> harmless = {
        "name", "containerPort", "port",      "protocol",  "mountPath",   "devicePath",
        "ip",   "type",          "namespace", "claimName", "topologyKey", "whenUnsatisfiable"};
    static constexpr std::string_view prefix = "k:";
    if (!key.starts_with(prefix)) return false;
    const auto item = base::Json::parse(std::string_view(key).substr(prefix.size()), {});
    if (!item || !item->isObject()) return false;
    const auto members = item->members();
    return std::all_of(members.begin(), members.end(), [](const auto& member) {
        return std::find(harmless.begin(), harmless.end(), member.first) != harmless.end();
    });
}

// Names of fields only, and those of free-form settings not at all.
void cleanFields(Document& fields) {
    if (!fields.is_object()) return;
    for (const std::string_view key : settings) fields.erase("f:" + std::string(key));
    for (auto field = fields.begin(); field != fields.end();) {
        const bool name = field.key().starts_with("f:") || field.key() == ".";
        if (!name && !isHarmlessItem(field.key())) {
            field = fields.erase(field);
            continue;
        }
        cleanFields(field.value());
        ++field;
    }
}

// Who wrote which field when, and nothing that was written.
Document writersOf(const Document& managed) {
    Document out = Document::array();
    if (!managed.is_array()) return out;
    for (const Document& entry : managed) {
        if (!entry.is_object()) continue;
        Document kept = Document::object();
        for (const char* key : {"manager", "operation", "subresource", "time", "fieldsType", "fieldsV1"}) {
            if (entry.contains(key)) kept[key] = entry[key];
        }
        if (kept.contains("fieldsV1")) cleanFields(kept["fieldsV1"]);
        out.push_back(std::move(kept));
    }
    return out;
}

Document sanitize(const base::Json& object) {
    Document copy = *object.raw();
    const auto clean = [](Document& item) {
        if (!item.is_object()) return;
        const bool secret = item.value("kind", Document()) == "Secret";
        if (secret) {
            item.erase("data");
            item.erase("stringData");
        }
        if (item.contains("metadata") && item["metadata"].is_object()) {
            if (const auto managed = item["metadata"].find("managedFields"); managed != item["metadata"].end()) {
                // The names of a Secret's keys are nobody's business either, but for those that tell its sort.
                const base::Json keys = secret ? model::credentialKeys(base::Json(*managed)) : base::Json();
                if (!secret)
                    *managed = writersOf(*managed);
                else if (keys.exists())
                    *managed = *keys.raw();
                else
                    item["metadata"].erase(managed);
            }
            if (item["metadata"].contains("annotations") && item["metadata"]["annotations"].is_object())
                item["metadata"]["annotations"].erase(std::string(lastApplied));
        }
    };
    if (copy.is_array()) {
        for (Document& item : copy) clean(item);
    } else {
        clean(copy);
    }
    redact(copy);
    return copy;
}

Document writeRef(const model::ObjectRef& ref) {
    Document out = {{"kind", ref.kind}, {"name", ref.name}};
    if (!ref.group.empty()) out["group"] = ref.group;
    if (!ref.ns.empty()) out["namespace"] = ref.ns;
    return out;
}

model::ObjectRef readRef(const base::Json& json) {
    return {json["group"].text(), json["kind"].text(), json["namespace"].text(), json["name"].text()};
}

// What was asked, without what only matters for asking (versions, credentials).
Document writeQuery(std::string_view type, const Query& query) {
    Document out = {{"type", type}};
    if (isOfCluster(query.type)) {
        out["ref"] = writeRef(query.ref);
        if (query.cluster == Query::Cluster::management) out["cluster"] = "management";
    } else if (query.type == Query::Type::configHub) {
        out["target"] = query.target;
    } else {
        out["registry"] = query.registry.registry;
        out["repository"] = query.registry.repository;
        if (!query.registry.reference.empty()) out["reference"] = query.registry.reference;
    }
    return out;
}

Query readQuery(Query::Type type, const base::Json& json) {
    Query query;
    query.type = type;
    query.ref = readRef(json["ref"]);
    if (json["cluster"].text() == "management") query.cluster = Query::Cluster::management;
    query.registry.registry = json["registry"].text();
    query.registry.repository = json["repository"].text();
    query.registry.reference = json["reference"].text();
    query.target = json["target"].text();
    return query;
}

base::ErrorKind errorKind(const std::string& text) {
    for (int kind = 0; kind <= static_cast<int>(base::ErrorKind::internal); ++kind) {
        if (base::name(static_cast<base::ErrorKind>(kind)) == text) return static_cast<base::ErrorKind>(kind);
    }
    return base::ErrorKind::internal;
}

Document writeAnswer(const Answer& answer) {
    if (answer.isKnown()) return {{"known", sanitize(answer.value())}};
    if (answer.isMissing()) return {{"missing", answer.isNotInstalled() ? "kind" : "object"}};
    const base::Error& error = answer.error();
    return {{"unseen",
             {{"kind", base::name(error.kind)},
              {"what", withoutUserInfo(error.what)},
              {"where", withoutUserInfo(error.where)},
              {"advice", withoutUserInfo(error.advice)}}}};
}

base::Result<Answer> readAnswer(const base::Json& json, const std::string& where) {
    if (json["known"].isObject() || json["known"].isArray()) return Answer::known(json["known"]);
    if (json["missing"].text() == "kind") return Answer::notInstalled();
    if (json["missing"].text() == "object") return Answer::missing();
    const base::Json unseen = json["unseen"];
    if (!unseen.isObject())
        return base::Error{base::ErrorKind::config, "an answer of the snapshot is neither known, missing nor unseen",
                           where, "Record the snapshot again."};
    return Answer::unseen(
        {errorKind(unseen["kind"].text()), unseen["what"].text(), unseen["where"].text(), unseen["advice"].text()});
}

}  // namespace

std::string writeSnapshot(const Snapshot& snapshot) {
    Document out = {{"apiVersion", apiVersion},
                    {"kind", "Snapshot"},
                    {"context", snapshot.evidence.context},
                    {"recordedAt", snapshot.evidence.recordedAt}};
    out["subjects"] = Document::array();
    for (const model::ObjectRef& subject : snapshot.subjects) out["subjects"].push_back(writeRef(subject));
    out["answers"] = Document::array();
    for (const auto& [key, entry] : snapshot.evidence.entries()) {
        Document answer = writeAnswer(entry.answer);
        for (const auto& [text, type] : queryTypes) {
            if (type == entry.query.type) answer["query"] = writeQuery(text, entry.query);
        }
        out["answers"].push_back(std::move(answer));
    }
    return out.dump(2, ' ', false, Document::error_handler_t::replace) + "\n";
}

base::Result<Snapshot> readSnapshot(std::string_view text, std::string_view where) {
    const std::string place(where);
    const auto parsed = base::Json::parse(text, where);
    if (!parsed)
        return base::Error{base::ErrorKind::config, parsed.error().what, place,
                           "A snapshot is written by `kubectl scout snapshot`; record it again."};
    const base::Json& json = *parsed;
    if (json["apiVersion"].text() != apiVersion || json["kind"].text() != "Snapshot") {
        return base::Error{base::ErrorKind::config, "not a kubectl-scout/v1 Snapshot", place,
                           "Give a file that `kubectl scout snapshot` wrote."};
    }
    Snapshot snapshot;
    snapshot.evidence.context = json["context"].text();
    snapshot.evidence.recordedAt = json["recordedAt"].text();
    for (const base::Json& subject : json["subjects"].elements()) snapshot.subjects.push_back(readRef(subject));
    for (const base::Json& entry : json["answers"].elements()) {
        const std::string type = entry.at("query.type").text();
        const auto known = std::find_if(queryTypes.begin(), queryTypes.end(),
                                        [&type](const auto& candidate) { return candidate.first == type; });
        if (known == queryTypes.end())
            return base::Error{base::ErrorKind::config, "the snapshot asks in an unknown way: \"" + type + "\"", place,
                               "Use a newer kubectl-scout, or record it again."};
        auto answer = readAnswer(entry, place);
        if (!answer) return answer.error();
        snapshot.evidence.add(readQuery(known->second, entry["query"]), std::move(*answer));
    }
    return snapshot;
}

Answer notRecorded(const Query& query) {
    if (!isOfCluster(query.type)) {
        return Answer::unseen({base::ErrorKind::unsupported, query.key() + " is not in the snapshot", query.key(),
                               "record the snapshot again with the same options"});
    }
    const std::string where = query.ref.ns.empty() ? "" : " in " + query.ref.ns;
    return Answer::unseen({base::ErrorKind::unsupported, query.ref.label() + where + " is not in the snapshot",
                           query.ref.label(), "record the snapshot again with this object as one of its subjects"});
}

}  // namespace scout::trace
