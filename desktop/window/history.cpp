#include "desktop/window/history.h"

namespace scout::desktop {

void History::visit(const Place& place) {
    if (m_places.empty()) {
        m_places.push_back(place);
        return;
    }
    Place& current = m_places[m_at];
    if (current == place) return;
    m_places.resize(m_at + 1);
    if (m_places.back().selection.isEmpty() && m_places.back().chains == place.chains) {
        m_places.back() = place;
        return;
    }
    m_places.push_back(place);
    if (m_places.size() > limit) m_places.erase(m_places.begin());
    m_at = m_places.size() - 1;
}

void History::clear() {
    m_places.clear();
    m_at = 0;
}

}  // namespace scout::desktop
