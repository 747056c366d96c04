#include "kube/read.h"

#include <QTest>

#include "canned.h"

using namespace scout;
using base::ErrorKind;
using kube::Detail;
using kube::ReadAnswer;
using kube::ReadObject;
using test::answer;
using test::builtin;
using test::shown;

namespace {

using Played = test::Played<ReadAnswer>;

Played read(const kube::Resource& resource, const std::string& name, Detail detail,
            const std::vector<base::HttpResponse>& answers) {
    ReadObject conversation(resource, "prod", name, detail);
    return test::play<ReadAnswer>(conversation, answers);
}

kube::Resource kustomization() {
    return builtin("kustomize.toolkit.fluxcd.io", "Kustomization");
}

const base::HttpResponse frontend =
    answer(200, test::quoted("{'kind':'Deployment','apiVersion':'apps/"
                             "v1','metadata':{'name':'frontend','namespace':'prod'},'spec':{'replicas':3}}"));

// As recorded: kubectl apply leaves the Secret's values in an annotation, which a metadata-only answer carries along.
const std::string secretMetadata = test::quoted(
    "{'name':'s','namespace':'prod','uid':'022c0a87','annotations':{"
    "    "
    "'kubectl.kubernetes.io/"
    "last-applied-configuration':'{\\'apiVersion\\':\\'v1\\',\\'kind\\':\\'Secret\\',\\'stringData\\':{\\'password\\':"
    "\\'hunter2\\'}}\\n',"
    "    'kapp.k14s.io/original':'{\\'data\\':{\\'password\\':\\'aHVudGVyMg==\\'}}',"
    "    'objectset.rio.cattle.io/applied':'H4sIAAAhunter2',"
    "    'example.com/copy':' {\\'stringData\\':{\\'password\\':\\'hunter2\\'}}',"
    "    'example.com/cut-copy':'{\\'data\\':{\\'password\\':\\'aHVudGVyMg',"
    "    'confighub.com/origin':'{\\'unitSlug\\':\\'s\\',\\'revisionNum\\':4}',"
    "    'argocd.argoproj.io/tracking-id':'app:/Secret:prod/s'}}");

bool holdsSecret(const std::string& text) {
    return shown(text).contains("hunter2") || shown(text).contains("aHVudGVy");
}

}  // namespace

class ReadTest : public QObject {
    Q_OBJECT

  private slots:
    void found() {
        const Played played = read(builtin("apps", "Deployment"), "frontend", Detail::full, {frontend});
        QCOMPARE(played.targets, (std::vector<std::string>{"/apis/apps/v1/namespaces/prod/deployments/frontend"}));
        QCOMPARE(played.accepts, (std::vector<std::string>{"application/json"}));
        QVERIFY(played.answer());
        QVERIFY(played.answer()->found && !played.answer()->kindNotServed && !played.answer()->absence);
        QCOMPARE(*played.answer()->value.at("spec.replicas").integer(), 3);
    }

    // A metadata answer does not say what it is the metadata of.
    void metadataGetsItsOwnKind() {
        const Played played = read(
            builtin("apps", "Deployment"), "frontend", Detail::metadata,
            {answer(
                200,
                test::quoted(
                    "{'kind':'PartialObjectMetadata','apiVersion':'meta.k8s.io/v1','metadata':{'name':'frontend'}}"))});
        QCOMPARE(played.accepts, (std::vector<std::string>{
                                     "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json"}));
        QVERIFY(played.answer());
        QCOMPARE(shown(played.answer()->value.dump()),
                 shown(test::quoted("{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'frontend'}}")));
    }

    // A server that does not know the metadata form sends the whole object: the same answer comes out.
    void metadataOfAWholeObject() {
        const Played played = read(builtin("apps", "Deployment"), "frontend", Detail::metadata, {frontend});
        QVERIFY(played.answer());
        QCOMPARE(
            shown(played.answer()->value.dump()),
            shown(test::quoted(
                "{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'frontend','namespace':'prod'}}")));
    }

