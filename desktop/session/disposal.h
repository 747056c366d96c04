// Large values end on the thread that made them, whoever holds them last: freeing a graph of ten thousand objects would
// stop the interface for many frames.
#pragma once

#include <QObject>
#include <memory>
#include <mutex>
#include <utility>

namespace scout::desktop {

class Disposal {
  public:
    /// Values end on the thread of `owner`, which holds this as a member.
    explicit Disposal(QObject* owner) : m_state(std::make_shared<State>()) { m_state->owner = owner; }
    /// From here on they end where they are.
    ~Disposal() {
        const std::lock_guard lock(m_state->mutex);
        m_state->owner = nullptr;
    }
    Disposal(const Disposal&) = delete;
    Disposal& operator=(const Disposal&) = delete;

    template <typename T>
    std::shared_ptr<const T> entrust(std::shared_ptr<const T> value) const {
        const T* raw = value.get();
        return std::shared_ptr<const T>(raw, [held = std::move(value), state = m_state](const T*) mutable {
            const std::lock_guard lock(state->mutex);
            if (state->owner == nullptr) return held.reset();
            QMetaObject::invokeMethod(
                state->owner, [ending = std::move(held)]() mutable { ending.reset(); }, Qt::QueuedConnection);
        });
    }

  private:
    struct State {
        std::mutex mutex;
        QObject* owner = nullptr;
    };
    std::shared_ptr<State> m_state;
};

}  // namespace scout::desktop
