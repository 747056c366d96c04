#include <QTest>

#include "canned.h"
#include "kube/read.h"

using namespace scout;
using base::ErrorKind;
using kube::Detail;
using kube::ListObjects;
using kube::ReadAnswer;
using test::answer;
using test::builtin;
using test::quoted;
using test::shown;

namespace {

using Played = test::Played<ReadAnswer>;
using Targets = std::vector<std::string>;

Played list(const kube::Resource& resource, const ListObjects::Selection& selection, Detail detail,
            const std::vector<base::HttpResponse>& answers) {
    ListObjects conversation(resource, selection, detail);
    return test::play<ReadAnswer>(conversation, answers);
}

Played listApps(const std::vector<base::HttpResponse>& answers) {
    return list(builtin("argoproj.io", "Application"), {}, Detail::full, answers);
}

// Built-in kinds leave apiVersion and kind out of the items of a list.
base::HttpResponse page(const std::vector<std::string>& names, const std::string& token = {}) {
    std::string items;
    for (const auto& name : names)
        items +=
            (items.empty() ? "" : ",") + (test::quoted("{'metadata':{'name':'") + name + test::quoted("'},'spec':{}}"));
    return answer(200, test::quoted("{'kind':'ApplicationList','apiVersion':'argoproj.io/"
                                    "v1alpha1','metadata':{'resourceVersion':'9','continue':'") +
                           token + test::quoted("'},'items':[") + items + "]}");
}

base::HttpResponse expired(const std::string& token = {}) {
    return test::statusAnswer(410, "Expired",
                              "The provided continue parameter is too old to display a consistent list result", "{}",
                              token.empty() ? "{}" : test::quoted("{'continue':'") + token + test::quoted("'}"));
}

std::string names(const Played& played) {
    std::string out;
    if (!played.answer()) return "no answer";
    for (const auto& item : played.answer()->value.elements()) out += item.at("metadata.name").text() + " ";
    return out;
}

const std::string all = "/apis/argoproj.io/v1alpha1/applications?limit=500";

}  // namespace

class ListTest : public QObject {
    Q_OBJECT

  private slots:
    void onePage() {
        const Played played = listApps({page({"b", "a"})});
        QCOMPARE(played.targets, Targets{all});
        QCOMPARE(played.accepts, Targets{"application/json"});
        QCOMPARE(names(played), std::string("b a "));
        QVERIFY(played.answer()->found);
        QCOMPARE(shown(played.answer()->value[std::size_t{0}].dump()),
                 shown(test::quoted(
                     "{'apiVersion':'argoproj.io/v1alpha1','kind':'Application','metadata':{'name':'b'},'spec':{}}")));
    }

    void pagesInOrder() {
        const Played played = listApps({page({"a", "b"}, "t/1="), page({}, "t2"), page({"c"})});
        QCOMPARE(played.targets, (Targets{all, all + "&continue=t%2F1%3D", all + "&continue=t2"}));
        QCOMPARE(names(played), std::string("a b c "));
    }

    void whereAWatchGoesOnFrom() {
        ListObjects list(builtin("apps", "Deployment"), {}, Detail::lean);
        const auto played = test::play<ReadAnswer>(
            list, {answer(200, quoted("{'kind':'DeploymentList','metadata':{'resourceVersion':'7','continue':'t'},"
                                      "'items':[]}")),
                   answer(200, quoted("{'kind':'DeploymentList','metadata':{'resourceVersion':'9'},'items':[]}"))});
        QCOMPARE(played.answer()->resourceVersion, std::string("7"));
        QCOMPARE(played.answer()->version, std::string("v1"));
    }

