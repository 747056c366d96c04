// --verify and its companions, on recordings of what real registries held: what is believed is what the command line
// names.
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "program.h"
#include "trace/harness.h"
#include "trace/snapshot.h"

using namespace scout;
using test::Program;

namespace {

const QString fixtures = QStringLiteral(SCOUT_TESTS_DIR "/signing/fixtures/");

}  // namespace

class VerifyTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    Program m_program;

    QString recording(const QString& name) const { return m_folder.filePath(name + QStringLiteral(".json")); }

  private slots:
    // Snapshots of written cases, as `snapshot --verify` would have written them.
    void initTestCase() {
        for (const test::Case& one : test::writtenCases()) {
            if (!one.name.starts_with("verify-")) continue;
            trace::Snapshot snapshot{test::run(one).evidence, {one.subject}};
            snapshot.evidence.recordedAt = base::format(one.options.now);
            QFile file(recording(QString::fromStdString(one.name)));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QByteArray::fromStdString(trace::writeSnapshot(snapshot)));
        }
    }

    void saysWhatWasChecked_data() {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QStringList>("flags");
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("finding");
        QTest::addColumn<int>("status");
        const auto file = [](const char* name) { return fixtures + QString::fromLatin1(name); };
        const auto row = [](const char* name, const char* from, const QStringList& flags, const char* word,
                            const char* finding) {
            const QString kind = QString::fromLatin1(finding);
            QTest::newRow(name) << QString::fromLatin1(from) << flags << QString::fromLatin1(word) << kind
                                << (kind.isEmpty()                              ? 0
                                    : kind == QLatin1String("signature-failed") ? 2
                                                                                : 6);
        };
        row("the key", "verify-cosign-tag", {"--verify-key", file("cosign.pub")},
            "verified (cosign signature, cosign.pub)", "");
        row("one of two keys", "verify-cosign-tag",
            {"--verify-key", file("other.pub"), "--verify-key", file("cosign.pub")},
            "verified (cosign signature, cosign.pub)", "");
        row("another key", "verify-cosign-tag", {"--verify-key", file("other.pub")}, "failed (cosign signature)",
            "signature-failed");
        row("no key", "verify-cosign-tag", {"--verify"}, "not checked (cosign signature)", "signature-unverified");
        row("not asked", "verify-cosign-tag", {}, "", "");
        row("asked, and taken back", "verify-cosign-tag", {"--verify-key", file("cosign.pub"), "--verify=false"}, "",
            "");
        row("a trust store", "verify-notation", {"--verify-certificate", file("notation.crt")},
            "verified (notation signature, CN=signer.example.test", "");
        row("another trust store", "verify-notation", {"--verify-certificate", file("elsewhere.crt")},
            "failed (notation signature", "signature-failed");
        row("a certificate's claim", "verify-certificate-claims", {"--verify"}, "claimed (cosign signature",
            "signature-unverified");
        row("another identity", "verify-certificate-claims", {"--verify-identity", "me@example.test"},
            "failed (cosign signature", "signature-failed");
        row("nothing signed", "verify-nothing-signed", {"--verify-key", file("cosign.pub")}, "not checked",
            "signature-unverified");
    }
    void saysWhatWasChecked() {
        QFETCH(QString, from);
        QFETCH(QStringList, flags);
        QFETCH(QString, word);
        QFETCH(QString, finding);
        QFETCH(int, status);
        const test::Ended ended = m_program.run(QStringList{"trace", "--from", recording(from)} + flags);
        QVERIFY2(ended.code == 0 && ended.err.isEmpty(), ended.out + ended.err);
        QCOMPARE(m_program.run(QStringList{"trace", "--exit-status", "--from", recording(from)} + flags).code, status);
        const QString text = QString::fromUtf8(ended.out);
        const QString line = QStringLiteral("Verification: ");
        if (word.isEmpty())
            QVERIFY2(!text.contains(line), ended.out);
        else
            QVERIFY2(text.contains(line + word), ended.out);
        for (const char* kind : {"signature-failed", "signature-unverified"})
            QVERIFY2(text.contains(QLatin1String(kind)) == (finding == QLatin1String(kind)), ended.out);
    }
};

QTEST_GUILESS_MAIN(VerifyTest)
#include "verify_test.moc"
