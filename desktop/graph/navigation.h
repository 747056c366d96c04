// Walking a picture without a mouse, and the path that a card lights. Pure: cards and lines are named by their
// position in the picture.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "desktop/graph/card_index.h"
#include "render/picture.h"

namespace scout::desktop {

struct Neighbour {
    std::size_t card = 0;
    std::size_t line = 0;
};

/// Who causes whom, made once for a picture. Lines with an end that is no card are left out.
class Adjacency {
  public:
    Adjacency() = default;
    explicit Adjacency(const render::Picture& picture);

    std::span<const Neighbour> causes(std::size_t card) const { return m_causes.of(card); }
    std::span<const Neighbour> effects(std::size_t card) const { return m_effects.of(card); }

  private:
    struct Side {
        std::vector<std::size_t> starts;  ///< one more than cards
        std::vector<Neighbour> neighbours;
        std::span<const Neighbour> of(std::size_t card) const {
            return {neighbours.data() + starts[card], starts[card + 1] - starts[card]};
        }
    };
    Side m_causes;
    Side m_effects;
};

/// What holds a card up and what hangs on it: all its causes up to the roots, all its effects down to the Pods, and
/// the lines between them. The other effects of a cause are not among them.
struct LitPath {
    std::vector<bool> cards;  ///< as many as the picture has
    std::vector<bool> lines;
    bool operator==(const LitPath&) const = default;
};
LitPath litPath(const render::Picture& picture, const Adjacency& adjacency, std::size_t card);

enum class Step {
    cause,          ///< the card's main cause, else the one at the most similar height
    effect,         ///< the effect at the most similar height; of a flowing card (a Pod): the next in its row
    previous,       ///< in its column, in reading order
    next,           ///< in its column, in reading order
    columnLeft,     ///< the card at the most similar height in the next column that has cards, whatever leads there
    columnRight,    ///< the same on the other side
    firstInColumn,  ///<
    lastInColumn,   ///<
    first,          ///< of all, in reading order
    last,           ///< of all
};

/// Where the step leads from `card`; nothing when it leads nowhere. A step to a cause or an effect goes back to
/// `cameFrom` when that is one.
std::optional<std::size_t> nextCard(const render::Picture& picture, const Adjacency& adjacency, const CardIndex& index,
                                    std::size_t card, Step step, std::optional<std::size_t> cameFrom = {});

}  // namespace scout::desktop
