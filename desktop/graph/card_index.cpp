#include "desktop/graph/card_index.h"

#include <algorithm>
#include <tuple>

namespace scout::desktop {

CardIndex::CardIndex(const render::Picture& picture) : m_cards(picture.cards) {
    m_places.resize(m_cards.size());
    for (std::size_t card = 0; card < m_cards.size(); ++card) {
        const auto column = static_cast<std::size_t>(std::max(0, picture.diagram.cards[card].column));
        if (column >= m_columns.size()) m_columns.resize(column + 1);
        m_columns[column].push_back(card);
        m_places[card].column = column;
    }
    m_extents.resize(m_columns.size());
    m_readingOrder.reserve(m_cards.size());
    for (std::size_t column = 0; column < m_columns.size(); ++column) {
        std::vector<std::size_t>& cards = m_columns[column];
        if (cards.empty()) continue;
        std::sort(cards.begin(), cards.end(), [this](std::size_t a, std::size_t b) {
            return std::tie(m_cards[a].y, m_cards[a].x, a) < std::tie(m_cards[b].y, m_cards[b].x, b);
        });
        Extent& extent = m_extents[column];
        extent = {m_cards[cards.front()].x, m_cards[cards.front()].right(), 0};
        for (std::size_t place = 0; place < cards.size(); ++place) {
            const render::Rect& rect = m_cards[cards[place]];
            extent.left = std::min(extent.left, rect.x);
            extent.right = std::max(extent.right, rect.right());
            extent.tallest = std::max(extent.tallest, rect.height);
            m_places[cards[place]].place = place;
            m_readingOrder.push_back(cards[place]);
        }
    }
}

/// Calls `visit` for every card that shares more than a border with `area`, until it returns false.
template <typename Visit>
void CardIndex::visit(const render::Rect& area, Visit visit) const {
    for (std::size_t column = 0; column < m_columns.size(); ++column) {
        const Extent& extent = m_extents[column];
        if (m_columns[column].empty() || extent.right <= area.x || extent.left >= area.right()) continue;
        auto card = std::upper_bound(m_columns[column].begin(), m_columns[column].end(), area.y - extent.tallest,
                                     [this](double y, std::size_t other) { return y < m_cards[other].y; });
        for (; card != m_columns[column].end() && m_cards[*card].y < area.bottom(); ++card) {
            const render::Rect& rect = m_cards[*card];
            if (rect.bottom() <= area.y || rect.right() <= area.x || rect.x >= area.right()) continue;
            if (!visit(*card)) return;
        }
    }
}

std::optional<std::size_t> CardIndex::at(render::Point point) const {
    std::optional<std::size_t> found;
    // A card's left and top border belong to it: a point is an area that ends just behind it.
    constexpr double tiny = 1e-6;
    visit({point.x, point.y, tiny, tiny}, [&](std::size_t card) {
        found = card;
        return false;
    });
    return found;
}

std::vector<std::size_t> CardIndex::touching(const render::Rect& area) const {
    std::vector<std::size_t> cards;
    visit(area, [&](std::size_t card) {
        cards.push_back(card);
        return true;
    });
    return cards;
}

}  // namespace scout::desktop
