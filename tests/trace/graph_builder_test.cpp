// What the graph of a cluster says: delivered objects, what they own, chains and their verdicts, what is asked for, and
// that a change is looked at alone.
#include <QTest>
#include <algorithm>

#include "trace/graph_samples.h"
#include "trace/harness.h"
#include "trace/snapshot.h"

using namespace scout;
using model::State;
using model::VerdictState;

namespace {

const std::string kustomizations = "kustomize.toolkit.fluxcd.io/Kustomization/flux-system/";
const std::string sources = "source.toolkit.fluxcd.io/OCIRepository/flux-system/";

std::shared_ptr<const model::Graph> graphOf(const std::vector<base::Json>& objects) {
    trace::Evidence evidence;
    test::add(evidence, objects);
    return trace::buildGraph(evidence, test::sampleOptions());
}

const model::Edge* edge(const model::Graph& graph, const std::string& from, const std::string& to) {
    const auto found = std::find_if(graph.edges.begin(), graph.edges.end(),
                                    [&](const model::Edge& one) { return one.from == from && one.to == to; });
    return found == graph.edges.end() ? nullptr : &*found;
}

bool isMember(const model::Graph& graph, const std::string& chain, const std::string& id) {
    const model::Chain* found = graph.chain(chain);
    return found != nullptr && std::binary_search(found->members.begin(), found->members.end(), id);
}

std::vector<std::string> chainIds(const model::Graph& graph) {
    std::vector<std::string> out;
    for (const model::Chain& chain : graph.chains) out.push_back(chain.id);
    return out;
}

std::vector<std::string> keys(const std::vector<trace::Query>& queries) {
    std::vector<std::string> out;
    for (const trace::Query& query : queries) out.push_back(query.key());
    return out;
}

// An Application that lists the entries; `destination` is a server.
base::Json application(const std::string& entries, const std::string& destination = "https://kubernetes.default.svc") {
    return test::json(
        "{'apiVersion':'argoproj.io/v1alpha1','kind':'Application','metadata':{'name':'shop','namespace':'argocd'},"
        "'spec':{'source':{'repoURL':'https://git.test/shop','path':'.','targetRevision':'main'},'destination':{"
        "'server':'" +
        destination +
        "'}},'status':{'sync':{'status':'Synced','revision':'03b523a4165eaa112068103a890545e75ec6b1e8'},'health':{"
        "'status':'Healthy'},'resources':[" +
        entries + "]}}");
}

}  // namespace

class GraphBuilderTest : public QObject {
    Q_OBJECT

  private slots:
    void whatAWorkloadOwnsHangsBelowIt() {
        const auto graph =
            graphOf({test::ociRepository("fleet"), test::kustomization("apps", "fleet", {"prod_web_apps_Deployment"}),
                     test::deployment("prod", "web", test::appliedBy("apps")),
                     test::replicaSet("prod", "web", "old", 0), test::replicaSet("prod", "web", "new", 2),
                     test::pod("prod", "web-new", "a"), test::pod("prod", "web-new", "b", "CrashLoopBackOff")});
        QCOMPARE(chainIds(*graph), std::vector<std::string>{kustomizations + "apps"});
        const model::Chain& chain = graph->chains.front();
        QCOMPARE(chain.tool, std::string("flux"));
        QCOMPARE(chain.members.size(), std::size_t{7});
        QCOMPARE(chain.counts, (std::map<State, int>{{State::ready, 6}, {State::failed, 1}}));
        // A Pod's failure shows in the counts; the verdict is what a trace of the applier or the Deployment says.
        QCOMPARE(chain.verdict.state, VerdictState::ready);

        const model::Edge* owns = edge(*graph, "apps/ReplicaSet/prod/web-new", "/Pod/prod/web-new-b");
        QVERIFY(owns != nullptr);
        QCOMPARE(owns->relation, std::string("owns"));
        QCOMPARE(owns->because, (model::Because{model::Grade::uid,
                                                "ownerReference of Pod/web-new-b names ReplicaSet/web-new and its "
                                                "UID"}));
        QVERIFY(edge(*graph, "apps/Deployment/prod/web", "apps/ReplicaSet/prod/web-old") != nullptr);
        QCOMPARE(graph->find("apps/ReplicaSet/prod/web-old")->health.status, std::string("0/0 ready"));
        const model::Hop* pod = graph->find("/Pod/prod/web-new-b");
        QCOMPARE(pod->health.state, State::failed);
        QCOMPARE(pod->health.status, std::string("CrashLoopBackOff"));
        QCOMPARE(pod->created, std::string("2026-11-21T03:00:00Z"));
        // What a workload owns is not investigated.
        QCOMPARE(graph->traces.size(), std::size_t{2});
    }

