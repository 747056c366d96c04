// Which files are read, and what happens when they are not there.
#include <QtTest>

#include "files.h"
#include "kubeconfig/load.h"

using namespace scout;
using namespace scout::kubeconfig;
using scout::tests::Files;

namespace {

std::string config(const std::string& context) {
    return "contexts: [{name: " + context + ", context: {cluster: c}}]\ncurrent-context: " + context + "\n";
}

}  // namespace

class LoadTest : public QObject {
    Q_OBJECT

  private slots:
    void paths_data() {
        QTest::addColumn<QString>("flag");
        QTest::addColumn<QString>("kubeconfig");
        QTest::addColumn<QString>("home");
        QTest::addColumn<QStringList>("paths");
        const auto row = [](const char* name, const char* flag, const char* kubeconfig, const char* home,
                            const QStringList& paths) { QTest::newRow(name) << flag << kubeconfig << home << paths; };
        row("home", "", "", "/home/u", {"/home/u/.kube/config"});
        row("no home", "", "", "", {});
        row("variable", "", "/a", "/home/u", {"/a"});
        row("list", "", "/a:b:/c", "/home/u", {"/a", "b", "/c"});
        row("empty parts and repetitions", "", ":/a::/b:/a:", "/home/u", {"/a", "/b"});
        row("nothing but separators", "", "::", "/home/u", {});
        row("flag", "/x", "/a:/b", "/home/u", {"/x"});
        row("a flag is no list", "/x:/y", "", "/home/u", {"/x:/y"});
    }
    void paths() {
        QFETCH(QString, flag);
        QFETCH(QString, kubeconfig);
        QFETCH(QString, home);
        QFETCH(QStringList, paths);
        Overrides overrides;
        overrides.kubeconfig = flag.toStdString();
        QStringList actual;
        for (const auto& path :
             kubeconfigPaths(overrides, {{"KUBECONFIG", kubeconfig.toStdString()}, {"HOME", home.toStdString()}})) {
            actual << QString::fromStdString(path);
        }
        QCOMPARE(actual, paths);
    }

    void missingFilesAreSkippedAndRemembered() {
        const Files files{{{"/b", config("b")}, {"/d", config("d")}}, {}};
        const auto loaded = loadKubeconfig({}, {{"KUBECONFIG", "/a:/b:/c:/d"}}, files.reader());
        QVERIFY(loaded.ok());
        QCOMPARE(loaded->files, (std::vector<std::string>{"/b", "/d"}));
        QCOMPARE(loaded->missing, (std::vector<std::string>{"/a", "/c"}));
        QCOMPARE(contextNames(loaded->kubeconfig), (std::vector<std::string>{"b", "d"}));
        QCOMPARE(loaded->kubeconfig.currentContext, std::string("b"));
    }

    void aFileNamedByFlagMustBeThere() {
        Overrides overrides;
        overrides.kubeconfig = "/x";
        const auto loaded = loadKubeconfig(overrides, {}, Files{}.reader());
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().kind, base::ErrorKind::config);
        QCOMPARE(loaded.error().what, std::string("the file given with --kubeconfig does not exist"));
        QCOMPARE(loaded.error().where, std::string("/x"));
    }

    void oneBadFileOfSeveralIsAnError() {
        const Files broken{{{"/a", config("a")}, {"/b", "contexts: ["}}, {}};
        const auto loaded = loadKubeconfig({}, {{"KUBECONFIG", "/a:/b"}}, broken.reader());
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().kind, base::ErrorKind::config);
        QCOMPARE(loaded.error().where, std::string("/b"));

        const Files locked{{{"/a", config("a")}}, {{"/b", {base::ErrorKind::config, "permission denied", "/b", {}}}}};
        const auto unreadable = loadKubeconfig({}, {{"KUBECONFIG", "/a:/b"}}, locked.reader());
        QVERIFY(!unreadable);
        QCOMPARE(unreadable.error().what, std::string("cannot read the kubeconfig: permission denied"));
        QCOMPARE(unreadable.error().where, std::string("/b"));
    }

    void eachFileResolvesItsOwnPaths() {
        const Files files{{{"/one/config", "clusters: [{name: c1, cluster: {certificate-authority: ca}}]"},
                           {"/two/config", "clusters: [{name: c2, cluster: {certificate-authority: ca}}]"}},
                          {}};
        const auto loaded = loadKubeconfig({}, {{"KUBECONFIG", "/one/config:/two/config"}}, files.reader());
        QVERIFY(loaded.ok());
        QCOMPARE(loaded->kubeconfig.clusters.at("c1").certificateAuthority, std::string("/one/ca"));
        QCOMPARE(loaded->kubeconfig.clusters.at("c2").certificateAuthority, std::string("/two/ca"));
    }
};

QTEST_GUILESS_MAIN(LoadTest)
#include "load_test.moc"
