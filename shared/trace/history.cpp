#include "trace/history.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <utility>

#include "base/text.h"
#include "base/time.h"
#include "trace/hop_object.h"
#include "trace/rules/argocd.h"
#include "trace/rules/flux.h"

namespace scout::trace {

namespace {

using model::HistoryEntry;
using model::KubeObject;

constexpr std::string_view originRevisionKey = "org.opencontainers.image.revision";
constexpr std::string_view createdKey = "org.opencontainers.image.created";

// "PodReadyToStartContainers" -> "pod ready to start containers".
std::string wordsOf(std::string_view camel) {
    std::string out;
    for (std::size_t i = 0; i < camel.size(); ++i) {
        const auto isUpper = [&camel](std::size_t at) {
            return std::isupper(static_cast<unsigned char>(camel[at])) != 0;
        };
        if (i > 0 && isUpper(i) && !isUpper(i - 1)) out += ' ';
        out += camel[i];
    }
    return base::lower(out);
}

std::string joined(std::string_view separator, const std::vector<std::string>& parts) {
    std::vector<std::string> said;
    for (const std::string& part : parts) {
        if (!part.empty()) said.push_back(part);
    }
    return base::join(said, separator);
}

class Reader {
  public:
    Reader(const model::Hop& hop, std::vector<HistoryEntry>& out) : m_hop(hop), m_out(out) {}

    void readHop() {
        if (m_hop.confighub) {
            const model::ConfigHubOrigin& origin = *m_hop.confighub;
            add({origin.releasedAt,
                 {},
                 "released",
                 origin.releasedRevision,
                 {},
                 origin.release.empty() ? std::string() : "release " + origin.release,
                 "ConfigHub's Release"});
        }
        if (m_hop.ociSource && !m_hop.ociSource->digest.empty())
            addBuilt(m_hop.ociSource->created, m_hop.ociSource->digest);
    }

    void readObject(const KubeObject& object) {
        const model::ObjectRef ref = object.ref();
        add({object.at("metadata.creationTimestamp").text(), {}, "created", {}, {}, {}, "metadata.creationTimestamp"});
        if (ref.group == rules::fluxSourceGroup) readArtifact(object);
        if (rules::isApplication(ref))
            readApplication(object);
        else if (ref.kind == "HelmRelease" && rules::isFluxApplier(ref))
            readReleases(object);
        else if (rules::isFluxApplier(ref))
            readSnapshots(object);
        readConditions(object);
        readWriters(object);
    }

  private:
    void add(HistoryEntry entry) {
        if (entry.at.empty()) return;
        entry.hop = m_hop.label();
        m_out.push_back(std::move(entry));
    }

    // What the artifact's maker wrote down; nobody checked it.
    void addBuilt(const std::string& created, const std::string& revision) {
        add({created, {}, "built", revision, {}, "says the artifact itself", "annotation " + std::string(createdKey)});
    }

    void readArtifact(const KubeObject& source) {
        const base::Json artifact = source.at("status.artifact");
        const std::string revision = artifact["revision"].text();
        const base::Json metadata = artifact["metadata"];
        if (!m_hop.ociSource || m_hop.ociSource->created.empty()) addBuilt(metadata[createdKey].text(), revision);
        add({artifact["lastUpdateTime"].text(),
             {},
             "fetched",
             revision,
             metadata[originRevisionKey].text(),
             {},
             "status.artifact"});
    }

    // One entry of status.history stands for all reconciliations with the same manifests and the same result. Its
    // metadata is that of the last one (fluxcd/pkg apis/meta, History.Upsert).
    void readSnapshots(const KubeObject& applier) {
        const std::vector<base::Json> history = applier.at("status.history").elements();
        for (std::size_t i = 0; i < history.size(); ++i) {
            const base::Json& entry = history[i];
            const std::string result = entry["lastReconciledStatus"].text();
            const bool failed = result.ends_with("Failed") || result.ends_with("Canceled");
            const std::string what = failed ? "failed" : "applied";
            const std::string status = result == "ReconciliationSucceeded" ? std::string() : result;
            const std::string first = entry["firstReconciled"].text();
            const std::string last = entry["lastReconciled"].text();
            const std::string from = "status.history[" + std::to_string(i) + "]";
            const std::int64_t total = entry["totalReconciliations"].integer().value_or(1);
            std::string repeated;
            if (total > 1 && first != last) {
                add({first,
                     {},
                     what,
                     {},
                     {},
                     joined(", ", {status, "the first of " + std::to_string(total) +
                                               " times with the same manifests; its revision is not kept"}),
                     from});
                repeated = std::to_string(total) + " times since " + first;
            }
            const std::string revision = entry["metadata"]["revision"].text();
            const std::string content = revision.empty() ? "manifests " + entry["digest"].text() : std::string();
            add({last,
                 {},
                 what,
                 revision,
                 entry["metadata"]["originRevision"].text(),
                 joined(", ", {status, repeated, content}),
                 from});
        }
    }

