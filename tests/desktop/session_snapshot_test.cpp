// A session over recorded evidence: the demo, snapshot files good and bad, cancel, pictures, requests.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include "session_fixture.h"
#include "trace/graph_builder.h"

using namespace scout;
using namespace scout::test;
using desktop::Session;
using Phase = Session::Phase;

namespace {

const std::string frontend = "apps/Deployment/prod/frontend";

std::set<std::string> ids(const model::Graph& graph) {
    std::set<std::string> out;
    for (const model::Hop& hop : graph.nodes) out.insert(hop.id);
    return out;
}

/// The graph that a snapshot's text gives without any session.
std::shared_ptr<const model::Graph> expected(const QByteArray& text) {
    const auto snapshot = trace::readSnapshot(text.toStdString(), "test");
    trace::Options options;
    options.now = *base::parseTime(snapshot->evidence.recordedAt);
    return trace::buildGraph(snapshot->evidence, options);
}

/// Ends the pipe for whoever reads it, and waits for one who is only about to.
void letGo(const QByteArray& pipe) {
    const int end = ::open(pipe.constData(), O_WRONLY);
    QVERIFY(end >= 0);
    ::close(end);
}

/// All is read, and the picture is of all of it.
bool isDrawn(const Session& session) {
    return session.phase() == Phase::ready && session.pictureIsNewest();
}

}  // namespace

class SessionSnapshotTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void theDemoOpens();
    void allWorkIsDoneBesideTheInterface();
    void filesOpen();
    void badFilesAreExplained_data();
    void badFilesAreExplained();
    void aFailingRefreshKeepsTheGraph();
    void aPipeThatNeverEndsIsNotWaitedFor();
    void cancelledWhileReading();
    void cancelledWhileParsing();
    void cancelledHalfWayKeepsWhatWasSeen();
    void allThereWasStaysAllWhenReadingItAgainIsCancelled();
    void appliersComeFirstAndTheRestByAndBy();
    void whatIsOpenedNextReplacesWhatLoads();
    void openingTheSameKeepsTheGraph();
    void closingShowsNothing();
    void endsInAnyState_data();
    void endsInAnyState();
    void onlyTheNewestPictureIsShown();
    void picturesFollowShow();

  private:
    QString path(const char* name) const { return m_folder->filePath(QString::fromLatin1(name)); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void SessionSnapshotTest::theDemoOpens() {
    WorkLog log;
    Session session(environment(log));
    QCOMPARE(session.phase(), Phase::idle);
    QSignalSpy progress(&session, &Session::progress);
    session.openDemo();
    QCOMPARE(session.phase(), Phase::loading);
    QCOMPARE(session.source(), Session::Source::demo);
    QCOMPARE(session.sourceName(), QStringLiteral("Demo"));
    QTRY_COMPARE_WITH_TIMEOUT(session.phase(), Phase::ready, patience);
    const auto wanted = expected(demoText());
    QVERIFY(session.graph()->complete);
    QCOMPARE(ids(*session.graph()), ids(*wanted));
    QVERIFY(session.graph()->chains == wanted->chains);
    QCOMPARE(session.graph()->seenAt, wanted->seenAt);
    QVERIFY(session.graph()->find(frontend) != nullptr);
    // The first pictures may be of what was seen by then.
    QTRY_VERIFY_WITH_TIMEOUT(session.picture() != nullptr && session.picture()->cardOf(frontend).has_value(), patience);
    QVERIFY(session.picture()->diagram.demo);
    QCOMPARE(progress.first().at(0).toString(), QStringLiteral("Reading the demo"));
    QCOMPARE(progress.last().at(0).toString(), QString());
    QVERIFY(!session.error().has_value());
}

void SessionSnapshotTest::allWorkIsDoneBesideTheInterface() {
    WorkLog log;
    Session session(environment(log));
    QVERIFY(write(path("a.json"), demoText()));
    session.openSnapshot(path("a.json"));
    QTRY_VERIFY_WITH_TIMEOUT(session.picture() != nullptr, patience);
    std::optional<base::Error> saved;
    bool answered = false;
    session.save(path("b.json"), this, [&](std::optional<base::Error> error) {
        saved = std::move(error);
        answered = true;
    });
    QTRY_VERIFY_WITH_TIMEOUT(answered, patience);
    QVERIFY(!saved.has_value());
    std::map<std::string, std::set<Qt::HANDLE>> threads;
    for (const std::string work : {"read", "parse", "investigate", "graph", "picture", "write"}) {
        threads[work] = log.threads(work);
        QCOMPARE(threads[work].size(), std::size_t{1});
        QVERIFY2(!threads[work].contains(QThread::currentThreadId()), work.c_str());
    }
    QCOMPARE(threads["investigate"], threads["graph"]);
    // What cannot be interrupted does not hold up the thread that hears commands.
    for (const std::string work : {"read", "parse", "picture", "write"}) QVERIFY(threads[work] != threads["graph"]);
}

void SessionSnapshotTest::filesOpen() {
    WorkLog log;
    Session session(environment(log));
    QVERIFY(write(path("team.json"), QByteArray::fromStdString(trace::writeSnapshot(deployments(40)))));
    session.openSnapshot(path("team.json"));
    QCOMPARE(session.sourceName(), QStringLiteral("team.json"));
    QTRY_COMPARE_WITH_TIMEOUT(session.phase(), Phase::ready, patience);
    QCOMPARE(session.graph()->chains.size(), std::size_t{40});
    QCOMPARE(session.graph()->context, std::string("many"));
    QCOMPARE(session.graph()->seenAt, std::string("2026-11-21T04:00:00Z"));
    QTRY_VERIFY_WITH_TIMEOUT(session.picture() != nullptr, patience);
    QVERIFY(!session.picture()->diagram.demo);
}

void SessionSnapshotTest::badFilesAreExplained_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("what");
    const QByteArray demo = demoText();
    QTest::newRow("empty") << QByteArray("") << QStringLiteral("the file is empty");
    QTest::newRow("white space") << QByteArray(" \n\n") << QStringLiteral("the file is empty");
    QTest::newRow("not JSON") << QByteArray("apiVersion: v1\n") << QStringLiteral("not valid JSON");
    QTest::newRow("bytes") << QByteArray("\x00\xff\xfe\x80", 4) << QStringLiteral("not valid JSON");
    QTest::newRow("cut off") << demo.left(demo.size() / 2) << QStringLiteral("not valid JSON");
    QTest::newRow("deep") << QByteArray(100000, '[') << QStringLiteral("nested too deeply");
    QTest::newRow("an array") << QByteArray("[]") << QStringLiteral("not a kubectl-scout/v1 Snapshot");
    QTest::newRow("another kind") << QByteArray(R"({"apiVersion":"v1","kind":"Pod"})")
                                  << QStringLiteral("not a kubectl-scout/v1 Snapshot");
    QTest::newRow("no answer")
        << QByteArray(R"({"apiVersion":"kubectl-scout/v1","kind":"Snapshot","answers":[{"query":{"type":"object"}}]})")
        << QStringLiteral("neither known, missing nor unseen");
    QTest::newRow("missing") << QByteArray() << QStringLiteral("there is no such file");
    QTest::newRow("absurdly large") << QByteArray("{}") << QStringLiteral("the file is larger than 1 GiB");
    QTest::newRow("a folder") << QByteArray() << QStringLiteral("this is a folder");
}

