#include "trace/harness.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>

#include "base/text.h"
#include "base/yaml.h"
#include "trace/harness_confighub.h"
#include "trace/harness_registry.h"
#include "trace/snapshot.h"

namespace scout::test {

namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::vector<fs::path> filesIn(const char* folder, const char* extension) {
    std::vector<fs::path> out;
    const fs::path root = fs::path(SCOUT_TRACE_TESTS_DIR) / folder;
    if (!fs::exists(root)) return out;
    for (const auto& entry : fs::directory_iterator(root)) {
        if (entry.path().extension() == extension) out.push_back(entry.path());
    }
    std::sort(out.begin(), out.end());
    return out;
}

base::ErrorKind kindOf(const std::string& name) {
    if (name == "forbidden") return base::ErrorKind::forbidden;
    if (name == "timeout") return base::ErrorKind::timeout;
    if (name == "altered") return base::ErrorKind::altered;
    return base::ErrorKind::server;
}

struct Cluster {
    std::map<std::string, base::Json> objects;  ///< by ObjectRef::id()
    std::map<std::string, base::Error> unseen;  ///< by kind/name, or a query's key
    std::vector<std::string> notInstalled;      ///< groups
    Registries registries;
    std::shared_ptr<FakeConfigHub> configHub;  ///< nullptr without one
};

trace::Answer answerFrom(const Cluster& cluster, const trace::Query& query) {
    if (const auto error = cluster.unseen.find(query.key()); error != cluster.unseen.end())
        return trace::Answer::unseen(error->second);
    if (query.type == trace::Query::Type::configHub && cluster.configHub)
        return answerFrom(*cluster.configHub, query.target);
    if (!trace::isOfCluster(query.type)) {
        return cluster.registries.answer(query).value_or(
            trace::Answer::unseen({base::ErrorKind::unreachable, "cannot be reached", query.key(), {}}));
    }
    if (const auto error = cluster.unseen.find(query.ref.label()); error != cluster.unseen.end())
        return trace::Answer::unseen(error->second);
    if (std::find(cluster.notInstalled.begin(), cluster.notInstalled.end(), query.ref.group) !=
        cluster.notInstalled.end())
        return trace::Answer::notInstalled();
    if (query.type == trace::Query::Type::search) {
        std::string items;
        for (const auto& [id, object] : cluster.objects) {
            const model::ObjectRef ref = model::KubeObject(object).ref();
            if (ref.group == query.ref.group && ref.kind == query.ref.kind && ref.name == query.ref.name)
                items += (items.empty() ? "" : ",") + object.dump();
        }
        return trace::Answer::known(base::Json::parse("[" + items + "]", "search").value());
    }
    if (query.type == trace::Query::Type::list) {
        // Of label selectors those that the tracer asks with: KEY in (A,B).
        const std::string key = query.labels.substr(0, query.labels.find(' '));
        std::string items;
        for (const auto& [id, object] : cluster.objects) {
            const model::KubeObject listed(object);
            const model::ObjectRef ref = listed.ref();
            const bool fits = key.empty() ||
                              (!listed.label(key).empty() && query.labels.find(listed.label(key)) != std::string::npos);
            if (fits && ref.group == query.ref.group && ref.kind == query.ref.kind && ref.ns == query.ref.ns)
                items += (items.empty() ? "" : ",") + object.dump();
        }
        return trace::Answer::known(base::Json::parse("[" + items + "]", "list").value());
    }
    // The API server ignores the namespace of a cluster-scoped kind.
    for (const std::string& ns : {query.ref.ns, std::string()}) {
        model::ObjectRef ref = query.ref;
        ref.ns = ns;
        if (const auto found = cluster.objects.find(ref.id()); found != cluster.objects.end())
            return trace::Answer::known(found->second);
    }
    return trace::Answer::missing();
}

Case writtenCase(const fs::path& path) {
    const auto documents = base::parseYaml(read(path), path.string());
    auto cluster = std::make_shared<Cluster>();
    Case test;
    test.name = path.stem().string();
    if (!documents.ok() || documents->empty()) return test;
    const base::Json& head = documents->front();
    const base::Json subject = head["subject"];
    test.subject = {subject["group"].text(), subject["kind"].text(), subject["namespace"].text(),
                    subject["name"].text()};
    readOptions(test.options, head["options"]);
    for (const base::Json& entry : head["unseen"].elements()) {
        cluster->unseen.insert({entry["query"].text(entry["kind"].text() + "/" + entry["name"].text()),
                                {kindOf(entry["error"].text()),
                                 entry["what"].text("cannot read it: " + entry["error"].text()),
                                 {},
                                 entry["advice"].text("the advice")}});
    }
    for (const base::Json& group : head["notInstalled"].elements()) cluster->notInstalled.push_back(group.text());
    const auto management = std::make_shared<Cluster>();
    for (const base::Json& entry : head["unseenInManagement"].elements()) {
        management->unseen.insert({entry["kind"].text() + "/" + entry["name"].text(),
                                   {kindOf(entry["error"].text()),
                                    entry["what"].text("cannot read it: " + entry["error"].text()),
                                    {},
                                    entry["advice"].text("the advice")}});
    }
    // What stands behind a document `kind: Management` is in that cluster.
    Cluster* into = cluster.get();
    for (std::size_t i = 1; i < documents->size(); ++i) {
        const base::Json& document = (*documents)[i];
        if (document["kind"].text() == "Management") {
            into = management.get();
            test.options.reach.management = true;
            test.options.managementContext = document["context"].text();
            continue;
        }
        if (document["kind"].text() == "ConfigHub") {
            cluster->configHub = configHubOf(document);
            test.options.reach.configHub = true;
            continue;
        }
        if (document["kind"].text() == "Registry") {
            cluster->registries.add(document);
            continue;
        }
        into->objects[model::KubeObject(document).ref().id()] = document;
    }
    test.answer = [cluster, management](const trace::Query& query) {
        return answerFrom(query.cluster == trace::Query::Cluster::management ? *management : *cluster, query);
    };
    return test;
}

trace::Answer recordedAnswer(const trace::Evidence& evidence, const trace::Query& query) {
    if (const trace::Answer* answer = evidence.find(query)) return *answer;
    return trace::Answer::unseen({base::ErrorKind::unsupported, "not in the snapshot", query.key(), {}});
}

std::string printHop(const model::Hop& hop) {
    std::string out = std::string(model::name(hop.stage)) + " " + hop.label() +
                      (hop.ns.empty() ? "" : " in " + hop.ns) + (hop.cluster.empty() ? "" : " of " + hop.cluster) +
                      " [" + std::string(model::name(hop.health.state)) + (hop.claimed ? ", claimed" : "") + "] " +
                      hop.health.status + "\n";
    const auto line = [&out](const char* key, const std::string& value) {
        if (!value.empty()) out += std::string("    ") + key + ": " + value + "\n";
    };
    if (hop.resource) line("resource", hop.resource->id());
    line("reason", hop.health.reason);
    line("revision", hop.revision);
    line("url", hop.url);
    line("path", hop.path);
    if (hop.ociSource) {
        line("registry", hop.ociSource->registry);
        line("space", hop.ociSource->space);
        line("target", hop.ociSource->target);
        line("confidence", hop.ociSource->confidence);
        if (!hop.ociSource->layers.empty()) {
            line("artifact", hop.ociSource->artifactType + " " + hop.ociSource->digest + " of " +
                                 std::to_string(hop.ociSource->layers.size()) + " layers " + hop.ociSource->created);
        }
    }
    if (hop.confighub)
        line("unit", hop.confighub->unit + (hop.confighub->revision.empty() ? "" : " r" + hop.confighub->revision));
    if (hop.confighub) line("confighub", printDetails(*hop.confighub));
    if (hop.git) line("commit", hop.git->commit);
    if (hop.git) line("commitUrl", hop.git->commitUrl);
    if (const auto& proof = hop.verification) {
        line("verification", proof->state + (proof->method.empty() ? "" : " ") + proof->method +
                                 (proof->identity.empty() ? "" : ", " + proof->identity));
        line("    because", proof->message);
    }
    if (!hop.because.text.empty())
        line("because", std::string(model::name(hop.because.grade)) + ": " + hop.because.text);
    return out;
}

std::string byWhom(const model::Finding& finding) {
    if (finding.by.empty() && finding.since.empty()) return {};
    return " [" + finding.by + (finding.by.empty() || finding.since.empty() ? "" : " ") + finding.since + "]";
}

std::string printRung(const char* name, const std::optional<model::Rung>& rung) {
    return rung ? std::string(name) + " " + rung->value + " (" + rung->from + ")\n" : std::string();
}

}  // namespace

