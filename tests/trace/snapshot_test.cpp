#include <QTest>
#include <algorithm>

#include "trace/harness.h"
#include "trace/snapshot.h"

using namespace scout;

namespace {

// JSON with single quotes: moc stumbles over raw string literals.
std::string json(std::string text) {
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

trace::Answer known(const std::string& text) {
    return trace::Answer::known(base::Json::parse(json(text), "test").value());
}

}  // namespace

class SnapshotTest : public QObject {
    Q_OBJECT

  private slots:
    void aSnapshotTracesLikeTheClusterItCameFrom() {
        for (const test::Case& one : test::allCases()) {
            const test::Run live = test::run(one);
            trace::Snapshot snapshot{live.evidence, {one.subject}};
            snapshot.evidence.recordedAt = "2026-11-21T02:16:43Z";
            const auto read = trace::readSnapshot(trace::writeSnapshot(snapshot), "snapshot");
            QVERIFY2(read.ok(), one.name.c_str());
            QCOMPARE(read->subjects, snapshot.subjects);
            QCOMPARE(read->evidence.recordedAt, snapshot.evidence.recordedAt);
            // What was applied last may hold secrets and is left out (last-applied-configuration): a recording tells
            // fewer differences, and never others.
            const auto fewer = trace::investigate(one.subject, read->evidence, one.options).trace.differences;
            for (const model::Difference& told : fewer) {
                const auto& all = live.trace.differences;
                const bool known = std::any_of(all.begin(), all.end(), [&told](const model::Difference& difference) {
                    return difference.path == told.path;
                });
                QVERIFY2(known, (one.name + ": " + told.path).c_str());
            }
            trace::Options options = one.options;
            options.diff = false;
            test::Run first = live;
            first.trace = trace::investigate(one.subject, live.evidence, options).trace;
            test::Run again = live;
            again.trace = trace::investigate(one.subject, read->evidence, options).trace;
            QCOMPARE(QString::fromStdString(test::print(again)), QString::fromStdString(test::print(first)));
        }
    }

    void everyKindOfQuestionComesBack() {
        using trace::Query;
        trace::Snapshot snapshot;
        const model::ObjectRef ref{"apps", "Deployment", "prod", "web"};
        const trace::RegistryPlace place{"registry.test:5000", "apps/web", "sha256:ab", false, false, {}, {}};
        for (const auto type :
             {Query::Type::object, Query::Type::metadata, Query::Type::search, Query::Type::list, Query::Type::manifest,
              Query::Type::tags, Query::Type::referrers, Query::Type::blob, Query::Type::configHub}) {
            Query query;
            query.type = type;
            if (trace::isOfCluster(type)) {
                query.ref = ref;
                snapshot.evidence.add(query, known("{'kind':'Deployment'}"));
                query.labels = type == Query::Type::list ? "app in (web,api)" : "";
                query.cluster = Query::Cluster::management;
            } else if (type == Query::Type::configHub) {
                query.target = "/api/space?where=Slug%3D'prod'";
            } else {
                query.registry = place;
            }
            snapshot.evidence.add(query, known("{'kind':'Other'}"));
        }
        QCOMPARE(snapshot.evidence.entries().size(), std::size_t{13});
        const auto read = trace::readSnapshot(trace::writeSnapshot(snapshot), "snapshot");
        QVERIFY(read.ok());
        for (const auto& [key, entry] : snapshot.evidence.entries()) {
            const auto* again = read->evidence.entry(key);
            QVERIFY2(again != nullptr, key.c_str());
            QCOMPARE(again->query.key(), key);
            QCOMPARE(again->answer.value().dump(), entry.answer.value().dump());
        }
    }