    void pagesOnTheirWay() {
        ListObjects list(builtin("apps", "Deployment"), {}, Detail::lean);
        const auto page = [](const std::string& name, const std::string& token) {
            return answer(200,
                          quoted("{'kind':'DeploymentList','metadata':{'resourceVersion':'7','continue':'" + token +
                                 "'},'items':[{'metadata':{'name':'" + name + "','managedFields':[{}]}}]}"));
        };
        list.start();
        list.next(page("a", "t"));
        auto items = list.takeItems();
        QCOMPARE(items.size(), std::size_t(1));
        QCOMPARE(items[0].dump(), quoted("{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'a'}}"));
        QVERIFY(list.takeItems().empty());
        // Expired without a token to go on with: from the start.
        list.next(test::statusAnswer(410, "Expired", "too old"));
        QCOMPARE(list.restarts(), 1);
        list.next(page("a", ""));
        QCOMPARE(list.takeItems().size(), std::size_t(1));
    }

    void leanTellsWhoWroteTheObject() {
        ListObjects list(builtin("apps", "Deployment"), {}, Detail::lean);
        list.start();
        list.next(answer(
            200, quoted("{'kind':'DeploymentList','metadata':{},'items':[{'metadata':{'name':'a','managedFields':["
                        "{'manager':'flux','operation':'Apply','time':'T','fieldsType':'FieldsV1','fieldsV1':{}},"
                        "{'manager':'kubelet','operation':'Update','subresource':'status','fieldsV1':{}}]}}]}")));
        const auto items = list.takeItems();
        QCOMPARE(items.at(0)["metadata"]["managedFields"].dump(),
                 quoted("[{'manager':'flux','operation':'Apply','time':'T'}]"));
    }

    void selection_data() {
        QTest::addColumn<QString>("ns");
        QTest::addColumn<QString>("fields");
        QTest::addColumn<QString>("labels");
        QTest::addColumn<int>("limit");
        QTest::addColumn<QString>("target");
        const QString root = "/apis/argoproj.io/v1alpha1/";
        QTest::newRow("name anywhere") << ""
                                       << "metadata.name=shop"
                                       << "" << 500
                                       << root + "applications?limit=500&fieldSelector=metadata.name%3Dshop";
        QTest::newRow("namespace and labels")
            << "argocd"
            << ""
            << "a=b,c in (d)" << 10
            << root + "namespaces/argocd/applications?limit=10&labelSelector=a%3Db%2Cc%20in%20%28d%29";
        QTest::newRow("no limit") << ""
                                  << ""
                                  << "" << 0 << root + "applications";
        QTest::newRow("no limit, a selector") << ""
                                              << "a=b"
                                              << "" << 0 << root + "applications?fieldSelector=a%3Db";
        QTest::newRow("no way up") << ".."
                                   << ""
                                   << "" << 0 << root + "namespaces/%252E%252E/applications";
    }
    void selection() {
        QFETCH(QString, ns);
        QFETCH(QString, fields);
        QFETCH(QString, labels);
        QFETCH(int, limit);
        QFETCH(QString, target);
        ListObjects conversation(builtin("argoproj.io", "Application"),
                                 {ns.toStdString(), fields.toStdString(), labels.toStdString(), limit}, Detail::full);
        QCOMPARE(shown(conversation.start().target), target);
    }

    void selectorsStayOnEveryPage() {
        const Played played =
            list(builtin("", "Pod"), {"prod", "metadata.name=x", "a=b", 2}, Detail::full, {page({"x"}, "t")});
        const std::string rest = "fieldSelector=metadata.name%3Dx&labelSelector=a%3Db";
        QCOMPARE(played.targets, (Targets{"/api/v1/namespaces/prod/pods?limit=2&" + rest,
                                          "/api/v1/namespaces/prod/pods?limit=2&continue=t&" + rest}));
    }

