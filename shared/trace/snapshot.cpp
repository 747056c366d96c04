#include "trace/snapshot.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "trace/recorded_object.h"

namespace scout::trace {

namespace {

using Document = nlohmann::json;

constexpr std::string_view apiVersion = "kubectl-scout/v1";

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
        if (!query.labels.empty()) out["labels"] = query.labels;
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
    query.labels = json["labels"].text();
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

Document writeAnswer(const Query& query, const Answer& answer) {
    if (answer.isKnown())
        return {{"known", isOfCluster(query.type) ? recordedObject(answer.value()) : *answer.value().raw()}};
    if (answer.isMissing()) return {{"missing", answer.isNotInstalled() ? "kind" : "object"}};
    const base::Error& error = answer.error();
    return {
        {"unseen",
         {{"kind", base::name(error.kind)}, {"what", error.what}, {"where", error.where}, {"advice", error.advice}}}};
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
        if (entry.answer.isOutdated()) continue;
        Document answer = writeAnswer(entry.query, entry.answer);
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
