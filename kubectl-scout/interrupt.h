// Ctrl-C and SIGTERM as a call on the event loop.
#pragma once

#include <QSocketNotifier>
#include <csignal>
#include <functional>
#include <memory>

namespace scout::plugin {

/// While one exists, the first SIGINT or SIGTERM calls `stop` from the event loop instead of ending the program; a
/// second one ends it. Signals that the parent has set to be ignored stay ignored. One at a time.
class Interrupt {
  public:
    explicit Interrupt(std::function<void()> stop);
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

  private:
    static constexpr int kSignals[] = {SIGINT, SIGTERM};

    int m_pipe[2] = {-1, -1};
    std::unique_ptr<QSocketNotifier> m_notifier;
    struct sigaction m_previous[2] = {};
};

}  // namespace scout::plugin
