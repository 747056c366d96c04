#include "desktop/session/demo.h"

#include <QFile>

// Outside of any namespace: the macro declares a function. In a static library nothing else would pull it in.
static void addResource() {
    Q_INIT_RESOURCE(demo);
}

namespace scout::desktop {

std::string demoSnapshot() {
    addResource();
    QFile file(QStringLiteral(":/session/demo.snapshot.json"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

}  // namespace scout::desktop
