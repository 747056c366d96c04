// A program that goes on until it is interrupted, and what it has said so far.
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStringList>
#include <QTest>
#include <csignal>
#include <functional>

namespace scout::test {

class Running {
  public:
    Running(const QString& program, const QStringList& arguments, const QProcessEnvironment& environment) {
        QObject::connect(&process, &QProcess::readyReadStandardOutput, &process,
                         [this] { out += process.readAllStandardOutput(); });
        QObject::connect(&process, &QProcess::readyReadStandardError, &process,
                         [this] { err += process.readAllStandardError(); });
        process.setProgram(program);
        process.setArguments(arguments);
        process.setProcessEnvironment(environment);
        process.start();
    }
    ~Running() {
        process.kill();
        process.waitForFinished();
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

    /// As Ctrl-C does; false when it has not ended within the limit of until().
    bool interrupt() {
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        return until([this] { return process.state() == QProcess::NotRunning; });
    }
    /// False when it takes longer than a minute.
    static bool until(const std::function<bool()>& condition) { return QTest::qWaitFor(condition, 60'000); }

    QProcess process;
    QByteArray out;
    QByteArray err;
};

}  // namespace scout::test
