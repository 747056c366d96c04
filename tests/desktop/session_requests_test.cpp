// What a session is asked about single objects, and what it writes and compares, over recorded evidence.
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>

#include "session_fixture.h"

using namespace scout;
using namespace scout::test;
using desktop::Comparison;
using desktop::Session;
using Phase = Session::Phase;
using TracePtr = std::shared_ptr<const model::Trace>;

namespace {

const std::string frontend = "apps/Deployment/prod/frontend";

/// What a callback of the session brought, and how often.
template <typename T>
struct Answer {
    std::optional<T> value;
    int times = 0;
    std::function<void(T)> callback() {
        return [this](T got) {
            value.emplace(std::move(got));
            ++times;
        };
    }
};

}  // namespace

class SessionRequestsTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        m_log = std::make_unique<WorkLog>();
        m_session = std::make_unique<Session>(environment(*m_log));
        m_session->openDemo();
        QTRY_COMPARE(m_session->phase(), Phase::ready);
    }
    void cleanup() { m_session.reset(); }

    void objectsAreThoseOfTheSnapshot();
    void whatIsNoObjectIsSaid();
    void whatASnapshotLacksIsSaid();
    void tracesTellMoreThanTheGraph();
    void callbacksComeLaterAndOnlyToTheLiving();
    void whatIsUnderWayIsCancelled_data();
    void whatIsUnderWayIsCancelled();
    void savedIsWhatWasRecorded();
    void aFileThatCannotBeWrittenIsSaid();
    void savingOutlivesTheSession();
    void comparesWithAnOlderSnapshot();
    void comparesWithItself();
    void aBadSnapshotCannotBeCompared();
    void nothingCannotBeCompared();
    void kubeconfigNamesWhatItLookedFor();
    void kubeconfigHasItsContexts();

  private:
    QString path(const char* name) const { return m_folder->filePath(QString::fromLatin1(name)); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<WorkLog> m_log;
    std::unique_ptr<Session> m_session;
};

void SessionRequestsTest::objectsAreThoseOfTheSnapshot() {
    Answer<base::Result<base::Json>> got;
    m_session->object(frontend, this, got.callback());
    QTRY_COMPARE(got.times, 1);
    QVERIFY(got.value->ok());
    QCOMPARE(got.value->value().at("metadata.name").text(), std::string("frontend"));
    QCOMPARE(got.value->value()["kind"].text(), std::string("Deployment"));
}

void SessionRequestsTest::whatIsNoObjectIsSaid() {
    std::vector<std::string> others{"no such id"};
    for (const model::Hop& hop : m_session->graph()->nodes) {
        if (!model::objectOf(hop)) others.push_back(hop.id);
    }
    QVERIFY2(others.size() > 1, "the demo has sources that are no objects");
    for (const std::string& id : others) {
        Answer<base::Result<base::Json>> object;
        Answer<base::Result<base::Json>> events;
        Answer<base::Result<std::string>> log;
        Answer<base::Result<TracePtr>> trace;
        m_session->object(id, this, object.callback());
        m_session->events(id, this, events.callback());
        m_session->log(id, {"", 10}, this, log.callback());
        m_session->trace(id, this, trace.callback());
        QTRY_COMPARE(object.times + events.times + log.times + trace.times, 4);
        QCOMPARE(object.value->error().kind, base::ErrorKind::unsupported);
        QCOMPARE(events.value->error().kind, base::ErrorKind::unsupported);
        QCOMPARE(log.value->error().kind, base::ErrorKind::unsupported);
        QCOMPARE(trace.value->error().kind, base::ErrorKind::unsupported);
    }
}

void SessionRequestsTest::whatASnapshotLacksIsSaid() {
    Answer<base::Result<base::Json>> events;
    Answer<base::Result<std::string>> log;
    m_session->events(frontend, this, events.callback());
    m_session->log(frontend, {"", 10}, this, log.callback());
    QTRY_COMPARE(events.times + log.times, 2);
    QCOMPARE(events.value->error().kind, base::ErrorKind::unsupported);
    QCOMPARE(events.value->error().what, std::string("events are not part of a snapshot"));
    QCOMPARE(log.value->error().what, std::string("logs are not part of a snapshot"));
    QVERIFY(!log.value->error().advice.empty());
}

