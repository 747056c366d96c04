#include "session_cluster_fixture.h"

#include <QtTest>
#include <algorithm>

namespace scout::test {

QByteArray json(int status, const QByteArray& body) {
    return answer(status, body, "Content-Type: application/json\r\n");
}

bool isFor(const Seen& seen, const char* part) {
    return seen.target.contains(part);
}

std::function<bool(const Seen&, bool, QTcpSocket&)> refuse(int code, const char* reason) {
    return [body = statusBody(code, reason), code](const Seen&, bool, QTcpSocket& socket) {
        socket.write(json(code, body));
        return true;
    };
}

bool silence(const Seen& /*seen*/, bool /*isWatch*/, QTcpSocket& /*socket*/) {
    return true;
}

void ClusterTest::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    m_server = std::make_unique<WatchServer>();
    m_server->put("deployments", "web");
    m_server->put("pods", "web-1");
    QVERIFY(writeKubeconfig(m_server->url(), m_server->url()));
    m_log = std::make_unique<WorkLog>();
    m_retry = std::chrono::milliseconds(5);
    m_ageEvery = std::chrono::milliseconds(15000);
    m_clock = std::make_shared<std::atomic<std::int64_t>>(base::parseTime("2026-11-21T04:37:09Z")->seconds);
    makeSession();
}

void ClusterTest::makeSession() {
    desktop::SessionEnvironment outside = environment(*m_log);
    outside.variables = {{"KUBECONFIG", path("config").toStdString()}, {"HOME", m_folder->path().toStdString()}};
    outside.now = [clock = m_clock] { return base::Time{*clock}; };
    outside.ageEvery = m_ageEvery;
    outside.live.changesEvery = std::chrono::milliseconds(5);
    outside.live.firstRetry = m_retry;
    outside.live.lastRetry = 4 * m_retry;
    m_session = std::make_unique<desktop::Session>(outside);
}

bool ClusterTest::writeKubeconfig(const std::string& one, const std::string& two, const QByteArray& user) {
    const QByteArray text = "clusters:\n- {name: one, cluster: {server: '" + QByteArray::fromStdString(one) +
                            "'}}\n- {name: two, cluster: {server: '" + QByteArray::fromStdString(two) +
                            "'}}\nusers:\n- name: dev\n  user: " + user +
                            "\ncontexts:\n- {name: one, context: {cluster: one, user: dev}}\n"
                            "- {name: two, context: {cluster: two, user: dev}}\ncurrent-context: one\n";
    return write(path("config"), text);
}

ClusterTest::Feed ClusterTest::feed(const std::string& kind) const {
    for (const auto& state : m_session->feeds()) {
        if (state.kind == kind) return state.feed;
    }
    return Feed::stopped;
}

bool ClusterTest::allWatching() const {
    const desktop::Session::Feeds& feeds = m_session->feeds();
    return !feeds.empty() &&
           std::all_of(feeds.begin(), feeds.end(), [](const auto& state) { return state.feed == Feed::watching; });
}

}  // namespace scout::test
