#include "watch_server.h"

#include <QUrl>
#include <QUrlQuery>
#include <utility>

namespace scout::test {

namespace {

const QByteArray streamHead = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";

QByteArray jsonAnswer(int status, const QByteArray& body) {
    return answer(status, body, "Content-Type: application/json\r\n");
}

QByteArray objectJson(const std::string& name, int version) {
    return R"({"metadata":{"name":")" + QByteArray::fromStdString(name) +
           R"(","namespace":"prod","uid":"u","resourceVersion":")" + QByteArray::number(version) + R"("}})";
}

}  // namespace

QByteArray statusBody(int code, const QByteArray& reason) {
    return R"({"kind":"Status","apiVersion":"v1","status":"Failure","message":")" + reason + R"(","reason":")" +
           reason + R"(","code":)" + QByteArray::number(code) + "}";
}

QByteArray chunked(const QByteArray& text) {
    return QByteArray::number(text.size(), 16) + "\r\n" + text + "\r\n";
}

QByteArray bookmarkLine(int version) {
    return R"({"type":"BOOKMARK","object":{"metadata":{"resourceVersion":")" + QByteArray::number(version) + R"("}}})" +
           "\n";
}

QByteArray halfALine() {
    return R"({"type":"ADDED","object":{"meta)";
}

WatchServer::WatchServer() : m_server([this](const Seen& seen, QTcpSocket& socket) { handle(seen, socket); }) {}

void WatchServer::handle(const Seen& seen, QTcpSocket& socket) {
    const QUrl url(QString::fromUtf8(seen.target));
    const QUrlQuery query(url);
    const bool isWatch = query.hasQueryItem(QStringLiteral("watch"));
    const std::string plural = url.path().section(QLatin1Char('/'), -1).toStdString();
    ++(isWatch ? watches : lists);
    if (trouble && trouble(seen, isWatch, socket)) return;
    if (!query.hasQueryItem(QStringLiteral("limit")) && !isWatch) {
        socket.write(jsonAnswer(404, statusBody(404, "NotFound")));
    } else if (isWatch) {
        watch(plural, query.queryItemValue(QStringLiteral("resourceVersion")).toInt(), socket);
    } else {
        list(plural, socket);
    }
}

void WatchServer::list(const std::string& plural, QTcpSocket& socket) {
    QByteArray items;
    for (const auto& [name, version] : m_objects[plural])
        items += (items.isEmpty() ? "" : ",") + objectJson(name, version);
    socket.write(jsonAnswer(200, R"({"kind":"XList","metadata":{"resourceVersion":")" + QByteArray::number(m_version) +
                                     R"("},"items":[)" + items + "]}"));
}

void WatchServer::watch(const std::string& plural, int from, QTcpSocket& socket) {
    if (from < m_oldest && !expiresByEvent) {
        socket.write(jsonAnswer(410, statusBody(410, "Expired")));
        return;
    }
    socket.write(streamHead);
    if (from < m_oldest) {
        socket.write(chunked(R"({"type":"ERROR","object":)" + statusBody(410, "Expired") + "}\n") + "0\r\n\r\n");
        return;
    }
    for (const Happening& one : m_happenings) {
        if (one.version > from && one.plural == plural) socket.write(chunked(one.line));
    }
    m_watches.push_back({plural, &socket});
}

void WatchServer::happened(const std::string& type, const std::string& plural, const std::string& name) {
    const QByteArray line =
        R"({"type":")" + QByteArray::fromStdString(type) + R"(","object":)" + objectJson(name, m_version) + "}\n";
    m_happenings.push_back({m_version, plural, line});
    say(plural, chunked(line));
}

void WatchServer::put(const std::string& plural, const std::string& name) {
    const bool isNew = !m_objects[plural].contains(name);
    m_objects[plural][name] = ++m_version;
    happened(isNew ? "ADDED" : "MODIFIED", plural, name);
}

void WatchServer::remove(const std::string& plural, const std::string& name) {
    m_objects[plural].erase(name);
    ++m_version;
    happened("DELETED", plural, name);
}

void WatchServer::compact() {
    m_happenings.clear();
    m_oldest = ++m_version;
}

void WatchServer::say(const std::string& plural, const QByteArray& text) {
    for (const Watch& one : m_watches) {
        if (one.plural == plural && one.socket) one.socket->write(text);
    }
}

void WatchServer::endWatches(const std::string& plural) {
    say(plural, "0\r\n\r\n");
    std::erase_if(m_watches, [&plural](const Watch& one) { return one.plural == plural; });
}

void WatchServer::cutWatches(const std::string& plural) {
    for (const Watch& one : std::exchange(m_watches, {})) {
        if (one.plural != plural) {
            m_watches.push_back(one);
        } else if (one.socket) {
            one.socket->disconnectFromHost();
        }
    }
}

}  // namespace scout::test
