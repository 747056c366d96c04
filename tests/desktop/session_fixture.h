// What the tests of the session share: an environment whose work can be watched and held up, and snapshots of any size.
#pragma once

#include <QSemaphore>
#include <QString>
#include <QThread>
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "desktop/session/session.h"
#include "trace/snapshot.h"

namespace scout::test {

/// Milliseconds that are waited for what must come, however busy the machine is.
constexpr int patience = 60000;

/// Notes on which threads work is done, and lets a test hold it up. Work that nobody waits for may outlive it.
class WorkLog {
  public:
    /// The hook for SessionEnvironment::onWork.
    std::function<void(std::string_view)> hook() const;
    int count(const std::string& work) const;
    std::set<Qt::HANDLE> threads(const std::string& work) const;

    /// From now on the `number`-th beginning of `work` (1 for the next) waits until release().
    void holdAt(const std::string& work, int number = 1);
    /// Whether somebody waits there.
    bool held() const;
    void release();

  private:
    struct State {
        std::mutex mutex;
        std::map<std::string, int> counts;
        std::map<std::string, std::set<Qt::HANDLE>> threads;
        std::string holdAt;
        int holdIn = 0;
        std::atomic<bool> held = false;
        QSemaphore gate;
    };
    std::shared_ptr<State> m_state = std::make_shared<State>();
};

/// No kubeconfig, the time of the demo.
desktop::SessionEnvironment environment(WorkLog& log);

/// `count` Deployments that nobody applied, in one namespace.
trace::Snapshot deployments(int count);

QByteArray demoText();
/// Writes a file; false when that is not possible.
bool write(const QString& path, const QByteArray& content);

}  // namespace scout::test
