// What kustomize-controller has written down, at each step of a reconciliation and across several, and what is live.
#include <QTest>
#include <sstream>

#include "base/json.h"
#include "trace/rules/flux_live.h"

using namespace scout;

namespace {

// "3" is 10:03 of the one day.
std::string minutes(const std::string& minute) {
    return minute.empty() ? "" : "2026-11-20T10:" + std::string(minute.size() < 2 ? "0" : "") + minute + ":00Z";
}

std::string quoted(const std::string& key, const std::string& value) {
    return "\"" + key + "\": \"" + value + "\"";
}

std::vector<std::string> parts(const std::string& text, char separator) {
    std::vector<std::string> out;
    std::istringstream in(text);
    for (std::string part; std::getline(in, part, separator);) out.push_back(part);
    return out;
}

// "Ready False BuildFailed", "Healthy Unknown Progressing b 3": the checks of b begun at 10:03.
std::string condition(const std::string& text) {
    std::vector<std::string> words = parts(text, ' ');
    words.resize(5);
    const std::string message =
        words[3].empty() ? "" : "Running health checks for revision " + words[3] + " with a timeout of 9m30s";
    return "{" + quoted("type", words[0]) + ", " + quoted("status", words[1]) + ", " + quoted("reason", words[2]) +
           ", " + quoted("message", message) + ", " + quoted("lastTransitionTime", minutes(words[4])) + "}";
}

// "b PruneFailed 2 4": that was the outcome of b from 10:02 to 10:04.
std::string entry(const std::string& text) {
    const std::vector<std::string> words = parts(text, ' ');
    return "{" + quoted("lastReconciledStatus", words[1]) + ", " + quoted("firstReconciled", minutes(words[2])) + ", " +
           quoted("lastReconciled", minutes(words[3])) + ", \"metadata\": {" + quoted("revision", words[0]) + ", " +
           quoted("originRevision", "git-" + words[0]) + "}}";
}

std::string each(const std::string& text, std::string (*write)(const std::string&)) {
    std::string out;
    for (const std::string& one : parts(text, ',')) out += (out.empty() ? "" : ", ") + write(one);
    return "[" + out + "]";
}

model::KubeObject kustomization(const std::string& attempted, const std::string& applied, const std::string& conditions,
                                const std::string& history) {
    const std::string text =
        "{\"kind\": \"Kustomization\", \"status\": {" + quoted("lastAttemptedRevision", attempted) + ", " +
        quoted("lastAppliedRevision", applied) + ", " +
        quoted("lastAppliedOriginRevision", applied.empty() ? "" : "git-" + applied) +
        ", \"conditions\": " + each(conditions, condition) + ", \"history\": " + each(history, entry) + "}}";
    const auto json = base::Json::parse(text, "the row");
    if (!json) qFatal("%s", text.c_str());
    return model::KubeObject(json.value());
}

}  // namespace

class FluxLiveTest : public QObject {
    Q_OBJECT

