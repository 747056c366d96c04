#include "desktop/graph/picture_change.h"

namespace scout::desktop {

namespace {

bool saysTheSame(const render::Card& a, const render::Card& b) {
    return a.tone == b.tone && a.word == b.word && a.fact == b.fact && a.status == b.status && a.name == b.name &&
           a.forbidden == b.forbidden && a.claimed == b.claimed && a.folded == b.folded && a.chips == b.chips &&
           a.notes == b.notes;
}

}  // namespace

PictureChange changeBetween(const render::Picture& before, const render::Picture& after) {
    PictureChange change;
    for (std::size_t card = 0; card < after.diagram.cards.size(); ++card) {
        const auto old = before.index.find(after.diagram.cards[card].id);
        if (old == before.index.end()) {
            change.added.push_back(card);
            continue;
        }
        ++change.kept;
        if (!saysTheSame(before.diagram.cards[old->second], after.diagram.cards[card])) change.changed.push_back(card);
    }
    for (const render::Card& card : before.diagram.cards) {
        if (!after.index.contains(card.id)) change.removed.push_back(card.id);
    }
    return change;
}

std::optional<std::size_t> successor(const render::Picture& before, const Adjacency& adjacency, std::size_t card,
                                     const render::Picture& after) {
    const render::Card& old = before.diagram.cards[card];
    if (const auto same = after.index.find(old.id); same != after.index.end()) return same->second;
    if (const auto fold = after.cardOf(old.id)) return fold;
    for (const std::string& hop : old.folded) {
        if (const auto unfolded = after.cardOf(hop)) return unfolded;
    }
    std::vector<bool> seen(before.cards.size(), false);
    seen[card] = true;
    std::vector<std::size_t> open{card};
    for (std::size_t next = 0; next < open.size(); ++next) {
        for (const Neighbour& cause : adjacency.causes(open[next])) {
            if (seen[cause.card]) continue;
            seen[cause.card] = true;
            const auto found = after.index.find(before.diagram.cards[cause.card].id);
            if (found != after.index.end()) return found->second;
            open.push_back(cause.card);
        }
    }
    return std::nullopt;
}

}  // namespace scout::desktop
