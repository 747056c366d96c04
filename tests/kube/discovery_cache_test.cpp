#include "kube/discovery_cache.h"

#include <QTest>

#include "canned.h"

using namespace scout;
using base::ErrorKind;
using test::recorded;
using test::shown;

class DiscoveryCacheTest : public QObject {
    Q_OBJECT

  private slots:
    void folders_data() {
        QTest::addColumn<QString>("server");
        QTest::addColumn<QString>("folder");
        QTest::newRow("port") << "https://127.0.0.1:6443"
                              << "127.0.0.1_6443";
        QTest::newRow("http") << "http://127.0.0.1:8080"
                              << "127.0.0.1_8080";
        QTest::newRow("no scheme") << "127.0.0.1:6443"
                                   << "127.0.0.1_6443";
        QTest::newRow("host") << "https://my-cluster.example.com"
                              << "my_cluster.example.com";
        QTest::newRow("trailing slash") << "https://h:443/"
                                        << "h_443";
        QTest::newRow("path") << "https://rancher.example.com/k8s/clusters/c-m-x1"
                              << "rancher.example.com/k8s/clusters/c_m_x1";
        QTest::newRow("path with doubled slashes") << "https://h//a/./b"
                                                   << "h/a/b";
        QTest::newRow("IPv6") << "https://[::1]:6443"
                              << "___1__6443";
        QTest::newRow("parentheses are kept") << "https://h(1)_x"
                                              << "h(1)_x";
        QTest::newRow("one underscore for a character") << "https://h\xc3\xa4\xe2\x82\xac"
                                                        << "h__";
        QTest::newRow("upwards") << "https://h/../../etc"
                                 << "";
        QTest::newRow("nothing") << "https://"
                                 << "";
    }
    void folders() {
        QFETCH(QString, server);
        QFETCH(QString, folder);
        QCOMPARE(shown(kube::cacheFolder(server.toStdString())), folder);
    }

    void freshness_data() {
        QTest::addColumn<qint64>("age");
        QTest::addColumn<bool>("isFresh");
        QTest::newRow("just written") << qint64{0} << true;
        QTest::newRow("six hours") << qint64{6 * 3600} << true;
        QTest::newRow("a second more") << qint64{6 * 3600 + 1} << false;
        QTest::newRow("a day") << qint64{86400} << false;
        QTest::newRow("from the future") << qint64{-600} << true;
    }
    void freshness() {
        QFETCH(qint64, age);
        QFETCH(bool, isFresh);
        const base::Time now{1'800'000'000};
        QCOMPARE(kube::fresh({now.seconds - age}, now), isFresh);
    }

    void files() {
        const auto files = kube::resourceFiles(recorded("kubectl-cache/servergroups.json"));
        QVERIFY(bool(files));
        QCOMPARE(files->size(), std::size_t{26});
        QCOMPARE(shown(files->at("v1")), QString("v1/serverresources.json"));
        QCOMPARE(shown(files->at("apps/v1")), QString("apps/v1/serverresources.json"));
    }

    void climbingFiles() {
        const auto files = kube::resourceFiles(
            R"({"kind":"APIGroupList","groups":[{"versions":[{"groupVersion":"../../x"},{"groupVersion":"a/.."},{"groupVersion":"ok/v1"}]}]})");
        QVERIFY(bool(files));
        QCOMPARE(files->size(), std::size_t{1});
    }

    void brokenGroups_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << "";
        QTest::newRow("cut") << shown(test::quoted("{'kind':'APIGroupList','gro"));
        QTest::newRow("something else") << R"({"kind":"Pod"})";
    }
    void brokenGroups() {
        QFETCH(QString, text);
        const auto files = kube::resourceFiles(text.toStdString());
        QVERIFY(!files);
        QCOMPARE(files.error().kind, ErrorKind::config);
        const auto parsed = kube::parseCache(text.toStdString(), {});
        QVERIFY(!parsed);
        QCOMPARE(parsed.error(), files.error());
    }

    // Written by kubectl from a real server; some files left out, one broken.
    void recordedCache() {
        std::map<std::string, std::string> texts;
        for (const char* groupVersion : {"v1", "apps/v1", "autoscaling/v2", "autoscaling/v1", "argoproj.io/v1alpha1"}) {
            texts[groupVersion] = recorded(std::string("kubectl-cache/") + groupVersion + "/serverresources.json");
            QVERIFY(!texts[groupVersion].empty());
        }
        texts["source.toolkit.fluxcd.io/v1"] =
            recorded("kubectl-cache/source.toolkit.fluxcd.io/v1/serverresources.json").substr(0, 100);
        texts["not/asked"] = "{}";
        const auto cache = kube::parseCache(recorded("kubectl-cache/servergroups.json"), texts);
        QVERIFY(bool(cache));
        QCOMPARE(cache->unread.size(), std::size_t{26 - 5});
        for (const auto& entry : cache->unread) {
            const bool broken = entry.groupVersion == "source.toolkit.fluxcd.io/v1";
            QCOMPARE(shown(entry.error.what), QString(broken ? "kubectl's discovery cache is broken"
                                                             : "not in kubectl's discovery cache, or too old"));
            QCOMPARE(entry.error.where, entry.groupVersion + "/serverresources.json");
        }
        QStringList names;
        for (const auto& resource : cache->resources) {
            const auto* builtin = kube::findBuiltin(resource.group, resource.kind);
            if (builtin == nullptr) {
                names << shown(kube::qualifiedName(resource));
                continue;
            }
            QVERIFY2(resource == *builtin, resource.kind.c_str());
        }
        QCOMPARE(names, QStringList{"bindings"});
        QCOMPARE(cache->resources.size(), std::size_t{17 + 5 + 1 + 3});
    }
};

QTEST_GUILESS_MAIN(DiscoveryCacheTest)
#include "discovery_cache_test.moc"
