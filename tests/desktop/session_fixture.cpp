#include "session_fixture.h"

#include <QFile>
#include <QTest>

namespace scout::test {

std::function<void(std::string_view)> WorkLog::hook() const {
    return [state = m_state](std::string_view began) {
        const std::string work(began);
        {
            const std::lock_guard lock(state->mutex);
            ++state->counts[work];
            state->threads[work].insert(QThread::currentThreadId());
            if (work != state->holdAt || state->holdIn == 0 || --state->holdIn > 0) return;
            state->held = true;
        }
        // Whoever failed releases nothing any more, and its session waits for this thread.
        constexpr int look = 50;  // ms
        while (!state->gate.tryAcquire(1, look) && !QTest::currentTestFailed()) {
        }
    };
}

int WorkLog::count(const std::string& work) const {
    const std::lock_guard lock(m_state->mutex);
    const auto found = m_state->counts.find(work);
    return found == m_state->counts.end() ? 0 : found->second;
}

std::set<Qt::HANDLE> WorkLog::threads(const std::string& work) const {
    const std::lock_guard lock(m_state->mutex);
    const auto found = m_state->threads.find(work);
    return found == m_state->threads.end() ? std::set<Qt::HANDLE>() : found->second;
}

void WorkLog::holdAt(const std::string& work, int number) {
    const std::lock_guard lock(m_state->mutex);
    m_state->holdAt = work;
    m_state->holdIn = number;
}

bool WorkLog::held() const {
    return m_state->held;
}

void WorkLog::release() {
    m_state->held = false;
    m_state->gate.release();
}

desktop::SessionEnvironment environment(WorkLog& log) {
    desktop::SessionEnvironment environment;
    environment.now = [] { return *base::parseTime("2026-11-21T04:37:09Z"); };
    environment.onWork = log.hook();
    return environment;
}

trace::Snapshot deployments(int count) {
    trace::Snapshot snapshot;
    snapshot.evidence.context = "many";
    snapshot.evidence.recordedAt = "2026-11-21T04:00:00Z";
    for (int i = 0; i < count; ++i) {
        const std::string name = "web-" + std::to_string(i);
        const model::ObjectRef ref{"apps", "Deployment", "prod", name};
        const auto object = base::Json::parse(R"({"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":")" +
                                                  name + R"(","namespace":"prod","uid":"u)" + name +
                                                  R"(","generation":1},"spec":{"replicas":1},"status":{}})",
                                              name);
        snapshot.evidence.add(trace::askFor(ref), trace::Answer::known(*object));
        snapshot.subjects.push_back(ref);
    }
    return snapshot;
}

QByteArray demoText() {
    QFile file(QStringLiteral(SCOUT_TESTS_DIR "/../resources/demo/demo.snapshot.json"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool write(const QString& path, const QByteArray& content) {
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

}  // namespace scout::test
