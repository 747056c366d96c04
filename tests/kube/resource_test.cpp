#include "kube/resource.h"

#include <QTest>
#include <set>

#include "canned.h"

using namespace scout;
using test::builtin;
using test::shown;

class ResourceTest : public QObject {
    Q_OBJECT

  private slots:
    void paths_data() {
        QTest::addColumn<QString>("group");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("ns");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("path");
        QTest::newRow("core") << ""
                              << "Pod"
                              << "prod"
                              << "web-0"
                              << "/api/v1/namespaces/prod/pods/web-0";
        QTest::newRow("group") << "apps"
                               << "Deployment"
                               << "prod"
                               << "frontend"
                               << "/apis/apps/v1/namespaces/prod/deployments/frontend";
        QTest::newRow("collection") << "apps"
                                    << "Deployment"
                                    << "prod"
                                    << ""
                                    << "/apis/apps/v1/namespaces/prod/deployments";
        QTest::newRow("everywhere") << "apps"
                                    << "Deployment"
                                    << ""
                                    << ""
                                    << "/apis/apps/v1/deployments";
        QTest::newRow("cluster-scoped leaves the namespace out")
            << "rbac.authorization.k8s.io"
            << "ClusterRole"
            << "prod"
            << "system:node"
            << "/apis/rbac.authorization.k8s.io/v1/clusterroles/system:node";
        QTest::newRow("encoded")
            << "rbac.authorization.k8s.io"
            << "Role"
            << "prod"
            << "a+b?c#d&e=\xc3\xa4"
            << "/apis/rbac.authorization.k8s.io/v1/namespaces/prod/roles/a%2Bb%3Fc%23d%26e%3D%C3%A4";
        // What is no name must not become a path, not even behind something that decodes it once.
        QTest::newRow("dot") << "apps"
                             << "Deployment"
                             << "prod"
                             << "."
                             << "/apis/apps/v1/namespaces/prod/deployments/%252E";
        QTest::newRow("up") << "apps"
                            << "Deployment"
                            << "prod"
                            << ".."
                            << "/apis/apps/v1/namespaces/prod/deployments/%252E%252E";
        QTest::newRow("climbing")
            << "apps"
            << "Deployment"
            << "prod"
            << "x/../../secrets/s"
            << "/apis/apps/v1/namespaces/prod/deployments/x%252F%252E%252E%252F%252E%252E%252Fsecrets%252Fs";
        QTest::newRow("escaped already") << "apps"
                                         << "Deployment"
                                         << "prod"
                                         << "a%2Fb"
                                         << "/apis/apps/v1/namespaces/prod/deployments/a%25252Fb";
        QTest::newRow("climbing namespace") << ""
                                            << "Pod"
                                            << ".."
                                            << "x"
                                            << "/api/v1/namespaces/%252E%252E/pods/x";
        QTest::newRow("query in the name") << ""
                                           << "Pod"
                                           << "a b"
                                           << "x"
                                           << "/api/v1/namespaces/a%2520b/pods/x";
    }
    void paths() {
        QFETCH(QString, group);
        QFETCH(QString, kind);
        QFETCH(QString, ns);
        QFETCH(QString, name);
        QFETCH(QString, path);
        const auto resource = builtin(group.toStdString(), kind.toStdString());
        QVERIFY(!resource.versions.empty());
        QCOMPARE(shown(kube::resourcePath(resource, resource.versions.front(), ns.toStdString(), name.toStdString())),
                 path);
    }

