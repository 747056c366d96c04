#include "kube/mapper.h"

#include <QTest>

#include "base/text.h"
#include "canned.h"

using namespace scout;
using base::ErrorKind;
using test::shown;

namespace {

kube::Resource custom(const std::string& group, const std::string& kind, const std::string& plural,
                      std::vector<std::string> shortNames, std::vector<std::string> versions = {"v1"}) {
    kube::Resource resource;
    resource.group = group;
    resource.kind = kind;
    resource.plural = plural;
    resource.singular = base::lower(kind);
    resource.shortNames = std::move(shortNames);
    resource.versions = std::move(versions);
    return resource;
}

/// A server with two kinds of Application, two of Cluster, and a resource in a group of Kubernetes' own style.
kube::Discovered server() {
    kube::Discovered out;
    out.resources.push_back(*kube::findBuiltin("", "Pod"));
    out.resources.push_back(*kube::findBuiltin("", "Event"));
    out.resources.push_back(custom("app.k8s.io", "Application", "applications", {"app"}, {"v1beta1"}));
    out.resources.push_back(*kube::findBuiltin("argoproj.io", "Application"));
    out.resources.push_back(custom("cluster.x-k8s.io", "Cluster", "clusters", {"cl"}, {"v1beta2", "v1beta1"}));
    out.resources.push_back(*kube::findBuiltin("events.k8s.io", "Event"));
    out.resources.push_back(custom("a.example.com", "Diagram", "diagrams", {"helmchart"}));
    out.resources.push_back(custom("helm.cattle.io", "HelmChart", "helmcharts", {}));
    out.resources.push_back(custom("metrics.k8s.io", "PodMetrics", "pods", {}, {"v1beta1"}));
    out.resources.push_back(custom("provisioning.cattle.io", "Cluster", "clusters", {"cl", "po"}));
    out.resources.push_back(*kube::findBuiltin("apps", "Deployment"));
    return out;
}

QString read(const kube::TypeMatch& match) {
    QString out = shown(kube::qualifiedName(match.resource) + " " + match.resource.versions.front());
    for (const auto& other : match.others) out += " | " + shown(other);
    return out;
}

}  // namespace

class MapperTest : public QObject {
    Q_OBJECT

