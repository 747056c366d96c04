// Colour, character set and exit codes.
#include <QTest>

#include "kubectl-scout/help.h"
#include "kubectl-scout/look.h"

using namespace scout;
using model::VerdictState;

class LookTest : public QObject {
    Q_OBJECT
  private slots:
    void color_data() {
        QTest::addColumn<QString>("choice");
        QTest::addColumn<bool>("terminal");
        QTest::addColumn<QString>("term");
        QTest::addColumn<bool>("noColor");
        QTest::addColumn<bool>("expected");
        QTest::newRow("terminal") << "auto" << true << "xterm" << false << true;
        QTest::newRow("pipe") << "auto" << false << "xterm" << false << false;
        QTest::newRow("dumb") << "auto" << true << "dumb" << false << false;
        QTest::newRow("NO_COLOR, even empty") << "auto" << true << "xterm" << true << false;
        QTest::newRow("always beats all") << "always" << false << "dumb" << true << true;
        QTest::newRow("never") << "never" << true << "xterm" << false << false;
    }
    void color() {
        QFETCH(QString, choice);
        QFETCH(bool, terminal);
        QFETCH(QString, term);
        QFETCH(bool, noColor);
        QFETCH(bool, expected);
        plugin::Environment environment;
        environment.outIsTerminal = terminal;
        environment.variables["TERM"] = term.toStdString();
        if (noColor) environment.variables["NO_COLOR"] = "";
        QCOMPARE(plugin::useColor(environment, choice.toStdString()), expected);
    }

    void utf8_data() {
        QTest::addColumn<QString>("all");
        QTest::addColumn<QString>("ctype");
        QTest::addColumn<QString>("lang");
        QTest::addColumn<bool>("expected");
        QTest::newRow("nothing set") << ""
                                     << ""
                                     << "" << false;
        QTest::newRow("LANG") << ""
                              << ""
                              << "de_DE.UTF-8" << true;
        QTest::newRow("LANG utf8") << ""
                                   << ""
                                   << "C.utf8" << true;
        QTest::newRow("LC_CTYPE before LANG") << ""
                                              << "C"
                                              << "en_US.UTF-8" << false;
        QTest::newRow("LC_ALL before all") << "C.UTF-8"
                                           << "C"
                                           << "C" << true;
        QTest::newRow("POSIX") << "POSIX"
                               << ""
                               << "en_US.UTF-8" << false;
    }
    void utf8() {
        QFETCH(QString, all);
        QFETCH(QString, ctype);
        QFETCH(QString, lang);
        QFETCH(bool, expected);
        plugin::Environment environment;
        environment.variables = {
            {"LC_ALL", all.toStdString()}, {"LC_CTYPE", ctype.toStdString()}, {"LANG", lang.toStdString()}};
        QCOMPARE(plugin::isUtf8(environment), expected);
    }

    void exitCodes() {
        const std::pair<VerdictState, int> codes[] = {{VerdictState::ready, 0},     {VerdictState::failed, 2},
                                                      {VerdictState::outOfSync, 2}, {VerdictState::progressing, 3},
                                                      {VerdictState::stale, 3},     {VerdictState::suspended, 4},
                                                      {VerdictState::unmanaged, 5}, {VerdictState::incomplete, 6}};
        for (const auto& [state, code] : codes) QCOMPARE(plugin::exitStatus({state}), code);
    }

    // The order that `help trace` promises, whatever the order of the subjects.
    void theWorstVerdictCounts() {
        const std::vector<VerdictState> order{VerdictState::failed,      VerdictState::incomplete,
                                              VerdictState::progressing, VerdictState::suspended,
                                              VerdictState::unmanaged,   VerdictState::ready};
        for (std::size_t worse = 0; worse < order.size(); ++worse) {
            for (std::size_t other = worse; other < order.size(); ++other) {
                QCOMPARE(plugin::exitStatus({order[worse], order[other]}), plugin::exitStatus({order[worse]}));
                QCOMPARE(plugin::exitStatus({order[other], order[worse]}), plugin::exitStatus({order[worse]}));
            }
        }
        QCOMPARE(plugin::exitStatus({}), 0);
    }

    void whatAVerificationAdds() {
        model::Trace trace;
        trace.chain.resize(2);
        QCOMPARE(plugin::verificationVerdict(trace), VerdictState::incomplete);
        trace.chain[0].verification = model::Verification{"claimed", {}, {}};
        QCOMPARE(plugin::verificationVerdict(trace), VerdictState::incomplete);
        trace.chain[0].verification = model::Verification{"verified", {}, {}};
        QCOMPARE(plugin::verificationVerdict(trace), VerdictState::ready);
        // Of another source of the same trace.
        trace.findings.resize(1);
        trace.findings[0].kind = "signature-unverified";
        QCOMPARE(plugin::verificationVerdict(trace), VerdictState::incomplete);
        trace.findings[0].kind = "signature-failed";
        QCOMPARE(plugin::verificationVerdict(trace), VerdictState::failed);
    }

    void invocationNames() {
        QCOMPARE(plugin::invocationName("/usr/bin/kubectl-scout"), std::string("kubectl scout"));
        QCOMPARE(plugin::invocationName("kubectl-scout"), std::string("kubectl scout"));
        QCOMPARE(plugin::invocationName("./kubectl-gitops"), std::string("kubectl gitops"));
        QCOMPARE(plugin::invocationName("/opt/scout"), std::string("scout"));
    }
};

QTEST_GUILESS_MAIN(LookTest)
#include "look_test.moc"
