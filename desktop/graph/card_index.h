// Where the cards of a picture stand: the card under a point, the cards of an area, and each column in reading order.
// Cards are named by their position in the picture. Made once for a picture; a look-up costs a search in the columns
// it touches.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "render/picture.h"

namespace scout::desktop {

class CardIndex {
  public:
    CardIndex() = default;
    explicit CardIndex(const render::Picture& picture);

    /// `point` in scene units.
    std::optional<std::size_t> at(render::Point point) const;
    /// Cards that share more than a border with `area`; column by column in reading order.
    std::vector<std::size_t> touching(const render::Rect& area) const;

    /// Cards by column, top to bottom, those of one row from left to right. A column may be empty.
    const std::vector<std::vector<std::size_t>>& columns() const { return m_columns; }
    std::size_t columnOf(std::size_t card) const { return m_places[card].column; }
    /// Position in its column.
    std::size_t placeOf(std::size_t card) const { return m_places[card].place; }
    /// All columns, one after the other.
    const std::vector<std::size_t>& readingOrder() const { return m_readingOrder; }

  private:
    struct Place {
        std::size_t column = 0;
        std::size_t place = 0;
    };
    struct Extent {
        double left = 0;
        double right = 0;
        double tallest = 0;
    };

    template <typename Visit>
    void visit(const render::Rect& area, Visit visit) const;

    std::vector<render::Rect> m_cards;
    std::vector<std::vector<std::size_t>> m_columns;
    std::vector<Extent> m_extents;
    std::vector<Place> m_places;
    std::vector<std::size_t> m_readingOrder;
};

}  // namespace scout::desktop