void SessionRequestsTest::tracesTellMoreThanTheGraph() {
    Answer<base::Result<TracePtr>> got;
    m_session->trace(frontend, this, got.callback());
    QTRY_COMPARE(got.times, 1);
    const auto inGraph = m_session->graph()->traces.at(frontend);
    QCOMPARE(got.value->value()->verdict, inGraph->verdict);
    QVERIFY(inGraph->history.empty());
    QVERIFY(!got.value->value()->history.empty());

    // A source has no trace in the graph: it is made now.
    const std::string source = "source.toolkit.fluxcd.io/OCIRepository/flux-system/confighub-prod";
    const model::Hop* hop = nullptr;
    for (const model::Hop& node : m_session->graph()->nodes) {
        const auto ref = model::objectOf(node);
        if (ref && ref->id() == source) hop = &node;
    }
    QVERIFY(hop != nullptr);
    QVERIFY(!m_session->graph()->traces.contains(hop->id));
    Answer<base::Result<TracePtr>> made;
    m_session->trace(hop->id, this, made.callback());
    QTRY_COMPARE(made.times, 1);
    QCOMPARE(made.value->value()->object.id(), source);
    QCOMPARE(made.value->value()->context, std::string("demo"));
    QVERIFY(!m_log->threads("trace").contains(QThread::currentThreadId()));
}

void SessionRequestsTest::callbacksComeLaterAndOnlyToTheLiving() {
    Answer<base::Result<base::Json>> dead;
    Answer<base::Result<base::Json>> living;
    auto receiver = std::make_unique<QObject>();
    m_session->object(frontend, receiver.get(), dead.callback());
    m_session->object("no such id", this, living.callback());
    m_session->object(frontend, this, living.callback());
    QCOMPARE(living.times, 0);
    receiver.reset();
    QTRY_COMPARE(living.times, 2);
    QCOMPARE(dead.times, 0);
}

void SessionRequestsTest::whatIsUnderWayIsCancelled_data() {
    QTest::addColumn<int>("how");
    QTest::newRow("by cancel") << 0;
    QTest::newRow("by another source") << 1;
    QTest::newRow("by closing") << 2;
    QTest::newRow("by opening the same") << 3;
}

void SessionRequestsTest::whatIsUnderWayIsCancelled() {
    QFETCH(int, how);
    QVERIFY(write(path("a.json"), demoText()));
    m_log->holdAt("read");  // the comparison can not be ready by then
    Answer<base::Result<Comparison>> compared;
    Answer<base::Result<base::Json>> object;
    m_session->compareWith(path("a.json"), this, compared.callback());
    m_session->object(frontend, this, object.callback());
    QTRY_VERIFY(m_log->held());
    if (how == 0) m_session->cancel();
    if (how == 1) m_session->openSnapshot(path("a.json"));
    if (how == 2) m_session->close();
    if (how == 3) m_session->openDemo();
    QVERIFY(!compared.value.has_value());
    m_log->release();
    QTRY_COMPARE(compared.times, 1);
    QCOMPARE(compared.value->error().kind, base::ErrorKind::cancelled);
    QTRY_COMPARE(object.times, 1);
}

