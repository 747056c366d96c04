// Work beside a thread that must stay awake: reading a file that may be a pipe which never ends, parsing that cannot be
// stopped half-way, writing a large file.
#pragma once

#include <QObject>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

namespace scout::desktop {

class Aside {
  public:
    enum class AtEnd { abandon, wait };

    /// Results arrive on the thread of `owner`, which holds this as a member.
    explicit Aside(QObject* owner);
    /// Waits for work that was begun with AtEnd::wait. Other work goes on alone, and its result is dropped.
    ~Aside();
    Aside(const Aside&) = delete;
    Aside& operator=(const Aside&) = delete;

    /// Runs `work` on a thread of its own and gives its result to `done` later, unless it is abandoned by then. `work`
    /// must own whatever it uses.
    template <typename T>
    void run(std::function<T()> work, std::function<void(T)> done, AtEnd atEnd = AtEnd::abandon) {
        start(
            [work = std::move(work), done = std::move(done), line = m_line] {
                auto result = std::make_shared<T>(work());
                const std::lock_guard lock(line->mutex);
                if (line->owner == nullptr) return;
                QMetaObject::invokeMethod(
                    line->owner,
                    [done, result, line] {
                        if (line->owner != nullptr) done(std::move(*result));
                    },
                    Qt::QueuedConnection);
            },
            atEnd);
    }
    /// No result of what has begun will arrive. Called on the thread of the owner.
    void abandon();

  private:
    struct Line {
        std::mutex mutex;
        QObject* owner = nullptr;
    };
    void start(std::function<void()> work, AtEnd atEnd);

    std::shared_ptr<Line> m_line;
    std::list<std::thread> m_waitedFor;
};

}  // namespace scout::desktop
