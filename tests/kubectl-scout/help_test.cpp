// Help and manual page against golden files in golden/.
#include <QTest>

#include "base/text.h"
#include "golden.h"
#include "kubectl-scout/help.h"
#include "kubectl-scout/table.h"

using namespace scout;

namespace {

void compare(const std::string& text, const QString& name) {
    const QString difference =
        test::goldenDifference(QStringLiteral(SCOUT_TESTS_DIR "/kubectl-scout/golden/") + name, text);
    QVERIFY2(difference.isEmpty(), qPrintable(difference));
}

}  // namespace

class HelpTest : public QObject {
    Q_OBJECT
  private slots:
    void program() { compare(plugin::programHelp("kubectl scout"), "help.txt"); }

    void commands_data() {
        QTest::addColumn<QString>("name");
        for (const auto& command : plugin::commandTable()) {
            if (!command.hidden)
                QTest::newRow(std::string(command.name).c_str())
                    << QString::fromUtf8(command.name.data(), static_cast<qsizetype>(command.name.size()));
        }
    }
    void commands() {
        QFETCH(QString, name);
        const plugin::Command* command = plugin::findCommand(name.toStdString());
        QVERIFY(command != nullptr);
        compare(plugin::commandHelp(*command, "kubectl scout"), QStringLiteral("help-") + name + ".txt");
    }

    void manualPage() { compare(plugin::manualPage("0.0.0"), "kubectl-scout.1"); }

    void fitsATerminal() {
        for (const auto& command : plugin::commandTable()) {
            for (const auto& line : base::split(plugin::commandHelp(command, "kubectl scout"), '\n')) {
                QVERIFY2(line.size() <= 130, line.c_str());
            }
        }
    }

    void everyExampleIsACorrectCommandLine() {
        for (const auto& command : plugin::commandTable()) {
            for (const auto& example : command.examples) {
                const std::string_view line = example.line.substr(0, example.line.find_first_of(">|"));
                auto words = base::split(base::trim(line), ' ');
                const auto parsed = plugin::parseCommandLine(words);
                QVERIFY2(parsed.ok() && parsed->command != nullptr, std::string(example.line).c_str());
            }
        }
    }

    void usesTheNameItWasCalledBy() {
        const std::string text = plugin::commandHelp(*plugin::findCommand("version"), "scout");
        QVERIFY(text.find("\n  scout version [flags]\n") != std::string::npos);
        QVERIFY(text.find("kubectl") == std::string::npos);
    }
};

QTEST_GUILESS_MAIN(HelpTest)
#include "help_test.moc"