void SessionRequestsTest::savedIsWhatWasRecorded() {
    Answer<std::optional<base::Error>> saved;
    m_session->save(path("saved.json"), this, saved.callback());
    QTRY_COMPARE(saved.times, 1);
    QVERIFY(!saved.value->has_value());
    QFile file(path("saved.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    // Holes that were found on the way are not recorded answers: the file is the demo again, byte for byte.
    QCOMPARE(file.readAll(), demoText());
    QCOMPARE(QFileInfo(file).permissions() & QFileDevice::Permissions(0x0077), QFileDevice::Permissions());
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
}

void SessionRequestsTest::aFileThatCannotBeWrittenIsSaid() {
    for (const char* place : {"no/such/folder.json", "."}) {
        Answer<std::optional<base::Error>> saved;
        m_session->save(path(place), this, saved.callback());
        QTRY_COMPARE(saved.times, 1);
        QVERIFY(saved.value->has_value());
        const base::Error error = **saved.value;
        QCOMPARE(error.kind, base::ErrorKind::config);
        QCOMPARE(QString::fromStdString(error.where), path(place));
    }
    m_session->close();
    Answer<std::optional<base::Error>> nothing;
    m_session->save(path("a.json"), this, nothing.callback());
    QTRY_COMPARE(nothing.times, 1);
    QCOMPARE((*nothing.value)->kind, base::ErrorKind::usage);
    QVERIFY(!QFile::exists(path("a.json")));
}

void SessionRequestsTest::savingOutlivesTheSession() {
    m_session->save(path("saved.json"), this, [](const std::optional<base::Error>&) {});
    m_session.reset();
    QFile file(path("saved.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), demoText());
}

void SessionRequestsTest::comparesWithAnOlderSnapshot() {
    // Before, one of the Deployments was not there, nor what it made.
    auto snapshot = trace::readSnapshot(demoText().toStdString(), "demo");
    trace::Snapshot older;
    older.evidence.context = snapshot->evidence.context;
    older.evidence.recordedAt = snapshot->evidence.recordedAt;
    for (const auto& [key, entry] : snapshot->evidence.entries()) {
        if (!entry.query.ref.name.starts_with("by-hand")) older.evidence.add(entry.query, entry.answer);
    }
    QVERIFY(write(path("older.json"), QByteArray::fromStdString(trace::writeSnapshot(older))));
    Answer<base::Result<Comparison>> got;
    m_session->compareWith(path("older.json"), this, got.callback());
    QTRY_COMPARE(got.times, 1);
    const Comparison comparison = got.value->value();
    QCOMPARE(comparison.name, std::string("older.json"));
    const auto& nodes = comparison.difference.nodes;
    QCOMPARE(nodes.size(), std::size_t{3});
    for (const auto& node : nodes) {
        QVERIFY2(node.change == model::GraphDifference::Change::added, node.id.c_str());
        QVERIFY2(comparison.before->find(node.id) == nullptr, node.id.c_str());
    }
    const auto found = std::find_if(nodes.begin(), nodes.end(),
                                    [](const auto& node) { return node.id == "apps/Deployment/unmanaged/by-hand"; });
    QVERIFY(found != nodes.end());
    const auto& entry = *found;

    // And the picture can show it.
    QSignalSpy pictures(m_session.get(), &Session::pictureChanged);
    render::DiagramOptions options;
    options.changes[entry.id] = 1;
    m_session->show(options);
    QTRY_COMPARE(pictures.count(), 1);
    const auto card = m_session->picture()->cardOf(entry.id);
    QVERIFY(card.has_value());
    QCOMPARE(m_session->picture()->diagram.cards[*card].change, 1);
}

void SessionRequestsTest::comparesWithItself() {
    QVERIFY(write(path("same.json"), demoText()));
    Answer<base::Result<Comparison>> got;
    m_session->compareWith(path("same.json"), this, got.callback());
    QTRY_COMPARE(got.times, 1);
    QVERIFY(got.value->value().difference.empty());
}

void SessionRequestsTest::aBadSnapshotCannotBeCompared() {
    QVERIFY(write(path("bad.json"), "{}"));
    for (const char* name : {"bad.json", "missing.json"}) {
        Answer<base::Result<Comparison>> got;
        m_session->compareWith(path(name), this, got.callback());
        QTRY_COMPARE(got.times, 1);
        QCOMPARE(got.value->error().kind, base::ErrorKind::config);
        QCOMPARE(QString::fromStdString(got.value->error().where), path(name));
    }
    QCOMPARE(m_session->phase(), Phase::ready);
}

void SessionRequestsTest::nothingCannotBeCompared() {
    m_session->close();
    Answer<base::Result<Comparison>> got;
    m_session->compareWith(path("a.json"), this, got.callback());
    QTRY_COMPARE(got.times, 1);
    QCOMPARE(got.value->error().kind, base::ErrorKind::usage);
}

void SessionRequestsTest::kubeconfigNamesWhatItLookedFor() {
    desktop::SessionEnvironment outside = environment(*m_log);
    outside.variables = {{"KUBECONFIG", "/nowhere/a:/nowhere/b"}};
    const auto none = Session(outside).kubeconfig();
    QCOMPARE(none.error().kind, base::ErrorKind::config);
    QCOMPARE(none.error().where, std::string("/nowhere/a, /nowhere/b"));
    QVERIFY(!none.error().advice.empty());
    outside.kubeconfig = "/nowhere/c";
    QCOMPARE(Session(outside).kubeconfig().error().where, std::string("/nowhere/c"));
    outside.kubeconfig.clear();
    outside.variables.clear();
    QCOMPARE(Session(outside).kubeconfig().error().kind, base::ErrorKind::config);
}

void SessionRequestsTest::kubeconfigHasItsContexts() {
    QVERIFY(write(path("config"), "contexts:\n- name: one\n  context: {cluster: c}\ncurrent-context: one\n"));
    desktop::SessionEnvironment outside = environment(*m_log);
    outside.variables = {{"KUBECONFIG", path("config").toStdString()}};
    const auto loaded = Session(outside).kubeconfig();
    QVERIFY(loaded.ok());
    QCOMPARE(kubeconfig::contextNames(loaded->kubeconfig), std::vector<std::string>{"one"});
}

QTEST_GUILESS_MAIN(SessionRequestsTest)
#include "session_requests_test.moc"
