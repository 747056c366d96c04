// Which objects are kept with their managed fields: they tell who set what since when, and are often more than the
// rest.
#include <QTest>

#include "live_fixture.h"

using namespace scout;
using test::FakeTransport;
using test::list;
using test::Live;
using test::watchEvent;
using trace::Query;

namespace {

const std::string web = "/apis/apps/v1/namespaces/prod/deployments/web";
const std::string kustomizations = "/apis/kustomize.toolkit.fluxcd.io/v1/kustomizations";

std::string fat(const std::string& name, const std::string& resourceVersion) {
    std::string text = test::object(name, resourceVersion);
    text.insert(text.find("\"uid\""),
                test::json("'managedFields':[{'manager':'m','fieldsV1':{}}],'annotations':{'kubectl.kubernetes."
                           "io/last-applied-configuration':'x'},"));
    return text;
}

/// The resource version that is kept, and whether it is whole: "3 whole".
std::string kept(const Live& live, const model::ObjectRef& ref = Live::ref("Deployment", "web")) {
    const trace::Answer* answer = live.evidence->evidence().find({Query::Type::object, ref, {}});
    if (answer == nullptr) return "nothing";
    const base::Json metadata = answer->value()["metadata"];
    if (metadata["managedFields"][0]["manager"].text() != "m") return "nobody's";
    const bool fields = metadata["managedFields"][0]["fieldsV1"].exists();
    if (fields != (metadata["annotations"].size() == 1)) return "half of it";
    return metadata["resourceVersion"].text() + (fields ? " whole" : " lean");
}

}  // namespace

class LiveWholeTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Live> m_live;

    void listWeb(const std::string& resourceVersion) {
        m_live->transport.table.insert_or_assign(Live::deployments,
                                                 FakeTransport::json(200, list({fat("web", resourceVersion)}, "10")));
    }
    void serveWeb(const std::string& resourceVersion) {
        m_live->transport.table.insert_or_assign(web, FakeTransport::json(200, fat("web", resourceVersion)));
    }
    void event(const std::string& resourceVersion) {
        m_live->transport.chunk(m_live->watchOf("deployments"), watchEvent("MODIFIED", fat("web", resourceVersion)));
    }
    void keepWeb() { m_live->evidence->keepWhole({Live::ref("Deployment", "web")}); }

  private slots:
    void init() {
        m_live = std::make_unique<Live>();
        m_live->startWatching();
        event("4");
        serveWeb("4");
        QCOMPARE(kept(*m_live), std::string("4 lean"));
        QTRY_VERIFY(!m_live->changed.empty());
    }

    void whatIsWantedWholeIsReadAtOnceAndStaysWhole() {
        keepWeb();
        keepWeb();
        QCOMPARE(m_live->askedFor(web), std::size_t(1));
        m_live->changed.clear();
        m_live->transport.deliverAll();
        QCOMPARE(kept(*m_live), std::string("4 whole"));
        QTRY_COMPARE(m_live->changed, std::set<std::string>{"object apps/Deployment/prod/web"});
        event("5");
        QCOMPARE(kept(*m_live), std::string("5 whole"));
        QCOMPARE(m_live->askedFor(web), std::size_t(1));
        QCOMPARE(m_live->evidence->open(), std::size_t(0));
        // The list and its watch have it: it is not watched by its name as well.
        QCOMPARE(m_live->askedFor("fieldSelector"), std::size_t(0));
    }

    void anOlderAnswerDoesNotReplaceWhatCameMeanwhile() {
        keepWeb();
        event("5");
        m_live->transport.deliverAll();
        QCOMPARE(kept(*m_live), std::string("5 whole"));
    }

    void aNewListIsCompleted() {
        keepWeb();
        m_live->transport.deliverAll();
        listWeb("6");
        serveWeb("6");
        m_live->evidence->refresh();
        m_live->transport.deliverAll();
        QCOMPARE(kept(*m_live), std::string("6 whole"));
        QCOMPARE(m_live->askedFor(web), std::size_t(2));
    }

    void whatMayNotBeReadStaysAsTheListHasIt() {
        m_live->transport.table.insert_or_assign(web, FakeTransport::json(403, test::status(403, "Forbidden")));
        keepWeb();
        m_live->feeds.clear();
        m_live->transport.deliverAll();
        QCOMPARE(kept(*m_live), std::string("4 lean"));
        QCOMPARE(m_live->evidence->open(), std::size_t(0));
        QTRY_VERIFY(!m_live->feeds.empty());  // whoever waits for open() is told, though no evidence changed
        event("5");  // comes whole by itself
        QCOMPARE(kept(*m_live), std::string("5 whole"));
    }

    void whatIsRefusedBeforeTheWatchBeginsStaysAsTheListHasIt() {
        for (const int status : {403, 404}) {
            Live live;
            live.transport.table.insert_or_assign(Live::deployments,
                                                  FakeTransport::json(200, list({fat("web", "3")}, "10")));
            live.transport.table.insert_or_assign(
                web, FakeTransport::json(status, test::status(status, status == 403 ? "Forbidden" : "NotFound")));
            live.start();
            live.transport.deliverAll();
            live.evidence->keepWhole({Live::ref("Deployment", "web")});
            QCOMPARE(live.askedFor(web), std::size_t(1));
            live.transport.deliverAll();
            QCOMPARE(kept(live), std::string("3 lean"));
        }
    }

    void appliersAndSourcesAreAlwaysWhole() {
        using Role = trace::SurveyKind::Role;
        Live live;
        live.kinds = {{"kustomize.toolkit.fluxcd.io", "Kustomization", Role::applier}};
        live.transport.table.insert_or_assign(kustomizations + "?limit=500",
                                              FakeTransport::json(200, list({fat("apps", "3")}, "10")));
        live.start();
        live.transport.deliverAll();
        const model::ObjectRef apps{"kustomize.toolkit.fluxcd.io", "Kustomization", "prod", "apps"};
        QCOMPARE(kept(live, apps), std::string("3 whole"));
        const auto watch = live.transport.streamOf(kustomizations + "?watch");
        live.transport.head(watch);
        live.transport.chunk(watch, watchEvent("MODIFIED", fat("apps", "4")));
        QCOMPARE(kept(live, apps), std::string("4 whole"));
        live.evidence->keepWhole({apps});
        QVERIFY(live.transport.idle());
    }
};

QTEST_GUILESS_MAIN(LiveWholeTest)

#include "live_whole_test.moc"
