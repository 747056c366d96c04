#include <QTest>

#include "model/revision.h"

using namespace scout;

namespace {

const std::string sha1(40, 'c');
const std::string sha256 = "4e5cbb7b97d0" + std::string(52, '0');

QString fields(const model::Revision& revision) {
    return QString::fromStdString(revision.pointer + "|" + revision.algorithm + "|" + revision.hex);
}

}  // namespace

class RevisionTest : public QObject {
    Q_OBJECT

  private slots:
    void revisions_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("asRevision");
        QTest::addColumn<QString>("asOrigin");
        const QString commit = QString::fromStdString(sha1);
        const QString digest = QString::fromStdString(sha256);
        const auto row = [](const char* name, const QString& text, const QString& revision, const QString& origin) {
            QTest::newRow(name) << text << revision << origin;
        };
        row("branch", "main@sha1:" + commit, "main|sha1|" + commit, "main|sha1|" + commit);
        row("branch with slash", "feature/x@sha1:" + commit, "feature/x|sha1|" + commit, "feature/x|sha1|" + commit);
        row("at sign in the branch", "a@b@sha1:" + commit, "a@b|sha1|" + commit, "a@b|sha1|" + commit);
        row("commit only", "sha1:" + commit, "|sha1|" + commit, "|sha1|" + commit);
        row("tag", "latest@sha256:" + digest, "latest|sha256|" + digest, "latest|sha256|" + digest);
        row("digest", "sha256:" + digest, "|sha256|" + digest, "|sha256|" + digest);
        row("bare commit", commit, commit + "||", "|sha1|" + commit);
        row("older form", "main/" + commit, "main/" + commit + "||", "main|sha1|" + commit);
        row("chart version", "1.2.3", "1.2.3||", "1.2.3||");
        row("short hash is none", "main@sha1:abc123", "||", "||");
        row("placeholder", "latest", "latest||", "latest||");
        row("empty", "", "||", "||");
    }
    void revisions() {
        QFETCH(QString, text);
        QFETCH(QString, asRevision);
        QFETCH(QString, asOrigin);
        QCOMPARE(fields(model::parseRevision(text.toStdString())), asRevision);
        QCOMPARE(fields(model::parseOriginRevision(text.toStdString())), asOrigin);
        QCOMPARE(QString::fromStdString(model::parseRevision(text.toStdString()).text), text);
    }

    void contents_data() {
        QTest::addColumn<QString>("left");
        QTest::addColumn<QString>("right");
        QTest::addColumn<bool>("same");
        const QString digest = QString::fromStdString(sha256);
        const QString other(64, '1');
        QTest::newRow("same digest, other pointer") << "latest@sha256:" + digest << "v1@sha256:" + digest << true;
        QTest::newRow("same pointer, other digest") << "latest@sha256:" + digest << "latest@sha256:" + other << false;
        QTest::newRow("chart version and digest") << "1.2.3@sha256:" + digest << "1.2.3+4e5cbb7b97d0" << true;
        QTest::newRow("chart version and another digest") << "1.2.3@sha256:" + other << "1.2.3+4e5cbb7b97d0" << false;
        QTest::newRow("build metadata that is no digest") << "1.2.3@sha256:" + digest << "1.2.3+4e5c" << false;
        QTest::newRow("versions") << "1.2.3"
                                  << "1.2.3" << true;
        QTest::newRow("other version") << "1.2.3"
                                       << "1.2.4" << false;
        QTest::newRow("nothing equals nothing") << ""
                                                << "" << false;
    }
    void contents() {
        QFETCH(QString, left);
        QFETCH(QString, right);
        QFETCH(bool, same);
        const auto a = model::parseRevision(left.toStdString());
        const auto b = model::parseRevision(right.toStdString());
        QCOMPARE(model::sameContent(a, b), same);
        QCOMPARE(model::sameContent(b, a), same);
    }

    void shortened() {
        QCOMPARE(model::shorten(model::parseRevision("main@sha1:" + sha1)), std::string("main@sha1:cccccccc"));
        QCOMPARE(model::shorten(model::parseRevision("1.2.3")), std::string("1.2.3"));
    }
};

QTEST_GUILESS_MAIN(RevisionTest)
#include "revision_test.moc"
