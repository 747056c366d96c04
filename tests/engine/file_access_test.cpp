#include "engine/file_access.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace scout;
using base::ErrorKind;

namespace {

const std::string server = "https://127.0.0.1:6443";
constexpr std::int64_t written = 1'700'000'000;

std::string list(const std::string& groupVersion, const std::string& plural, const std::string& kind) {
    return R"({"kind":"APIResourceList","apiVersion":"v1","groupVersion":")" + groupVersion +
           R"(","resources":[{"name":")" + plural + R"(","singularName":"x","namespaced":true,"kind":")" + kind +
           R"(","verbs":["get","list"]}]})";
}

}  // namespace

class FileAccessTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    std::string path(const QString& name) const { return m_folder.filePath(name).toStdString(); }

    void write(const QString& name, const std::string& text, std::int64_t modified = written) {
        const QString file = m_folder.filePath(name);
        QVERIFY(QDir().mkpath(QFileInfo(file).path()));
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(text.data(), static_cast<qint64>(text.size()));
        out.flush();
        QVERIFY(out.setFileTime(QDateTime::fromSecsSinceEpoch(modified), QFileDevice::FileModificationTime));
    }

    /// A cache as kubectl writes it, with an old and a fresh group.
    void writeCache() {
        const QString folder = QStringLiteral("cache/discovery/127.0.0.1_6443/");
        write(
            folder + QStringLiteral("servergroups.json"),
            R"({"kind":"APIGroupList","apiVersion":"v1","groups":[{"name":"acme.io","versions":[{"groupVersion":"acme.io/v1","version":"v1"}]},)"
            R"({"name":"old.io","versions":[{"groupVersion":"old.io/v1","version":"v1"}]}]})");
        write(folder + QStringLiteral("acme.io/v1/serverresources.json"), list("acme.io/v1", "widgets", "Widget"));
        write(folder + QStringLiteral("old.io/v1/serverresources.json"), list("old.io/v1", "relics", "Relic"),
              written - 7 * 3600);
    }

  private slots:
    void wholeFile() {
        const std::string text("a\0b\n", 4);
        write(QStringLiteral("file"), text);
        const auto got = engine::readFile(path(QStringLiteral("file")));
        QVERIFY(got);
        QCOMPARE(*got, text);
    }

    void filesThatCannotBeRead() {
        const auto missing = engine::readFile(path(QStringLiteral("nothing")));
        QVERIFY(!missing);
        QCOMPARE(missing.error().kind, ErrorKind::notFound);
        QCOMPARE(missing.error().where, path(QStringLiteral("nothing")));
        const auto folder = engine::readFile(m_folder.path().toStdString());
        QVERIFY(!folder);
        QCOMPARE(folder.error().kind, ErrorKind::config);
    }

    void freshCache() {
        writeCache();
        const auto got = engine::readDiscoveryCache(path(QStringLiteral("cache")), server, base::Time{written + 60});
        QVERIFY(got);
        QCOMPARE(got->resources.size(), std::size_t{1});
        QCOMPARE(got->resources[0].plural, std::string("widgets"));
        // The stale file's group may hold kinds that were not read.
        QCOMPARE(got->unread.size(), std::size_t{1});
        QCOMPARE(got->unread[0].groupVersion, std::string("old.io/v1"));
    }

    void oneGroupOnly() {
        writeCache();
        const auto got =
            engine::readDiscoveryCache(path(QStringLiteral("cache")), server, base::Time{written + 60}, "old.io");
        QVERIFY(got);
        QVERIFY(got->resources.empty());
        const auto acme =
            engine::readDiscoveryCache(path(QStringLiteral("cache")), server, base::Time{written + 60}, "acme.io");
        QVERIFY(acme);
        QCOMPARE(acme->resources.size(), std::size_t{1});
    }

    void noCache_data() {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("url");
        QTest::addColumn<qint64>("now");
        QTest::newRow("old") << "cache" << QString::fromStdString(server) << qint64(written + 7 * 3600);
        QTest::newRow("another server") << "cache"
                                        << "https://10.0.0.1" << qint64(written + 60);
        QTest::newRow("no folder") << "nowhere" << QString::fromStdString(server) << qint64(written + 60);
    }
    void noCache() {
        QFETCH(QString, folder);
        QFETCH(QString, url);
        QFETCH(qint64, now);
        writeCache();
        QVERIFY(!engine::readDiscoveryCache(path(folder), url.toStdString(), base::Time{now}));
    }
};

QTEST_GUILESS_MAIN(FileAccessTest)
#include "file_access_test.moc"
