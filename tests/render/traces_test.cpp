// Every trace that the tracer's own cases give, in every form: what holds for traces made by hand holds for those too.
#include <QTest>
#include <algorithm>

#include "render/json.h"
#include "render/text.h"
#include "schema_check.h"
#include "trace/harness.h"

using namespace scout;

class TracesTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        for (const test::Case& one : test::allCases()) {
            QVERIFY2(one.answer != nullptr, one.name.c_str());
            m_names << QString::fromStdString(one.name);
            m_traces.push_back(test::run(one).trace);
        }
        QVERIFY(!m_traces.empty());
    }

    void jsonIsValid() {
        std::vector<std::string> documents;
        for (const model::Trace& trace : m_traces) documents.push_back(render::toJson(trace));
        const QStringList errors = test::schemaErrorsOfEach(documents);
        for (qsizetype i = 0; i < errors.size(); ++i) {
            QVERIFY2(errors[i].isEmpty(), qPrintable(m_names[i] + QStringLiteral(": ") + errors[i]));
        }
    }

    void textNamesEveryHop() {
        for (const model::Trace& trace : m_traces) {
            const std::string text = render::toText(trace, {.width = 80});
            for (const model::Hop& node : trace.nodes) {
                QVERIFY2(text.find(node.label()) != std::string::npos, node.label().c_str());
            }
        }
    }

    // Its facts stand at the applier, although it declares the source, which comes first, and its own source too.
    void whoDeclaresIsToldAtTheApplier() {
        const qsizetype index = m_names.indexOf(QStringLiteral("flux-parents-to-the-root"));
        QVERIFY(index >= 0);
        const QString text =
            QString::fromStdString(render::toText(m_traces[static_cast<std::size_t>(index)], {.width = 80}));
        QCOMPARE(text.count(QStringLiteral("Declared by: ✓ Kustomization/flux-system")), 3);
        QVERIFY2(text.indexOf(QStringLiteral("Path: ./flux-system")) > text.indexOf(QStringLiteral("Path: ./apps")),
                 qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("From: ✓ GitRepository/flux-system")), qPrintable(text));
    }

    // The closing sentence of a healthy chain is said of no other.
    void inSyncOnlyWhenProven() {
        for (const model::Trace& trace : m_traces) {
            const bool says = render::toText(trace, {}).find("All levels in sync.") != std::string::npos;
            QCOMPARE(says, trace.fullyManaged && trace.verdict.state == model::VerdictState::ready);
        }
    }

    void namesAreTypesAndNames() {
        for (const model::Trace& trace : m_traces) {
            const QStringList lines = QString::fromStdString(render::toName(trace)).split(u'\n', Qt::SkipEmptyParts);
            for (const QString& line : lines) {
                QCOMPARE(line.count(u'/'), 1);
                QVERIFY2(!line.contains(u':'), qPrintable(line));
            }
        }
    }

  private:
    QStringList m_names;
    std::vector<model::Trace> m_traces;
};

QTEST_GUILESS_MAIN(TracesTest)
#include "traces_test.moc"
