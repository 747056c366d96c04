// Where the user has been: chains shown and card selected, as Back and Forward walk through them. Pure.
#pragma once

#include <QString>
#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace scout::desktop {

struct Place {
    std::set<std::string> chains;  ///< ids; empty: all
    QString selection;             ///< card id, "" for none
    bool operator==(const Place&) const = default;
};

class History {
  public:
    /// The user is here now: what lay ahead is forgotten. A first selection in chains that were just opened belongs to
    /// the same place.
    void visit(const Place& place);
    bool canGoBack() const { return m_at > 0; }
    bool canGoForward() const { return m_at + 1 < m_places.size(); }
    /// The place that is current from now on. Only where there is one.
    const Place& back() { return m_places[--m_at]; }
    const Place& forward() { return m_places[++m_at]; }
    void clear();

    static constexpr std::size_t limit = 200;  ///< older places are forgotten

  private:
    std::vector<Place> m_places;
    std::size_t m_at = 0;  ///< 0 as well when there is none
};

}  // namespace scout::desktop
