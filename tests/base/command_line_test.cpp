// What the command lines of both programs share.
#include "base/command_line.h"

#include <QTest>

using namespace scout::base;

class CommandLineTest : public QObject {
    Q_OBJECT

  private slots:
    void booleansAreGos() {
        for (const char* word : {"1", "t", "T", "true", "TRUE", "True"}) QVERIFY(parseBool(word) == true);
        for (const char* word : {"0", "f", "F", "false", "FALSE", "False"}) QVERIFY(parseBool(word) == false);
        for (const char* word : {"", "yes", "tRUE", "2", " true"}) QVERIFY(!parseBool(word).has_value());
    }

    void wordsAreWrapped() {
        QCOMPARE(wrapped("", 4, 20), std::string());
        QCOMPARE(wrapped("one two three", 4, 80), std::string("one two three"));
        QCOMPARE(wrapped("one two three", 4, 12), std::string("one two\n    three"));
        // A word that fits nowhere has a line of its own.
        QCOMPARE(wrapped("a incomprehensibilities b", 2, 10), std::string("a\n  incomprehensibilities\n  b"));
    }
};

QTEST_GUILESS_MAIN(CommandLineTest)
#include "command_line_test.moc"
