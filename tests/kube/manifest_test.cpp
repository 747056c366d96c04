#include <QTest>

#include "base/yaml.h"
#include "canned.h"
#include "kube/arguments.h"

using namespace scout;
using base::ErrorKind;
using test::shown;

namespace {

base::Result<std::vector<kube::ManifestObject>> objects(const QString& yaml) {
    const auto documents = base::parseYaml(yaml.toStdString(), "app.yaml");
    if (!documents) return documents.error();
    return kube::manifestObjects(*documents, "app.yaml");
}

}  // namespace

class ManifestTest : public QObject {
    Q_OBJECT

  private slots:
    void read_data() {
        QTest::addColumn<QString>("yaml");
        QTest::addColumn<QString>("meant");  // group/Kind/namespace/name version
        QTest::newRow("one") << "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: frontend, namespace: prod}\n"
                             << "apps/Deployment/prod/frontend v1";
        QTest::newRow("no namespace") << "apiVersion: v1\nkind: Pod\nmetadata: {name: x}\n"
                                      << "/Pod//x v1";
        QTest::newRow("several, with empty documents")
            << "---\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: x}\n---\n# nothing\n---\n"
               "apiVersion: v1\nkind: Service\nmetadata: {name: api}\n"
            << "/Pod//x v1, /Service//api v1";
        QTest::newRow("JSON") << R"({"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"}})"
                              << "/Pod//x v1";
        QTest::newRow("List")
            << "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, metadata: {name: x}}\n"
               "- {apiVersion: apps/v1, kind: Deployment, metadata: {name: api}}\n"
            << "/Pod//x v1, apps/Deployment//api v1";
        QTest::newRow("typed list") << "apiVersion: apps/v1\nkind: DeploymentList\nitems:\n- {metadata: {name: x}}\n- "
                                       "{kind: Deployment, metadata: {name: api}}\n"
                                    << "apps/Deployment//x v1, apps/Deployment//api v1";
        QTest::newRow("list in a list")
            << "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: PodList, items: [{metadata: {name: x}}]}\n"
            << "/Pod//x v1";
        QTest::newRow("empty list") << "apiVersion: v1\nkind: List\nitems: []\n"
                                    << "";
        QTest::newRow("a kind that ends in List")
            << "apiVersion: x.io/v1\nkind: AllowList\nmetadata: {name: a}\nspec: {}\n"
            << "x.io/AllowList//a v1";
        QTest::newRow("Flux' Kustomization") << "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: "
                                                "Kustomization\nmetadata: {name: shop, namespace: flux-system}\n"
                                             << "kustomize.toolkit.fluxcd.io/Kustomization/flux-system/shop v1";
        QTest::newRow("free name")
            << "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: 'system:Node'}\n"
            << "rbac.authorization.k8s.io/ClusterRole//system:Node v1";
        QTest::newRow("nothing") << "# only a comment\n"
                                 << "";
    }
    void read() {
        QFETCH(QString, yaml);
        QFETCH(QString, meant);
        const auto found = objects(yaml);
        QVERIFY2(bool(found), found ? "" : found.error().what.c_str());
        QStringList said;
        for (const auto& object : *found) said << shown(object.ref.id() + " " + object.version);
        QCOMPARE(said.join(", "), meant);
    }

    void errors_data() {
        QTest::addColumn<QString>("yaml");
        QTest::addColumn<QString>("what");
        const QString pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: x}\n---\n";
        QTest::newRow("no name") << pod + "apiVersion: apps/v1\nkind: Deployment\nmetadata: {namespace: prod}\n"
                                 << "document 2 (Deployment) has no metadata.name";
        QTest::newRow("empty name") << "apiVersion: v1\nkind: Pod\nmetadata: {name: ''}\n"
                                    << "document 1 (Pod) has no metadata.name";
        QTest::newRow("name that is a number") << "apiVersion: v1\nkind: Pod\nmetadata: {name: 1}\n"
                                               << "document 1 (Pod) has no metadata.name";
        QTest::newRow("generateName") << "apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: run-}\n"
                                      << "document 1 (Job) has generateName instead of a name, and the cluster chose "
                                         "the name when it was created";
        QTest::newRow("no kind") << pod + pod + "metadata: {name: x}\napiVersion: v1\n"
                                 << "document 3 is not a Kubernetes object: it has no kind";
        QTest::newRow("no apiVersion") << "kind: Pod\nmetadata: {name: x}\n"
                                       << "document 1 (Pod) has no apiVersion";
        QTest::newRow("values file") << "replicas: 3\n"
                                     << "document 1 is not a Kubernetes object: it has no kind";
        QTest::newRow("text") << "just text\n"
                              << "document 1 is not a Kubernetes object";
        QTest::newRow("sequence") << "- {apiVersion: v1, kind: Pod, metadata: {name: x}}\n"
                                  << "document 1 is not a Kubernetes object";
        QTest::newRow("item without a name") << "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Pod, "
                                                "metadata: {name: x}}\n- {apiVersion: v1, kind: Pod}\n"
                                             << "document 1, item 2 (Pod) has no metadata.name";
        QTest::newRow("item without a kind") << "apiVersion: v1\nkind: List\nitems:\n- {metadata: {name: x}}\n"
                                             << "document 1, item 1 is not a Kubernetes object: it has no kind";
        QTest::newRow("kustomize file")
            << "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\n"
            << "document 1 is a kustomize file, not an object in a cluster";
        QTest::newRow("capitals") << "apiVersion: v1\nkind: Pod\nmetadata: {name: Web}\n"
                                  << "document 1 (Pod) has a name that cannot be: \"Web\" has capital letters, and "
                                     "names of this kind have none (\"web\"?)";
        QTest::newRow("climbing") << "apiVersion: x.io/v1\nkind: Thing\nmetadata: {name: ../../x}\n"
                                  << "document 1 (Thing) has a name that cannot be: \"../../x\" may not contain '/'";
        QTest::newRow("climbing namespace") << "apiVersion: v1\nkind: Pod\nmetadata: {name: x, namespace: ..}\n"
                                            << "document 1 (Pod) has a namespace that cannot be: \"..\"";
    }
    void errors() {
        QFETCH(QString, yaml);
        QFETCH(QString, what);
        const auto found = objects(yaml);
        QVERIFY(!found);
        QCOMPARE(found.error().kind, ErrorKind::usage);
        QCOMPARE(shown(found.error().what), what);
        QCOMPARE(shown(found.error().where), QString("app.yaml"));
    }
};

QTEST_GUILESS_MAIN(ManifestTest)
#include "manifest_test.moc"
