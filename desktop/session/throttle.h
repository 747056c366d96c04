// When the next result may go out.
#pragma once

#include <algorithm>
#include <chrono>
#include <optional>

namespace scout::desktop {

/// The first goes out at once, each further one `interval` after the one before it; where making one takes long, at
/// least as long again is left for the work in between. Time points come in, there is no clock here.
class Throttle {
  public:
    using Clock = std::chrono::steady_clock;

    explicit Throttle(Clock::duration interval) : m_interval(interval) {}

    /// There is something new.
    void changed() { m_changed = true; }
    /// How long from `now` until it may go out, zero for at once; nothing when there is nothing new.
    std::optional<Clock::duration> wait(Clock::time_point now) const {
        if (!m_changed) return std::nullopt;
        return std::max(m_next - now, Clock::duration::zero());
    }
    /// It went out; making it took from `began` to `ended`.
    void published(Clock::time_point began, Clock::time_point ended) {
        m_changed = false;
        m_next = ended + std::max(m_interval, ended - began);
    }

  private:
    Clock::duration m_interval;
    Clock::time_point m_next;  ///< the clock's beginning before the first
    bool m_changed = false;
};

}  // namespace scout::desktop
