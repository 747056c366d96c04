// Cluster objects in, what the trace says out. SCOUT_UPDATE_GOLDEN=1 rewrites the expectations: read them before
// committing.
#include <QFile>
#include <QTest>

#include "trace/harness.h"

using namespace scout;

class CasesTest : public QObject {
    Q_OBJECT

  private slots:
    void saysWhatIsExpected_data() {
        QTest::addColumn<int>("index");
        m_cases = test::allCases();
        QVERIFY(!m_cases.empty());
        for (std::size_t i = 0; i < m_cases.size(); ++i) QTest::newRow(m_cases[i].name.c_str()) << static_cast<int>(i);
    }

    void saysWhatIsExpected() {
        QFETCH(int, index);
        const test::Case& one = m_cases[static_cast<std::size_t>(index)];
        QVERIFY2(one.answer != nullptr, one.name.c_str());
        const std::string said = test::print(test::run(one));
        if (qEnvironmentVariableIsSet("SCOUT_UPDATE_GOLDEN")) {
            QFile file(QString::fromStdString(one.expectedPath));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(said.c_str());
            return;
        }
        QCOMPARE(QString::fromStdString(said), QString::fromStdString(one.expected));
    }

  private:
    std::vector<test::Case> m_cases;
};

QTEST_GUILESS_MAIN(CasesTest)
#include "cases_test.moc"