    void secretsAreLeftOut() {
        trace::Snapshot snapshot;
        snapshot.evidence.add(trace::askFor({"", "Secret", "prod", "token"}),
                              known("{'kind':'Secret','metadata':{'name':'token','annotations':{'kubectl.kubernetes.io/"
                                    "last-applied-configuration':'HUSH1'},'managedFields':[{'manager':'m','fieldsV1':{'"
                                    "f:data':{'f:HUSH20':{}}}}]},"
                                    "'data':{'a':'HUSH2'},'stringData':{'b':'HUSH3'}}"));
        snapshot.evidence.add(
            trace::askFor({"apps", "Deployment", "prod", "web"}),
            known("{'kind':'Deployment','metadata':{'name':'web','managedFields':[{'manager':'kept-manager','time':'"
                  "2026-11-21T02:16:43Z','apiVersion':'HUSH4','"
                  "fieldsV1':{'f:spec':{'f:kept-field':{},'f:values':{'f:HUSH16':{}},'f:items':{'k:{\\\"name\\\":"
                  "\\\"kept-"
                  "item\\\"}':{'.':{}},'k:{\\\"token\\\":\\\"HUSH17\\\"}':{},'k:HUSH18':{},'v:\\\"HUSH19\\\"':{}}}}}]},"
                  "'spec':{'"
                  "template':{'spec':{'containers':[{'env':[{'name':'PASSWORD','value':'HUSH5'}]}]}}},'status':{'"
                  "message':'clone of https://me:HUSH6@git.test/x.git failed, so did https://HUSH7@git.test/y'}}"));
        snapshot.evidence.add(
            trace::askFor({"helm.toolkit.fluxcd.io", "HelmRelease", "prod", "web"}),
            known("{'kind':'HelmRelease','spec':{'values':{'password':'HUSH10'},'chart':{'spec':{'chart':'kept'}}}}"));
        snapshot.evidence.add(trace::askFor({"kustomize.toolkit.fluxcd.io", "Kustomization", "prod", "web"}),
                              known("{'kind':'Kustomization','spec':{'postBuild':{'substitute':{'token':'HUSH11'}}}}"));
        snapshot.evidence.add(trace::askFor({"argoproj.io", "Application", "argocd", "web"}),
                              known("{'kind':'Application','spec':{'source':{'helm':{'parameters':[{'name':'p','value':"
                                    "'HUSH12'}],'values':'HUSH13'}}}}"));
        snapshot.evidence.add(trace::askFor({"apps", "StatefulSet", "prod", "web"}),
                              known("{'kind':'StatefulSet','spec':{'template':{'spec':{'containers':[{'name':'c','"
                                    "image':'i','args':['--token=HUSH14'],'command':['sh','HUSH15']}]}}}}"));
        snapshot.evidence.add(trace::searchFor("", "Secret", "s"), known("[{'kind':'Secret','data':{'a':'HUSH8'}}]"));
        snapshot.evidence.add(trace::askFor({"apps", "Deployment", "prod", "x"}),
                              trace::Answer::unseen({base::ErrorKind::tls, "bad", "https://u:HUSH9@host/", {}}));
        // A workload: probes, hooks, annotations for other programs.
        snapshot.evidence.add(
            trace::askFor({"apps", "DaemonSet", "prod", "web"}),
            known(
                "{'kind':'DaemonSet','metadata':{'annotations':{'vault.test/inject':'HUSH21','argocd.argoproj.io/"
                "tracking-id':'kept-id'}},'spec':{'template':{'metadata':{'labels':{'app':'kept-label'},'annotations':"
                "{'a':'HUSH22','name':'HUSH23'}},'spec':{'containers':[{'name':'kept-container','image':'kept-image','"
                "livenessProbe':{'exec':{'command':['sh','HUSH24']}},'readinessProbe':{'httpGet':{'path':'/?token="
                "HUSH25','httpHeaders':[{'name':'Authorization','value':'HUSH26'}]}},'lifecycle':{'preStop':{'exec':{"
                "'command':['HUSH27']}}}}],'volumes':[{'name':'v','csi':{'volumeAttributes':{'token':'HUSH28'}}}]}}}"
                "}"));
        // Appliers and sources, and the copies of them that Argo CD keeps in status.
        snapshot.evidence.add(
            trace::askFor({"argoproj.io", "Application", "argocd", "all"}),
            known(
                "{'kind':'Application','spec':{'source':{'repoURL':'https://kept-host.test/?private_token=HUSH29','"
                "kustomize':{'patches':[{'patch':'HUSH30'}],'commonAnnotations':{'name':'HUSH31'}},'directory':{'"
                "jsonnet':{'extVars':[{'name':'a','value':'HUSH32'}],'tlas':[{'name':'a','value':'HUSH33'}]}},'plugin':"
                "{'env':[{'name':'a','value':'HUSH34'}],'parameters':[{'name':'a','string':'HUSH35'}]},'helm':{'"
                "valuesObject':{'name':'HUSH36','pin':4711}}}},'operation':{'sync':{'manifests':['HUSH37']}},'status':{"
                "'history':[{'revision':'kept-revision','source':{'helm':{'values':'HUSH38'}}}],'operationState':{'"
                "operation':{'sync':{'source':{'helm':{'parameters':[{'name':'HUSH39'}]}}}}},'conditions':[{'message':"
                "'Get https://kept-host.test/?private_token=HUSH40: kept-message'}]}}"));
        snapshot.evidence.add(trace::askFor({"kustomize.toolkit.fluxcd.io", "Kustomization", "prod", "all"}),
                              known("{'kind':'Kustomization','spec':{'path':'kept-path','patches':[{'patch':'HUSH41','"
                                    "target':{'name':'HUSH42'}}],'commonMetadata':{'annotations':{'a':'HUSH43'}}}}"));
        snapshot.evidence.add(
            trace::askFor({"helm.toolkit.fluxcd.io", "HelmRelease", "prod", "all"}),
            known("{'kind':'HelmRelease','spec':{'postRenderers':[{'kustomize':{'patches':[{'patch':'HUSH44'}]}}],'"
                  "valuesFrom':[{'kind':'Secret','name':'kept-values','targetPath':'HUSH45'}]}}"));
        snapshot.evidence.add(
            trace::askFor({"fluxcd.controlplane.io", "ResourceSet", "prod", "all"}),
            known("{'kind':'ResourceSet','spec':{'inputs':[{'name':'HUSH46'}],'resourcesTemplate':'HUSH47'}}"));
        snapshot.evidence.add(
            {trace::Query::Type::object, {"", "ConfigMap", "argocd", "argocd-cm"}},
            known("{'kind':'ConfigMap','data':{'dex.config':'HUSH48','timeout.reconciliation':'7m'}}"));
        snapshot.evidence.add(trace::askFor({"acme.test", "Bucket", "", "all"}),
                              known("{'kind':'Bucket','spec':{'anything':'HUSH49','list':['HUSH50']},'status':{'"
                                    "atProvider':{'password':'HUSH51'}}}"));
        const std::string text = trace::writeSnapshot(snapshot);
        const auto left = text.find("HUSH");
        QVERIFY2(left == std::string::npos, text.substr(left == std::string::npos ? 0 : left - 200, 300).c_str());
        QVERIFY2(text.find("4711") == std::string::npos, "a number among values");
        QVERIFY(text.find("https://***@git.test/x.git failed, so did https://***@git.test/y") != std::string::npos);
        QVERIFY(text.find("kept") != std::string::npos);
        for (const char* kept :
             {"kept-manager", "f:kept-field", "kept-item", "2026-11-21T02:16:43Z", "kept-id", "kept-label",
              "kept-container", "kept-image", "https://kept-host.test/?private_token=***", "kept-revision",
              "kept-message", "kept-path", "kept-values", "7m"})
            QVERIFY2(text.find(kept) != std::string::npos, kept);
        QVERIFY(text.find("PASSWORD") != std::string::npos);
    }

