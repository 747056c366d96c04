// Joins what several traces say of the same hops and edges. The outcome depends on what is said, not on the order of
// telling, as long as traces come in the order of their subjects' ids.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/trace.h"

namespace scout::model {

/// Keeps pointers to what it is given, which must outlive it.
class Join {
  public:
    /// Who speaks of a hop: the trace about it, a reading of the object itself, or a trace about another object.
    enum class Word { own, reading, others };

    /// Every hop and edge of a trace about `subject` (hop id).
    void add(const Trace& trace, const std::string& subject);
    void add(const Hop& hop, Word word);
    /// Of two edges between the same ends the stronger proof stays, else the smaller text.
    void add(Edge edge);

    bool has(const std::string& id) const { return m_index.contains(id); }

    /// By id. Where traces claim different ConfigHub units or revisions for one hop, it names none.
    std::vector<Hop> nodes() const;
    /// By (from, to).
    std::vector<Edge> edges() const;

  private:
    struct Node {
        const Hop* hop = nullptr;
        Word word = Word::others;
        std::vector<const Hop*> claims;  ///< that name a ConfigHub origin
    };

    void join(const Edge& edge);
    std::vector<std::size_t> inOrder() const;
    std::uint32_t numberOf(std::string_view id);

    std::unordered_map<std::string_view, std::size_t> m_index;
    std::vector<Node> m_nodes;
    std::unordered_map<std::string_view, std::uint32_t> m_numbers;  ///< of the edges' ends
    std::unordered_map<std::uint64_t, const Edge*> m_edges;
    std::deque<Edge> m_made;
};

}  // namespace scout::model
