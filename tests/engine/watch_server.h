// An API server that lists and watches, and misbehaves as it is told.
#pragma once

#include <QPointer>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "hostile_server.h"

namespace scout::test {

class WatchServer {
  public:
    WatchServer();

    /// "deployments" or "pods" of the namespace "prod"; every other collection is empty. Tells the watches.
    void put(const std::string& plural, const std::string& name);
    void remove(const std::string& plural, const std::string& name);
    /// Forgets what happened: a watch from before is expired.
    void compact();

    /// To the open watches of that plural: bytes as they are, the end, or the end without the last chunk.
    void say(const std::string& plural, const QByteArray& text);
    void endWatches(const std::string& plural);
    void cutWatches(const std::string& plural);

    /// True when it has dealt with the request.
    std::function<bool(const Seen& seen, bool isWatch, QTcpSocket& socket)> trouble;
    /// Watches answer 410 in an ERROR event rather than in their status.
    bool expiresByEvent = false;

    std::string url() const { return m_server.url(); }
    int lists = 0;
    int watches = 0;

  private:
    struct Happening {
        int version = 0;
        std::string plural;
        QByteArray line;
    };
    struct Watch {
        std::string plural;
        QPointer<QTcpSocket> socket;
    };
    void handle(const Seen& seen, QTcpSocket& socket);
    void list(const std::string& plural, QTcpSocket& socket);
    void watch(const std::string& plural, int from, QTcpSocket& socket);
    void happened(const std::string& type, const std::string& plural, const std::string& name);

    std::map<std::string, std::map<std::string, int>> m_objects;  ///< plural, name, version
    std::vector<Happening> m_happenings;
    std::vector<Watch> m_watches;
    int m_version = 10;
    int m_oldest = 0;
    HostileServer m_server;  // last: its handler uses the rest
};

/// A Status as JSON.
QByteArray statusBody(int code, const QByteArray& reason);
QByteArray chunked(const QByteArray& text);
QByteArray bookmarkLine(int version);
/// The beginning of an event.
QByteArray halfALine();

}  // namespace scout::test