    // Each has a row of its own; an Application's row is not its set's.
    void anApplicationSetHeadsAChainOfItsApplications() {
        const auto graph = test::graphOfCase("argo-applicationset");
        const std::string set = "argoproj.io/ApplicationSet/argocd/tenants";
        const std::string application = "argoproj.io/Application/argocd/shop";
        const model::Edge* made = edge(*graph, set, application);
        QVERIFY(made != nullptr);
        QCOMPARE(made->relation, std::string("applies"));
        QCOMPARE(made->because.grade, model::Grade::uid);
        QVERIFY(isMember(*graph, set, application));
        QVERIFY(isMember(*graph, application, "apps/Deployment/shop/web"));
        QVERIFY(!isMember(*graph, application, set));
        QVERIFY(isMember(*graph, "argoproj.io/Application/argocd/root", set));
        QCOMPARE(graph->chain(set)->verdict.state, VerdictState::ready);
    }

    void declarersOfDeclarersAreChainsOfTheirOwn() {
        const auto graph = test::graphOfCase("flux-parents-to-the-root");
        QVERIFY(isMember(*graph, kustomizations + "flux-system", kustomizations + "apps"));
        QVERIFY(
            isMember(*graph, "fluxcd.controlplane.io/FluxInstance/flux-system/flux", kustomizations + "flux-system"));
        QVERIFY(!isMember(*graph, kustomizations + "apps", kustomizations + "flux-system"));
    }

    // The management cluster's objects are not taken for those of the same name here.
    void theManagementClustersObjectsAreOthers() {
        const auto graph = test::graphOfCase("management-beside-one-of-that-name");
        const std::string here = kustomizations + "apps";
        QVERIFY(graph->find(here) != nullptr);
        QCOMPARE(graph->find(here)->cluster, std::string());
        QCOMPARE(graph->find("management:" + here)->cluster, std::string("hub"));
        QVERIFY(isMember(*graph, "management:" + here, "apps/Deployment/shop/web"));
        QVERIFY(!graph->traces.contains("management:" + here));
    }

    void anOwnerOfAnotherUidOwnsNothing() {
        base::Json stranger = test::json(
            "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'p','namespace':'prod','uid':'u','ownerReferences':[{"
            "'apiVersion':'apps/v1','kind':'ReplicaSet','name':'web-new','uid':'another','controller':true}]},"
            "'status':{'phase':'Running'}}");
        const auto graph = graphOf({test::replicaSet("prod", "web", "new", 1), stranger});
        QVERIFY(edge(*graph, "apps/ReplicaSet/prod/web-new", "/Pod/prod/p") == nullptr);
        QVERIFY(graph->chain("/Pod/prod/p") != nullptr);
        QCOMPARE(graph->traces.at("/Pod/prod/p")->findings.front().kind, std::string("owner-replaced"));
    }

    void objectsThatOwnEachOtherAreStillShown() {
        const auto loop = [](const std::string& name, const std::string& owner) {
            return test::json("{'apiVersion':'apps/v1','kind':'ReplicaSet','metadata':{'name':'" + name +
                              "','namespace':'prod','uid':'" + name +
                              "','ownerReferences':[{'apiVersion':'apps/v1','kind':'ReplicaSet','name':'" + owner +
                              "','uid':'" + owner + "'}]},'status':{}}");
        };
        const auto graph = graphOf({loop("a", "b"), loop("b", "a"), loop("self", "self")});
        for (const char* name : {"a", "b", "self"})
            QVERIFY2(graph->find(std::string("apps/ReplicaSet/prod/") + name) != nullptr, name);
        QVERIFY(graph->chain("apps/ReplicaSet/prod/self") != nullptr);
        QVERIFY(!graph->chains.empty());
    }

    void whatIsListedButNotReadSaysSo() {
        const auto graph = graphOf({test::ociRepository("fleet"),
                                    test::kustomization("apps", "fleet",
                                                        {"prod_web_apps_Deployment", "_prod__Namespace",
                                                         "flux-system_more_source.toolkit.fluxcd.io_GitRepository"})});
        const model::Hop* web = graph->find("apps/Deployment/prod/web");
        QVERIFY(web != nullptr);
        QCOMPARE(web->health.state, State::unknown);
        QCOMPARE(web->health.status, std::string("Listed by Kustomization/apps; not read"));
        const model::Edge* applies = edge(*graph, kustomizations + "apps", "/Namespace//prod");
        QVERIFY(applies != nullptr);
        QCOMPARE(applies->because.text, std::string("status.inventory of Kustomization/apps lists _prod__Namespace"));
        QCOMPARE(graph->find("source.toolkit.fluxcd.io/GitRepository/flux-system/more")->stage, model::Stage::git);
        QCOMPARE(graph->chain(kustomizations + "apps")->counts.at(State::unknown), 3);
        QVERIFY(graph->complete);
    }

