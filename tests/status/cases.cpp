#include "cases.h"

#include <QDir>
#include <QFile>

#include "base/yaml.h"

using namespace scout;

std::vector<StatusCase> statusCases() {
    std::vector<StatusCase> out;
    const QDir folder(QStringLiteral(SCOUT_TESTS_DIR "/status/cases"));
    if (!folder.exists()) qFatal("%s is not there", qPrintable(folder.path()));
    for (const QString& name : folder.entryList({QStringLiteral("*.yaml")}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly)) qFatal("cannot read %s", qPrintable(file.fileName()));
        const auto documents = base::parseYaml(file.readAll().toStdString(), name.toStdString());
        if (!documents) qFatal("%s", base::display(documents.error()).c_str());
        if (documents->size() != 1 || !documents->front().isArray()) qFatal("%s is not one list", qPrintable(name));
        const std::string prefix = name.chopped(5).toStdString() + ": ";
        for (const base::Json& entry : documents->front().elements()) {
            const auto now = base::parseTime(entry["now"].text("2026-11-21T03:00:00Z"));
            if (!now) qFatal("%s: now is no time", qPrintable(name));
            out.push_back({prefix + entry["case"].text(), model::KubeObject(entry["object"]), *now, entry});
        }
    }
    return out;
}
