// An API server over the objects of a YAML file, as far as a trace asks for them: get, list, and "not found".
#pragma once

#include <QByteArray>
#include <vector>

#include "hostile_server.h"
#include "model/object.h"

namespace scout::test {

/// Loads a YAML file; a broken one ends the test program.
std::vector<model::KubeObject> loadObjects(const QString& path);

/// Answers from these objects. Kinds that are not built in do not exist; discovery says so.
HostileServer::Handler serve(std::vector<model::KubeObject> objects);

}  // namespace scout::test
