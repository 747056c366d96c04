#include "render/document.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "model/ladder.h"

namespace scout::render {

namespace {

using Object = nlohmann::ordered_json;

constexpr std::string_view apiVersion = "kubectl-scout/v1";

// An empty text says nothing, so it is left out.
void put(Object& object, const char* key, const std::string& text) {
    if (!text.empty()) object[key] = text;
}

Object write(const model::Because& because) {
    Object out = {{"grade", model::name(because.grade)}};
    put(out, "text", because.text);
    return out;
}

Object write(const model::ObjectRef& ref) {
    Object out = Object::object();
    put(out, "group", ref.group);
    put(out, "kind", ref.kind);
    put(out, "namespace", ref.ns);
    put(out, "name", ref.name);
    return out;
}

Object write(const model::OciLayer& layer) {
    Object out = Object::object();
    put(out, "mediaType", layer.mediaType);
    put(out, "digest", layer.digest);
    out["size"] = layer.size;
    return out;
}

Object write(const model::OciSource& source) {
    Object out = Object::object();
    put(out, "raw", source.raw);
    out["isConfigHub"] = source.isConfigHub;
    put(out, "confidence", source.confidence);
    put(out, "instance", source.instance);
    put(out, "space", source.space);
    put(out, "target", source.target);
    put(out, "unit", source.unit);
    put(out, "registry", source.registry);
    put(out, "repository", source.repository);
    put(out, "tag", source.tag);
    put(out, "digest", source.digest);
    put(out, "artifactType", source.artifactType);
    put(out, "created", source.created);
    for (const model::OciLayer& layer : source.layers) out["layers"].push_back(write(layer));
    return out;
}

Object write(const model::GitOrigin& git) {
    Object out = Object::object();
    put(out, "repository", git.repository);
    put(out, "branch", git.branch);
    put(out, "tag", git.tag);
    put(out, "commit", git.commit);
    put(out, "commitUrl", git.commitUrl);
    return out;
}

Object write(const model::ConfigHubOrigin& origin) {
    Object out = Object::object();
    put(out, "organization", origin.organization);
    put(out, "space", origin.space);
    put(out, "unit", origin.unit);
    put(out, "revision", origin.revision);
    put(out, "target", origin.target);
    put(out, "release", origin.release);
    put(out, "url", origin.url);
    put(out, "confidence", origin.confidence);
    put(out, "headRevision", origin.headRevision);
    put(out, "releasedRevision", origin.releasedRevision);
    put(out, "liveRevision", origin.liveRevision);
    put(out, "liveFrom", origin.liveFrom);
    put(out, "releasedAt", origin.releasedAt);
    return out;
}

Object write(const model::Verification& verification) {
    Object out = {{"state", verification.state}};
    put(out, "method", verification.method);
    put(out, "identity", verification.identity);
    put(out, "message", verification.message);
    return out;
}

Object write(const model::Rung& rung) {
    Object out = {{"value", rung.value}};
    put(out, "at", rung.at);
    put(out, "from", rung.from);
    return out;
}

// Behind the functions that it calls: they are found by plain lookup only.
template <template <typename> class Optional, typename T>
void put(Object& object, const char* key, const Optional<T>& value) {
    if (value) object[key] = write(*value);
}

Object write(const model::Hop& hop) {
    Object out = {{"id", hop.id}, {"stage", model::name(hop.stage)}, {"kind", hop.kind}, {"name", hop.name}};
    put(out, "namespace", hop.ns);
    put(out, "apiVersion", hop.apiVersion);
    put(out, "uid", hop.uid);
    put(out, "cluster", hop.cluster);
    put(out, "resource", hop.resource);
    out["ready"] = hop.ready();
    out["state"] = model::name(hop.health.state);
    put(out, "status", hop.health.status);
    put(out, "reason", hop.health.reason);
    put(out, "message", hop.health.message);
    put(out, "revision", hop.revision);
    put(out, "url", hop.url);
    put(out, "path", hop.path);
    put(out, "lastTransitionTime", hop.health.lastTransitionTime);
    if (hop.claimed) out["claimed"] = true;
    if (!hop.because.text.empty()) out["because"] = write(hop.because);
    put(out, "ociSource", hop.ociSource);
    put(out, "git", hop.git);
    put(out, "confighub", hop.confighub);
    put(out, "verification", hop.verification);
    return out;
}

Object write(const model::Edge& edge) {
    return {{"from", edge.from}, {"to", edge.to}, {"relation", edge.relation}, {"because", write(edge.because)}};
}

Object write(const model::Verdict& verdict) {
    Object out = {{"state", model::name(verdict.state)}};
    put(out, "at", verdict.at);
    put(out, "reason", verdict.reason);
    put(out, "message", verdict.message);
    put(out, "advice", verdict.advice);
    return out;
}

Object write(const model::Revisions& revisions) {
    Object out = Object::object();
    put(out, "head", revisions.head);
    put(out, "fetched", revisions.fetched);
    put(out, "attempted", revisions.attempted);
    put(out, "applied", revisions.applied);
    put(out, "live", revisions.live);
    // Always there, so that a script can ask for it without looking first.
    out["behind"] = revisions.behind.empty() ? Object(nullptr) : Object(revisions.behind);
    put(out, "headUnread", revisions.headUnread);
    put(out, "liveUnknown", revisions.liveUnknown);
    put(out, "liveHealth", revisions.liveHealth);
    return out;
}

Object write(const model::Finding& finding) {
    Object out = {{"kind", finding.kind}, {"severity", model::name(finding.severity)}};
    put(out, "at", finding.at);
    put(out, "message", finding.message);
    put(out, "advice", finding.advice);
    put(out, "by", finding.by);
    put(out, "since", finding.since);
    return out;
}

Object write(const model::HistoryEntry& entry) {
    Object out = Object::object();
    put(out, "at", entry.at);
    put(out, "hop", entry.hop);
    put(out, "what", entry.what);
    put(out, "revision", entry.revision);
    put(out, "origin", entry.origin);
    put(out, "message", entry.message);
    put(out, "from", entry.from);
    return out;
}

Object write(const model::Difference& difference) {
    Object out = {{"path", difference.path}};
    put(out, "applied", difference.applied);
    put(out, "live", difference.live);
    put(out, "manager", difference.manager);
    put(out, "at", difference.at);
    return out;
}

Object write(const model::Cost& cost) {
    Object out = {{"requests", cost.requests}, {"rounds", cost.rounds}, {"bytes", cost.bytes}};
    if (cost.registryRequests != 0) out["registryRequests"] = cost.registryRequests;
    if (cost.configHubRequests != 0) out["configHubRequests"] = cost.configHubRequests;
    return out;
}

Object write(const model::Delivered& delivered) {
    Object out = write(delivered.object);
    put(out, "version", delivered.version);
    put(out, "status", delivered.status);
    if (delivered.elsewhere) out["elsewhere"] = true;
    out["because"] = write(delivered.because);
    return out;
}

template <typename T>
Object writeAll(const std::vector<T>& values) {
    Object out = Object::array();
    for (const T& value : values) out.push_back(write(value));
    return out;
}

Object write(const model::Delivery& delivery) {
    Object out = {{"applier", write(delivery.applier)}, {"relation", delivery.relation}};
    put(out, "live", delivery.live);
    put(out, "by", delivery.by);
    if (!delivery.because.text.empty()) out["because"] = write(delivery.because);
    out["objects"] = writeAll(delivery.objects);
    put(out, "unread", delivery.unread);
    return out;
}

Object tracedObject(const model::Trace& trace) {
    Object out = Object::object();
    put(out, "apiVersion", trace.objectApiVersion);
    put(out, "kind", trace.object.kind);
    put(out, "namespace", trace.object.ns);
    put(out, "name", trace.object.name);
    put(out, "uid", trace.objectUid);
    return out;
}

}  // namespace

nlohmann::ordered_json document(const model::Trace& trace) {
    Object out = {{"apiVersion", apiVersion}, {"kind", "Trace"}};
    out["object"] = tracedObject(trace);
    out["chain"] = writeAll(trace.chain);
    out["fullyManaged"] = trace.fullyManaged;
    out["tool"] = trace.tool;
    out["verdict"] = write(trace.verdict);
    if (const std::string where = model::whereItStopped(trace.revisions); !where.empty())
        out["verdict"]["stopped"] = "between " + where;
    out["revisions"] = write(trace.revisions);
    out["findings"] = writeAll(trace.findings);
    if (!trace.history.empty()) out["history"] = writeAll(trace.history);
    if (!trace.differences.empty()) out["differences"] = writeAll(trace.differences);
    put(out, "differencesUnread", trace.differencesUnread);
    out["graph"] = {{"nodes", writeAll(trace.nodes)}, {"edges", writeAll(trace.edges)}};
    out["cost"] = write(trace.cost);
    put(out, "context", trace.context);
    put(out, "tracedAt", trace.tracedAt);
    return out;
}

nlohmann::ordered_json document(const std::vector<model::Trace>& traces) {
    Object out = {{"apiVersion", apiVersion}, {"kind", "TraceList"}};
    out["items"] = Object::array();
    for (const model::Trace& trace : traces) out["items"].push_back(document(trace));
    return out;
}

nlohmann::ordered_json document(const model::Deliveries& deliveries) {
    Object out = {{"apiVersion", apiVersion}, {"kind", "Deliveries"}, {"of", deliveries.of}};
    out["sources"] = writeAll(deliveries.sources);
    // Not writeAll, which stands before the function for a delivery.
    out["deliveries"] = Object::array();
    for (const model::Delivery& delivery : deliveries.deliveries) out["deliveries"].push_back(write(delivery));
    out["notes"] = deliveries.notes;
    out["findings"] = writeAll(deliveries.findings);
    out["listed"] = deliveries.listed;
    out["cost"] = write(deliveries.cost);
    put(out, "context", deliveries.context);
    put(out, "tracedAt", deliveries.tracedAt);
    return out;
}

}  // namespace scout::render