void SessionSnapshotTest::badFilesAreExplained() {
    QFETCH(QByteArray, content);
    QFETCH(QString, what);
    const QString file = path("bad.json");
    if (qstrcmp(QTest::currentDataTag(), "a folder") == 0)
        QVERIFY(QDir().mkdir(file));
    else if (qstrcmp(QTest::currentDataTag(), "missing") != 0)
        QVERIFY(write(file, content));
    if (qstrcmp(QTest::currentDataTag(), "absurdly large") == 0) QVERIFY(QFile::resize(file, (qint64{1} << 30) + 1));
    WorkLog log;
    Session session(environment(log));
    QSignalSpy failed(&session, &Session::failed);
    session.openSnapshot(file);
    QTRY_COMPARE_WITH_TIMEOUT(session.phase(), Phase::failed, patience);
    QCOMPARE(failed.count(), 1);
    const base::Error error = session.error().value();
    QVERIFY2(QString::fromStdString(error.what).contains(what), error.what.c_str());
    QCOMPARE(error.kind, base::ErrorKind::config);
    QCOMPARE(QString::fromStdString(error.where), file);
    QVERIFY(!error.advice.empty());
    QVERIFY(session.graph() == nullptr);

    // And what is opened next is not the worse for it.
    session.openDemo();
    QVERIFY(!session.error().has_value());
    QTRY_COMPARE_WITH_TIMEOUT(session.phase(), Phase::ready, patience);
}

void SessionSnapshotTest::aFailingRefreshKeepsTheGraph() {
    WorkLog log;
    Session session(environment(log));
    QVERIFY(write(path("a.json"), demoText()));
    session.openSnapshot(path("a.json"));
    QTRY_COMPARE_WITH_TIMEOUT(session.phase(), Phase::ready, patience);
    const auto before = session.graph();
    QVERIFY(write(path("a.json"), "{"));
    session.refresh();
    QTRY_COMPARE_WITH_TIMEOUT(session.phase(), Phase::failed, patience);
    QCOMPARE(session.graph(), before);
    QVERIFY(write(path("a.json"), QByteArray::fromStdString(trace::writeSnapshot(deployments(3)))));
    session.refresh();
    QTRY_COMPARE_WITH_TIMEOUT(session.phase(), Phase::ready, patience);
    QCOMPARE(session.graph()->nodes.size(), std::size_t{3});
}

void SessionSnapshotTest::aPipeThatNeverEndsIsNotWaitedFor() {
    const QByteArray pipe = path("pipe").toLocal8Bit();
    QCOMPARE(::mkfifo(pipe.constData(), 0600), 0);
    WorkLog log;
    {
        Session session(environment(log));
        session.openSnapshot(path("pipe"));
        QTRY_COMPARE_WITH_TIMEOUT(log.count("read"), 1, patience);
    }
    // Lets the reader go, which has nobody left to tell.
    letGo(pipe);
}

void SessionSnapshotTest::cancelledWhileReading() {
    const QByteArray pipe = path("pipe").toLocal8Bit();
    QCOMPARE(::mkfifo(pipe.constData(), 0600), 0);
    WorkLog log;
    Session session(environment(log));
    session.openSnapshot(path("pipe"));
    QTRY_COMPARE_WITH_TIMEOUT(log.count("read"), 1, patience);
    session.cancel();
    QTRY_COMPARE_WITH_TIMEOUT(session.phase(), Phase::idle, patience);
    QVERIFY(session.graph() == nullptr);
    letGo(pipe);
    // It starts again with what is there now.
    QVERIFY(QFile::remove(path("pipe")));
    QVERIFY(write(path("pipe"), demoText()));
    session.refresh();
    QTRY_COMPARE_WITH_TIMEOUT(session.phase(), Phase::ready, patience);
}

void SessionSnapshotTest::cancelledWhileParsing() {
    WorkLog log;
    Session session(environment(log));
    log.holdAt("parse");
    session.openDemo();
    QTRY_VERIFY_WITH_TIMEOUT(log.held(), patience);
    session.cancel();
    QTRY_COMPARE_WITH_TIMEOUT(session.phase(), Phase::idle, patience);
    log.release();
    QVERIFY(session.graph() == nullptr);
    QCOMPARE(log.count("investigate"), 0);
    session.refresh();
    QTRY_COMPARE_WITH_TIMEOUT(session.phase(), Phase::ready, patience);
}

