#include "desktop/session/aside.h"

#include <system_error>

namespace scout::desktop {

Aside::Aside(QObject* owner) : m_line(std::make_shared<Line>()) {
    m_line->owner = owner;
}

Aside::~Aside() {
    abandon();
    for (std::thread& thread : m_waitedFor) thread.join();
}

void Aside::abandon() {
    auto next = std::make_shared<Line>();
    {
        const std::lock_guard lock(m_line->mutex);
        next->owner = std::exchange(m_line->owner, nullptr);
    }
    m_line = std::move(next);
}

void Aside::start(std::function<void()> work, AtEnd atEnd) {
    try {
        std::thread thread(work);
        if (atEnd == AtEnd::wait)
            m_waitedFor.push_back(std::move(thread));
        else
            thread.detach();
    } catch (const std::system_error&) {
        work();  // no thread to be had: late is better than never
    }
}

}  // namespace scout::desktop
