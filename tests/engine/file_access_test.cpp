#include "engine/file_access.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>
#include <thread>

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

    // Sparse: as large as they say, and nothing on the disk.
    void filesAsLargeAsTheyMayBe() {
        QFile file(m_folder.filePath(QStringLiteral("large")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.resize(qint64{64} << 20));
        const auto all = engine::readFile(path(QStringLiteral("large")));
        QVERIFY(all);
        QCOMPARE(all->size(), engine::largestFile);
        QVERIFY(file.resize((qint64{64} << 20) + 1));
        const auto more = engine::readFile(path(QStringLiteral("large")));
        QVERIFY(!more);
        QCOMPARE(more.error().kind, ErrorKind::config);
        QCOMPARE(more.error().what, std::string("the file is larger than 64 MiB"));
        QCOMPARE(more.error().where, path(QStringLiteral("large")));
        QVERIFY(engine::readFileUpTo(path(QStringLiteral("large")), engine::largestSnapshot));
        QVERIFY(file.resize((qint64{1} << 30) + 1));
        const auto absurd = engine::readFileUpTo(path(QStringLiteral("large")), engine::largestSnapshot);
        QVERIFY(!absurd);
        QCOMPARE(absurd.error().what, std::string("the file is larger than 1 GiB"));
    }

    // What has no size: it is read to its end, and not past the limit.
    void aPipeIsReadToItsEnd() {
        const std::string text(100000, 'x');
        for (const std::size_t limit : {text.size(), text.size() - 1}) {
            const std::string pipe = path(QStringLiteral("pipe"));
            QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
            std::thread writer([&] {
                QFile out(QString::fromStdString(pipe));
                if (!out.open(QIODevice::WriteOnly | QIODevice::Unbuffered)) return;
                out.write(text.data(), static_cast<qint64>(text.size()));
            });
            const auto got = engine::readFileUpTo(pipe, limit);
            writer.join();
            QVERIFY(QFile::remove(QString::fromStdString(pipe)));
            QCOMPARE(got.ok(), limit == text.size());
            if (got)
                QCOMPARE(*got, text);
            else
                QCOMPARE(got.error().kind, ErrorKind::config);
        }
    }

    void aFileIsReplacedAsAWhole() {
        const std::string file = path(QStringLiteral("replaced"));
        QFile::remove(QString::fromStdString(file));
        QVERIFY(!engine::writeFile(file, "old, and longer", engine::Readers::owner));
        QCOMPARE(QFileInfo(QString::fromStdString(file)).permissions() & ~(QFile::ReadUser | QFile::WriteUser),
                 QFile::ReadOwner | QFile::WriteOwner);
        QFile reader(QString::fromStdString(file));
        QVERIFY(reader.open(QIODevice::ReadOnly));
        QVERIFY(!engine::writeFile(file, std::string_view("n\0w", 3), engine::Readers::owner));
        QCOMPARE(reader.readAll(), QByteArray("old, and longer"));
        QCOMPARE(*engine::readFile(file), std::string("n\0w", 3));
    }

    void whatTheUmaskLets() {
        const mode_t before = ::umask(0027);
        const std::string file = path(QStringLiteral("shared"));
        const auto failure = engine::writeFile(file, "x", engine::Readers::umask);
        ::umask(before);
        QVERIFY(!failure);
        struct stat seen {};
        QCOMPARE(::stat(file.c_str(), &seen), 0);
        QCOMPARE(seen.st_mode & 0777U, 0640U);
    }

    void aLinkIsFollowed() {
        write(QStringLiteral("target"), "old");
        const QString link = m_folder.filePath(QStringLiteral("link"));
        QVERIFY(QFile::link(QStringLiteral("target"), link));  // relative to its folder
        QVERIFY(!engine::writeFile(link.toStdString(), "new", engine::Readers::owner));
        QVERIFY(QFileInfo(link).isSymLink());
        QCOMPARE(*engine::readFile(path(QStringLiteral("target"))), std::string("new"));
    }

    // As a device does: it must still be there afterwards.
    void aPipeIsWrittenInto() {
        const std::string pipe = path(QStringLiteral("out"));
        const QString link = m_folder.filePath(QStringLiteral("link to out"));
        QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
        QVERIFY(QFile::link(QString::fromStdString(pipe), link));
        const int reader = ::open(pipe.c_str(), O_RDONLY | O_NONBLOCK);
        const auto closed = qScopeGuard([&] { ::close(reader); });
        for (const std::string& name : {pipe, link.toStdString()}) {
            QVERIFY(!engine::writeFile(name, "text", engine::Readers::owner));
            struct stat seen {};
            QVERIFY(::lstat(pipe.c_str(), &seen) == 0 && S_ISFIFO(seen.st_mode));
            char got[8] = {};
            QCOMPARE(::read(reader, got, sizeof got), ssize_t{4});
            QCOMPARE(std::string(got), std::string("text"));
        }
        QVERIFY(QFileInfo(link).isSymLink());
    }

    void whereNothingCanBeWritten() {
        for (const std::string& name : {path(QStringLiteral("missing/file")), m_folder.path().toStdString()}) {
            const auto failure = engine::writeFile(name, "x", engine::Readers::owner);
            QVERIFY(failure);
            QCOMPARE(failure->kind, ErrorKind::config);
            QCOMPARE(failure->where, name);
        }
    }

    void sizesInWords() {
        QCOMPARE(engine::sizeInWords(1000), std::string("1000 bytes"));
        QCOMPARE(engine::sizeInWords(2048), std::string("2 KiB"));
        QCOMPARE(engine::sizeInWords(engine::largestFile), std::string("64 MiB"));
        QCOMPARE(engine::sizeInWords(engine::largestSnapshot), std::string("1 GiB"));
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