    void anArgoRecordTellsSyncAndHealth_data() {
        QTest::addColumn<QString>("entry");
        QTest::addColumn<int>("state");
        QTest::addColumn<QString>("status");
        const auto row = [](const char* name, const char* entry, State state, const char* status) {
            QTest::newRow(name) << entry << static_cast<int>(state) << status;
        };
        row("healthy", "'status':'Synced','health':{'status':'Healthy'}", State::ready, "Synced / Healthy");
        row("no health kept", "'status':'Synced'", State::unknown, "Synced");
        row("degraded", "'status':'OutOfSync','health':{'status':'Degraded'}", State::failed, "OutOfSync / Degraded");
        row("out of sync", "'status':'OutOfSync','health':{'status':'Healthy'}", State::outOfSync,
            "OutOfSync / Healthy");
        row("missing", "'status':'OutOfSync','health':{'status':'Missing'}", State::missing, "OutOfSync / Missing");
        row("progressing", "'status':'Synced','health':{'status':'Progressing'}", State::progressing,
            "Synced / Progressing");
        row("suspended", "'status':'Synced','health':{'status':'Suspended'}", State::suspended, "Synced / Suspended");
        row("not compared", "'status':'Unknown','health':{'status':'Healthy'}", State::unknown, "Unknown / Healthy");
    }
    void anArgoRecordTellsSyncAndHealth() {
        QFETCH(QString, entry);
        QFETCH(int, state);
        QFETCH(QString, status);
        const auto graph =
            graphOf({application("{'kind':'Service','name':'web','namespace':'prod'," + entry.toStdString() + "}")});
        const model::Hop* service = graph->find("/Service/prod/web");
        QVERIFY(service != nullptr);
        QCOMPARE(static_cast<int>(service->health.state), state);
        QCOMPARE(QString::fromStdString(service->health.status),
                 status + QStringLiteral(", says Application/shop; not read"));
    }

    void aRecordAboutAnotherClusterNamesNoObjectOfThisOne() {
        const std::string entry = "{'group':'apps','kind':'Deployment','name':'web','namespace':'prod'}";
        const auto argo = graphOf({application(entry, "https://elsewhere.test"), test::deployment("prod", "web")});
        QVERIFY(edge(*argo, "argoproj.io/Application/argocd/shop", "apps/Deployment/prod/web") == nullptr);
        QCOMPARE(argo->chain("apps/Deployment/prod/web")->verdict.state, VerdictState::unmanaged);

        const base::Json remote = test::kustomization("apps", "fleet", {"prod_web_apps_Deployment", "prod_x__Service"},
                                                      ",'kubeConfig':{'secretRef':{'name':'s'}}");
        const auto flux = graphOf({test::ociRepository("fleet"), remote, test::deployment("prod", "web")});
        QVERIFY(edge(*flux, kustomizations + "apps", "apps/Deployment/prod/web") == nullptr);
        QCOMPARE(flux->find("/Service/prod/x")->health.status,
                 std::string("Listed by Kustomization/apps; it may be in another cluster"));
        QCOMPARE(edge(*flux, kustomizations + "apps", "/Service/prod/x")->because.grade, model::Grade::label);
    }

    void anApplierThatAnotherAppliesHasItsOwnChain() {
        const auto graph = graphOf(
            {test::ociRepository("fleet"),
             test::kustomization("root", "fleet", {"flux-system_apps_kustomize.toolkit.fluxcd.io_Kustomization"}),
             test::kustomization("apps", "fleet", {"prod_web_apps_Deployment"}),
             test::deployment("prod", "web", test::appliedBy("apps"))});
        QCOMPARE(chainIds(*graph), (std::vector<std::string>{kustomizations + "apps", kustomizations + "root"}));
        QVERIFY(isMember(*graph, kustomizations + "root", kustomizations + "apps"));
        QVERIFY(!isMember(*graph, kustomizations + "root", "apps/Deployment/prod/web"));
        QVERIFY(!isMember(*graph, kustomizations + "apps", kustomizations + "root"));
        // The source that both use is a member of both.
        QVERIFY(isMember(*graph, kustomizations + "root", sources + "fleet"));
        QVERIFY(isMember(*graph, kustomizations + "apps", sources + "fleet"));
    }

    void aSourceThatNothingUsesMakesNoChain() {
        const auto graph = graphOf({test::ociRepository("unused")});
        QVERIFY(graph->find(sources + "unused") != nullptr);
        QVERIFY(graph->chains.empty());
        QVERIFY(graph->traces.empty());
    }

