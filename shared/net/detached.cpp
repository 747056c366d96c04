#include "net/detached.h"

#include <QProcess>

namespace scout::net {

std::optional<base::Error> startDetached(const std::string& program, const std::vector<std::string>& args) {
    QProcess process;
    process.setProgram(QString::fromStdString(program));
    QStringList list;
    for (const std::string& arg : args) list << QString::fromStdString(arg);
    process.setArguments(list);
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QProcess::nullDevice());
    process.setStandardInputFile(QProcess::nullDevice());
    if (process.startDetached()) return std::nullopt;
    return base::Error{base::ErrorKind::config, "the program cannot be started", program,
                       "Run it by hand to see what it says."};
}

}  // namespace scout::net
