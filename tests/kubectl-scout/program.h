// Runs the built plugin as a user would, while servers of the test go on answering.
#pragma once

#include <QByteArray>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace scout::test {

struct Ended {
    int code = -1;  ///< -1: it crashed or did not end
    QByteArray out;
    QByteArray err;
};

class Program {
  public:
    Program();

    /// Set or changed by a test before a run.
    QProcessEnvironment environment;
    QString workingDirectory() const { return m_home.path(); }
    QString name = QStringLiteral("kubectl-scout");

    /// A file in the working directory; its path.
    QString file(const QString& name, const QByteArray& content) const;
    /// A kubeconfig for one server, in use from now on. `cluster` and `user` are lines such as "token: x".
    void use(const std::string& server, const QStringList& cluster = {}, const QStringList& user = {});

    /// Runs it to its end; a run that takes longer than 30 s is killed and has the code -1.
    Ended run(const QStringList& arguments, const QByteArray& input = {}) const;

  private:
    QTemporaryDir m_home;
};

}  // namespace scout::test
