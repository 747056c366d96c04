// From what the user wrote to the objects that are traced.
#include <QTemporaryDir>
#include <QTest>
#include <fstream>
#include <sstream>

#include "base/text.h"
#include "kubectl-scout/subjects.h"

using namespace scout;

namespace {

kube::Discovered serverList() {
    kube::Resource certificate{"cert-manager.io", "Certificate", "certificates", "certificate",
                               {"cert"},          {"v1"},        true,           {}};
    kube::Resource issuer{"cert-manager.io", "ClusterIssuer", "clusterissuers", "clusterissuer", {}, {"v1"}, false, {}};
    return {{certificate, issuer}, {}};
}

std::string shown(const base::Result<plugin::Subject>& subject) {
    return subject ? subject->ref.id() : "error: " + subject.error().what;
}

}  // namespace

class SubjectsTest : public QObject {
    Q_OBJECT

    int m_discoveries = 0;
    std::optional<kube::Discovered> m_cached;

    std::vector<std::string> resolved(const plugin::Request& request, const plugin::Namespaces& namespaces) {
        m_discoveries = 0;
        std::vector<std::string> out;
        const plugin::Kinds kinds{[this] { return m_cached ? &*m_cached : nullptr; },
                                  [this]() -> base::Result<kube::Discovered> {
                                      ++m_discoveries;
                                      return serverList();
                                  }};
        for (const auto& subject : plugin::resolve(request, namespaces, kinds)) out.push_back(shown(subject));
        return out;
    }

    static plugin::Request arguments(std::vector<kube::ResourceArgument> list) { return {std::move(list), {}, {}}; }

  private slots:
    void builtInNamesNeedNoDiscovery() {
        const auto got =
            resolved(arguments({{"deploy", "a"}, {"Service", "b"}, {"ks", "c"}, {"nodes", "n"}}), {"prod", "default"});
        QCOMPARE(got, (std::vector<std::string>{"apps/Deployment/prod/a", "/Service/prod/b",
                                                "kustomize.toolkit.fluxcd.io/Kustomization/prod/c", "/Node//n"}));
        QCOMPARE(m_discoveries, 0);
    }

    void otherNamesAreDiscoveredOnce() {
        const auto got = resolved(
            arguments({{"certificates", "a"}, {"cert", "b"}, {"clusterissuers.cert-manager.io", "c"}}), {"", "prod"});
        QCOMPARE(got,
                 (std::vector<std::string>{"cert-manager.io/Certificate/prod/a", "cert-manager.io/Certificate/prod/b",
                                           "cert-manager.io/ClusterIssuer//c"}));
        QCOMPARE(m_discoveries, 1);
    }

    void aCachedNameNeedsNoDiscovery() {
        m_cached = serverList();
        m_cached->resources.pop_back();
        QCOMPARE(resolved(arguments({{"cert", "a"}}), {"", "prod"}),
                 std::vector<std::string>{"cert-manager.io/Certificate/prod/a"});
        QCOMPARE(m_discoveries, 0);
        // What the cache lacks, the server may have.
        QCOMPARE(resolved(arguments({{"clusterissuer", "c"}}), {"", "prod"}),
                 std::vector<std::string>{"cert-manager.io/ClusterIssuer//c"});
        QCOMPARE(m_discoveries, 1);
        m_cached.reset();
    }

    void anUnknownKindFailsAlone() {
        const auto got = resolved(arguments({{"frobnicator", "a"}, {"deploy", "b"}}), {"", "prod"});
        QCOMPARE(got.size(), std::size_t{2});
        QCOMPARE(got[0], std::string("error: the server doesn't have a resource type \"frobnicator\""));
        QCOMPARE(got[1], std::string("apps/Deployment/prod/b"));
    }

    // flag > manifest > context
    void namespacesOfManifests() {
        plugin::Request request;
        request.manifests = {{{"apps", "Deployment", "own", "a"}, "v1"},
                             {{"apps", "Deployment", "", "b"}, "v1"},
                             {{"", "Node", "", "n"}, "v1"}};
        QCOMPARE(resolved(request, {"", "context"}),
                 (std::vector<std::string>{"apps/Deployment/own/a", "apps/Deployment/context/b", "/Node//n"}));
        QCOMPARE(resolved(request, {"flag", "context"}),
                 (std::vector<std::string>{"apps/Deployment/flag/a", "apps/Deployment/flag/b", "/Node//n"}));
        QCOMPARE(m_discoveries, 0);
    }