std::vector<Case> writtenCases() {
    std::vector<Case> out;
    for (const fs::path& path : filesIn("cases", ".yaml")) {
        Case test = writtenCase(path);
        test.expectedPath = fs::path(path).replace_extension(".txt").string();
        test.expected = read(test.expectedPath);
        out.push_back(std::move(test));
    }
    return out;
}

std::vector<Case> recordedCases() {
    std::vector<Case> out;
    for (const fs::path& path : filesIn("recorded", ".json")) {
        const auto snapshot = trace::readSnapshot(read(path), path.string());
        if (!snapshot.ok()) {
            out.push_back({path.stem().string() + ": " + snapshot.error().what, {}, {}, {}, {}, {}});
            continue;
        }
        const auto evidence = std::make_shared<trace::Evidence>(snapshot->evidence);
        for (const model::ObjectRef& subject : snapshot->subjects) {
            Case test;
            test.name = path.stem().string() + "-" + base::lower(subject.kind) + "-" + subject.name;
            test.subject = subject;
            test.options.now = base::parseTime(evidence->recordedAt).value_or(base::Time{});
            test.answer = [evidence](const trace::Query& query) { return recordedAnswer(*evidence, query); };
            test.expectedPath = (path.parent_path() / (test.name + ".txt")).string();
            test.expected = read(test.expectedPath);
            out.push_back(std::move(test));
        }
    }
    return out;
}

