#include "trace/recorded_object.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>

#include "model/credential_keys.h"

namespace scout::trace {

namespace {

using Document = nlohmann::json;
using Names = std::set<std::string_view>;

// Names of texts in spec that tell what is delivered from where, how often, and what an object's state depends on.
const Names readable = {
    // which object
    "apiVersion", "group", "kind", "name", "namespace", "targetNamespace", "storageNamespace", "releaseName",
    "serviceAccountName", "secretName", "claimName", "volumeName", "uid",
    // sources
    "alias", "branch", "bucketName", "chart", "commit", "copy", "digest", "drySource", "endpoint", "from", "issuer",
    "mediaType", "mode", "originRevision", "path", "prefix", "provider", "ref", "repoURL", "revision", "revisions",
    "semver", "semverFilter", "subject", "tag", "targetBranch", "targetRevision", "to", "type", "url", "version",
    // appliers
    "action", "applications", "clusters", "duration", "interval", "jqPathExpressions", "jsonPointers",
    "managedFieldsManagers", "namespaces", "paths", "project", "readyExpr", "retryInterval", "schedule", "server",
    "syncOptions", "timeout", "timeZone",
    // workloads and what is beside them
    "accessModes", "clusterIP", "concurrencyPolicy", "image", "imagePullPolicy", "ingressClassName", "mountPath",
    "nodeName", "podManagementPolicy", "protocol", "restartPolicy", "storageClassName", "maxSurge", "maxUnavailable"};

// Kept as they are: labels are nobody's secret, and quantities.
const Names wholes = {"labels", "matchLabels", "selector", "nodeSelector", "limits", "requests", "initiatedBy"};

// Free-form settings that are passed on to programs, charts and templates.
const Names settings = {"values",        "valuesObject", "parameters", "substitute", "stringData", "commonAnnotations",
                        "annotations",   "httpHeaders",  "exec",       "inputs",     "jsonnet",    "patches",
                        "postRenderers", "plugin",       "generators", "template"};
// A workload's own template is read, and no chart's.
bool isPodTemplate(std::string_view key, const Document& value) {
    return key == "template" && value.is_object() && value.contains("spec") && value["spec"].is_object() &&
           value["spec"].contains("containers");
}

bool isText(const Document& value) {
    return value.is_string() || (value.is_array() && std::any_of(value.begin(), value.end(),
                                                                 [](const Document& one) { return isText(one); }));
}

void keepReadable(Document& value) {
    if (value.is_array()) {
        for (Document& one : value) keepReadable(one);
    }
    if (!value.is_object()) return;
    for (auto member = value.begin(); member != value.end();) {
        const std::string_view key = member.key();
        const bool setting = settings.contains(key) && !isPodTemplate(key, *member);
        if (setting || (isText(*member) && !readable.contains(key))) {
            member = value.erase(member);
            continue;
        }
        if (!wholes.contains(key)) keepReadable(*member);
        ++member;
    }
}

// Copies of specs that appliers keep of what they applied last.
void cleanStatus(Document& status) {
    static const Names copies = {"source", "sources", "operation", "comparedTo", "drySource", "syncSource"};
    if (status.is_array()) {
        for (Document& one : status) cleanStatus(one);
    }
    if (!status.is_object()) return;
    status.erase("atProvider");
    for (auto& [key, value] : status.items()) copies.contains(key) ? keepReadable(value) : cleanStatus(value);
}

// Keys of list items in fieldsV1 are values ("k:{\"name\":\"web\"}"). These are names and numbers that stand in the
// object as well; an item with any other key, and a set's item ("v:..."), is left out.
bool isHarmlessItem(const std::string& key) {
    static const Names harmless = {"name",      "containerPort", "port",        "protocol",
                                   "mountPath", "devicePath",    "ip",          "type",
                                   "namespace", "claimName",     "topologyKey", "whenUnsatisfiable"};
    static constexpr std::string_view prefix = "k:";
    if (!key.starts_with(prefix)) return false;
    const auto item = base::Json::parse(std::string_view(key).substr(prefix.size()), {});
    if (!item || !item->isObject()) return false;
    const auto members = item->members();
    return std::all_of(members.begin(), members.end(),
                       [](const auto& member) { return harmless.contains(member.first); });
}

// Names of fields only, and those of free-form settings not at all.
void cleanFields(Document& fields) {
    static const Names freeForm = {"f:values", "f:valuesObject", "f:parameters", "f:substitute", "f:stringData"};
    if (!fields.is_object()) return;
    for (auto field = fields.begin(); field != fields.end();) {
        const bool name = field.key().starts_with("f:") || field.key() == ".";
        if (freeForm.contains(field.key()) || (!name && !isHarmlessItem(field.key()))) {
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

bool isReadAnnotation(std::string_view key) {
    static const Names alone = {"deployment.kubernetes.io/revision", "kubectl.kubernetes.io/default-container",
                                "kubectl.kubernetes.io/restartedAt", "autoscaling.alpha.kubernetes.io/conditions"};
    static constexpr std::array<std::string_view, 6> domains = {"argoproj.io",   "fluxcd.io",     "controlplane.io",
                                                                "confighub.com", "crossplane.io", "helm.sh"};
    const std::string_view domain = key.substr(0, key.find('/'));
    return alone.contains(key) ||
           (!domain.starts_with("notifications.") &&
            std::any_of(domains.begin(), domains.end(), [domain](auto one) { return domain.ends_with(one); }));
}

void cleanMetadata(Document& metadata, bool secret) {
    if (!metadata.is_object()) return;
    if (const auto managed = metadata.find("managedFields"); managed != metadata.end()) {
        // The names of a Secret's keys are nobody's business either, but for those that tell its sort.
        const base::Json keys = secret ? model::credentialKeys(base::Json(*managed)) : base::Json();
        if (!secret)
            *managed = writersOf(*managed);
        else if (keys.exists())
            *managed = *keys.raw();
        else
            metadata.erase(managed);
    }
    const auto annotations = metadata.find("annotations");
    if (annotations == metadata.end() || !annotations->is_object()) return;
    for (auto one = annotations->begin(); one != annotations->end();)
        one = isReadAnnotation(one.key()) ? std::next(one) : annotations->erase(one);
}

Document cleaned(const Document& object) {
    if (!object.is_object()) return object;
    Document out = Document::object();
    for (const char* key : {"apiVersion", "kind", "type", "metadata", "spec", "operation", "status"}) {
        if (const auto member = object.find(key); member != object.end()) out[key] = *member;
    }
    const bool secret = out.value("kind", Document()) == "Secret";
    if (out.contains("metadata")) cleanMetadata(out["metadata"], secret);
    for (const char* key : {"spec", "operation"}) {
        if (out.contains(key)) keepReadable(out[key]);
    }
    if (out.contains("status")) cleanStatus(out["status"]);
    for (const char* key : {"timeout.reconciliation", "timeout.reconciliation.jitter"}) {
        const base::Json interval = secret ? base::Json() : base::Json(object)["data"][key];
        if (interval.exists()) out["data"][key] = *interval.raw();
    }
    return out;
}

}  // namespace

Document recordedObject(const base::Json& object) {
    if (!object.isArray()) return cleaned(*object.raw());
    Document out = Document::array();
    for (const Document& item : *object.raw()) out.push_back(cleaned(item));
    return out;
}

}  // namespace scout::trace