    void aChainIsAsBadAsTheWorstItDelivers() {
        const base::Json broken = test::json(
            "{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'bad','namespace':'prod','generation':1," +
            test::appliedBy("apps") +
            "},'spec':{'replicas':1},'status':{'observedGeneration':1,'conditions':[{'type':'Progressing','status':"
            "'False','reason':'ProgressDeadlineExceeded'}]}}");
        const auto graph =
            graphOf({test::ociRepository("fleet"),
                     test::kustomization("apps", "fleet", {"prod_bad_apps_Deployment", "prod_web_apps_Deployment"}),
                     test::deployment("prod", "web", test::appliedBy("apps")), broken});
        const model::Chain* chain = graph->chain(kustomizations + "apps");
        QCOMPARE(chain->verdict.state, VerdictState::failed);
        QCOMPARE(chain->verdict.at, std::string("Deployment/bad"));
        QCOMPARE(chain->subject, std::string("apps/Deployment/prod/bad"));
        QCOMPARE(chain->verdict, graph->traces.at(chain->subject)->verdict);
    }

    void whatTheRecordProvesIsNotCalledUnmanaged() {
        // Listed in the inventory, but without kustomize-controller's labels.
        const auto graph =
            graphOf({test::ociRepository("fleet"), test::kustomization("apps", "fleet", {"prod_web_apps_Deployment"}),
                     test::deployment("prod", "web")});
        QCOMPARE(chainIds(*graph), std::vector<std::string>{kustomizations + "apps"});
        QCOMPARE(graph->chains.front().verdict.state, VerdictState::ready);
        const model::Trace& trace = *graph->traces.at("apps/Deployment/prod/web");
        QCOMPARE(trace.verdict.state, VerdictState::ready);
        QCOMPARE(trace.tool, std::string("flux"));
        QCOMPARE(trace.chain.at(0).label(), std::string("OCIRepository/fleet"));
        QCOMPARE(trace.chain.at(1).because.grade, model::Grade::inventory);

        const auto argo = graphOf({application("{'group':'apps','kind':'Deployment','name':'web','namespace':'prod',"
                                               "'status':'Synced','health':{'status':'Healthy'}}"),
                                   test::deployment("prod", "web")});
        QCOMPARE(argo->traces.at("apps/Deployment/prod/web")->tool, std::string("argocd"));
        QCOMPARE(argo->traces.at("apps/Deployment/prod/web")->verdict.state, VerdictState::ready);
    }

    void whatTheRecordProvesIsNotCalledUnknown() {
        const std::string written =
            "'managedFields':[{'manager':'kustomize-controller','operation':'Apply','time':"
            "'2026-11-21T04:00:00Z','fieldsV1':{'f:spec':{'f:replicas':{}}}}]";
        const auto findings = [&](const std::vector<std::string>& inventory) {
            std::string out;
            const auto graph = graphOf({test::ociRepository("fleet"), test::kustomization("apps", "fleet", inventory),
                                        test::deployment("prod", "web", written)});
            for (const model::Finding& finding : graph->traces.at("apps/Deployment/prod/web")->findings)
                out += finding.kind + " ";
            return out;
        };
        QCOMPARE(findings({"prod_web_apps_Deployment"}), std::string());
        QCOMPARE(findings({}), std::string("applied-without-mark "));
    }

    void severalThatListItAreAllTold() {
        const auto graph = graphOf(
            {test::ociRepository("fleet"), test::kustomization("apps", "fleet", {"prod_web_apps_Deployment"}),
             test::kustomization("more", "fleet", {"prod_web_apps_Deployment"}), test::deployment("prod", "web")});
        const model::Trace& trace = *graph->traces.at("apps/Deployment/prod/web");
        QCOMPARE(trace.chain.at(1).label(), std::string("Kustomization/apps"));
        QCOMPARE(trace.findings.at(0).kind, std::string("applied-by-several"));
        QVERIFY(trace.findings.at(0).message.starts_with("Kustomization/apps and Kustomization/more both list it"));
    }

    void anotherRecordIsAnotherOwner() {
        trace::Evidence evidence;
        const auto apps = [](const std::vector<std::string>& inventory) {
            return test::kustomization("apps", "fleet", inventory);
        };
        test::add(evidence, {test::ociRepository("fleet"), apps({}), test::deployment("prod", "web")});
        trace::GraphBuilder builder(test::sampleOptions());
        builder.update(evidence, {});
        const auto tool = [&] {
            builder.advance(evidence, {});
            return builder.graph(evidence)->traces.at("apps/Deployment/prod/web")->tool;
        };
        const std::string key = test::queryFor(apps({})).key();
        QCOMPARE(tool(), std::string("none"));
        test::add(evidence, {apps({"prod_web_apps_Deployment"})});
        builder.update(evidence, {key});
        QCOMPARE(tool(), std::string("flux"));
        evidence.remove(key);
        builder.update(evidence, {key});
        QCOMPARE(tool(), std::string("none"));
    }

