#include "golden.h"

#include <QFile>
#include <QList>

namespace scout::test {

QString goldenDifference(const QString& path, const std::string& actual) {
    const QByteArray now(actual.data(), static_cast<qsizetype>(actual.size()));
    QFile file(path);
    if (qEnvironmentVariableIntValue("SCOUT_UPDATE_GOLDEN") == 1) {
        const bool written = file.open(QIODevice::WriteOnly) && file.write(now) == now.size();
        return written ? QString() : path + QStringLiteral(": ") + file.errorString();
    }
    if (!file.open(QIODevice::ReadOnly)) {
        return path + QStringLiteral(": ") + file.errorString() + QStringLiteral("; SCOUT_UPDATE_GOLDEN=1 writes it");
    }
    const QByteArray expected = file.readAll();
    if (expected == now) return {};
    const QList<QByteArray> then = expected.split('\n');
    const QList<QByteArray> lines = now.split('\n');
    qsizetype line = 0;
    while (line < then.size() && line < lines.size() && then[line] == lines[line]) ++line;
    return QStringLiteral("%1, line %2:\n  expected: %3\n  actual:   %4\nall of it:\n%5")
        .arg(path)
        .arg(line + 1)
        .arg(QString::fromUtf8(then.value(line)), QString::fromUtf8(lines.value(line)), QString::fromUtf8(now));
}

}  // namespace scout::test