    void whatIsNotASnapshotIsRefused_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << "";
        QTest::newRow("not JSON") << "{";
        QTest::newRow("another kind") << "{'apiVersion':'kubectl-scout/v1','kind':'Trace'}";
        QTest::newRow("another version") << "{'apiVersion':'kubectl-scout/v9','kind':'Snapshot'}";
        QTest::newRow("unknown query")
            << "{'apiVersion':'kubectl-scout/"
               "v1','kind':'Snapshot','answers':[{'query':{'type':'guess'},'missing':'object'}]}";
        QTest::newRow("unknown answer")
            << "{'apiVersion':'kubectl-scout/"
               "v1','kind':'Snapshot','answers':[{'query':{'type':'object','ref':{'kind':'Pod','name':'x'}}}]}";
    }
    void whatIsNotASnapshotIsRefused() {
        QFETCH(QString, text);
        const auto read = trace::readSnapshot(json(text.toStdString()), "file.json");
        QVERIFY(!read.ok());
        QCOMPARE(read.error().kind, base::ErrorKind::config);
        QCOMPARE(read.error().where, std::string("file.json"));
        QVERIFY(!read.error().advice.empty());
    }
};

QTEST_GUILESS_MAIN(SnapshotTest)
#include "snapshot_test.moc"