  private slots:
    void revision_data() {
        QTest::addColumn<QString>("attempted");
        QTest::addColumn<QString>("applied");
        QTest::addColumn<QString>("conditions");
        QTest::addColumn<QString>("history");
        QTest::addColumn<QString>("live");
        const auto row = [](const char* name, const char* attempted, const char* applied, const char* conditions,
                            const char* history, const char* live) {
            QTest::newRow(name) << attempted << applied << conditions << history << live;
        };
        const char* aLive = "a git-a lastAppliedRevision";
        const char* bOverA = "? b was refused, and some of it may be applied over a | b | a";
        row("never attempted", "", "", "", "", "? ");
        row("in sync", "a", "a", "Ready True ReconciliationSucceeded", "a ReconciliationSucceeded 1 9", aLive);
        row("in sync and healthy", "a", "a", "Ready True ReconciliationSucceeded,Healthy True Succeeded",
            "a ReconciliationSucceeded 1 9", "a git-a lastAppliedRevision healthy");
        row("the same again, under way", "a", "a", "Ready Unknown Progressing", "a ReconciliationSucceeded 1 9", aLive);
        row("the same again, checked", "a", "a", "Ready Unknown Progressing,Healthy Unknown Progressing a 9",
            "a ReconciliationSucceeded 1 8", "a git-a lastAppliedRevision checking");
        row("the same again, refused", "a", "a", "Ready False ReconciliationFailed",
            "a ReconciliationFailed 9 9,a ReconciliationSucceeded 1 8", aLive);
        row("a newer one under way", "b", "a", "Ready Unknown Progressing", "a ReconciliationSucceeded 1 8",
            "? b is under way, and some of it may be applied over a | a");
        row("a newer one checked", "b", "a", "Ready Unknown Progressing,Healthy Unknown Progressing b 9",
            "a ReconciliationSucceeded 1 8", "b  lastAttemptedRevision checking");
        row("checked, and a newer one not begun", "b", "a",
            "Ready False DependencyNotReady,Healthy Unknown Progressing b 9", "a ReconciliationSucceeded 1 8",
            "b  lastAttemptedRevision");
        row("not built", "b", "a", "Ready False BuildFailed", "a ReconciliationSucceeded 1 8", aLive);
        row("refused", "b", "a", "Ready False ReconciliationFailed",
            "b ReconciliationFailed 9 9,a ReconciliationSucceeded 1 8", bOverA);
        row("refused, and tried again", "b", "a", "Ready Unknown Progressing",
            "b ReconciliationFailed 9 9,a ReconciliationSucceeded 1 8", bOverA);
        row("refused, and the next not built", "c", "a", "Ready False BuildFailed",
            "b ReconciliationFailed 9 9,a ReconciliationSucceeded 1 8", bOverA);
        row("refused, the same again too", "a", "a", "Ready False ReconciliationFailed",
            "a ReconciliationFailed 9 9,b ReconciliationFailed 8 8,a ReconciliationSucceeded 1 7",
            "? b was refused, and some of it may be applied over a | a | b | a");
        row("refused at the first time", "b", "", "Ready False ReconciliationFailed", "b ReconciliationFailed 9 9",
            "? b was refused, and some of it may be applied | b");
        row("only refusals are kept", "f", "a", "Ready False BuildFailed",
            "f ReconciliationFailed 9 9,e ReconciliationFailed 8 8,d ReconciliationFailed 7 7",
            "? f was refused, and some of it may be applied | f | e | d");
        row("unhealthy", "b", "a", "Ready False HealthCheckFailed,Healthy False HealthCheckFailed",
            "b HealthCheckFailed 9 9,a ReconciliationSucceeded 1 8", "b git-b lastAttemptedRevision unhealthy");
        row("unhealthy, and tried again", "b", "a", "Ready Unknown Progressing,Healthy False HealthCheckFailed",
            "b HealthCheckFailed 9 9,a ReconciliationSucceeded 1 8", "b git-b history[0].metadata.revision unhealthy");
        row("unhealthy, and the next not built", "c", "a", "Ready False BuildFailed,Healthy False HealthCheckFailed",
            "b HealthCheckFailed 9 9,a ReconciliationSucceeded 1 8", "b git-b history[0].metadata.revision unhealthy");
        row("unhealthy, and the way back refused", "a", "a", "Ready False ReconciliationFailed",
            "a ReconciliationFailed 9 9,b HealthCheckFailed 8 8,a ReconciliationSucceeded 1 7",
            "? a was refused, and some of it may be applied over b | a | b");
        row("not pruned", "b", "a", "Ready False PruneFailed", "b PruneFailed 9 9,a ReconciliationSucceeded 1 8",
            "b git-b lastAttemptedRevision");
        row("not pruned, and waiting", "b", "a", "Ready False DependencyNotReady,Healthy True Succeeded",
            "b PruneFailed 9 9,a ReconciliationSucceeded 1 8", "b git-b history[0].metadata.revision");
        row("checks cut short", "b", "a", "Ready False HealthCheckCanceled,Healthy Unknown Progressing b 9",
            "a ReconciliationSucceeded 1 8", "b  lastAttemptedRevision");
        row("checks cut short, and the next not built", "c", "a",
            "Ready False BuildFailed,Healthy Unknown Progressing b 9", "a ReconciliationSucceeded 1 8",
            "b  conditions Healthy");
        row("checks cut short, and the next under way", "c", "a",
            "Ready Unknown Progressing,Healthy Unknown Progressing b 9", "a ReconciliationSucceeded 1 8",
            "? c is under way, and some of it may be applied over b | b");
        row("checks cut short, and the next refused", "c", "a",
            "Ready False ReconciliationFailed,Healthy Unknown Progressing b 8",
            "c ReconciliationFailed 9 9,a ReconciliationSucceeded 1 7",
            "? c was refused, and some of it may be applied over b | c | b");
        row("refused, and the checks of the next cut short", "d", "a",
            "Ready False BuildFailed,Healthy Unknown Progressing c 9",
            "b ReconciliationFailed 8 8,a ReconciliationSucceeded 1 7", "c  conditions Healthy");
        row("attempted, and then waiting", "b", "a", "Ready False DependencyNotReady", "a ReconciliationSucceeded 1 8",
            "? b was attempted, and how far it came is not recorded | a");
        row("no history: in sync", "a", "a", "Ready True ReconciliationSucceeded", "", aLive);
        row("no history: under way", "b", "a", "Ready Unknown Progressing", "",
            "? b is under way, and some of it may be applied over a | a");
        row("no history: refused", "b", "a", "Ready False ReconciliationFailed", "",
            "? b was refused, and some of it may be applied over a | a");
        row("no history: not built", "b", "a", "Ready False BuildFailed", "", aLive);
        row("no history: unhealthy", "b", "a", "Ready False HealthCheckFailed,Healthy False HealthCheckFailed", "",
            "b  lastAttemptedRevision unhealthy");
        row("no history: one was unhealthy, and the next not built", "c", "a",
            "Ready False BuildFailed,Healthy False HealthCheckFailed", "",
            "? health checks failed, and of which revision is not recorded | a");
        row("no history: not pruned", "b", "a", "Ready False PruneFailed", "", "b  lastAttemptedRevision");
    }
    void revision() {
        QFETCH(QString, attempted);
        QFETCH(QString, applied);
        QFETCH(QString, conditions);
        QFETCH(QString, history);
        QFETCH(QString, live);
        const trace::rules::LiveRevision read = trace::rules::liveRevisionOf(kustomization(
            attempted.toStdString(), applied.toStdString(), conditions.toStdString(), history.toStdString()));
        std::string said = "? " + read.unknown;
        for (const std::string& one : read.perhaps) said += " | " + one;
        if (!read.revision.empty())
            said = read.revision + " " + read.originRevision + " " + read.field +
                   (read.health.empty() ? "" : " " + read.health);
        QCOMPARE(QString::fromStdString(said), live);
    }