    void expiry_data() {
        QTest::addColumn<QList<QString>>("pages");  // "a b>t": names, then the token; "410" or "410>t"
        QTest::addColumn<QString>("asked");         // continue tokens in order, "-" for none
        QTest::addColumn<QString>("result");
        QTest::newRow("goes on with the token") << QList<QString>{"a>t1", "410>t2", "b"} << "- t1 t2"
                                                << "a b ";
        QTest::newRow("starts again without one") << QList<QString>{"a>t1", "410", "a>t3", "b"} << "- t1 - t3"
                                                  << "a b ";
        QTest::newRow("only once, with a token") << QList<QString>{"a>t1", "410>t2", "410>t3"} << "- t1 t2"
                                                 << "server";
        QTest::newRow("only once, without") << QList<QString>{"a>t1", "410", "a>t2", "410"} << "- t1 - t2"
                                            << "server";
        QTest::newRow("on the first page it is an error") << QList<QString>{"410"} << "-"
                                                          << "server";
        QTest::newRow("on the first page, with a token") << QList<QString>{"410>t"} << "-"
                                                         << "server";
        QTest::newRow("restarted, then expired at once") << QList<QString>{"a>t1", "410", "410"} << "- t1 -"
                                                         << "server";
        QTest::newRow("the same page again") << QList<QString>{"a>t1", "b>t1"} << "- t1"
                                             << "protocol";
    }
    void expiry() {
        QFETCH(QList<QString>, pages);
        QFETCH(QString, asked);
        QFETCH(QString, result);
        std::vector<base::HttpResponse> answers;
        for (const QString& text : pages) {
            const std::string token = text.section('>', 1).toStdString();
            const QString head = text.section('>', 0, 0);
            answers.push_back(head == "410" ? expired(token) : page({head.toStdString()}, token));
        }
        const Played played = listApps(answers);
        QStringList tokens;
        for (const auto& target : played.targets)
            tokens << (shown(target).contains("continue=") ? shown(target).section("continue=", 1) : "-");
        QCOMPARE(tokens.join(' '), asked);
        QCOMPARE(played.error() ? shown(std::string(base::name(played.error()->kind))) : shown(names(played)), result);
    }

    void versionFallback() {
        const auto kustomization = builtin("kustomize.toolkit.fluxcd.io", "Kustomization");
        const Played played =
            list(kustomization, {"prod", {}, {}, 500}, Detail::full, {test::pageNotFound(), page({"a"})});
        QCOMPARE(played.targets,
                 (Targets{"/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/prod/kustomizations?limit=500",
                          "/apis/kustomize.toolkit.fluxcd.io/v1beta2/namespaces/prod/kustomizations?limit=500"}));
        QVERIFY(played.answer());
        QCOMPARE(shown(played.answer()->value[std::size_t{0}]["apiVersion"].text()),
                 QString("kustomize.toolkit.fluxcd.io/v1beta2"));

        const Played none = list(kustomization, {}, Detail::full,
                                 {test::pageNotFound(), test::resourceNotFound(), test::pageNotFound()});
        QVERIFY(none.answer());
        QVERIFY(!none.answer()->found && none.answer()->kindNotServed);
        QCOMPARE(none.answer()->absence->kind, ErrorKind::notInstalled);
    }

    // A kind that disappears half-way is no empty list.
    void unservedHalfWay() {
        const Played played = listApps({page({"a"}, "t"), test::pageNotFound()});
        QVERIFY(played.error());
        QCOMPARE(played.error()->kind, ErrorKind::notInstalled);
    }

    void emptyLists_data() {
        QTest::addColumn<QString>("body");
        QTest::newRow("empty") << shown(test::quoted("{'kind':'ApplicationList','metadata':{},'items':[]}"));
        QTest::newRow("null") << shown(test::quoted("{'kind':'ApplicationList','metadata':{},'items':null}"));
        QTest::newRow("absent") << shown(test::quoted("{'kind':'ApplicationList','metadata':{}}"));
    }
    void emptyLists() {
        QFETCH(QString, body);
        const Played played = listApps({answer(200, body.toStdString())});
        QVERIFY(played.answer());
        QVERIFY(played.answer()->found);
        QCOMPARE(shown(played.answer()->value.dump()), QString("[]"));
    }

