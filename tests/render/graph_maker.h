// Graphs made by hand, a line for each object.
#pragma once

#include <string>
#include <vector>

#include "model/graph.h"
#include "render/diagram.h"

namespace scout::test {

class GraphMaker {
  public:
    /// Adds an object of "group/version" in namespace prod; returns its id. "Pod", "ReplicaSet", "Kustomization" ...
    /// get their own apiVersion and stage.
    std::string add(const std::string& kind, const std::string& name, model::State state = model::State::ready,
                    const std::string& status = "");
    /// The hop added last, to be changed.
    model::Hop& last() { return m_graph.nodes.back(); }
    void link(const std::string& from, const std::string& to, const std::string& relation,
              model::Grade grade = model::Grade::inventory);
    void chain(const std::string& id, std::vector<std::string> members);
    void trace(model::Trace trace);
    /// Sorted as model::Graph promises.
    model::Graph done() const;

    /// A Deployment over one ReplicaSet with Pods in these states; returns its id. Pods are called NAME-abc-0 ...
    std::string deployment(const std::string& name, const std::vector<model::State>& pods);
    /// Git, OCIRepository, Kustomization; returns the last.
    std::string flux(const std::string& name);

  private:
    model::Graph m_graph;
};

const render::Card* find(const render::Diagram& diagram, const std::string& id);
const render::Line* find(const render::Diagram& diagram, const std::string& from, const std::string& to);

}  // namespace scout::test