std::vector<Case> allCases() {
    std::vector<Case> out = writtenCases();
    for (Case& test : recordedCases()) out.push_back(std::move(test));
    return out;
}

Run run(const Case& test, const std::function<trace::Answer(const trace::Query&)>& answer) {
    Run out;
    static constexpr int maxRounds = 20;
    for (int round = 0; round <= maxRounds; ++round) {
        trace::Investigation step = trace::investigate(test.subject, out.evidence, test.options);
        out.rounds.push_back(step.trace);
        if (step.questions.empty()) {
            out.trace = std::move(step.trace);
            return out;
        }
        for (const trace::Query& query : step.questions) {
            out.evidence.add(query, answer(query));
            ++out.questions;
        }
    }
    return out;
}

std::shared_ptr<const model::Graph> graphOfCase(const std::string& name) {
    for (const Case& one : writtenCases()) {
        if (one.name == name) return trace::buildGraph(run(one).evidence, one.options);
    }
    return std::make_shared<model::Graph>();
}

std::string print(const Run& run) {
    const model::Trace& trace = run.trace;
    std::string out;
    for (const model::Hop& hop : trace.chain) out += printHop(hop);
    for (const model::Hop& node : trace.nodes) {
        const bool onChain = std::any_of(trace.chain.begin(), trace.chain.end(),
                                         [&node](const model::Hop& hop) { return hop.id == node.id; });
        if (!onChain) out += "beside: " + printHop(node);
    }
    for (const model::Edge& edge : trace.edges) {
        const auto cause = std::find_if(trace.chain.begin(), trace.chain.end(),
                                        [&edge](const model::Hop& hop) { return hop.id == edge.from; });
        const bool onChain = cause != trace.chain.end() && cause + 1 != trace.chain.end() && (cause + 1)->id == edge.to;
        if (!onChain)
            out += edge.from + " -> " + edge.to + "\n    " + edge.relation + ", " +
                   std::string(model::name(edge.because.grade)) + ": " + edge.because.text + "\n";
    }
    out += "tool " + trace.tool + (trace.fullyManaged ? ", fully managed" : ", not fully managed") + "\n";
    out += "verdict " + std::string(model::name(trace.verdict.state)) +
           (trace.verdict.at.empty() ? "" : " at " + trace.verdict.at) +
           (trace.verdict.reason.empty() ? "" : " (" + trace.verdict.reason + ")") + "\n";
    if (!trace.verdict.message.empty()) out += "    " + trace.verdict.message + "\n";
    if (!trace.verdict.advice.empty()) out += "    > " + trace.verdict.advice + "\n";
    out += printRung("head", trace.revisions.head) + printRung("fetched", trace.revisions.fetched) +
           printRung("attempted", trace.revisions.attempted) + printRung("applied", trace.revisions.applied) +
           printRung("live", trace.revisions.live);
    if (!trace.revisions.liveUnknown.empty()) out += "live is not known: " + trace.revisions.liveUnknown + "\n";
    if (!trace.revisions.liveHealth.empty()) out += "live is " + trace.revisions.liveHealth + "\n";
    // The same words in every case that asks nobody would say nothing.
    const std::string& unread = trace.revisions.headUnread;
    if (!unread.empty() && !unread.ends_with(" was not asked"))
        out += (trace.revisions.headMissing ? "head is not there: " : "head is not known: ") + unread + "\n";
    if (!trace.revisions.behind.empty()) out += "behind " + trace.revisions.behind + "\n";
    for (const model::Finding& finding : trace.findings)
        out += "finding " + finding.kind + " at " + finding.at + ": " + finding.message + byWhom(finding) + "\n";
    for (const model::HistoryEntry& entry : trace.history) {
        out += "history " + entry.at + " " + entry.hop + " | " + entry.what + " | " + entry.revision + " | " +
               entry.origin + " | " + entry.message + " | " + entry.from + "\n";
    }
    for (const model::Difference& one : trace.differences) {
        out += "difference " + one.path + " | " + one.applied + " | " + one.live + " | " + one.manager + " | " +
               one.at + "\n";
    }
    if (!trace.differencesUnread.empty()) out += "no differences: " + trace.differencesUnread + "\n";
    out += std::to_string(run.questions) + " questions in " + std::to_string(run.rounds.size() - 1) + " rounds\n";
    return out;
}

}  // namespace scout::test
