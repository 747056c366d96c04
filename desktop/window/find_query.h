// What was typed or pasted into the find box, and which objects it means. Pure.
#pragma once

#include <QString>
#include <memory>
#include <string>
#include <vector>

#include "model/graph.h"

namespace scout::desktop {

/// "deploy/x", "deployment x -n prod", "kubectl get pod/x -n prod", "deployments.apps x", "sha256:1a2b…", a commit, or
/// plain words. Types are known by kind, plural and short name. "kind:", "name:", "ns:" and "is:" before a word say
/// where it is to be; "is:" also knows the tones ("is:problem").
struct FindQuery {
    std::string type;                     ///< as typed, lower case, without version; "" when any kind is meant
    std::string name;                     ///< lower case; "…" or "..." in it stands for anything
    std::string ns;                       ///< "" for any
    bool nsPart = false;                  ///< "ns:prod" is also in "prod-eu", "-n prod" is not
    std::vector<std::string> namespaces;  ///< where `ns` is "": one of these, or any when there is none
    /// Lower case; each must be in the word of the state, as shown or as kstatus has it, or name its tone.
    std::vector<std::string> states;
    /// Lower case; each must be in the kind, name, namespace, state, revision or an address of the object.
    std::vector<std::string> words;
    bool empty() const { return type.empty() && name.empty() && ns.empty() && words.empty() && states.empty(); }
    bool operator==(const FindQuery&) const = default;
};

FindQuery parseFind(const QString& text);

/// The objects of a graph in the order of its chains, sources before effects; made once for many questions.
class FindIndex {
  public:
    explicit FindIndex(std::shared_ptr<const model::Graph> graph);

    /// Hop ids. Where a name is given and an object has exactly that name, only such objects; otherwise those whose
    /// name holds it.
    std::vector<std::string> find(const FindQuery& query) const;
    /// As model::problemsOf.
    std::vector<std::string> problems() const;

  private:
    template <typename Wanted>
    std::vector<std::string> those(Wanted wanted) const;

    std::shared_ptr<const model::Graph> m_graph;
    std::vector<const model::Hop*> m_order;
};

}  // namespace scout::desktop
