#include "models_graph.h"

#include <QFile>
#include <algorithm>

#include "trace/graph_builder.h"
#include "trace/snapshot.h"

namespace scout::test {

using model::Grade;
using model::State;
using model::VerdictState;

model::Hop hop(const std::string& group, const std::string& kind, const std::string& ns, const std::string& name,
               State state, const std::string& status) {
    model::Hop out;
    out.id = model::ObjectRef{group, kind, ns, name}.id();
    out.kind = kind;
    out.ns = ns;
    out.name = name;
    out.apiVersion = group.empty() ? "v1" : group + "/v1";
    out.uid = "uid-" + name;
    out.health.state = state;
    out.health.status = status;
    return out;
}

model::Edge edge(const model::Hop& from, const model::Hop& to, const std::string& relation, Grade grade) {
    return {from.id, to.id, relation, {grade, from.label() + " names " + to.label()}};
}

model::Chain chain(const model::Hop& top, VerdictState verdict, const std::vector<model::Hop>& members) {
    model::Chain out;
    out.id = top.id;
    out.tool = "flux";
    out.verdict.state = verdict;
    out.verdict.message = verdict == VerdictState::ready ? "" : "something is wrong";
    out.subject = top.id;
    for (const model::Hop& member : members) {
        out.members.push_back(member.id);
        ++out.counts[member.health.state];
    }
    return out;
}

std::shared_ptr<const model::Graph> sorted(model::Graph graph) {
    std::sort(graph.nodes.begin(), graph.nodes.end(),
              [](const auto& one, const auto& other) { return one.id < other.id; });
    std::sort(graph.edges.begin(), graph.edges.end(), [](const auto& one, const auto& other) {
        return std::tie(one.from, one.to) < std::tie(other.from, other.to);
    });
    for (model::Chain& one : graph.chains) std::sort(one.members.begin(), one.members.end());
    return std::make_shared<const model::Graph>(std::move(graph));
}

std::shared_ptr<const model::Graph> smallGraph() {
    const auto source = hop("example.dev", "Source", "flux", "repo", State::ready);
    const auto apps = hop("example.dev", "Applier", "flux", "apps", State::failed, "health check failed");
    const auto infra = hop("example.dev", "Applier", "flux", "infra", State::ready);
    auto web = hop("apps", "Deployment", "prod", "web", State::progressing, "1/2 ready");
    web.created = "2026-11-21T01:00:00Z";
    web.revision = "main@sha1:1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d";
    const auto set = hop("apps", "ReplicaSet", "prod", "web-7d4b", State::progressing, "1/2 ready");
    auto good = hop("", "Pod", "prod", "web-7d4b-a", State::ready, "1/1 ready");
    good.created = "2026-11-21T03:00:00Z";
    auto bad = hop("", "Pod", "prod", "web-7d4b-b", State::failed, "0/1 ready");
    bad.health.reason = "CrashLoopBackOff";
    bad.health.message = "back-off 5m0s restarting failed container";
    bad.created = "2026-11-21T02:00:00Z";
    const auto dns = hop("apps", "Deployment", "kube", "dns", State::ready, "2/2 ready");
    const auto stray = hop("apps", "Deployment", "test", "stray", State::ready, "1/1 ready");
    const auto map = hop("", "ConfigMap", "test", "settings", State::ready);
    model::Graph graph;
    graph.context = "prod-east";
    graph.seenAt = "2026-11-21T04:00:00Z";
    graph.nodes = {source, apps, infra, web, set, good, bad, dns, stray, map};
    graph.edges = {edge(source, apps, "source", Grade::reference),
                   edge(source, infra, "source", Grade::reference),
                   edge(apps, web, "applies", Grade::inventory),
                   edge(infra, web, "applies", Grade::label),
                   edge(web, set, "owns", Grade::uid),
                   edge(set, good, "owns", Grade::uid),
                   edge(set, bad, "owns", Grade::uid),
                   edge(infra, dns, "applies", Grade::inventory)};
    graph.chains = {chain(apps, VerdictState::failed, {source, apps, web, set, good, bad}),
                    chain(stray, VerdictState::unmanaged, {stray}),
                    chain(infra, VerdictState::ready, {source, infra, dns})};
    return sorted(std::move(graph));
}

std::shared_ptr<const model::Graph> largeGraph(int appliers, int each) {
    model::Graph graph;
    const auto source = hop("example.dev", "Source", "flux", "repo", State::ready);
    graph.nodes.push_back(source);
    for (int applier = 0; applier < appliers; ++applier) {
        const std::string number = std::to_string(applier);
        const auto top = hop("example.dev", "Applier", "flux", "apps-" + number, State::ready);
        std::vector<model::Hop> members{source, top};
        graph.edges.push_back(edge(source, top, "source", Grade::reference));
        for (int object = 0; object + 2 < each; ++object) {
            members.push_back(hop("apps", "Deployment", "ns-" + number, "web-" + std::to_string(object),
                                  object % 7 == 3 ? State::failed : State::ready, "1/1 ready"));
            graph.edges.push_back(edge(top, members.back(), "applies", Grade::inventory));
        }
        graph.nodes.insert(graph.nodes.end(), members.begin() + 1, members.end());
        graph.chains.push_back(chain(top, VerdictState::failed, members));
    }
    return sorted(std::move(graph));
}

std::shared_ptr<const model::Graph> randomGraph(std::mt19937& random) {
    const auto below = [&](int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); };
    model::Graph graph;
    for (int name = 0; name < 24; ++name) {
        if (below(3) == 0) continue;
        auto one = hop(name % 2 == 0 ? "apps" : "", name % 3 == 0 ? "Deployment" : "Pod",
                       "ns" + std::to_string(name % 4), "o" + std::to_string(name), static_cast<State>(below(13)));
        one.revision = below(4) == 0 ? "main@sha1:" + std::to_string(below(5)) : "";
        one.claimed = below(9) == 0;
        graph.nodes.push_back(std::move(one));
    }
    const int count = static_cast<int>(graph.nodes.size());
    std::set<std::pair<int, int>> pairs;
    for (int next = 0; count > 0 && next < 30; ++next) pairs.insert({below(count), below(count)});
    for (const auto& [from, to] : pairs) {
        graph.edges.push_back(edge(graph.nodes[static_cast<std::size_t>(from)],
                                   graph.nodes[static_cast<std::size_t>(to)], "owns", static_cast<Grade>(below(6))));
    }
    for (int next = 0; count > 0 && next < 5; ++next) {
        const auto& top = graph.nodes[static_cast<std::size_t>(below(count))];
        if (std::any_of(graph.chains.begin(), graph.chains.end(), [&](const auto& one) { return one.id == top.id; })) {
            continue;
        }
        std::vector<model::Hop> members;
        for (const model::Hop& member : graph.nodes) {
            if (below(3) == 0) members.push_back(member);
        }
        graph.chains.push_back(chain(top, static_cast<VerdictState>(below(8)), members));
    }
    return sorted(std::move(graph));
}

std::shared_ptr<const model::Graph> demoGraph() {
    QFile file(QStringLiteral(SCOUT_TESTS_DIR "/../resources/demo/demo.snapshot.json"));
    if (!file.open(QIODevice::ReadOnly)) return nullptr;
    const auto snapshot = trace::readSnapshot(file.readAll().toStdString(), "demo");
    if (!snapshot) return nullptr;
    trace::Options options;
    options.now = base::parseTime(snapshot->evidence.recordedAt).value_or(base::Time());
    return trace::buildGraph(snapshot->evidence, options);
}

QStringList dump(const QAbstractItemModel& model, const QModelIndex& parent, int depth) {
    QStringList rows;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(parent); ++column) {
            cells << model.index(row, column, parent).data().toString();
        }
        rows << QString(2 * depth, QLatin1Char(' ')) + cells.join(QLatin1Char('|'));
        rows << dump(model, model.index(row, 0, parent), depth + 1);
    }
    return rows;
}

}  // namespace scout::test