    void secretsAreNeverRead_data() {
        QTest::addColumn<int>("detail");
        QTest::addColumn<QString>("body");
        const QString partial =
            shown(test::quoted("{'kind':'PartialObjectMetadata','apiVersion':'meta.k8s.io/v1','metadata':%1}"))
                .arg(shown(secretMetadata));
        const QString whole =
            shown(test::quoted("{'kind':'Secret','apiVersion':'v1','type':'Opaque','data':{'password':'aHVudGVyMg=='}"
                               ",'stringData':{'a':'hunter2'},'metadata':%1}"))
                .arg(shown(secretMetadata));
        for (const auto& [name, detail] : {std::pair{"full", Detail::full}, std::pair{"metadata", Detail::metadata}}) {
            QTest::addRow("%s, partial answer", name) << static_cast<int>(detail) << partial;
            QTest::addRow("%s, the server ignores the form", name) << static_cast<int>(detail) << whole;
        }
    }
    void secretsAreNeverRead() {
        QFETCH(int, detail);
        QFETCH(QString, body);
        const Played played =
            read(builtin("", "Secret"), "s", static_cast<Detail>(detail), {answer(200, body.toStdString())});
        // No second choice in Accept: better no answer than one with the values.
        QCOMPARE(played.accepts,
                 (std::vector<std::string>{"application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1"}));
        QVERIFY(played.answer());
        QCOMPARE(shown(played.answer()->value.dump()),
                 shown(test::quoted("{'apiVersion':'v1','kind':'Secret','metadata':{'annotations':{'argocd.argoproj."
                                    "io/tracking-id':'app:/Secret:prod/s','confighub.com/"
                                    "origin':'{\\'unitSlug\\':\\'s\\',\\'revisionNum\\':4}'},'name':'s','namespace':'"
                                    "prod','uid':'022c0a87'}}")));
    }
    void secretsWithOddAnnotations() {
        const Played played = read(
            builtin("", "Secret"), "s", Detail::metadata,
            {answer(200, test::quoted("{'metadata':{'name':'s','annotations':{'a':{'data':'hunter2'},'b':'kept'}}}"))});
        QVERIFY(played.answer());
        QCOMPARE(shown(played.answer()->value.at("metadata.annotations").dump()), shown(test::quoted("{'b':'kept'}")));
        const Played list = read(builtin("", "Secret"), "s", Detail::metadata,
                                 {answer(200, test::quoted("{'metadata':{'name':'s','annotations':['hunter2']}}"))});
        QVERIFY(list.answer());
        QVERIFY(!holdsSecret(list.answer()->value.dump()));
    }
    void secretsDoNotLeakThroughErrors() {
        const std::string cut = test::quoted("{'kind':'Secret','data':{'password':'aHVudGVyMg");
        const Played played = read(builtin("", "Secret"), "s", Detail::full, {answer(200, cut)});
        QVERIFY(played.error());
        QVERIFY(!holdsSecret(base::display(*played.error())));
        const Played status = read(builtin("", "Secret"), "s", Detail::full,
                                   {answer(500, test::quoted("{'kind':'Secret','data':{'p':'aHVudGVyMg=='}}"))});
        QVERIFY(status.error());
        QVERIFY(!holdsSecret(base::display(*status.error())));
    }

    void notFound() {
        const Played played = read(
            kustomization(), "frontend", Detail::full,
            {test::statusAnswer(
                 404, "NotFound", test::quoted("kustomizations.kustomize.toolkit.fluxcd.io \\'frontend\\' not found"),
                 test::quoted("{'name':'frontend','group':'kustomize.toolkit.fluxcd.io','kind':'kustomizations'}")),
             frontend});
        QVERIFY(played.answer());
        QVERIFY(!played.answer()->found && !played.answer()->kindNotServed && !played.answer()->value.exists());
        QCOMPARE(played.answer()->absence->kind, ErrorKind::notFound);
        QCOMPARE(shown(played.answer()->absence->what),
                 QString("kustomizations.kustomize.toolkit.fluxcd.io \"frontend\" not found"));
        QCOMPARE(played.unused, std::size_t{1});  // an object's absence in v1 is final
    }

    void versionFallback_data() {
        QTest::addColumn<int>("lacking");
        QTest::addColumn<bool>("asStatus");
        for (const bool asStatus : {false, true}) {
            QTest::addRow("second version, %d", asStatus) << 1 << asStatus;
            QTest::addRow("third version, %d", asStatus) << 2 << asStatus;
            QTest::addRow("none, %d", asStatus) << 3 << asStatus;
        }
    }
    void versionFallback() {
        QFETCH(int, lacking);
        QFETCH(bool, asStatus);
        const std::vector<std::string> versions = {"v1", "v1beta2", "v1beta1"};
        std::vector<base::HttpResponse> answers(static_cast<std::size_t>(lacking),
                                                asStatus ? test::resourceNotFound() : test::pageNotFound());
        answers.push_back(answer(
            200,
            test::quoted("{'kind':'PartialObjectMetadata','apiVersion':'meta.k8s.io/v1','metadata':{'name':'shop'}}")));
        const Played played = read(kustomization(), "shop", Detail::metadata, answers);
        std::vector<std::string> asked;
        for (std::size_t i = 0; i < std::min<std::size_t>(versions.size(), answers.size()); ++i) {
            asked.push_back("/apis/kustomize.toolkit.fluxcd.io/" + versions[i] +
                            "/namespaces/prod/kustomizations/shop");
        }
        QCOMPARE(played.targets, asked);
        QVERIFY(played.answer());
        if (lacking == 3) {
            QVERIFY(!played.answer()->found && played.answer()->kindNotServed);
            QCOMPARE(played.answer()->absence->kind, ErrorKind::notInstalled);
            QCOMPARE(shown(played.answer()->absence->what),
                     QString("the server does not serve Kustomization of kustomize.toolkit.fluxcd.io (tried v1, "
                             "v1beta2, v1beta1)"));
        } else {
            // The version that answered is the one that the object says.
            QCOMPARE(shown(played.answer()->value["apiVersion"].text()),
                     shown("kustomize.toolkit.fluxcd.io/" + versions[static_cast<std::size_t>(lacking)]));
        }
    }