void SessionSnapshotTest::cancelledHalfWayKeepsWhatWasSeen() {
    WorkLog log;
    Session session(environment(log));
    QVERIFY(write(path("five.json"), QByteArray::fromStdString(trace::writeSnapshot(deployments(5)))));
    log.holdAt("investigate");
    session.openSnapshot(path("five.json"));
    QTRY_VERIFY_WITH_TIMEOUT(log.held(), patience);
    session.cancel();  // ends the slice after its first object
    log.release();
    QTRY_COMPARE_WITH_TIMEOUT(session.phase(), Phase::idle, patience);
    QVERIFY(!session.graph()->complete);
    QVERIFY(session.graph()->cancelled);
    QCOMPARE(session.graph()->chains.size(), std::size_t{1});
    QCOMPARE(log.count("investigate"), 1);
    QTRY_VERIFY_WITH_TIMEOUT(session.picture() != nullptr, patience);
    session.refresh();
    QTRY_VERIFY_WITH_TIMEOUT(session.graph()->complete, patience);
    QCOMPARE(session.graph()->chains.size(), std::size_t{5});
}

void SessionSnapshotTest::allThereWasStaysAllWhenReadingItAgainIsCancelled() {
    WorkLog log;
    Session session(environment(log));
    session.openDemo();
    QTRY_COMPARE_WITH_TIMEOUT(session.phase(), Phase::ready, patience);
    const auto before = session.graph();
    log.holdAt("parse");
    session.refresh();
    QTRY_VERIFY_WITH_TIMEOUT(log.held(), patience);
    QTRY_COMPARE_WITH_TIMEOUT(session.phase(), Phase::loading, patience);
    session.cancel();
    QTRY_COMPARE_WITH_TIMEOUT(session.phase(), Phase::ready, patience);
    log.release();
    QCOMPARE(session.graph(), before);
}

void SessionSnapshotTest::appliersComeFirstAndTheRestByAndBy() {
    WorkLog log;
    Session session(environment(log));
    std::vector<std::shared_ptr<const model::Graph>> graphs;
    connect(&session, &Session::graphChanged, this, [&] {
        if (session.graph()) graphs.push_back(session.graph());
    });
    log.holdAt("investigate");
    session.openDemo();
    QTRY_VERIFY_WITH_TIMEOUT(log.held(), patience);
    render::DiagramOptions options;
    options.chains = {"argoproj.io/Application/argocd/drifted"};
    session.show(options);  // a command that ends the first slice early
    log.release();
    QTRY_COMPARE_WITH_TIMEOUT(session.phase(), Phase::ready, patience);
    QVERIFY(graphs.size() >= 2);
    QVERIFY(!graphs.front()->complete);
    QCOMPARE(graphs.front()->traces.size(), std::size_t{1});
    QCOMPARE(graphs.front()->traces.begin()->second->object.kind, std::string("Application"));
    QVERIFY(graphs.back()->complete);
    QVERIFY(graphs.back()->traces.size() > 1);
}

void SessionSnapshotTest::whatIsOpenedNextReplacesWhatLoads() {
    WorkLog log;
    Session session(environment(log));
    QVERIFY(write(path("a.json"), QByteArray::fromStdString(trace::writeSnapshot(deployments(500)))));
    std::set<std::string> contexts;
    connect(&session, &Session::graphChanged, this, [&] {
        if (session.graph()) contexts.insert(session.graph()->context);
    });
    for (int i = 0; i < 5; ++i) {
        session.openSnapshot(path("a.json"));
        session.openDemo();
    }
    QTRY_COMPARE_WITH_TIMEOUT(session.phase(), Phase::ready, patience);
    QCOMPARE(contexts, std::set<std::string>{"demo"});
    QCOMPARE(session.sourceName(), QStringLiteral("Demo"));
}

