#include "fake_api.h"

#include <QFile>
#include <QUrl>
#include <QUrlQuery>
#include <algorithm>
#include <utility>

#include "base/yaml.h"
#include "kube/resource.h"

namespace scout::test {

namespace {

QByteArray json(int status, const QByteArray& body) {
    return answer(status, body, "Content-Type: application/json\r\n");
}

QByteArray notFound(const kube::Resource& resource, const std::string& name) {
    const QByteArray object = QByteArray::fromStdString(name);
    const QByteArray type = QByteArray::fromStdString(kube::qualifiedName(resource));
    return json(404, R"({"kind":"Status","apiVersion":"v1","status":"Failure","message":")" + type + R"( \")" + object +
                         R"(\" not found","reason":"NotFound","details":{"name":")" + object + R"(","kind":")" + type +
                         R"("},"code":404})");
}

QByteArray list(const std::vector<model::KubeObject>& objects, const kube::Resource& resource,
                const std::string& version, const std::string& ns, const std::string& name) {
    QByteArray items;
    for (const auto& object : objects) {
        const bool fits = object.group() == resource.group && object.kind() == resource.kind &&
                          (ns.empty() || object.ns() == ns) && (name.empty() || object.name() == name);
        if (fits) items += (items.isEmpty() ? "" : ",") + QByteArray::fromStdString(object.json().dump());
    }
    const std::string apiVersion = resource.group.empty() ? version : resource.group + "/" + version;
    return json(200, R"({"kind":")" + QByteArray::fromStdString(resource.kind) + R"(List","apiVersion":")" +
                         QByteArray::fromStdString(apiVersion) + R"(","metadata":{"resourceVersion":"1"},"items":[)" +
                         items + "]}");
}

}  // namespace

std::vector<model::KubeObject> loadObjects(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) qFatal("cannot read %s", qPrintable(path));
    const auto documents = base::parseYaml(file.readAll().toStdString(), path.toStdString());
    if (!documents) qFatal("%s", base::display(documents.error()).c_str());
    std::vector<model::KubeObject> objects;
    for (const auto& document : *documents) objects.emplace_back(document);
    return objects;
}

HostileServer::Handler serve(std::vector<model::KubeObject> objects) {
    return [objects = std::move(objects)](const Seen& seen, QTcpSocket& socket) {
        const QUrl url(QString::fromUtf8(seen.target));
        const std::string path = url.path(QUrl::FullyEncoded).toStdString();
        for (const auto& object : objects) {
            const auto* resource = kube::findBuiltin(object.group(), object.kind());
            if (resource != nullptr &&
                path == kube::resourcePath(*resource, object.version(), object.ns(), object.name())) {
                socket.write(json(200, QByteArray::fromStdString(object.json().dump())));
                return;
            }
        }
        const QString selector = QUrlQuery(url).queryItemValue(QStringLiteral("fieldSelector"), QUrl::FullyDecoded);
        const std::string name = selector.section(QLatin1Char('='), 1).toStdString();
        for (const auto& resource : kube::builtinResources()) {
            for (const auto& version : resource.versions) {
                for (const std::string ns :
                     {"", "prod", "staging", "argocd", "team-a", "team-b", "flux-system", "default"}) {
                    const std::string collection = kube::resourcePath(resource, version, ns, "");
                    if (path == collection) {
                        socket.write(list(objects, resource, version, resource.namespaced ? ns : "", name));
                        return;
                    }
                    if (path.starts_with(collection + "/") &&
                        path.find('/', collection.size() + 1) == std::string::npos) {
                        socket.write(notFound(resource, path.substr(collection.size() + 1)));
                        return;
                    }
                }
            }
        }
        if (path == "/api")
            socket.write(json(200, R"({"kind":"APIVersions","versions":[]})"));
        else if (path == "/apis")
            socket.write(json(200, R"({"kind":"APIGroupList","apiVersion":"v1","groups":[]})"));
        else
            socket.write(answer(404, "404 page not found", "Content-Type: text/plain\r\n"));
    };
}

ChangingApi::ChangingApi(std::vector<model::KubeObject> objects)
    : m_objects(std::move(objects)), m_server([this](const Seen& seen, QTcpSocket& socket) { handle(seen, socket); }) {}

void ChangingApi::handle(const Seen& seen, QTcpSocket& socket) {
    const QUrl url(QString::fromUtf8(seen.target));
    if (!QUrlQuery(url).hasQueryItem(QStringLiteral("watch"))) return serve(m_objects)(seen, socket);
    socket.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
    m_watches.push_back({url.path().section(QLatin1Char('/'), -1), &socket});
}

void ChangingApi::change(const QString& plural, const model::KubeObject& object) {
    for (model::KubeObject& known : m_objects) {
        if (known.ref() == object.ref()) known = object;
    }
    const QByteArray line = R"({"type":"MODIFIED","object":)" + QByteArray::fromStdString(object.json().dump()) + "}\n";
    for (const Watch& watch : m_watches) {
        if (watch.plural == plural && watch.socket)
            watch.socket->write(QByteArray::number(line.size(), 16) + "\r\n" + line + "\r\n");
    }
}

void ChangingApi::cutWatches() {
    for (const Watch& watch : std::exchange(m_watches, {})) {
        if (watch.socket) watch.socket->abort();
    }
}

int ChangingApi::watchesOf(const QString& plural) const {
    return static_cast<int>(std::count_if(m_watches.begin(), m_watches.end(), [&plural](const Watch& watch) {
        return watch.plural == plural && watch.socket;
    }));
}

}  // namespace scout::test
