#include "engine/live_gate.h"

#include <algorithm>
#include <utility>

namespace scout::engine {

using base::ErrorKind;

bool LiveGate::isServerWide(const base::Error& error) {
    return error.kind == ErrorKind::unreachable || error.kind == ErrorKind::tls || error.kind == ErrorKind::auth ||
           error.kind == ErrorKind::config;
}

LiveGate::LiveGate(int feeds, int lookups, Backoff backoff, std::function<void()> moved)
    : m_backoff(std::move(backoff)), m_moved(std::move(moved)) {
    m_queues[0].most = static_cast<std::size_t>(std::max(feeds, 1));
    m_queues[1].most = static_cast<std::size_t>(std::max(lookups, 1));
    m_retry.setSingleShot(true);
    QObject::connect(&m_retry, &QTimer::timeout, &m_retry, [this] {
        move(State::trying);
        admit();
    });
}

LiveGate::Ticket LiveGate::enter(Lane lane, std::function<void(Ticket)> begin) {
    const Ticket ticket = ++m_last;
    m_queues[static_cast<std::size_t>(lane)].waiting.emplace(ticket, std::move(begin));
    admit();
    return ticket;
}

void LiveGate::forget(Ticket ticket) {
    for (Queue& queue : m_queues) {
        queue.waiting.erase(ticket);
        queue.inside.erase(ticket);
    }
    if (m_trying == ticket) m_trying = 0;
    admit();
}

void LiveGate::leave(Ticket ticket, const std::optional<base::Error>& error) {
    if (error && isServerWide(*error)) {
        if (m_state != State::closed) {
            m_retry.start(m_backoff.next());
            move(State::closed);
        }
    } else {
        m_backoff.reset();
        m_retry.stop();
        move(State::open);
    }
    forget(ticket);
}

void LiveGate::shut() {
    m_retry.stop();
    move(State::closed);
}

void LiveGate::reset() {
    m_backoff.reset();
    m_retry.stop();
    move(State::open);
    admit();
}

std::optional<std::chrono::milliseconds> LiveGate::closedFor() const {
    if (m_state == State::open) return std::nullopt;
    return m_retry.isActive() ? m_retry.remainingTimeAsDuration() : std::chrono::milliseconds(0);
}

bool LiveGate::isWaiting(Ticket ticket) const {
    return std::any_of(m_queues.begin(), m_queues.end(),
                       [ticket](const Queue& queue) { return queue.waiting.contains(ticket); });
}

void LiveGate::move(State state) {
    if (m_state == state) return;
    m_state = state;
    m_moved();
}

/// A loop: what begins may leave at once and come back here.
void LiveGate::admit() {
    while (m_state != State::closed && !(m_state == State::trying && m_trying != 0)) {
        if (!admitOne(m_queues[0]) && !admitOne(m_queues[1])) return;
    }
}

bool LiveGate::admitOne(Queue& queue) {
    if (queue.waiting.empty() || queue.inside.size() >= queue.most) return false;
    auto next = queue.waiting.extract(queue.waiting.begin());
    queue.inside.insert(next.key());
    if (m_state == State::trying) m_trying = next.key();
    next.mapped()(next.key());
    return true;
}

}  // namespace scout::engine