    void aManifestOfAnUnknownKind() {
        plugin::Request request;
        request.manifests = {{{"example.org", "Widget", "", "w"}, "v1"},
                             {{"cert-manager.io", "ClusterIssuer", "ignored", "c"}, "v1"}};
        QCOMPARE(resolved(request, {"", "prod"}),
                 (std::vector<std::string>{"error: no matches for kind \"Widget\" in version \"example.org/v1\"",
                                           "cert-manager.io/ClusterIssuer//c"}));
        QCOMPARE(m_discoveries, 1);
    }

    void applications() {
        plugin::Request request;
        request.applications = {"shop", "team-a/shop", "a/b/c", "/x", "", "../shop"};
        const auto got = resolved(request, {"prod", "prod", "argo"});
        QCOMPARE(got[0], std::string("argoproj.io/Application/argo/shop"));
        QCOMPARE(got[1], std::string("argoproj.io/Application/team-a/shop"));
        for (std::size_t i = 2; i < got.size(); ++i) QVERIFY2(got[i].starts_with("error: \""), got[i].c_str());
    }

    void manifestFiles() {
        QTemporaryDir folder;
        const auto write = [&folder](const char* name, const char* text) {
            const std::string path = folder.filePath(QString::fromUtf8(name)).toStdString();
            std::ofstream(path) << text;
            return path;
        };
        QVERIFY(QDir(folder.path()).mkpath("sub"));
        write("b.yaml",
              "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: b, namespace: prod}\n---\n# "
              "nothing\n---\napiVersion: v1\nkind: Service\nmetadata: {name: b2}\n");
        write(
            "a.json",
            R"({"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}]})");
        write("notes.txt", "not a manifest");
        write("sub/c.yml", "apiVersion: v1\nkind: Secret\nmetadata: {name: c}\n");

        plugin::Environment environment;
        const auto names = [&](std::vector<std::string> sources, bool recursive) {
            plugin::Options options;
            for (auto& source : sources) options.add("filename", source);
            if (recursive) options.add("recursive", "true");
            const auto request = plugin::readRequest(options, environment);
            if (!request) return "error: " + request.error().what;
            std::vector<std::string> out;
            for (const auto& object : request->manifests) out.push_back(object.ref.label());
            return base::join(out, " ");
        };
        const std::string path = folder.path().toStdString();
        QCOMPARE(names({path}, false), std::string("ConfigMap/a Deployment/b Service/b2"));
        QCOMPARE(names({path}, true), std::string("ConfigMap/a Deployment/b Service/b2 Secret/c"));
        QCOMPARE(names({path + "/b.yaml", path + "/sub"}, false), std::string("Deployment/b Service/b2 Secret/c"));
        QCOMPARE(names({path + "/no.yaml"}, false), "error: the path \"" + path + "/no.yaml\" does not exist");
        QCOMPARE(names({"-", "-"}, false), std::string("error: standard input cannot be used for multiple arguments"));
        QCOMPARE(names({"https://example.org/x.yaml"}, false),
                 std::string("error: manifests are not fetched from the network"));

        std::istringstream input("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n");
        environment.in = &input;
        QCOMPARE(names({"-"}, false), std::string("Pod/p"));
        std::istringstream empty("\n---\n# only a comment\n");
        environment.in = &empty;
        QCOMPARE(names({"-"}, false), std::string("error: no objects in the manifest"));
        std::istringstream broken("kind: [unclosed\n");
        environment.in = &broken;
        QVERIFY(names({"-"}, false).starts_with("error: "));
    }

    void impossibleNamespaces() {
        for (const char* flag : {"namespace", "argocd-namespace"}) {
            const auto read = [flag](const std::string& ns) {
                plugin::Options options;
                options.arguments = {"deploy/x"};
                options.add(flag, ns);
                return plugin::readRequest(options, {});
            };
            for (const char* ns : {"../../secrets", "..", "a/b", "Prod", "a b", "a%2fb"}) {
                const auto request = read(ns);
                QVERIFY2(!request, ns);
                QCOMPARE(request.error().kind, base::ErrorKind::usage);
                QCOMPARE(request.error().where, "--" + std::string(flag));
                QVERIFY2(request.error().what.starts_with("no namespace can have the name \"" + std::string(ns)), ns);
            }
            for (const char* ns : {"", "prod", "team-a"}) QVERIFY2(read(ns), ns);
        }
    }

    void formsAreNotMixed() {
        plugin::Options options;
        options.arguments = {"deploy/x"};
        options.add("filename", "x.yaml");
        const auto request = plugin::readRequest(options, {});
        QVERIFY(!request.ok());
        QCOMPARE(request.error().kind, base::ErrorKind::usage);
    }
};

QTEST_GUILESS_MAIN(SubjectsTest)
#include "subjects_test.moc"