    // An applier that nobody may list, or whose list is still on its way, may list the object.
    void nothingIsUnmanagedWhileAppliersAreNotRead() {
        trace::Evidence evidence;
        test::add(evidence,
                  {test::deployment("prod", "web"), test::deployment("prod", "api", test::appliedBy("apps")),
                   test::ociRepository("fleet"), test::kustomization("apps", "fleet", {"prod_api_apps_Deployment"})});
        test::addNoSourceController(evidence);
        trace::GraphBuilder builder(test::sampleOptions());
        builder.update(evidence, {});
        const auto verdictOf = [&](const std::string& name) {
            builder.advance(evidence, {});
            const model::Verdict verdict = builder.graph(evidence)->traces.at("apps/Deployment/prod/" + name)->verdict;
            return std::string(model::name(verdict.state)) + ": " + verdict.message;
        };
        const std::string unmanaged =
            "unmanaged: Not managed by Flux, Argo CD or Helm: every read that could have found an owner succeeded.";
        const auto whileUnread = [&](const std::string& group, const std::string& kind, const std::string& why) {
            const trace::Query list{trace::Query::Type::list, {group, kind, {}, {}}, {}};
            evidence.add(list, trace::Answer::unseen({base::ErrorKind::forbidden, why, {}, {}}));
            builder.update(evidence, {list.key()});
            std::string said = verdictOf("web") + "; " + verdictOf("api");
            evidence.remove(list.key());
            builder.update(evidence, {list.key()});
            return said;
        };
        QCOMPARE(verdictOf("web"), unmanaged);
        QCOMPARE(whileUnread("kustomize.toolkit.fluxcd.io", "Kustomization", "kustomizations is forbidden"),
                 std::string("incomplete: What manages it could not be seen: kustomizations is forbidden; ready: "));
        QCOMPARE(verdictOf("web"), unmanaged);
        QCOMPARE(whileUnread("argoproj.io", "Application", "the list of applications has not been answered yet"),
                 std::string("incomplete: What manages it could not be seen: the list of applications has not been "
                             "answered yet; ready: "));
        // It makes Applications, and nothing else.
        QCOMPARE(whileUnread("argoproj.io", "ApplicationSet", "applicationsets is forbidden"), unmanaged + "; ready: ");
    }

    void workloadsOfAnApplierThatMayNotBeReadStayTogether() {
        trace::Evidence evidence;
        test::add(evidence, {test::deployment("prod", "a", test::appliedBy("apps")),
                             test::deployment("prod", "b", test::appliedBy("apps"))});
        evidence.add(trace::askFor({"kustomize.toolkit.fluxcd.io", "Kustomization", "flux-system", "apps"}),
                     trace::Answer::unseen({base::ErrorKind::forbidden, "no", {}, {}}));
        const auto graph = trace::buildGraph(evidence, test::sampleOptions());
        QCOMPARE(chainIds(*graph), std::vector<std::string>{kustomizations + "apps"});
        QCOMPARE(graph->chains.front().verdict.state, VerdictState::incomplete);
        QCOMPARE(graph->chains.front().counts, (std::map<State, int>{{State::ready, 2}, {State::forbidden, 1}}));
    }

    void podsOfAnOwnerThatMayNotBeReadStayTogether() {
        trace::Evidence evidence;
        test::add(evidence, {test::pod("prod", "web-new", "a"), test::pod("prod", "web-new", "b")});
        evidence.add(trace::askFor({"apps", "ReplicaSet", "prod", "web-new"}),
                     trace::Answer::unseen({base::ErrorKind::forbidden, "no", {}, {}}));
        const auto graph = trace::buildGraph(evidence, test::sampleOptions());
        QCOMPARE(chainIds(*graph), std::vector<std::string>{"apps/ReplicaSet/prod/web-new"});
        QCOMPARE(graph->chains.front().members.size(), std::size_t{3});
        QCOMPARE(graph->chains.front().verdict.state, VerdictState::incomplete);
    }

