#include "graph_maker.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace scout::test {

namespace {

using model::Hop;
using model::Stage;
using model::State;

struct Known {
    std::string apiVersion;
    Stage stage;
};

const Known& known(const std::string& kind) {
    static const std::map<std::string, Known> kinds = {
        {"Git", {"", Stage::git}},
        {"GitRepository", {"source.toolkit.fluxcd.io/v1", Stage::git}},
        {"ConfigHub OCI", {"", Stage::confighub}},
        {"ConfigHub Unit", {"", Stage::confighub}},
        {"OCIRepository", {"source.toolkit.fluxcd.io/v1", Stage::oci}},
        {"HelmRepository", {"source.toolkit.fluxcd.io/v1", Stage::helm}},
        {"HelmChart", {"source.toolkit.fluxcd.io/v1", Stage::helm}},
        {"Bucket", {"source.toolkit.fluxcd.io/v1", Stage::bucket}},
        {"Kustomization", {"kustomize.toolkit.fluxcd.io/v1", Stage::gitops}},
        {"HelmRelease", {"helm.toolkit.fluxcd.io/v2", Stage::gitops}},
        {"Application", {"argoproj.io/v1alpha1", Stage::gitops}},
        {"Deployment", {"apps/v1", Stage::cluster}},
        {"ReplicaSet", {"apps/v1", Stage::cluster}},
        {"StatefulSet", {"apps/v1", Stage::cluster}},
        {"CronJob", {"batch/v1", Stage::cluster}},
        {"Job", {"batch/v1", Stage::cluster}},
    };
    static const Known core = {"v1", Stage::cluster};
    const auto found = kinds.find(kind);
    return found == kinds.end() ? core : found->second;
}

}  // namespace

std::string GraphMaker::add(const std::string& kind, const std::string& name, State state, const std::string& status) {
    Hop hop;
    hop.apiVersion = known(kind).apiVersion;
    hop.stage = known(kind).stage;
    hop.kind = kind;
    hop.name = name;
    if (!hop.apiVersion.empty()) {
        hop.ns = "prod";
        hop.id = model::ObjectRef{model::splitApiVersion(hop.apiVersion).first, kind, hop.ns, name}.id();
    } else {
        hop.id = kind + ":" + name;
    }
    hop.health.state = state;
    hop.health.status = status.empty() ? std::string(model::name(state)) : status;
    m_graph.nodes.push_back(hop);
    return hop.id;
}

void GraphMaker::link(const std::string& from, const std::string& to, const std::string& relation, model::Grade grade) {
    m_graph.edges.push_back({from, to, relation, {grade, "because of " + relation}});
}

void GraphMaker::chain(const std::string& id, std::vector<std::string> members) {
    std::sort(members.begin(), members.end());
    model::Chain chain;
    chain.id = id;
    chain.members = std::move(members);
    m_graph.chains.push_back(std::move(chain));
}

void GraphMaker::trace(model::Trace trace) {
    const std::string id = trace.object.id();
    m_graph.traces[id] = std::make_shared<const model::Trace>(std::move(trace));
}

model::Graph GraphMaker::done() const {
    model::Graph graph = m_graph;
    graph.context = "prod-east";
    graph.seenAt = "2026-11-21T04:37:09Z";
    std::sort(graph.nodes.begin(), graph.nodes.end(),
              [](const Hop& left, const Hop& right) { return left.id < right.id; });
    std::sort(graph.edges.begin(), graph.edges.end(), [](const model::Edge& left, const model::Edge& right) {
        return std::tie(left.from, left.to) < std::tie(right.from, right.to);
    });
    return graph;
}

std::string GraphMaker::deployment(const std::string& name, const std::vector<State>& pods) {
    const std::string whole = add("Deployment", name);
    const std::string set = add("ReplicaSet", name + "-abc");
    link(whole, set, "owns", model::Grade::uid);
    for (std::size_t i = 0; i < pods.size(); ++i)
        link(set, add("Pod", name + "-abc-" + std::to_string(i), pods[i]), "owns", model::Grade::uid);
    return whole;
}

std::string GraphMaker::flux(const std::string& name) {
    const std::string git = add("Git", name);
    last().claimed = true;
    last().health.state = State::unknown;
    const std::string source = add("OCIRepository", name);
    const std::string applier = add("Kustomization", name);
    link(git, source, "origin", model::Grade::label);
    link(source, applier, "source", model::Grade::reference);
    return applier;
}

const render::Card* find(const render::Diagram& diagram, const std::string& id) {
    const auto found = std::find_if(diagram.cards.begin(), diagram.cards.end(),
                                    [&id](const render::Card& card) { return card.id == id; });
    return found == diagram.cards.end() ? nullptr : &*found;
}

const render::Line* find(const render::Diagram& diagram, const std::string& from, const std::string& to) {
    const auto found = std::find_if(diagram.lines.begin(), diagram.lines.end(),
                                    [&](const render::Line& line) { return line.from == from && line.to == to; });
    return found == diagram.lines.end() ? nullptr : &*found;
}

}  // namespace scout::test
