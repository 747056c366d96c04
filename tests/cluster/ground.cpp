#include "cluster/ground.h"

#include <QFile>
#include <QJsonDocument>
#include <QProcess>
#include <QRegularExpression>
#include <cstdio>

namespace scout::test {

namespace {

constexpr int runLimit = 60'000;  // milliseconds

}  // namespace

std::optional<Ground> Ground::find() {
    const Outcome where =
        run(QStringLiteral(SCOUT_GROUND), {QStringLiteral("env")}, QProcessEnvironment::systemEnvironment());
    QFile file(where.out.trimmed());
    if (where.exitCode != 0 || !file.open(QIODevice::ReadOnly)) return std::nullopt;
    return Ground(QJsonDocument::fromJson(file.readAll()).object());
}

QString Ground::value(const QString& dottedPath) const {
    QJsonValue value = m_json;
    for (const QString& key : dottedPath.split(QLatin1Char('.'))) value = value.toObject().value(key);
    return value.toString();
}

Outcome run(const QString& program, const QStringList& arguments, const QProcessEnvironment& environment,
            const QByteArray& input) {
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    const bool ended = process.waitForFinished(runLimit);
    if (!ended) process.kill();
    Outcome outcome;
    outcome.out = QString::fromUtf8(process.readAllStandardOutput());
    outcome.err = QString::fromUtf8(process.readAllStandardError());
    if (ended && process.exitStatus() == QProcess::NormalExit) outcome.exitCode = process.exitCode();
    return outcome;
}

QString pluginPath() {
    return QStringLiteral(SCOUT_BIN_DIR "/kubectl-scout");
}

QProcessEnvironment environmentFor(const QString& kubeconfig) {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "https_proxy", "http_proxy", "no_proxy",
                             "KUBERNETES_SERVICE_HOST"}) {
        environment.remove(QLatin1String(name));
    }
    environment.insert(QStringLiteral("KUBECONFIG"), kubeconfig);
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    return environment;
}

QString normalized(QString text) {
    static const QList<std::pair<QRegularExpression, QString>> rules = {
        {QRegularExpression(QStringLiteral("sha256:[0-9a-f]{64}")), QStringLiteral("sha256:<digest>")},
        {QRegularExpression(QStringLiteral("sha256:[0-9a-f]{8}\\b")), QStringLiteral("sha256:<short>")},
        {QRegularExpression(QStringLiteral("sha1:[0-9a-f]{40}")), QStringLiteral("sha1:<commit>")},
        {QRegularExpression(QStringLiteral("sha1:[0-9a-f]{8}\\b")), QStringLiteral("sha1:<short>")},
        {QRegularExpression(QStringLiteral("\\b[0-9a-f]{40}\\b")), QStringLiteral("<commit>")},
        {QRegularExpression(QStringLiteral("\\bcommit [0-9a-f]{8}\\b")), QStringLiteral("commit <short>")},
        {QRegularExpression(QStringLiteral("git:[0-9a-f]{40}")), QStringLiteral("git:<commit>")},
        {QRegularExpression(QStringLiteral("\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b")),
         QStringLiteral("<uid>")},
        {QRegularExpression(QStringLiteral("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z")),
         QStringLiteral("<time>")},
        {QRegularExpression(QStringLiteral("\\+[0-9a-f]{12}\\b")), QStringLiteral("+<digest>")},
        {QRegularExpression(QStringLiteral("127\\.0\\.0\\.1:\\d+")), QStringLiteral("<address>")},
        // The controllers' own working folders.
        {QRegularExpression(QStringLiteral("/[^ \"']*/kustomization-\\d+")), QStringLiteral("<folder>")},
        {QRegularExpression(QStringLiteral("after \\d[0-9.]*m?s")), QStringLiteral("after <span>")},
        {QRegularExpression(QStringLiteral("\"bytes\": \\d+")), QStringLiteral("\"bytes\": 0")},
        // ReplicaSets and Pods: hashes of Kubernetes' own alphabet.
        {QRegularExpression(QStringLiteral("-[bcdfghjklmnpqrstvwxz2456789]{8,10}-[bcdfghjklmnpqrstvwxz2456789]{5}\\b")),
         QStringLiteral("-<set>-<pod>")},
        {QRegularExpression(QStringLiteral("-[bcdfghjklmnpqrstvwxz2456789]{8,10}\\b")), QStringLiteral("-<set>")},
    };
    for (const auto& [pattern, placeholder] : rules) text.replace(pattern, placeholder);
    return text;
}

int refuseWithoutGround() {
    if (Ground::find()) return 0;
    const bool ci = qgetenv("CI") == "true";
    std::fprintf(stderr, "The test ground is not up: run `tests/cluster/ground up --seed` (it says what it needs).\n");
    return ci ? 1 : 77;
}

}  // namespace scout::test