    void unitsThatDifferAreNotGivenToTheirCommonSource() {
        const auto claiming = [](const std::string& name, const std::string& unit) {
            return test::deployment("prod", name,
                                    test::appliedBy("apps") + ",'annotations':{'confighub.com/UnitSlug':'" + unit +
                                        "','confighub.com/SpaceName':'prod'}");
        };
        const auto graphWith = [&](const std::string& second) {
            return graphOf({test::ociRepository("fleet"),
                            test::kustomization("apps", "fleet", {"prod_a_apps_Deployment", "prod_b_apps_Deployment"}),
                            claiming("a", "one"), claiming("b", second)});
        };
        const auto differing = graphWith("two");
        const auto agreeing = graphWith("one");
        QVERIFY(agreeing->find(sources + "fleet")->confighub);
        QCOMPARE(agreeing->find(sources + "fleet")->confighub->unit, std::string("one"));
        QCOMPARE(differing->find(sources + "fleet")->confighub->unit, std::string());
        QCOMPARE(differing->find(sources + "fleet")->confighub->space, std::string("prod"));
    }

    void anOpenChainAsksForWhatItsRecordLists() {
        trace::Evidence evidence;
        test::add(evidence, {test::ociRepository("fleet"),
                             test::kustomization("apps", "fleet",
                                                 {"prod_web_apps_Deployment", "prod_settings__ConfigMap",
                                                  "prod_gear_example.test_Widget"}),
                             test::deployment("prod", "web", test::appliedBy("apps"))});
        test::addNoSourceController(evidence);
        trace::GraphBuilder builder(test::sampleOptions());
        builder.update(evidence, {});
        QVERIFY(builder.advance(evidence, {}));
        QVERIFY(builder.questions(evidence).empty());
        QVERIFY(builder.graph(evidence)->complete);

        builder.setOpenChains({kustomizations + "apps"});
        QCOMPARE(keys(builder.questions(evidence)), (std::vector<std::string>{"metadata /ConfigMap/prod/settings",
                                                                              "object example.test/Widget/prod/gear"}));
        QCOMPARE(builder.questions(evidence).back().version, std::string("v1"));
        QVERIFY(!builder.graph(evidence)->complete);

        const trace::Query widget = builder.questions(evidence).back();
        evidence.add(widget, trace::Answer::missing());
        builder.update(evidence, {widget.key()});
        QVERIFY(builder.advance(evidence, {}));
        QCOMPARE(keys(builder.questions(evidence)), std::vector<std::string>{"metadata /ConfigMap/prod/settings"});
        const auto graph = builder.graph(evidence);
        QCOMPARE(graph->find("example.test/Widget/prod/gear")->health.state, State::missing);
        // The applier's record lists it and the server does not have it: the chain says so.
        QCOMPARE(graph->chain(kustomizations + "apps")->verdict.at, std::string("Widget/gear"));
    }

    // A cluster has thousands of chains: only those that somebody looks at are looked into.
    void onlyOpenChainsAreLookedInto() {
        trace::Evidence evidence;
        const auto applied = [](const std::string& name) {
            return test::kustomization(name, "fleet", {"prod_" + name + "_apps_Deployment"});
        };
        test::add(evidence, {test::ociRepository("fleet"), applied("web"), applied("api"),
                             test::deployment("prod", "web", test::appliedBy("web")),
                             test::deployment("prod", "api", test::appliedBy("api"))});
        trace::Options options = test::sampleOptions();
        options.history = true;
        trace::GraphBuilder builder(options);
        builder.update(evidence, {});
        const auto withHistory = [&] {
            builder.advance(evidence, {});
            const auto graph = builder.graph(evidence);
            std::string out;
            for (const auto& [id, one] : graph->traces) out += one->history.empty() ? "" : id + " ";
            return out;
        };
        // Of evidence that was recorded nobody says what is open: all of it is looked into.
        QVERIFY(withHistory().find(kustomizations + "web") != std::string::npos &&
                withHistory().find(kustomizations + "api") != std::string::npos);
        builder.setOpenChains({});
        QCOMPARE(withHistory(), std::string());
        builder.setOpenChains({kustomizations + "web"});
        QCOMPARE(withHistory(), "apps/Deployment/prod/web " + kustomizations + "web ");
        builder.setOpenChains({kustomizations + "api"});
        QCOMPARE(withHistory(), "apps/Deployment/prod/api " + kustomizations + "api ");
        // As many as nobody looks at one by one.
        std::set<std::string> many{kustomizations + "api"};
        for (std::size_t i = 0; i < trace::GraphBuilder::mostLookedInto; ++i) many.insert(std::to_string(i));
        builder.setOpenChains(many);
        QCOMPARE(withHistory(), std::string());
    }

