// Names that say nothing: the same object has the same one everywhere in a picture. Internal to render.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

#include "model/graph.h"

namespace scout::render {

class Redaction {
  public:
    /// Counts in the order of hop ids, over the whole graph: every picture of it uses the same names.
    explicit Redaction(const model::Graph& graph);

    /// "Deployment 1".
    std::string name(const model::Hop& hop) const;
    /// "Deployment-1".
    std::string id(const std::string& hopId) const;
    /// "namespace 1"; "" for "".
    std::string ns(const std::string& ns) const;
    /// "revision 1"; "" for "". The same content has the same name.
    std::string revision(const std::string& revision) const;

  private:
    std::unordered_map<std::string_view, std::pair<std::string_view, int>> m_objects;  ///< by hop id: kind and number
    std::map<std::string, int, std::less<>> m_namespaces;
    std::map<std::string, int, std::less<>> m_revisions;
};

}  // namespace scout::render
