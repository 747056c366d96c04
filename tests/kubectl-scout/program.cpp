#include "program.h"

#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QProcess>
#include <QTimer>

namespace scout::test {

Program::Program() {
    // Nothing of the machine's own: no kubeconfig, no proxy, no colours, no service account.
    environment.insert(QStringLiteral("HOME"), m_home.path());
    environment.insert(QStringLiteral("PATH"), qEnvironmentVariable("PATH"));
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    // No test asks anybody but this machine: registries, which the examples name, are behind a proxy that is not there.
    for (const char* variable : {"HTTPS_PROXY", "HTTP_PROXY"})
        environment.insert(QString::fromLatin1(variable), QStringLiteral("http://127.0.0.1:1"));
    for (const char* inherited : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "LD_LIBRARY_PATH"}) {
        if (qEnvironmentVariableIsSet(inherited))
            environment.insert(QString::fromLatin1(inherited), qEnvironmentVariable(inherited));
    }
}

QString Program::file(const QString& fileName, const QByteArray& content) const {
    QFile file(m_home.filePath(fileName));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write %s", qPrintable(file.fileName()));
    return file.fileName();
}

void Program::use(const std::string& server, const QStringList& cluster, const QStringList& user) {
    const auto lines = [](const QStringList& list) {
        QString text;
        for (const auto& line : list) text += QStringLiteral("    ") + line + QStringLiteral("\n");
        return text;
    };
    const QString text = QStringLiteral(
                             "apiVersion: v1\nkind: Config\ncurrent-context: test\n"
                             "contexts:\n- name: test\n  context: {cluster: test, user: dev, namespace: prod}\n"
                             "clusters:\n- name: test\n  cluster:\n    server: %1\n%2"
                             "users:\n- name: dev\n  user:\n%3")
                             .arg(QString::fromStdString(server), lines(cluster),
                                  user.isEmpty() ? QStringLiteral("    {}\n") : lines(user));
    environment.insert(QStringLiteral("KUBECONFIG"), file(QStringLiteral("kubeconfig"), text.toUtf8()));
}

Ended Program::run(const QStringList& arguments, const QByteArray& input) const {
    QProcess process;
    process.setProgram(QStringLiteral(SCOUT_BIN_DIR "/") + name);
    process.setArguments(arguments);
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(m_home.path());
    QEventLoop loop;
    QObject::connect(&process, &QProcess::finished, &loop, &QEventLoop::quit);
    QObject::connect(&process, &QProcess::errorOccurred, &loop, &QEventLoop::quit);
    QTimer::singleShot(30000, &loop, &QEventLoop::quit);
    process.start();
    process.write(input);
    process.closeWriteChannel();
    loop.exec();
    const bool ended = process.state() == QProcess::NotRunning && process.error() == QProcess::UnknownError;
    if (process.state() != QProcess::NotRunning) {
        process.kill();
        process.waitForFinished();
    }
    return {ended ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
}

}  // namespace scout::test
