// A session over an API server that lists and watches, for the tests of live clusters.
#pragma once

#include <QTemporaryDir>
#include <chrono>
#include <memory>
#include <string>

#include "engine/watch_server.h"
#include "session_fixture.h"

namespace scout::test {

inline const std::string web = "apps/Deployment/prod/web";

QByteArray json(int status, const QByteArray& body);
bool isFor(const Seen& seen, const char* part);

/// For WatchServer::trouble: every request fails with that status, or is never answered.
std::function<bool(const Seen&, bool, QTcpSocket&)> refuse(int code, const char* reason);
bool silence(const Seen& seen, bool isWatch, QTcpSocket& socket);

/// The server has the Deployment web and the Pod web-1 in the namespace prod; no source is open yet.
class ClusterTest : public QObject {
    Q_OBJECT

  protected:
    using Phase = desktop::Session::Phase;
    using Feed = engine::LiveEvidence::Feed;

    QString path(const char* name) const { return m_folder->filePath(QString::fromLatin1(name)); }
    /// A kubeconfig with the contexts "one" (the current one) and "two", both of the user "dev".
    bool writeKubeconfig(const std::string& one, const std::string& two, const QByteArray& user = "{token: t0ken}");
    void makeSession();
    bool has(const std::string& id) const { return m_session->graph() && m_session->graph()->find(id) != nullptr; }
    Feed feed(const std::string& kind) const;
    bool allWatching() const;

    std::chrono::milliseconds m_retry{5};
    std::chrono::milliseconds m_ageEvery{15000};
    std::shared_ptr<std::atomic<std::int64_t>> m_clock;  ///< seconds
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<WatchServer> m_server;
    std::unique_ptr<WorkLog> m_log;
    std::unique_ptr<desktop::Session> m_session;

  private slots:
    void init();
    void cleanup() { m_session.reset(); }
};

}  // namespace scout::test