void SessionSnapshotTest::openingTheSameKeepsTheGraph() {
    WorkLog log;
    Session session(environment(log));
    session.openDemo();
    QTRY_VERIFY_WITH_TIMEOUT(session.picture() != nullptr, patience);
    QTRY_COMPARE_WITH_TIMEOUT(session.phase(), Phase::ready, patience);
    render::DiagramOptions options;
    options.chains = {session.graph()->chains.front().id};
    session.show(options);
    session.openDemo();
    QCOMPARE(session.phase(), Phase::loading);
    QVERIFY(session.graph() != nullptr);
    QVERIFY(session.picture() != nullptr);
    QCOMPARE(session.shown().chains, options.chains);
    QVERIFY(write(path("a.json"), demoText()));
    session.openSnapshot(path("a.json"));
    QVERIFY(session.graph() == nullptr);
    QVERIFY(session.picture() == nullptr);
    QVERIFY(session.shown().chains.empty());
    QTRY_COMPARE_WITH_TIMEOUT(session.phase(), Phase::ready, patience);
}

void SessionSnapshotTest::closingShowsNothing() {
    WorkLog log;
    Session session(environment(log));
    session.openDemo();
    QTRY_VERIFY_WITH_TIMEOUT(session.picture() != nullptr, patience);
    session.close();
    QCOMPARE(session.phase(), Phase::idle);
    QCOMPARE(session.source(), Session::Source::none);
    QVERIFY(session.graph() == nullptr);
    QVERIFY(session.picture() == nullptr);
    session.refresh();  // of nothing
    session.openDemo();
    QTRY_COMPARE_WITH_TIMEOUT(session.phase(), Phase::ready, patience);
}

void SessionSnapshotTest::endsInAnyState_data() {
    QTest::addColumn<QString>("work");
    for (const char* work : {"", "read", "parse", "investigate", "graph", "picture"})
        QTest::newRow(work) << QString::fromLatin1(work);
}

void SessionSnapshotTest::endsInAnyState() {
    QFETCH(QString, work);
    WorkLog log;
    QVERIFY(write(path("a.json"), QByteArray::fromStdString(trace::writeSnapshot(deployments(300)))));
    auto session = std::make_unique<Session>(environment(log));
    if (!work.isEmpty()) log.holdAt(work.toStdString());
    session->openSnapshot(path("a.json"));
    if (!work.isEmpty()) QTRY_VERIFY_WITH_TIMEOUT(log.held(), patience);
    session->openDemo();
    session->object(frontend, this, [](const base::Result<base::Json>&) { QFAIL("nobody is left to be told"); });
    session->cancel();
    log.release();
    session.reset();
    QCoreApplication::processEvents();
}

void SessionSnapshotTest::onlyTheNewestPictureIsShown() {
    WorkLog log;
    Session session(environment(log));
    session.openDemo();
    QTRY_VERIFY_WITH_TIMEOUT(isDrawn(session), patience);
    QSignalSpy pictures(&session, &Session::pictureChanged);
    const int made = log.count("picture");
    log.holdAt("picture");
    render::DiagramOptions options;
    for (int i = 0; i < 50; ++i) {
        options.title = "request " + std::to_string(i);
        session.show(options);
        QTRY_VERIFY_WITH_TIMEOUT(log.held() || i > 0, patience);
    }
    log.release();
    QTRY_COMPARE_WITH_TIMEOUT(pictures.count(), 1, patience);
    QCOMPARE(session.picture()->diagram.title, std::string("request 49"));
    QCOMPARE(log.count("picture"), made + 2);  // the one that was given up and the last
}

void SessionSnapshotTest::picturesFollowShow() {
    WorkLog log;
    Session session(environment(log));
    session.openDemo();
    QTRY_VERIFY_WITH_TIMEOUT(isDrawn(session), patience);
    const std::size_t all = session.picture()->diagram.cards.size();
    QSignalSpy pictures(&session, &Session::pictureChanged);
    render::DiagramOptions options;
    options.chains = {session.graph()->chains.front().id};
    session.show(options);
    QTRY_COMPARE_WITH_TIMEOUT(pictures.count(), 1, patience);
    QVERIFY(session.picture()->diagram.cards.size() < all);
    QVERIFY(session.picture()->diagram.demo);
    QVERIFY(session.shown().now == *base::parseTime(session.graph()->seenAt));
}

QTEST_GUILESS_MAIN(SessionSnapshotTest)
#include "session_snapshot_test.moc"
