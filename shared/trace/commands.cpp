#include "trace/commands.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "base/text.h"
#include "trace/flux_names.h"
#include "trace/rules/argocd.h"
#include "trace/rules/flux.h"

namespace scout::trace {

namespace {

constexpr std::string_view logLines = "100";

// "deployment/frontend"; a kind of somebody else's group has the group in its name, because another group may have a
// kind of that name too.
std::string typeOf(const model::ObjectRef& ref) {
    const bool qualified = ref.group.find('.') != std::string::npos;
    return base::lower(ref.kind) + (qualified ? "." + ref.group : std::string());
}

bool isOneOf(const model::ObjectRef& ref, std::string_view group, std::initializer_list<std::string_view> kinds) {
    return ref.group == group && std::find(kinds.begin(), kinds.end(), ref.kind) != kinds.end();
}

bool isPod(const model::ObjectRef& ref) {
    return isOneOf(ref, "", {"Pod"});
}
bool rollsOut(const model::ObjectRef& ref) {
    return isOneOf(ref, "apps", {"Deployment", "StatefulSet", "DaemonSet"});
}
bool hasLogs(const model::ObjectRef& ref) {
    return isPod(ref) || rollsOut(ref) || isOneOf(ref, "apps", {"ReplicaSet"}) || isOneOf(ref, "batch", {"Job"});
}

class Writer {
  public:
    explicit Writer(const CommandSource& source) : m_source(source) {}

    /// `words` are quoted, then -n and --context follow where they are wanted.
    void add(std::string program, std::string purpose, const std::vector<std::string>& words, const std::string& ns,
             bool context = true) {
        std::string line = program;
        for (const std::string& word : words) line += " " + shellQuote(word);
        if (!ns.empty()) line += " -n " + shellQuote(ns);
        if (context && !m_source.context.empty()) line += " --context " + shellQuote(m_source.context);
        m_commands.push_back({std::move(program), std::move(purpose), std::move(line)});
    }
    std::vector<Command> take() { return std::move(m_commands); }

