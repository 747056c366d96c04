// Lets requests begin: so many at once, and while the server is away none but one, now and then, that tries. For the
// live evidence only.
#pragma once

#include <QTimer>
#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>

#include "base/error.h"
#include "engine/backoff.h"

namespace scout::engine {

class LiveGate {
  public:
    enum class Lane { feed, lookup };  ///< feeds first
    using Ticket = std::uint64_t;

    /// Whether every other request would fare the same: no connection, or nobody who may ask.
    static bool isServerWide(const base::Error& error);

    /// `moved` is told that it closed or opened.
    LiveGate(int feeds, int lookups, Backoff backoff, std::function<void()> moved);

    /// `begin` is called when the turn has come, maybe before this returns. The turn lasts until leave().
    Ticket enter(Lane lane, std::function<void(Ticket)> begin);
    /// The turn is over. A server-wide error closes the gate; otherwise the server has answered.
    void leave(Ticket ticket, const std::optional<base::Error>& error);
    /// The turn is not wanted any more, and `begin` not called if it was not yet.
    void forget(Ticket ticket);
    /// Nothing begins any more, until reset().
    void shut();
    /// Opens at once and begins anew with short pauses.
    void reset();

    /// Until the next try; nothing while it is open.
    std::optional<std::chrono::milliseconds> closedFor() const;
    bool isWaiting(Ticket ticket) const;

  private:
    enum class State { open, closed, trying };
    struct Queue {
        std::map<Ticket, std::function<void(Ticket)>> waiting;  ///< in the order of their coming
        std::set<Ticket> inside;
        std::size_t most = 1;
    };
    void admit();
    bool admitOne(Queue& queue);
    void move(State state);

    std::array<Queue, 2> m_queues;
    Backoff m_backoff;
    std::function<void()> m_moved;
    State m_state = State::open;
    QTimer m_retry;
    Ticket m_last = 0;
    Ticket m_trying = 0;
};

}  // namespace scout::engine