    void absentInAnOlderVersion() {
        const Played played =
            read(kustomization(), "frontend", Detail::full, {test::pageNotFound(), test::objectNotFound()});
        QVERIFY(played.answer());
        QVERIFY(!played.answer()->found && !played.answer()->kindNotServed);
    }

    void errors_data() {
        QTest::addColumn<QString>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("what");
        QTest::newRow("forbidden") << shown(test::quoted("{'kind':'Status','message':'no','reason':'Forbidden'}"))
                                   << 403 << "forbidden"
                                   << "no";
        QTest::newRow("404 of a proxy") << shown(test::quoted("{'error':'no route'}")) << 404 << "protocol"
                                        << "the server answered HTTP 404 Not Found";
        QTest::newRow("page") << "<html></html>" << 200 << "protocol"
                              << "this is not a Kubernetes API server, or a proxy or login page answered in its place: "
                                 "HTTP 200 with a page of HTML";
        QTest::newRow("cut") << shown(test::quoted("{'kind':'Deployment','metadata':{'name':'fro")) << 200 << "protocol"
                             << "the answer ends early, after 44 bytes";
        QTest::newRow("array") << "[]" << 200 << "protocol"
                               << "the answer is not a Kubernetes object";
        QTest::newRow("no metadata") << shown(test::quoted("{'kind':'Deployment'}")) << 200 << "protocol"
                                     << "the answer is not a Kubernetes object";
        QTest::newRow("another object") << shown(test::quoted("{'metadata':{'name':'backend'}}")) << 200 << "protocol"
                                        << "the answer is about another object";
        QTest::newRow("a list") << shown(test::quoted("{'kind':'DeploymentList','metadata':{},'items':[]}")) << 200
                                << "protocol"
                                << "the answer is about another object";
    }
    void errors() {
        QFETCH(QString, body);
        QFETCH(int, status);
        QFETCH(QString, kind);
        QFETCH(QString, what);
        const Played played =
            read(builtin("apps", "Deployment"), "frontend", Detail::full, {answer(status, body.toStdString())});
        QVERIFY(played.error());
        QCOMPARE(shown(std::string(base::name(played.error()->kind))), kind);
        QCOMPARE(shown(played.error()->what), what);
        QCOMPARE(shown(played.error()->where), QString("Deployment/frontend in prod"));
        QVERIFY(!played.error()->advice.empty());
    }

    // Names come from annotations too. One that no object can have is absent, whatever a server makes of the path.
    void impossibleNames_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"", ".", "..", "../secrets/s", "a/status", "a%2Fb", "a b"})
            QTest::addRow("'%s'", name) << name;
    }
    void impossibleNames() {
        QFETCH(QString, name);
        const Played played =
            read(builtin("argoproj.io", "Application"), name.toStdString(), Detail::full,
                 {answer(200, test::quoted("{'metadata':{'name':'") + name.toStdString() + test::quoted("'}}"))});
        QVERIFY(!shown(played.targets.front()).contains(".."));
        QVERIFY(!shown(played.targets.front()).contains("secrets/"));
        QVERIFY(played.answer());
        QVERIFY(!played.answer()->found && !played.answer()->kindNotServed);
        QCOMPARE(played.answer()->absence->kind, ErrorKind::notFound);
    }

    void startsAnew() {
        ReadObject conversation(kustomization(), "prod", "shop", Detail::full);
        const auto first = conversation.start();
        QVERIFY(std::holds_alternative<base::HttpRequest>(conversation.next(test::pageNotFound())));
        QCOMPARE(conversation.start(), first);
        QCOMPARE(shown(conversation.asked().where()), QString("Kustomization/shop in prod"));
    }

    void noVersionsMeansV1() {
        kube::Resource resource = builtin("", "Pod");
        resource.versions.clear();
        const Played played = read(resource, "web", Detail::full, {});
        QCOMPARE(played.targets, (std::vector<std::string>{"/api/v1/namespaces/prod/pods/web"}));
        QVERIFY(!played.answer() && !played.error());
    }
};

QTEST_GUILESS_MAIN(ReadTest)
#include "read_test.moc"
