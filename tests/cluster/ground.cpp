#include "cluster/ground.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QRegularExpression>
#include <cstdio>

namespace scout::test {

namespace {

constexpr int runLimit = 60'000;  // milliseconds

// Every hash that `pattern` finds becomes "<name-1>", "<name-2>" ... in order of first appearance, its first 8 digits
// "<short-1>" and so on: a golden file then sees which revisions are the same and which are not.
QString numbered(const QString& text, const QRegularExpression& pattern, const QString& name) {
    constexpr qsizetype shortLength = 8;
    QStringList seen;
    QString result;
    qsizetype from = 0;
    for (auto matches = pattern.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const QString hash = match.captured();
        const QString start = hash.left(shortLength);
        if (!seen.contains(start)) seen << start;
        result += text.mid(from, match.capturedStart() - from) + QLatin1Char('<') +
                  (hash == start ? QStringLiteral("short") : name) + QLatin1Char('-') +
                  QString::number(seen.indexOf(start) + 1) + QLatin1Char('>');
        from = match.capturedEnd();
    }
    return result + text.mid(from);
}

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

QStringList Ground::list(const QString& name) const {
    QStringList texts;
    for (const QJsonValue& text : m_json.value(name).toArray()) texts << text.toString();
    return texts;
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

Outcome runInside(const Ground& ground, const QString& program, const QStringList& arguments,
                  const QProcessEnvironment& environment, const QByteArray& input) {
    const QStringList words = ground.list(QStringLiteral("prefix")) + QStringList{program} + arguments;
    return run(words.first(), words.mid(1), environment, input);
}

QString pluginPath() {
    return QStringLiteral(SCOUT_BIN_DIR "/kubectl-scout");
}

QProcessEnvironment environmentFor(const QString& kubeconfig) {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "https_proxy", "http_proxy", "no_proxy",
                             "KUBERNETES_SERVICE_HOST", "REGISTRY_AUTH_FILE", "XDG_RUNTIME_DIR"}) {
        environment.remove(QLatin1String(name));
    }
    environment.insert(QStringLiteral("KUBECONFIG"), kubeconfig);
    environment.insert(QStringLiteral("DOCKER_CONFIG"), QStringLiteral("/nonexistent"));
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    return environment;
}

QString chainOf(const QJsonObject& trace) {
    QStringList hops;
    for (const QJsonValue& hop : trace[QStringLiteral("chain")].toArray())
        hops << hop[QStringLiteral("kind")].toString() + QLatin1Char('/') + hop[QStringLiteral("name")].toString();
    return normalized(hops.join(QStringLiteral(" > ")));
}

QString verdictOf(const QJsonObject& trace) {
    const QJsonObject verdict = trace[QStringLiteral("verdict")].toObject();
    const QString at = verdict[QStringLiteral("at")].toString();
    return verdict[QStringLiteral("state")].toString() + (at.isEmpty() ? QString() : QStringLiteral(" at ") + at);
}

QString normalized(QString text) {
    // "+" and 12 digits: helm-controller's way to write a chart's digest behind its version.
    static const QRegularExpression digest(
        QStringLiteral("(?<=sha256:)(?:[0-9a-f]{64}|[0-9a-f]{8})\\b|(?<=\\+)[0-9a-f]{12}\\b"));
    static const QRegularExpression commit(
        QStringLiteral("\\b[0-9a-f]{40}\\b|(?:(?<=sha1:)|(?<=\\bcommit ))[0-9a-f]{8}\\b"));
    text = numbered(text, digest, QStringLiteral("digest"));
    text = numbered(text, commit, QStringLiteral("commit"));
    static const QList<std::pair<QRegularExpression, QString>> rules = {
        {QRegularExpression(QStringLiteral("\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b")),
         QStringLiteral("<uid>")},
        {QRegularExpression(QStringLiteral("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z")),
         QStringLiteral("<time>")},
        {QRegularExpression(QStringLiteral("(?:127\\.0\\.0\\.1|\\blocalhost):\\d+")), QStringLiteral("<address>")},
        // The controllers' own working folders.
        {QRegularExpression(QStringLiteral("/[^ \"']*/kustomization-\\d+")), QStringLiteral("<folder>")},
        {QRegularExpression(QStringLiteral("after \\d[0-9.]*m?s")), QStringLiteral("after <span>")},
        {QRegularExpression(QStringLiteral("\\b\\d+[smhd](?:\\d+[smh])? ago")), QStringLiteral("<age> ago")},
        // Which one tells since when depends on what the source fetched in between.
        {QRegularExpression(QStringLiteral("(?<=; time: status\\.history\\[0\\]\\.)(?:first|last)Reconciled")),
         QStringLiteral("<reconciled>")},
        // Argo CD's words from the second comparison on.
        {QRegularExpression(QStringLiteral("Manifest generation error \\(cached\\): ")), QString()},
        {QRegularExpression(QStringLiteral("\"bytes\": \\d+")), QStringLiteral("\"bytes\": 0")},
        // When Argo CD means to try again.
        {QRegularExpression(QStringLiteral("\\bat \\d{1,2}:\\d\\d[AP]M")), QStringLiteral("at <time>")},
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