    void metadataOnly() {
        const Played played = list(
            builtin("apps", "ReplicaSet"), {}, Detail::metadata,
            {answer(200, test::quoted(
                             "{'kind':'PartialObjectMetadataList','apiVersion':'meta.k8s.io/v1','metadata':{},'items':["
                             "{'kind':'PartialObjectMetadata','apiVersion':'meta.k8s.io/"
                             "v1','metadata':{'name':'a'}},{'metadata':{'name':'b'},'spec':{'replicas':1}}]}"))});
        QCOMPARE(played.accepts,
                 Targets{"application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json"});
        QVERIFY(played.answer());
        QCOMPARE(shown(played.answer()->value.dump()),
                 shown(test::quoted(
                     "[{'apiVersion':'apps/v1','kind':'ReplicaSet','metadata':{'name':'a'}},{'apiVersion':'apps/"
                     "v1','kind':'ReplicaSet','metadata':{'name':'b'}}]")));
    }

    void secrets() {
        const Played played = list(builtin("", "Secret"), {}, Detail::full,
                                   {answer(200, test::quoted("{'kind':'SecretList','apiVersion':'v1','metadata':{},'"
                                                             "items':[{'metadata':{'name':'s','annotations':{"
                                                             "'kubectl.kubernetes.io/"
                                                             "last-applied-configuration':'{\\'stringData\\':{\\'p\\':"
                                                             "\\'hunter2\\'}}'}},'data':{'p':'aHVudGVyMg=='}}]}"))});
        QCOMPARE(played.accepts, Targets{"application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"});
        QVERIFY(played.answer());
        QCOMPARE(shown(played.answer()->value.dump()),
                 shown(test::quoted("[{'apiVersion':'v1','kind':'Secret','metadata':{'annotations':{},'name':'s'}}]")));
    }

    void errors_data() {
        QTest::addColumn<QString>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("kind");
        QTest::newRow("forbidden") << shown(test::quoted("{'kind':'Status','message':'no','reason':'Forbidden'}"))
                                   << 403 << "forbidden";
        QTest::newRow("page") << "<html></html>" << 200 << "protocol";
        QTest::newRow("cut") << shown(test::quoted("{'kind':'ApplicationList','items':[{'metadata':{'name':'a")) << 200
                             << "protocol";
        QTest::newRow("an object") << shown(test::quoted("{'kind':'Application','metadata':{'name':'a'}}")) << 200
                                   << "protocol";
        QTest::newRow("items of something else")
            << shown(test::quoted("{'kind':'ApplicationList','items':['a']}")) << 200 << "protocol";
        QTest::newRow("items not an array")
            << shown(test::quoted("{'kind':'ApplicationList','items':{}}")) << 200 << "protocol";
        QTest::newRow("namespace not found")
            << shown(test::quoted("{'kind':'Status','message':'namespaces \\'x\\' not found','details':{'name':'x'}}"))
            << 404 << "notFound";
    }
    void errors() {
        QFETCH(QString, body);
        QFETCH(int, status);
        QFETCH(QString, kind);
        const Played played = listApps({answer(status, body.toStdString())});
        QVERIFY(played.error());
        QCOMPARE(shown(std::string(base::name(played.error()->kind))), kind);
        QCOMPARE(shown(played.error()->where), QString("applications.argoproj.io in all namespaces"));
    }

    void endlessLists() {
        ListObjects conversation(builtin("argoproj.io", "Application"), {}, Detail::full);
        conversation.start();
        int pages = 0;
        for (; pages < 2 * ListObjects::maxPages; ++pages) {
            const auto step = conversation.next(page({}, std::to_string(pages)));
            if (const auto* error = std::get_if<base::Error>(&step)) {
                QCOMPARE(error->kind, ErrorKind::tooLarge);
                break;
            }
        }
        QCOMPARE(pages + 1, ListObjects::maxPages);
    }

    void startsAnew() {
        ListObjects conversation(builtin("argoproj.io", "Application"), {}, Detail::full);
        const auto first = conversation.start();
        conversation.next(page({"a"}, "t"));
        conversation.next(expired());
        QCOMPARE(conversation.start(), first);
        const auto step = conversation.next(page({"b"}));
        QVERIFY(std::holds_alternative<ReadAnswer>(step));
        QCOMPARE(std::get<ReadAnswer>(step).value.size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(ListTest)
#include "list_test.moc"
