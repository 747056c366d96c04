// Pauses between tries that keep failing. For the live evidence only.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <utility>

namespace scout::engine {

class Backoff {
  public:
    /// `random` gives numbers from 0 to below 1.
    Backoff(std::chrono::milliseconds first, std::chrono::milliseconds last, std::function<double()> random)
        : m_first(first), m_last(last), m_next(first), m_random(std::move(random)) {}

    /// Doubled each time up to `last`; shortened by up to a half, lest everybody comes back at the same moment.
    std::chrono::milliseconds next() {
        const auto whole = std::min(m_next, m_last);
        m_next = whole * 2;
        return std::chrono::milliseconds(
            static_cast<std::int64_t>(static_cast<double>(whole.count()) * (1 - m_random() / 2)));
    }
    void reset() { m_next = m_first; }

  private:
    std::chrono::milliseconds m_first;
    std::chrono::milliseconds m_last;
    std::chrono::milliseconds m_next;
    std::function<double()> m_random;
};

}  // namespace scout::engine
