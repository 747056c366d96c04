// The running test ground, as its ground.json describes it, and the plugin run against it.
#pragma once

#include <QJsonObject>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>
#include <optional>

namespace scout::test {

class Ground {
  public:
    /// Nothing when the ground is not up.
    static std::optional<Ground> find();

    /// A member of ground.json by a dotted path: "registry.http", "kubeconfigs.tracer".
    QString value(const QString& dottedPath) const;
    /// A member that is a list of texts.
    QStringList list(const QString& name) const;

  private:
    explicit Ground(QJsonObject json) : m_json(std::move(json)) {}
    QJsonObject m_json;
};

struct Outcome {
    int exitCode = -1;
    QString out;
    QString err;
};

/// Runs a program to its end; exit code -1 when it did not start, crashed, or took longer than a minute.
Outcome run(const QString& program, const QStringList& arguments, const QProcessEnvironment& environment,
            const QByteArray& input = {});

/// The same for a program that must resolve the names of the ground's registry and Git server, as the controllers do.
Outcome runInside(const Ground& ground, const QString& program, const QStringList& arguments,
                  const QProcessEnvironment& environment, const QByteArray& input = {});

/// The built kubectl-scout.
QString pluginPath();
/// An environment that knows no cluster but `kubeconfig`, and no credentials of registries.
QProcessEnvironment environmentFor(const QString& kubeconfig);

/// "Git/fleet/web > Kustomization/web > Deployment/web", normalized, of a trace as JSON.
QString chainOf(const QJsonObject& trace);
/// "ready", "failed at Kustomization/web".
QString verdictOf(const QJsonObject& trace);

/// Digests, commits, times, addresses and generated names replaced by placeholders, so that a golden file holds on
/// every machine.
QString normalized(QString text);

/// 0 when the ground is up; else says so and gives the exit code: 77 ("skipped"), or 1 when CI=true.
int refuseWithoutGround();

}  // namespace scout::test

/// The main of every cluster test.
#define SCOUT_GROUND_MAIN(Test)                                                     \
    int main(int argc, char** argv) {                                               \
        QCoreApplication application(argc, argv);                                   \
        if (const int refusal = scout::test::refuseWithoutGround(); refusal != 0) { \
            return refusal;                                                         \
        }                                                                           \
        Test test;                                                                  \
        return QTest::qExec(&test, argc, argv);                                     \
    }