    // Nothing changes where a controller is not there any more.
    void whatIsOverdueShowsInOpenChains() {
        trace::Evidence evidence;
        const auto asked = [](const std::string& name) {
            return test::json(
                "{'apiVersion':'kustomize.toolkit.fluxcd.io/v1','kind':'Kustomization','metadata':{'name':'" + name +
                "','namespace':'flux-system','generation':1,'annotations':{'reconcile.fluxcd.io/requestedAt':"
                "'2026-11-21T04:37:09Z'}},'spec':{'sourceRef':{'kind':'OCIRepository','name':'fleet'}},'status':{"
                "'observedGeneration':1,'conditions':[{'type':'Ready','status':'True','observedGeneration':1}]}}");
        };
        test::add(evidence, {test::ociRepository("fleet"), asked("web"), asked("api")});
        const trace::Options options = test::sampleOptions();
        trace::GraphBuilder builder(options);
        builder.update(evidence, {});
        builder.setOpenChains({kustomizations + "web"});
        const auto overdueAfter = [&](int seconds) {
            builder.setNow({options.now.seconds + seconds});
            builder.advance(evidence, {});
            std::string out;
            const auto graph = builder.graph(evidence);
            for (const auto& [id, one] : graph->traces) {
                for (const model::Finding& finding : one->findings) out += finding.kind == "overdue" ? id + " " : "";
            }
            return out;
        };
        QCOMPARE(overdueAfter(0), std::string());
        QCOMPARE(overdueAfter(115), std::string());
        QCOMPARE(overdueAfter(125), std::string());  // not looked at each second
        QCOMPARE(overdueAfter(140), kustomizations + "web ");
    }

    void openObjectsAreThoseOfOpenChains() {
        trace::Evidence evidence;
        test::add(evidence,
                  {test::ociRepository("fleet"),
                   test::kustomization("web", "fleet", {"prod_web_apps_Deployment", "prod_gone_apps_Deployment"}),
                   test::kustomization("api", "fleet", {"prod_api_apps_Deployment"}),
                   test::deployment("prod", "web", test::appliedBy("web")),
                   test::deployment("prod", "api", test::appliedBy("api"))});
        trace::GraphBuilder builder(test::sampleOptions());
        builder.update(evidence, {});
        builder.advance(evidence, {});
        QVERIFY(builder.openObjects().empty());
        builder.setOpenChains({kustomizations + "web"});
        std::vector<std::string> open;
        for (const model::ObjectRef& ref : builder.openObjects()) open.push_back(ref.id());
        QCOMPARE(open, (std::vector<std::string>{"apps/Deployment/prod/web", kustomizations + "web"}));
    }

    void whatOtherPlacesAnswerIsNoObjectOfTheCluster() {
        trace::Evidence evidence;
        test::add(evidence, {test::ociRepository("fleet"), test::kustomization("apps", "fleet", {})});
        const std::size_t before = trace::buildGraph(evidence, test::sampleOptions())->nodes.size();
        trace::Query elsewhere = trace::askFor({"apps", "Deployment", "prod", "web"});
        elsewhere.cluster = trace::Query::Cluster::management;
        evidence.add(elsewhere, trace::Answer::known(test::deployment("prod", "web")));
        trace::Query hub;
        hub.type = trace::Query::Type::configHub;
        hub.target = "/api/space";
        evidence.add(hub, trace::Answer::known(test::json("[{'kind':'Space','metadata':{'name':'prod'}}]")));
        QCOMPARE(trace::buildGraph(evidence, test::sampleOptions())->nodes.size(), before);
    }

    void anOpenChainAsksForALimitedNumber() {
        std::vector<std::string> inventory;
        for (int i = 0; i < 700; ++i) inventory.push_back("prod_web-" + std::to_string(i) + "_apps_Deployment");
        trace::Evidence evidence;
        test::add(evidence, {test::ociRepository("fleet"), test::kustomization("apps", "fleet", inventory)});
        test::addNoSourceController(evidence);
        trace::GraphBuilder builder(test::sampleOptions());
        builder.update(evidence, {});
        builder.advance(evidence, {});
        builder.setOpenChains({kustomizations + "apps", "no such chain"});
        const auto questions = builder.questions(evidence);
        QCOMPARE(questions.size(), std::size_t{500});
        std::set<std::string> changed;
        for (const trace::Query& query : questions) {
            evidence.add(query, trace::Answer::missing());
            changed.insert(query.key());
        }
        builder.update(evidence, changed);
        QCOMPARE(builder.questions(evidence).size(), std::size_t{200});
    }