  private slots:
    void builtins_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("meant");  // "" when not built in
        const QString deployments = "deployments.apps v1";
        for (const char* name : {"deploy", "deployment", "deployments", "Deployment", "DEPLOYMENTS", "Deploy",
                                 "deploy.apps", "deployments.apps", "Deployment.apps", "deployments.v1.apps",
                                 "Deployment.v1.apps", "deploy.v1.apps", "deploy.app", "deployments.v1."}) {
            QTest::newRow(name) << name << deployments;
        }
        QTest::newRow("core") << "po"
                              << "pods v1";
        QTest::newRow("core with a dot") << "pods."
                                         << "pods v1";
        QTest::newRow("core with a version") << "pods.v1."
                                             << "pods v1";
        QTest::newRow("core kind") << "ConfigMap"
                                   << "configmaps v1";
        QTest::newRow("singular that is a plural") << "endpoints"
                                                   << "endpoints v1";
        QTest::newRow("ev") << "ev"
                            << "events v1 | events.events.k8s.io";
        QTest::newRow("events") << "events"
                                << "events v1 | events.events.k8s.io";
        QTest::newRow("events of a group") << "events.events.k8s.io"
                                           << "events.events.k8s.io v1";
        QTest::newRow("ks") << "ks"
                            << "kustomizations.kustomize.toolkit.fluxcd.io v1";
        QTest::newRow("beginning of a group") << "ks.kustomize"
                                              << "kustomizations.kustomize.toolkit.fluxcd.io v1";
        QTest::newRow("older version") << "kustomizations.v1beta2.kustomize.toolkit.fluxcd.io"
                                       << "kustomizations.kustomize.toolkit.fluxcd.io v1beta2";
        QTest::newRow("hr") << "hr"
                            << "helmreleases.helm.toolkit.fluxcd.io v2";
        QTest::newRow("app") << "app"
                             << "applications.argoproj.io v1alpha1";
        QTest::newRow("apps is a short name, not the group") << "apps"
                                                             << "applications.argoproj.io v1alpha1";
        QTest::newRow("appsets") << "appsets"
                                 << "applicationsets.argoproj.io v1alpha1";
        QTest::newRow("crds") << "crds"
                              << "customresourcedefinitions.apiextensions.k8s.io v1";
        QTest::newRow("hpa of the other version") << "hpa.v1.autoscaling"
                                                  << "horizontalpodautoscalers.autoscaling v1";
        QTest::newRow("version gone") << "deployments.v1beta1.apps"
                                      << "";
        QTest::newRow("group gone") << "deployments.extensions"
                                    << "";
        QTest::newRow("version instead of a group") << "pods.v1"
                                                    << "";
        QTest::newRow("empty") << ""
                               << "";
        QTest::newRow("dot") << "."
                             << "";
        QTest::newRow("no name") << ".apps"
                                 << "";
        QTest::newRow("unknown") << "widgets"
                                 << "";
        QTest::newRow("category") << "all"
                                  << "";
    }
    void builtins() {
        QFETCH(QString, typed);
        QFETCH(QString, meant);
        const auto match = kube::builtinType(typed.toStdString());
        QCOMPARE(match ? read(*match) : QString(), meant);
    }

    void discovered_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("meant");
        QTest::newRow("only one has it") << "helmcharts"
                                         << "helmcharts.helm.cattle.io v1";
        QTest::newRow("a full name before a short one") << "helmchart"
                                                        << "helmcharts.helm.cattle.io v1";
        QTest::newRow("Argo CD before other groups") << "app"
                                                     << "applications.argoproj.io v1alpha1 | applications.app.k8s.io";
        QTest::newRow("the same by its full name") << "Application"
                                                   << "applications.argoproj.io v1alpha1 | applications.app.k8s.io";
        QTest::newRow("the other one in full") << "applications.app.k8s.io"
                                               << "applications.app.k8s.io v1beta1";
        QTest::newRow("short name in full") << "app.app.k8s.io"
                                            << "applications.app.k8s.io v1beta1";
        QTest::newRow("core before extensions") << "pods"
                                                << "pods v1 | pods.metrics.k8s.io";
        QTest::newRow("full names in the server's order")
            << "clusters"
            << "clusters.cluster.x-k8s.io v1beta2 | clusters.provisioning.cattle.io";
        QTest::newRow("version and group") << "clusters.v1beta1.cluster.x-k8s.io"
                                           << "clusters.cluster.x-k8s.io v1beta1";
        QTest::newRow("the server's own short name first") << "po"
                                                           << "pods v1 | clusters.provisioning.cattle.io";
        QTest::newRow("kind of a plural shared with core") << "PodMetrics"
                                                           << "pods.metrics.k8s.io v1beta1";
        QTest::newRow("beginning of a group") << "cl.prov"
                                              << "clusters.provisioning.cattle.io v1";
    }
    void discovered() {
        QFETCH(QString, typed);
        QFETCH(QString, meant);
        const auto match = kube::resolveType(typed.toStdString(), server());
        QVERIFY2(bool(match), match ? "" : match.error().what.c_str());
        QCOMPARE(read(*match), meant);
    }

    void unknown_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("advice");
        const QString rest = "What the server has: kubectl api-resources";
        QTest::newRow("nothing near") << "xyzzy"
                                      << "notInstalled"
                                      << "the server doesn't have a resource type \"xyzzy\"" << rest;
        QTest::newRow("letter missing") << "deploymnt"
                                        << "notInstalled"
                                        << "the server doesn't have a resource type \"deploymnt\""
                                        << "Did you mean deployment? " + rest;
        QTest::newRow("letters swapped") << "deplyoments"
                                         << "notInstalled"
                                         << "the server doesn't have a resource type \"deplyoments\""
                                         << "Did you mean deployments? " + rest;
        QTest::newRow("several near") << "clster"
                                      << "notInstalled"
                                      << "the server doesn't have a resource type \"clster\""
                                      << "Did you mean cluster? " + rest;
        QTest::newRow("wrong group") << "deployments.extensions"
                                     << "notInstalled"
                                     << "the server doesn't have a resource type \"deployments.extensions\""
                                     << "Did you mean deployments.apps? " + rest;
        QTest::newRow("version instead of a group") << "pods.v1"
                                                    << "notInstalled"
                                                    << "the server doesn't have a resource type \"pods.v1\""
                                                    << "Did you mean pods or pods.metrics.k8s.io? " + rest;
        QTest::newRow("built in, but not on this server") << "ks"
                                                          << "notInstalled"
                                                          << "the server doesn't have a resource type \"ks\"" << rest;
        QTest::newRow("short name of two")
            << "cl"
            << "usage"
            << "the short name \"cl\" fits several resource types"
            << "Name one of them in full: clusters.cluster.x-k8s.io, clusters.provisioning.cattle.io";
        QTest::newRow("category") << "all"
                                  << "usage"
                                  << "\"all\" is a category of resource types, not one of them"
                                  << "Name one of its types: pods, deployments.apps";
        QTest::newRow("escaped") << "po\x1b"
                                 << "notInstalled"
                                 << "the server doesn't have a resource type \"po\\x1b\""
                                 << "";
    }
    void unknown() {
        QFETCH(QString, typed);
        QFETCH(QString, kind);
        QFETCH(QString, what);
        QFETCH(QString, advice);
        const auto match = kube::resolveType(typed.toStdString(), server());
        QVERIFY(!match);
        QCOMPARE(shown(std::string(base::name(match.error().kind))), kind);
        QCOMPARE(shown(match.error().what), what);
        if (!advice.isEmpty()) QCOMPARE(shown(match.error().advice), advice);
    }

    // An incomplete list proves nothing about what it lacks.
    void incompleteList() {
        kube::Discovered partial = server();
        partial.unread.push_back({"kustomize.toolkit.fluxcd.io/v1", {ErrorKind::server, "stale", {}, {}}});
        const auto ks = kube::resolveType("ks", partial);
        QVERIFY(bool(ks));
        QCOMPARE(read(*ks), QString("kustomizations.kustomize.toolkit.fluxcd.io v1"));
        const auto widgets = kube::resolveType("widgets", partial);
        QVERIFY(!widgets);
        QVERIFY(shown(widgets.error().advice).contains("could not be read: kustomize.toolkit.fluxcd.io/v1."));
    }

    // Whatever is built in is found under every name of its own, on a server that has just what is built in.
    void everyNameOfTheTable() {
        kube::Discovered all;
        all.resources = kube::builtinResources();
        for (const auto& resource : kube::builtinResources()) {
            for (const std::string& name : {resource.plural, resource.singular, resource.kind}) {
                const std::string full = resource.group.empty() ? name + ".v1." : name + "." + resource.group;
                const auto match = kube::builtinType(full);
                QVERIFY2(match && match->resource == resource, full.c_str());
                const auto found = kube::resolveType(full, all);
                QVERIFY2(found && found->resource == resource, full.c_str());
            }
            for (const std::string& name : resource.shortNames) {
                const auto match = kube::builtinType(name);
                QVERIFY2(match && (match->resource == resource || resource.group == "events.k8s.io"), name.c_str());
            }
        }
    }

    void byKind() {
        const auto discovered = server();
        QCOMPARE(kube::resourceFor("apps", "Deployment", nullptr)->plural, std::string("deployments"));
        QVERIFY(!kube::resourceFor("helm.cattle.io", "HelmChart", nullptr));
        QCOMPARE(kube::resourceFor("helm.cattle.io", "HelmChart", &discovered)->plural, std::string("helmcharts"));
        QVERIFY(!kube::resourceFor("helm.cattle.io", "helmchart", &discovered));
        QVERIFY(!kube::resourceFor("", "Deployment", &discovered));
    }
};

QTEST_GUILESS_MAIN(MapperTest)
#include "mapper_test.moc"
