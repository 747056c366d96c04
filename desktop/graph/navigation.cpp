#include "desktop/graph/navigation.h"

#include <algorithm>
#include <cmath>

namespace scout::desktop {

namespace {

double middle(const render::Rect& rect) {
    return rect.y + rect.height / 2;
}

/// The one of `cards` (positions, or neighbours through `cardOf`) whose height is the most similar; the upper of two.
template <typename Range, typename CardOf>
std::optional<std::size_t> nearest(const render::Picture& picture, double y, const Range& cards, CardOf cardOf) {
    std::optional<std::size_t> best;
    double bestDistance = 0;
    for (const auto& entry : cards) {
        const std::size_t card = cardOf(entry);
        const double distance = std::abs(middle(picture.cards[card]) - y);
        if (best &&
            (distance > bestDistance || (distance == bestDistance && picture.cards[card].y >= picture.cards[*best].y)))
            continue;
        best = card;
        bestDistance = distance;
    }
    return best;
}

bool isAmong(std::span<const Neighbour> neighbours, std::size_t card) {
    return std::any_of(neighbours.begin(), neighbours.end(),
                       [&](const Neighbour& neighbour) { return neighbour.card == card; });
}

std::optional<std::size_t> causeOf(const render::Picture& picture, const Adjacency& adjacency, std::size_t card) {
    const auto causes = adjacency.causes(card);
    for (const Neighbour& cause : causes) {
        if (picture.routes[cause.line].primary) return cause.card;
    }
    return nearest(picture, middle(picture.cards[card]), causes, [](const Neighbour& cause) { return cause.card; });
}

/// `by` +1 or -1; nothing past the end.
std::optional<std::size_t> along(const CardIndex& index, std::size_t card, int by) {
    const std::vector<std::size_t>& column = index.columns()[index.columnOf(card)];
    const std::size_t place = index.placeOf(card);
    if (by < 0) return place > 0 ? std::optional(column[place - 1]) : std::nullopt;
    return place + 1 < column.size() ? std::optional(column[place + 1]) : std::nullopt;
}

std::optional<std::size_t> effectOf(const render::Picture& picture, const Adjacency& adjacency, const CardIndex& index,
                                    std::size_t card) {
    const auto effects = adjacency.effects(card);
    if (!effects.empty()) {
        return nearest(picture, middle(picture.cards[card]), effects,
                       [](const Neighbour& effect) { return effect.card; });
    }
    if (!picture.diagram.cards[card].flows) return std::nullopt;
    const auto beside = along(index, card, 1);
    return beside && picture.cards[*beside].y == picture.cards[card].y ? beside : std::nullopt;
}

std::optional<std::size_t> beside(const render::Picture& picture, const CardIndex& index, std::size_t card, int by) {
    const auto count = static_cast<std::ptrdiff_t>(index.columns().size());
    for (auto column = static_cast<std::ptrdiff_t>(index.columnOf(card)) + by; column >= 0 && column < count;
         column += by) {
        const auto& cards = index.columns()[static_cast<std::size_t>(column)];
        if (!cards.empty()) {
            return nearest(picture, middle(picture.cards[card]), cards, [](std::size_t other) { return other; });
        }
    }
    return std::nullopt;
}

}  // namespace

Adjacency::Adjacency(const render::Picture& picture) {
    struct Ends {
        std::size_t from;
        std::size_t to;
        std::size_t line;
    };
    std::vector<Ends> ends;
    ends.reserve(picture.diagram.lines.size());
    for (std::size_t line = 0; line < picture.diagram.lines.size(); ++line) {
        const auto from = picture.index.find(picture.diagram.lines[line].from);
        const auto to = picture.index.find(picture.diagram.lines[line].to);
        if (from != picture.index.end() && to != picture.index.end()) ends.push_back({from->second, to->second, line});
    }
    const auto fill = [&](Side& side, std::size_t Ends::*at, std::size_t Ends::*other) {
        side.starts.assign(picture.cards.size() + 1, 0);
        for (const Ends& line : ends) ++side.starts[line.*at + 1];
        for (std::size_t card = 1; card < side.starts.size(); ++card) side.starts[card] += side.starts[card - 1];
        side.neighbours.resize(ends.size());
        std::vector<std::size_t> next(side.starts.begin(), side.starts.end() - 1);
        for (const Ends& line : ends) side.neighbours[next[line.*at]++] = {line.*other, line.line};
    };
    fill(m_causes, &Ends::to, &Ends::from);
    fill(m_effects, &Ends::from, &Ends::to);
}

LitPath litPath(const render::Picture& picture, const Adjacency& adjacency, std::size_t card) {
    LitPath path;
    path.cards.assign(picture.cards.size(), false);
    path.lines.assign(picture.diagram.lines.size(), false);
    // A card of a cycle can be cause and effect of the same card: each direction keeps its own account.
    const auto walk = [&](auto neighboursOf) {
        std::vector<bool> seen(picture.cards.size(), false);
        std::vector<std::size_t> open{card};
        seen[card] = true;
        while (!open.empty()) {
            const std::size_t current = open.back();
            open.pop_back();
            path.cards[current] = true;
            for (const Neighbour& neighbour : neighboursOf(current)) {
                path.lines[neighbour.line] = true;
                if (seen[neighbour.card]) continue;
                seen[neighbour.card] = true;
                open.push_back(neighbour.card);
            }
        }
    };
    walk([&](std::size_t at) { return adjacency.causes(at); });
    walk([&](std::size_t at) { return adjacency.effects(at); });
    return path;
}

std::optional<std::size_t> nextCard(const render::Picture& picture, const Adjacency& adjacency, const CardIndex& index,
                                    std::size_t card, Step step, std::optional<std::size_t> cameFrom) {
    const std::vector<std::size_t>& column = index.columns()[index.columnOf(card)];
    switch (step) {
        case Step::cause:
            if (cameFrom && isAmong(adjacency.causes(card), *cameFrom)) return cameFrom;
            return causeOf(picture, adjacency, card);
        case Step::effect:
            if (cameFrom && isAmong(adjacency.effects(card), *cameFrom)) return cameFrom;
            return effectOf(picture, adjacency, index, card);
        case Step::previous:
            return along(index, card, -1);
        case Step::next:
            return along(index, card, 1);
        case Step::columnLeft:
            return beside(picture, index, card, -1);
        case Step::columnRight:
            return beside(picture, index, card, 1);
        case Step::firstInColumn:
            return column.front();
        case Step::lastInColumn:
            return column.back();
        case Step::first:
            return index.readingOrder().front();
        case Step::last:
            return index.readingOrder().back();
    }
    return std::nullopt;
}

}  // namespace scout::desktop