    void possibleNames_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("possible");
        QTest::newRow("plain") << "frontend" << true;
        QTest::newRow("dots") << "v1.apps" << true;
        QTest::newRow("rbac") << "system:Node-Proxier" << true;
        QTest::newRow("three dots") << "..." << true;
        QTest::newRow("empty") << "" << false;
        QTest::newRow("dot") << "." << false;
        QTest::newRow("dots up") << ".." << false;
        QTest::newRow("slash") << "a/b" << false;
        QTest::newRow("percent") << "a%2e" << false;
        QTest::newRow("space") << "a b" << false;
        QTest::newRow("line feed") << "a\n" << false;
        QTest::newRow("delete") << "a\x7f" << false;
    }
    void possibleNames() {
        QFETCH(QString, name);
        QFETCH(bool, possible);
        QCOMPARE(kube::isPossibleName(name.toStdString()), possible);
    }

    void queryValues() {
        QCOMPARE(shown(kube::encodeQueryValue("metadata.name=x,metadata.namespace!=y")),
                 QString("metadata.name%3Dx%2Cmetadata.namespace%21%3Dy"));
        QCOMPARE(shown(kube::encodeQueryValue("a in (b, c)&limit=1")), QString("a%20in%20%28b%2C%20c%29%26limit%3D1"));
    }

    void preferring() {
        const auto kustomization = builtin("kustomize.toolkit.fluxcd.io", "Kustomization");
        const std::vector<std::string> asBuilt = {"v1", "v1beta2", "v1beta1"};
        QCOMPARE(kustomization.versions, asBuilt);
        QCOMPARE(kube::preferring(kustomization, "").versions, asBuilt);
        QCOMPARE(kube::preferring(kustomization, "v1beta2").versions,
                 (std::vector<std::string>{"v1beta2", "v1", "v1beta1"}));
        QCOMPARE(kube::preferring(kustomization, "v2").versions,
                 (std::vector<std::string>{"v2", "v1", "v1beta2", "v1beta1"}));
    }

    void names() {
        QCOMPARE(shown(kube::qualifiedName(builtin("", "Pod"))), QString("pods"));
        QCOMPARE(shown(kube::qualifiedName(builtin("apps", "Deployment"))), QString("deployments.apps"));
        QCOMPARE(shown(kube::apiVersion("", "v1")), QString("v1"));
        QCOMPARE(shown(kube::apiVersion("apps", "v1")), QString("apps/v1"));
        QVERIFY(kube::findBuiltin("apps", "Pod") == nullptr);
    }

    void serverGroups_data() {
        QTest::addColumn<QString>("group");
        QTest::addColumn<bool>("brought");
        for (const char* group : {"", "apps", "batch", "rbac.authorization.k8s.io"})
            QTest::addRow("%s.", group) << group << true;
        for (const char* group : {"argoproj.io", "source.toolkit.fluxcd.io", "fluxcd.controlplane.io", "metrics.k8s.io",
                                  "app.k8s.io", "x.io"}) {
            QTest::addRow("%s", group) << group << false;
        }
    }
    void serverGroups() {
        QFETCH(QString, group);
        QFETCH(bool, brought);
        QCOMPARE(kube::isServerGroup(group.toStdString()), brought);
    }

    // Every row can be used: a name for all of its parts, no kind twice, no plural or short name twice in a group.
    void tableIsSound() {
        std::set<std::pair<std::string, std::string>> kinds;
        std::set<std::pair<std::string, std::string>> namesSeen;
        for (const auto& resource : kube::builtinResources()) {
            QVERIFY2(!resource.kind.empty() && !resource.plural.empty() && !resource.versions.empty(),
                     resource.kind.c_str());
            QVERIFY2(kinds.insert({resource.group, resource.kind}).second, resource.kind.c_str());
            std::set<std::string> own = {resource.plural, resource.singular};
            own.insert(resource.shortNames.begin(), resource.shortNames.end());
            for (const auto& name : own) QVERIFY2(namesSeen.insert({resource.group, name}).second, name.c_str());
        }
    }

    // Asked for by name in the requirement: the short names that people type.
    void shortNames_data() {
        QTest::addColumn<QString>("shortName");
        QTest::addColumn<QString>("kind");
        const std::pair<const char*, const char*> wanted[] = {{"deploy", "Deployment"},
                                                              {"rs", "ReplicaSet"},
                                                              {"sts", "StatefulSet"},
                                                              {"ds", "DaemonSet"},
                                                              {"po", "Pod"},
                                                              {"svc", "Service"},
                                                              {"cm", "ConfigMap"},
                                                              {"ns", "Namespace"},
                                                              {"no", "Node"},
                                                              {"ing", "Ingress"},
                                                              {"sa", "ServiceAccount"},
                                                              {"pvc", "PersistentVolumeClaim"},
                                                              {"pv", "PersistentVolume"},
                                                              {"crd", "CustomResourceDefinition"},
                                                              {"hpa", "HorizontalPodAutoscaler"},
                                                              {"pdb", "PodDisruptionBudget"},
                                                              {"cj", "CronJob"},
                                                              {"netpol", "NetworkPolicy"},
                                                              {"sc", "StorageClass"},
                                                              {"ks", "Kustomization"},
                                                              {"hr", "HelmRelease"},
                                                              {"gitrepo", "GitRepository"},
                                                              {"ocirepo", "OCIRepository"},
                                                              {"helmrepo", "HelmRepository"},
                                                              {"hc", "HelmChart"},
                                                              {"ea", "ExternalArtifact"},
                                                              {"rset", "ResourceSet"},
                                                              {"app", "Application"},
                                                              {"apps", "Application"},
                                                              {"appset", "ApplicationSet"},
                                                              {"appsets", "ApplicationSet"},
                                                              {"appproj", "AppProject"}};
        for (const auto& [name, kind] : wanted) QTest::newRow(name) << name << kind;
    }
    void shortNames() {
        QFETCH(QString, shortName);
        QFETCH(QString, kind);
        QStringList owners;
        for (const auto& resource : kube::builtinResources()) {
            for (const auto& name : resource.shortNames) {
                if (name == shortName.toStdString()) owners << shown(resource.kind);
            }
        }
        QCOMPARE(owners, QStringList{kind});
    }
};

QTEST_GUILESS_MAIN(ResourceTest)
#include "resource_test.moc"