    void onlyWhatAChangeTouchesIsInvestigatedAgain() {
        trace::Evidence evidence = test::cluster(200);
        trace::GraphBuilder builder(test::sampleOptions());
        builder.update(evidence, {});
        builder.advance(evidence, {});
        const auto before = builder.graph(evidence);
        QVERIFY(builder.advance(evidence, [] { return true; }));

        const base::Json paused =
            test::kustomization("app-0", "source-0", {"team-0_app-0-0_apps_Deployment"}, ",'suspend':true");
        const std::string key = test::queryFor(paused).key();
        evidence.add(test::queryFor(paused), trace::Answer::known(paused));
        builder.update(evidence, {key});
        QVERIFY(!builder.advance(evidence, [] { return true; }));
        QVERIFY(!builder.graph(evidence)->complete);
        QVERIFY(builder.advance(evidence, {}));
        const auto after = builder.graph(evidence);
        int again = 0;
        for (const auto& [id, trace] : after->traces) again += before->traces.at(id) != trace ? 1 : 0;
        // The applier and its four workloads.
        QCOMPARE(again, 5);
        QCOMPARE(after->chain(kustomizations + "app-0")->verdict.state, VerdictState::suspended);
    }

    void aPodsChangeNeedsNoInvestigation() {
        trace::Evidence evidence = test::cluster(100);
        trace::GraphBuilder builder(test::sampleOptions());
        builder.update(evidence, {});
        builder.advance(evidence, {});
        const std::string id = "/Pod/team-0/app-0-1-new-b";
        QCOMPARE(builder.graph(evidence)->find(id)->health.state, State::ready);
        const base::Json pod = test::pod("team-0", "app-0-1-new", "b", "ImagePullBackOff");
        evidence.add(test::queryFor(pod), trace::Answer::known(pod));
        builder.update(evidence, {test::queryFor(pod).key()});
        QVERIFY(builder.advance(evidence, [] { return true; }));
        QCOMPARE(builder.graph(evidence)->find(id)->health.status, std::string("ImagePullBackOff"));
        evidence.remove(test::queryFor(pod).key());
        builder.update(evidence, {test::queryFor(pod).key()});
        QVERIFY(builder.advance(evidence, [] { return true; }));
        QVERIFY(builder.graph(evidence)->find(id) == nullptr);
    }

    void appliersComeFirst() {
        const trace::Evidence evidence = test::cluster(200);
        trace::GraphBuilder builder(test::sampleOptions());
        builder.update(evidence, {});
        int left = 3;
        QVERIFY(!builder.advance(evidence, [&left] { return left-- == 0; }));
        const auto graph = builder.graph(evidence);
        QCOMPARE(graph->traces.size(), std::size_t{3});
        QCOMPARE(graph->chains.size(), std::size_t{3});
        QVERIFY(!graph->complete);
        for (const auto& [id, trace] : graph->traces)
            QVERIFY2(graph->find(id)->stage == model::Stage::gitops, id.c_str());
        QVERIFY(builder.advance(evidence, {}));
        QVERIFY(builder.graph(evidence)->complete);
    }

    void timeAloneCanChangeAState() {
        const base::Json pending = test::json(
            "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'p','namespace':'prod','creationTimestamp':"
            "'2026-11-21T04:37:05Z'},'status':{'phase':'Pending','conditions':[{'type':'PodScheduled','status':"
            "'False','reason':'Unschedulable','message':'no room'}]}}");
        trace::Evidence evidence;
        test::add(evidence, {pending});
        trace::Options options = test::sampleOptions();
        trace::GraphBuilder builder(options);
        builder.update(evidence, {});
        builder.advance(evidence, {});
        QCOMPARE(builder.graph(evidence)->find("/Pod/prod/p")->health.state, State::progressing);
        builder.setNow({options.now.seconds + 60});
        builder.advance(evidence, {});
        QCOMPARE(builder.graph(evidence)->find("/Pod/prod/p")->health.state, State::failed);
        QCOMPARE(builder.graph(evidence)->seenAt, std::string("2026-11-21T04:38:09Z"));
    }

    void aRecordingAnswersNothingAnew() {
        const base::Json app = application("{'group':'apps','kind':'Deployment','name':'web','namespace':'prod'}");
        const auto graph = graphOf({app});
        const model::Hop* web = graph->find("apps/Deployment/prod/web");
        QCOMPARE(web->health.state, State::unsupported);
        QCOMPARE(web->health.status, std::string("Deployment/web in prod is not in the snapshot"));
        QVERIFY(graph->complete);
        QCOMPARE(graph->chain("argoproj.io/Application/argocd/shop")->verdict.state, VerdictState::incomplete);
    }

    void theKindsOfASurveyHoldNoSecrets() {
        std::set<std::pair<std::string, std::string>> seen;
        for (const trace::SurveyKind& kind : trace::surveyKinds()) {
            QVERIFY2(seen.insert({kind.group, kind.kind}).second, kind.kind.c_str());
            QVERIFY(kind.kind != "Secret" && kind.kind != "ConfigMap");
        }
        QCOMPARE(seen.size(), std::size_t{20});
    }
};

QTEST_GUILESS_MAIN(GraphBuilderTest)
#include "graph_builder_test.moc"
