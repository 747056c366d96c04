#include "desktop/graph/pulses.h"

#include <algorithm>

namespace scout::desktop {

void Pulses::start(const std::vector<std::size_t>& cards, std::int64_t now) {
    m_started.reserve(m_started.size() + cards.size());
    for (const std::size_t card : cards) m_started[card] = now;
}

void Pulses::move(const std::function<std::optional<std::size_t>(std::size_t)>& placeIn, std::int64_t now) {
    std::unordered_map<std::size_t, std::int64_t> moved;
    moved.reserve(m_started.size());
    for (const auto& [card, started] : m_started) {
        if (now - started >= duration) continue;
        if (const auto place = placeIn(card)) moved.emplace(*place, started);
    }
    m_started = std::move(moved);
}

double Pulses::strength(std::size_t card, std::int64_t now) const {
    const auto found = m_started.find(card);
    if (found == m_started.end()) return 0;
    return std::clamp(1 - static_cast<double>(now - found->second) / static_cast<double>(duration), 0.0, 1.0);
}

}  // namespace scout::desktop
