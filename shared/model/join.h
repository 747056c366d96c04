// Joins what several traces say of the same hops and edges. The outcome depends on what is said, not on the order of
// telling, as long as traces come in the order of their subjects' ids.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "model/trace.h"

namespace scout::model {

/// Keeps pointers to the traces and hops that it is given, which must outlive it.
class Join {
  public:
    using Number = std::uint32_t;  ///< of a node, in the order of telling
    /// Who speaks of a hop: the trace about it, a reading of the object itself, or somebody else.
    enum class Word { own, reading, others };

    /// Room for that many.
    void reserve(std::size_t nodes, std::size_t edges);
    /// Every hop and edge of a trace about `subject` (hop id). The subject's number; nothing when the trace has no hop
    /// of it.
    std::optional<Number> add(const Trace& trace, const std::string& subject);
    Number add(const Hop& hop, Word word);
    /// The same with a hop of its own.
    Number make(Hop hop, Word word);
    /// Of two edges between the same ends the stronger proof stays, else the smaller text.
    void connect(Number from, Number to, std::string_view relation, Because because);

    std::optional<Number> find(const std::string& id) const;

    struct Result {
        std::vector<Hop> nodes;   ///< by id; where traces claim different ConfigHub units for one hop, it names none
        std::vector<Edge> edges;  ///< by (from, to)
    };
    /// Once, at the end.
    Result take();

  private:
    struct Node {
        const Hop* hop = nullptr;
        Word word = Word::others;
        Hop* made = nullptr;             ///< `hop` when it may be moved from
        std::vector<const Hop*> claims;  ///< that name a ConfigHub origin
    };
    struct Connection {
        const Edge* told = nullptr;  ///< by a trace
        Edge made;                   ///< else this, without its ends
    };

    Number join(const Hop& hop, Word word, Hop* made);
    void join(Number from, Number to, Connection connection);

    std::unordered_map<std::string_view, Number> m_index;
    std::vector<Node> m_nodes;
    std::deque<Hop> m_made;
    std::unordered_map<std::uint64_t, std::size_t> m_ends;  ///< (from, to) -> position in m_connections
    std::vector<std::pair<std::uint64_t, Connection>> m_connections;
};

}  // namespace scout::model
