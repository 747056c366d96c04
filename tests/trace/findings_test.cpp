// The kinds of findings in the code, in the table, in the documentation and in the cases are the same.
#include <QDirIterator>
#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include "trace/findings.h"
#include "trace/harness.h"

using namespace scout;

namespace {

QString contents(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString root() {
    return QStringLiteral(SCOUT_TRACE_TESTS_DIR "/../..");
}

QString sources() {
    QString all;
    QDirIterator files(root() + QStringLiteral("/shared/trace"), {QStringLiteral("*.cpp")}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        if (!path.endsWith(QStringLiteral("/findings.cpp"))) all += contents(path);
    }
    return all;
}

QSet<QString> known() {
    QSet<QString> out;
    for (const trace::FindingKind& kind : trace::findingKinds())
        out << QString::fromUtf8(kind.kind.data(), qsizetype(kind.kind.size()));
    return out;
}

}  // namespace

class FindingsTest : public QObject {
    Q_OBJECT

  private slots:
    void everyKindInTheCodeIsInTheTable() {
        static const QRegularExpression noted(QStringLiteral("\"([a-z-]+)\",\\s*(?:model::)?Severity::"));
        int found = 0;
        for (auto match = noted.globalMatch(sources()); match.hasNext(); ++found) {
            const QString kind = match.next().captured(1);
            QVERIFY2(known().contains(kind), qPrintable(kind));
        }
        QVERIFY(found > 15);
    }

    void everyKindInTheTableIsInTheCode() {
        const QString all = sources();
        for (const QString& kind : known()) QVERIFY2(all.contains(u'"' + kind + u'"'), qPrintable(kind));
    }

    void theDocumentationSaysTheSame() {
        const QString page = contents(root() + QStringLiteral("/resources/docs/findings.md"));
        QStringList expected;
        for (const trace::FindingKind& kind : trace::findingKinds()) {
            expected << QStringLiteral("| `%1` | %2 |")
                            .arg(QString::fromUtf8(kind.kind.data(), qsizetype(kind.kind.size())),
                                 QString::fromUtf8(kind.meaning.data(), qsizetype(kind.meaning.size())));
        }
        QStringList rows;
        for (const QString& line : page.split(u'\n')) {
            if (line.startsWith(QStringLiteral("| `"))) rows << line.section(u'|', 0, 2) + u'|';
        }
        QCOMPARE(rows, expected);
    }

    // A refresh shows nothing new of a tag whose artifact Argo CD refuses.
    void aMovedTagIsAdvisedByWhatArgoCdDoesWithIt() {
        QMap<QString, QString> advice;
        for (const test::Case& one : test::allCases()) {
            for (const model::Finding& finding : test::run(one).trace.findings) {
                if (finding.kind == "tag-moved")
                    advice[QString::fromStdString(one.name)] = QString::fromStdString(finding.advice);
            }
        }
        const auto of = [&advice](const char* name) { return advice.value(QString::fromLatin1(name)); };
        QVERIFY(of("registry-argo-tag-moved").contains(QStringLiteral("--refresh")));
        for (const char* name : {"registry-argo-several-layers", "registry-argo-tag-not-compared"}) {
            QVERIFY2(of(name).contains(QStringLiteral("What is live stays")) ||
                         of(name).contains(QStringLiteral("what is live stays")),
                     name);
            QVERIFY2(!of(name).contains(QStringLiteral("--refresh")), name);
        }
        QCOMPARE(of("registry-argo-tag-moved-skipped"),
                 QStringLiteral("Argo CD sees and syncs nothing newer before annotation "
                                "argocd.argoproj.io/skip-reconcile is removed."));
        QCOMPARE(of("registry-argo-tag-moved-deleting"),
                 QStringLiteral("The Application is being deleted, and syncs nothing newer."));
        QCOMPARE(of("registry-argo-tag-moved-syncing"), QStringLiteral("Argo CD is syncing it."));
    }

    // A kind that no case shows may never have been seen to work.
    void everyKindIsSeenInACase() {
        QSet<QString> seen;
        for (const test::Case& one : test::allCases()) {
            for (const model::Finding& finding : test::run(one).trace.findings) {
                const QString kind = QString::fromStdString(finding.kind);
                QVERIFY2(known().contains(kind), qPrintable(kind));
                QVERIFY2(!finding.message.empty() && !finding.at.empty(), qPrintable(kind));
                if (finding.severity != model::Severity::info) QVERIFY2(!finding.advice.empty(), qPrintable(kind));
                seen << kind;
            }
        }
        const QSet<QString> missing = known() - seen;
        QVERIFY2(missing.isEmpty(), qPrintable(QStringList(missing.begin(), missing.end()).join(u' ')));
    }

    // A fetch that fails is not mended by another one.
    void aMovedTagIsFetchedWhenTheFetchIsMended_data() {
        QTest::addColumn<QString>("advice");
        QTest::newRow("registry-flux-tag-moved")
            << "flux reconcile source oci shop -n flux-system fetches it; spec.ref.digest would keep what is live.";
        QTest::newRow("registry-flux-tag-moved-suspended")
            << "flux resume source oci shop -n flux-system fetches it; spec.ref.digest would keep what is live.";
        QTest::newRow("registry-flux-tag-moved-refused")
            << "Its last fetch failed with VerificationError, and so does another until that is mended; then flux "
               "reconcile source oci shop -n flux-system fetches it. spec.ref.digest would keep what is live.";
    }
    void aMovedTagIsFetchedWhenTheFetchIsMended() {
        QFETCH(QString, advice);
        QStringList said;
        for (const test::Case& one : test::allCases()) {
            if (one.name != QTest::currentDataTag()) continue;
            for (const model::Finding& finding : test::run(one).trace.findings) {
                if (finding.kind == "tag-moved") said << QString::fromStdString(finding.advice);
            }
        }
        QCOMPARE(said, QStringList{advice});
    }
};

QTEST_GUILESS_MAIN(FindingsTest)
#include "findings_test.moc"