    void readReleases(const KubeObject& release) {
        const std::vector<base::Json> history = release.at("status.history").elements();
        for (std::size_t i = 0; i < history.size(); ++i) {
            const base::Json& entry = history[i];
            const std::string status = entry["status"].text();
            const bool replaced = status == "superseded";
            std::string revision = entry["chartVersion"].text();
            if (const std::string digest = entry["ociDigest"].text(); !digest.empty()) revision += "@" + digest;
            std::string version;
            if (const auto number = entry["version"].integer()) version = "release " + std::to_string(*number);
            add({entry["lastDeployed"].text(),
                 {},
                 replaced ? "deployed" : wordsOf(status),
                 revision,
                 {},
                 joined(", ", {version, entry["action"].text(), replaced ? "superseded since" : ""}),
                 "status.history[" + std::to_string(i) + "]"});
        }
    }

    static std::string revisionsOf(const base::Json& holder) {
        std::vector<std::string> many;
        for (const base::Json& one : holder["revisions"].elements()) many.push_back(one.text());
        return many.empty() ? holder["revision"].text() : joined(", ", many);
    }

    static std::string initiator(const base::Json& by) {
        if (by["automated"].isTrue()) return "automated";
        const std::string user = by["username"].text();
        return user.empty() ? std::string() : "by " + user;
    }

    void readApplication(const KubeObject& application) {
        const std::vector<base::Json> history = application.at("status.history").elements();
        for (std::size_t i = 0; i < history.size(); ++i) {
            const base::Json& entry = history[i];
            add({entry["deployedAt"].text(),
                 {},
                 "synced",
                 revisionsOf(entry),
                 {},
                 initiator(entry["initiatedBy"]),
                 "status.history[" + std::to_string(i) + "]"});
        }
        const base::Json operation = application.at("status.operationState");
        const std::string phase = operation["phase"].text();
        const std::string finished = operation["finishedAt"].text();
        const bool recorded =
            phase == "Succeeded" && !history.empty() && history.back()["deployedAt"].text() == finished;
        if (recorded || phase.empty()) return;
        const base::Json sync = operation["operation"]["sync"];
        add({finished.empty() ? operation["startedAt"].text() : finished,
             {},
             "sync " + base::lower(phase),
             revisionsOf(operation["syncResult"]),
             {},
             joined(", ", {initiator(operation["operation"]["initiatedBy"]), sync["dryRun"].isTrue() ? "dry run" : "",
                           sync["resources"].size() > 0 ? "chosen resources only" : "", operation["message"].text()}),
             "status.operationState"});
    }

    void readConditions(const KubeObject& object) {
        for (const model::Condition& condition : object.conditions()) {
            if (condition.type == "ArtifactInStorage" && condition.isTrue()) continue;  // status.artifact says it
            const std::string type = wordsOf(condition.type);
            // Argo CD's conditions have no status: that they are there is what they say.
            const bool holds = condition.isTrue() || condition.status.empty();
            const std::string what = holds ? type : condition.isFalse() ? "not " + type : type + " unknown";
            add({condition.lastTransitionTime,
                 {},
                 what,
                 {},
                 {},
                 joined(": ", {condition.reason, condition.message}),
                 "status.conditions " + condition.type});
        }
    }

    // Only the last write of each manager is kept, and not the controllers' reports of their own state.
    void readWriters(const KubeObject& object) {
        for (const base::Json& entry : object.at("metadata.managedFields").elements()) {
            if (!entry["subresource"].text().empty()) continue;
            add({entry["time"].text(),
                 {},
                 "written",
                 {},
                 {},
                 joined(", ", {"by " + entry["manager"].text(), base::lower(entry["operation"].text())}),
                 "metadata.managedFields"});
        }
    }

    const model::Hop& m_hop;
    std::vector<HistoryEntry>& m_out;
};

}  // namespace

std::vector<HistoryEntry> historyOf(const model::Trace& trace, const Evidence& evidence) {
    std::vector<HistoryEntry> out;
    std::set<std::string> read;
    const auto readHop = [&](const model::Hop& hop) {
        if (!read.insert(hop.id).second) return;
        Reader reader(hop, out);
        reader.readHop();
        if (const auto object = objectBehind(hop, evidence)) reader.readObject(*object);
    };
    for (const model::Hop& hop : trace.chain) readHop(hop);
    for (const model::Hop& hop : trace.nodes) {
        if (hop.stage != model::Stage::cluster) readHop(hop);
    }
    // All in UTC, so that their texts have the order of their times.
    for (HistoryEntry& entry : out) {
        const auto time = base::parseTime(entry.at);
        entry.at = time ? base::format(*time) : std::string();
    }
    std::erase_if(out, [](const HistoryEntry& entry) { return entry.at.empty(); });
    std::stable_sort(out.begin(), out.end(),
                     [](const HistoryEntry& left, const HistoryEntry& right) { return left.at < right.at; });
    return out;
}

}  // namespace scout::trace