  private:
    const CommandSource& m_source;
    std::vector<Command> m_commands;
};

void addScout(Writer& writer, const model::Hop& hop, const model::ObjectRef& ref, const CommandSource& source) {
    std::vector<std::string> words = {"trace", typeOf(ref) + "/" + ref.name};
    const bool recorded = source.demo || !source.snapshotFile.empty();
    // What is known by an applier's record alone is not in the recording.
    if (recorded && hop.apiVersion.empty()) return;
    if (source.demo) {
        words.emplace_back("--demo");
    } else if (recorded) {
        words.insert(words.end(), {"--from", source.snapshotFile});
    }
    writer.add("kubectl scout", "Where it comes from, and what holds it back", words, ref.ns, !recorded);
}

void addKubectl(Writer& writer, const model::Hop& hop, const model::ObjectRef& ref) {
    const std::string name = typeOf(ref) + "/" + ref.name;
    // A Secret's YAML would show its data.
    const bool secret = isOneOf(ref, "", {"Secret"});
    writer.add("kubectl", "Its state in one line", {"get", name, "-o", "wide"}, ref.ns);
    if (!secret) writer.add("kubectl", "All of it", {"get", name, "-o", "yaml"}, ref.ns);
    writer.add("kubectl", "Its state in words", {"describe", name}, ref.ns);
    if (ref.ns.empty()) {
        writer.add("kubectl", "Its events", {"events", "--for", name, "--all-namespaces"}, {});
    } else {
        writer.add("kubectl", "Its events", {"events", "--for", name}, ref.ns);
    }
    if (hasLogs(ref)) {
        const std::vector<std::string> words = {"logs", name, "--all-containers", "--tail", std::string(logLines)};
        writer.add("kubectl", isPod(ref) ? "Its last log lines" : "The last log lines of one of its Pods", words,
                   ref.ns);
    }
    if (isPod(ref) && !hop.ready()) {
        writer.add("kubectl", "The log of the containers that ended before",
                   {"logs", name, "--all-containers", "--tail", std::string(logLines), "--previous"}, ref.ns);
    }
    if (rollsOut(ref)) writer.add("kubectl", "Its earlier revisions", {"rollout", "history", name}, ref.ns);
}

void addFlux(Writer& writer, const model::Hop& hop, const model::ObjectRef& ref) {
    const std::string fluxKind = fluxName(ref.kind);
    if (fluxKind.empty() || !(rules::isFluxApplier(ref) || rules::isFluxSource(ref))) return;
    std::vector<std::string> get = base::split("get " + fluxKind, ' ');
    get.push_back(ref.name);
    writer.add("flux", "Its state in one line", get, ref.ns);
    if (isOneOf(ref, rules::fluxKustomizeGroup, {"Kustomization"})) {
        writer.add("flux", "All that it applies", {"tree", "kustomization", ref.name}, ref.ns);
        if (!hop.path.empty())
            writer.add("flux", "What a checkout of its source would change; run it there",
                       {"diff", "kustomization", ref.name, "--path", hop.path}, ref.ns);
    }
    writer.add("flux", "Its events", {"events", "--for", ref.label()}, ref.ns);
    writer.add("flux", "What its controller logged",
               {"logs", "--kind", ref.kind, "--name", ref.name, "--tail", std::string(logLines)}, ref.ns);
}

void addArgo(Writer& writer, const model::ObjectRef& application, bool itself) {
    const auto add = [&](std::string purpose, std::string_view verb) {
        std::vector<std::string> words = {"app", std::string(verb), application.name};
        if (!application.ns.empty()) words.insert(words.end(), {"--app-namespace", application.ns});
        // argocd talks to Argo CD's own server, not to the cluster that a kubeconfig context names.
        writer.add("argocd", std::move(purpose), words, {}, false);
    };
    add(itself ? "Its state in words" : "The state of the Application that applies it", "get");
    add(itself ? "All that it applies" : "All that the Application applies", "resources");
    add("What differs from the source", "diff");
    if (itself) add("What was applied when", "history");
}

// The Application that applies the object, as far as its own trace or the record says so.
std::optional<model::ObjectRef> applicationOf(const model::Graph& graph, const std::string& id) {
    for (const model::Edge& edge : graph.edges) {
        if (edge.to != id || edge.relation != "applies") continue;
        const model::Hop* cause = graph.find(edge.from);
        const auto ref = cause == nullptr ? std::nullopt : model::objectOf(*cause);
        if (ref && rules::isApplication(*ref)) return ref;
    }
    return std::nullopt;
}

bool isAppliedByFlux(const model::Graph& graph, const std::string& id) {
    const auto trace = graph.traces.find(id);
    return trace != graph.traces.end() && trace->second->tool == "flux";
}

}  // namespace

std::string shellQuote(const std::string& text) {
    static constexpr std::string_view plain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-";
    if (!text.empty() && text.find_first_not_of(plain) == std::string::npos) return text;
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'') {
            out += "'\\''";
        } else {
            out += c;
        }
    }
    return out + "'";
}

std::vector<Command> commandsFor(const model::Graph& graph, const std::string& hopId, const CommandSource& source) {
    const model::Hop* hop = graph.find(hopId);
    const auto ref = hop == nullptr ? std::nullopt : model::objectOf(*hop);
    if (!ref) return {};
    Writer writer(source);
    addScout(writer, *hop, *ref, source);
    if (source.demo) return writer.take();
    addKubectl(writer, *hop, *ref);
    if (rules::isApplication(*ref)) {
        addArgo(writer, *ref, true);
        return writer.take();
    }
    addFlux(writer, *hop, *ref);
    const bool delivered = !rules::isFluxApplier(*ref) && !rules::isFluxSource(*ref);
    if (delivered && isAppliedByFlux(graph, hopId))
        writer.add("flux", "What applies it, as flux says", {"trace", typeOf(*ref), ref->name}, ref->ns);
    if (const auto application = applicationOf(graph, hopId)) addArgo(writer, *application, false);
    return writer.take();
}

}  // namespace scout::trace
