// An API server over the objects of a YAML file, as far as a trace asks for them: get, list, and "not found".
#pragma once

#include <QByteArray>
#include <QPointer>
#include <QString>
#include <QTcpSocket>
#include <string>
#include <vector>

#include "hostile_server.h"
#include "model/object.h"

namespace scout::test {

/// Loads a YAML file; a broken one ends the test program.
std::vector<model::KubeObject> loadObjects(const QString& path);

/// Answers from these objects. Kinds that are not built in do not exist; discovery says so.
HostileServer::Handler serve(std::vector<model::KubeObject> objects);

/// The same, with watches that hear of changes.
class ChangingApi {
  public:
    explicit ChangingApi(std::vector<model::KubeObject> objects);

    /// Replaces the object of that name and tells the watches of its kind.
    void change(const QString& plural, const model::KubeObject& object);
    /// Breaks all watches off.
    void cutWatches();
    /// Those that are open.
    int watchesOf(const QString& plural) const;
    std::string url() const { return m_server.url(); }

  private:
    struct Watch {
        QString plural;
        QPointer<QTcpSocket> socket;
    };
    void handle(const Seen& seen, QTcpSocket& socket);

    std::vector<model::KubeObject> m_objects;
    std::vector<Watch> m_watches;
    HostileServer m_server;  // last: its handler uses the rest
};

}  // namespace scout::test