    void time_data() {
        QTest::addColumn<QString>("history");
        QTest::addColumn<QString>("fetchedAt");
        QTest::addColumn<QString>("live");
        QTest::addColumn<QString>("applied");
        const auto row = [](const char* name, const char* history, const char* fetchedAt, const char* live,
                            const char* applied) { QTest::newRow(name) << history << fetchedAt << live << applied; };
        row("since the first", "a ReconciliationSucceeded 2 50", "1", "2 status.history[0].firstReconciled",
            "2 status.history[0].firstReconciled");
        row("unhealthy at first", "a ReconciliationSucceeded 5 50,a HealthCheckFailed 2 4", "1",
            "2 status.history[1].firstReconciled", "5 status.history[0].firstReconciled");
        row("unhealthy by now", "a HealthCheckFailed 40 50,a ReconciliationSucceeded 2 30", "1",
            "2 status.history[1].firstReconciled", "2 status.history[1].firstReconciled");
        row("another one in between", "a ReconciliationSucceeded 2 50,b ReconciliationSucceeded 10 20", "1",
            "50 status.history[0].lastReconciled", "50 status.history[0].lastReconciled");
        row("another one tried in between", "a ReconciliationSucceeded 2 50,b ReconciliationFailed 10 20", "1",
            "50 status.history[0].lastReconciled", "50 status.history[0].lastReconciled");
        row("another one before", "a ReconciliationSucceeded 20 50,b ReconciliationSucceeded 2 10", "1",
            "20 status.history[0].firstReconciled", "20 status.history[0].firstReconciled");
        row("the same manifests from an older revision", "a ReconciliationSucceeded 2 50", "30",
            "50 status.history[0].lastReconciled", "50 status.history[0].lastReconciled");
        row("no history", "", "1", "59 condition Ready", "59 condition Ready");
    }
    void time() {
        QFETCH(QString, history);
        QFETCH(QString, fetchedAt);
        QFETCH(QString, live);
        QFETCH(QString, applied);
        const model::KubeObject object =
            kustomization("a", "a", "Ready True ReconciliationSucceeded  59", history.toStdString());
        const auto text = [](const trace::rules::Seen& seen) {
            for (const char* minute : {"1", "2", "5", "20", "50", "59"}) {
                if (seen.at == minutes(minute)) return QString::fromStdString(minute + (" " + seen.field));
            }
            return QString::fromStdString(seen.at + " " + seen.field);
        };
        const std::string fetched = minutes(fetchedAt.toStdString());
        QCOMPARE(text(trace::rules::liveSince(object, "a", fetched)), live);
        QCOMPARE(text(trace::rules::appliedSince(object, fetched)), applied);
    }
};

QTEST_GUILESS_MAIN(FluxLiveTest)
#include "flux_live_test.moc"
