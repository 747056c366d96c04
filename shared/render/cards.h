// The words on a card and on a line. Internal to render.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "render/breaks.h"
#include "render/redaction.h"
#include "render/reduction.h"

namespace scout::render {

class Writer {
  public:
    /// All outlive it.
    Writer(const model::Graph& graph, const Chosen& chosen, const DiagramOptions& options);

    /// Everything but the column.
    Card card(const Unit& unit) const;
    std::string id(const Unit& unit, const Reduction& reduction) const;
    /// Everything but the ends.
    Line line(const ChosenLink& link, const Break* found) const;
    std::string title() const;
    /// In words; "" for a picture of several chains.
    std::string verdict() const;
    std::string subtitle() const;

    /// worstOf() what was found about it.
    std::optional<Tone> found(const model::Hop& hop) const;

  private:
    const model::Verdict* theVerdict() const;
    Card cardOf(const model::Hop& hop) const;
    void addFindings(Card& card, const model::Hop& hop) const;
    void addVerification(Card& card, const model::Hop& hop) const;
    std::string fact(const model::Hop& hop) const;
    std::string factOfParts(const Unit& unit) const;
    void describeFold(Card& card, const Unit& unit) const;
    int changeOf(const std::vector<NodeIndex>& nodes) const;
    std::string countsOf(const std::vector<NodeIndex>& nodes) const;
    std::string idOf(NodeIndex node) const;

    const model::Graph& m_graph;
    const Chosen& m_chosen;
    const DiagramOptions& m_options;
    std::optional<Redaction> m_redaction;
    std::map<std::string, std::vector<model::Finding>> m_findings;  ///< by hop id
    bool m_mixesNamespaces = false;
};

}  // namespace scout::render
