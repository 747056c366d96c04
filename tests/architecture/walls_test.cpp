// The walls of shared/README.md: that the checker sees a breach of each rule, and that the tree has none.
#include "walls.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTest>

using namespace scout::architecture;

namespace {

const QDir top(QStringLiteral(SCOUT_TESTS_DIR "/.."));

std::string textOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

bool isCMake(std::string_view path) {
    return path.ends_with("/CMakeLists.txt") || path.ends_with(".cmake");
}

/// Every file of shared/ and the programs that `wanted` says yes to, by its path.
std::vector<File> filesOf(bool (*wanted)(std::string_view path)) {
    std::vector<File> files;
    for (const char* folder : {"shared", "kubectl-scout", "desktop"}) {
        QDirIterator it(top.filePath(QString::fromLatin1(folder)), QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            const QString path = it.next();
            const std::string relative = top.relativeFilePath(path).toStdString();
            if (wanted(relative)) files.push_back({relative, textOf(path)});
        }
    }
    return files;
}

QString display(const std::vector<Violation>& violations) {
    QString text;
    for (const Violation& violation : violations) {
        text += QString::fromStdString(scout::architecture::display(violation)) + QLatin1Char('\n');
    }
    return text;
}

constexpr const char* smallTable =
    "| module | library | may include | what it is |\n"
    "| --- | --- | --- | --- |\n"
    "| base | scout_core | | values |\n"
    "| kube | scout_core | base | API |\n"
    "| trace | scout_core | base | rules |\n"
    "| net | scout_engine | base | sockets |\n"
    "| engine | scout_engine | base, kube, trace, net | pump |\n"
    "| plugin | program | base, trace, engine | program |\n";

Table table() {
    std::vector<Violation> violations;
    return readTable(smallTable, violations);
}

}  // namespace

class WallsTest : public QObject {
    Q_OBJECT
  private slots:
    void readsTheTable();
    void reportsFaultsOfTheTable_data();
    void reportsFaultsOfTheTable();
    void knowsSourcesByTheirNames();
    void keepsLinesAndDropsCommentsAndLiterals();
    void judgesOneLine_data();
    void judgesOneLine();
    void resolvesIncludesAsTheCompilerDoes();
    void reportsAModuleWithoutRow();
    void judgesCMake_data();
    void judgesCMake();
    void theTableOfTheTreeIsSound();
    void everyModuleOfTheTreeHasAFolder();
    void theSourcesOfTheTreeKeepTheWalls();
    void theCMakeFilesOfTheTreeKeepTheWalls();
};

void WallsTest::readsTheTable() {
    std::vector<Violation> violations;
    const Table rows = readTable(smallTable, violations);
    QCOMPARE(display(violations), QString());
    QCOMPARE(rows.size(), std::size_t{6});
    QCOMPARE(rows.at("engine").library, std::string("scout_engine"));
    QVERIFY(rows.at("engine").mayInclude == (std::set<std::string>{"base", "kube", "net", "trace"}));
    QVERIFY(rows.at("base").mayInclude.empty());
}

void WallsTest::reportsFaultsOfTheTable_data() {
    QTest::addColumn<QString>("rows");
    QTest::addColumn<QString>("expected");
    QTest::newRow("no such module") << "| a | scout_core | b | |\n"
                                    << "shared/README.md:1: a may include b, which has no row\n";
    QTest::newRow("two rows") << "| a | scout_core | | |\n| a | scout_core | | |\n"
                              << "shared/README.md:2: a has two rows\n";
    QTest::newRow("no such library") << "| a | scout | | |\n"
                                     << "shared/README.md:1: a is in no known library: scout\n";
    QTest::newRow("core above Qt") << "| a | scout_core | b | |\n| b | scout_engine | | |\n"
                                   << "shared/README.md:1: a is below the Qt line and may include b above it\n";
    QTest::newRow("circle") << "| a | scout_core | b | |\n| b | scout_core | a | |\n"
                            << "shared/README.md:1: a may include itself by way of others\n"
                               "shared/README.md:2: b may include itself by way of others\n";
}

void WallsTest::reportsFaultsOfTheTable() {
    QFETCH(QString, rows);
    QFETCH(QString, expected);
    std::vector<Violation> violations;
    readTable(rows.toStdString(), violations);
    QCOMPARE(display(violations), expected);
}

void WallsTest::knowsSourcesByTheirNames() {
    for (const char* ending : {"h", "hh", "hpp", "hxx", "ipp", "inc", "cpp", "cc", "cxx"}) {
        QVERIFY2(isSource("shared/kube/read.v1." + std::string(ending)), ending);
    }
    for (const char* path : {"shared/kube/CMakeLists.txt", "shared/README.md", "shared/kube/h", "shared/a.h/x"}) {
        QVERIFY2(!isSource(path), path);
    }
}

void WallsTest::keepsLinesAndDropsCommentsAndLiterals() {
    QCOMPARE(codeOf("a // b\nc /* d\n e */ f"), std::string("a     \nc     \n      f"));
    QCOMPARE(codeOf("x = \"a // \\\" b\"; y"), "x = \"" + std::string(9, ' ') + "\"; y");
    QCOMPARE(codeOf("R\"x(a\" )b)x\" c"), "R\"" + std::string(9, ' ') + "\" c");
    QCOMPARE(codeOf("1'000 + '\"' + z"), std::string("1'000 + ' ' + z"));
}

void WallsTest::judgesOneLine_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("expected");  // what is reported, "" when the line is fine

    QTest::newRow("allowed module") << "shared/kube/a.cpp"
                                    << "#include \"base/json.h\""
                                    << "";
    QTest::newRow("itself") << "shared/kube/a.cpp"
                            << "#include \"kube/read.h\""
                            << "";
    QTest::newRow("crossing") << "shared/trace/a.cpp"
                              << "#include \"kube/read.h\""
                              << "trace may not include kube: kube/read.h";
    QTest::newRow("crossing with angles") << "shared/trace/a.cpp"
                                          << "#  include <kube/read.h>"
                                          << "trace may not include kube: kube/read.h";
    QTest::newRow("crossing in a subfolder") << "shared/trace/rules/a.cpp"
                                             << "#include \"kube/read.h\""
                                             << "trace may not include kube: kube/read.h";
    QTest::newRow("upwards") << "shared/base/a.h"
                             << "#include \"trace/query.h\""
                             << "base may not include trace: trace/query.h";
    QTest::newRow("into a program") << "shared/engine/a.h"
                                    << "#include \"plugin/x.h\""
                                    << "engine may not include plugin: plugin/x.h";
    QTest::newRow("program past the engine") << "plugin/a.cpp"
                                             << "#include \"net/x.h\""
                                             << "plugin may not include net: net/x.h";
    QTest::newRow("behind a comment") << "shared/trace/a.cpp"
                                      << "/* */ #include \"kube/read.h\""
                                      << "trace may not include kube: kube/read.h";
    QTest::newRow("comments inside") << "shared/trace/a.cpp"
                                     << "# /* */ include /* \" */ \"kube/read.h\"  // why"
                                     << "trace may not include kube: kube/read.h";
    QTest::newRow("odd spacing") << "shared/trace/a.cpp"
                                 << "\t #\t  include\t \"kube/read.h\""
                                 << "trace may not include kube: kube/read.h";
    QTest::newRow("no spacing") << "shared/trace/a.cpp"
                                << "#include\"kube/read.h\""
                                << "trace may not include kube: kube/read.h";
    QTest::newRow("the other spelling of the sign") << "shared/trace/a.cpp"
                                                    << "%:include <kube/read.h>"
                                                    << "trace may not include kube: kube/read.h";
    QTest::newRow("import") << "shared/trace/a.cpp"
                            << "#import \"kube/read.h\""
                            << "trace may not include kube: kube/read.h";
    QTest::newRow("include_next") << "shared/trace/a.cpp"
                                  << "#include_next <kube/read.h>"
                                  << "trace may not include kube: kube/read.h";
    QTest::newRow("in a comment") << "shared/trace/a.cpp"
                                  << "// #include \"kube/read.h\""
                                  << "";
    QTest::newRow("in a literal") << "shared/trace/a.cpp"
                                  << "const char* a = \"#include <QString>\";"
                                  << "";

    QTest::newRow("standard header") << "shared/kube/a.cpp"
                                     << "#include <queue>"
                                     << "";
    QTest::newRow("Qt below the line") << "shared/kube/a.h"
                                       << "#include <QString>"
                                       << "<QString>: Qt begins above scout_core";
    QTest::newRow("Qt by its module") << "shared/kube/a.h"
                                      << "#include <QtCore/QString>"
                                      << "<QtCore/QString>: Qt begins above scout_core";
    QTest::newRow("Qt by its file") << "shared/kube/a.h"
                                    << "#include <qstring.h>"
                                    << "<qstring.h>: Qt begins above scout_core";
    QTest::newRow("Qt above the line") << "shared/engine/a.h"
                                       << "#include <QString>"
                                       << "";
    QTest::newRow("Qt in a program") << "plugin/a.h"
                                     << "#include <QString>"
                                     << "";
    QTest::newRow("sockets in net") << "shared/net/a.cpp"
                                    << "#include <QNetworkReply>"
                                    << "";
    QTest::newRow("sockets in the engine") << "shared/engine/a.cpp"
                                           << "#include <QNetworkReply>"
                                           << "<QNetworkReply>: only net touches sockets and processes";
    QTest::newRow("processes in a program") << "plugin/a.cpp"
                                            << "#include <QProcess>"
                                            << "<QProcess>: only net touches sockets and processes";
    QTest::newRow("files in core") << "shared/trace/a.cpp"
                                   << "#include <fstream>"
                                   << "<fstream>: no file and no socket below the engine";
    QTest::newRow("sockets in core") << "shared/trace/a.cpp"
                                     << "#include <sys/socket.h>"
                                     << "<sys/socket.h>: no file and no socket below the engine";
    QTest::newRow("files in a program") << "plugin/a.cpp"
                                        << "#include <fstream>"
                                        << "";
    QTest::newRow("YAML in base") << "shared/base/a.cpp"
                                  << "#include <yaml-cpp/yaml.h>"
                                  << "";
    QTest::newRow("YAML elsewhere") << "shared/kube/a.cpp"
                                    << "#include <yaml-cpp/yaml.h>"
                                    << "<yaml-cpp/yaml.h>: only base reads YAML";
    QTest::newRow("JSON writer in a source") << "shared/kube/a.cpp"
                                             << "#include <nlohmann/json.hpp>"
                                             << "";
    QTest::newRow("JSON writer in .cc") << "shared/kube/a.cc"
                                        << "#include <nlohmann/json.hpp>"
                                        << "";
    QTest::newRow("JSON writer in .cxx") << "shared/kube/a.cxx"
                                         << "#include <nlohmann/json.hpp>"
                                         << "";
    QTest::newRow("JSON writer in .ipp") << "shared/kube/a.ipp"
                                         << "#include <nlohmann/json.hpp>"
                                         << "<nlohmann/json.hpp>: headers offer base::Json";
    QTest::newRow("JSON named in a header") << "shared/kube/a.h"
                                            << "#include <nlohmann/json_fwd.hpp>"
                                            << "";
    QTest::newRow("JSON writer in a header") << "shared/kube/a.h"
                                             << "#include <nlohmann/json.hpp>"
                                             << "<nlohmann/json.hpp>: headers offer base::Json";

    QTest::newRow("environment in core") << "shared/kube/a.cpp"
                                         << "auto h = std::getenv(\"HOME\");"
                                         << "getenv: the environment comes in as a value from main";
    QTest::newRow("environment by Qt") << "plugin/flags.cpp"
                                       << "auto h = qEnvironmentVariable(\"HOME\");"
                                       << "qEnvironmentVariable: the environment comes in as a value from main";
    QTest::newRow("environment in main") << "plugin/main.cpp"
                                         << "auto h = std::getenv(\"HOME\");"
                                         << "";
    QTest::newRow("main below the programs") << "shared/kube/main.cpp"
                                             << "auto h = std::getenv(\"HOME\");"
                                             << "getenv: the environment comes in as a value from main";
    QTest::newRow("environment in net") << "shared/net/a.cpp"
                                        << "auto h = qgetenv(\"HOME\");"
                                        << "";
    QTest::newRow("the word in a comment") << "shared/kube/a.cpp"
                                           << "f();  // no getenv here"
                                           << "";
    QTest::newRow("a longer word") << "shared/kube/a.cpp"
                                   << "int getenvironment;"
                                   << "";
    QTest::newRow("clock in core") << "shared/trace/a.cpp"
                                   << "auto n = std::chrono::system_clock::now();"
                                   << "system_clock: the time comes in as a value from main";
    QTest::newRow("clock by Qt") << "plugin/flags.cpp"
                                 << "auto n = QDateTime::currentDateTimeUtc();"
                                 << "currentDateTimeUtc: the time comes in as a value from main";
    QTest::newRow("clock by C") << "shared/trace/a.cpp"
                                << "auto n = time(nullptr);"
                                << "time(nullptr): the time comes in as a value from main";
    QTest::newRow("clock in the engine") << "shared/engine/a.cpp"
                                         << "auto n = std::chrono::system_clock::now();"
                                         << "";
}

void WallsTest::judgesOneLine() {
    QFETCH(QString, path);
    QFETCH(QString, line);
    QFETCH(QString, expected);
    const std::vector<Violation> violations =
        checkSources(table(), {{path.toStdString(), "#pragma once\n" + line.toStdString() + "\n"}});
    QCOMPARE(display(violations), expected.isEmpty() ? QString() : path + ":2: " + expected + '\n');
}

void WallsTest::resolvesIncludesAsTheCompilerDoes() {
    const std::vector<Violation> violations = checkSources(
        table(),
        {{"shared/kube/read.h", ""},
         {"shared/trace/kube/own.h", ""},
         {"shared/trace/a.cpp", "#include \"kube/own.h\"\n#include \"../kube/read.h\"\n#include \"a.moc\"\n"}});
    QCOMPARE(display(violations), QString("shared/trace/a.cpp:2: trace may not include kube: ../kube/read.h\n"));
}

void WallsTest::reportsAModuleWithoutRow() {
    QCOMPARE(display(checkSources(table(), {{"shared/oci/a.h", ""}, {"desktop/main.cpp", ""}})),
             QString("shared/oci/a.h: its module 'oci' has no row in shared/README.md\n"
                     "desktop/main.cpp: its module 'desktop' has no row in shared/README.md\n"));
}

void WallsTest::judgesCMake_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("fine") << "shared/CMakeLists.txt"
                          << "target_link_libraries(scout_core PRIVATE yaml-cpp)\n"
                             "target_link_libraries(scout_engine PUBLIC scout_core Qt6::Core)\n"
                          << "";
    QTest::newRow("Qt in core") << "shared/CMakeLists.txt"
                                << "\ntarget_link_libraries(scout_core PRIVATE yaml-cpp\n  PUBLIC Qt6::Core)\n"
                                << "shared/CMakeLists.txt:2: scout_core, and so scout_core, links Qt6::Core\n";
    QTest::newRow("Qt by another target") << "shared/CMakeLists.txt"
                                          << "target_link_libraries(scout_core PRIVATE helper)\n"
                                             "target_link_libraries(helper PUBLIC Qt::Network)\n"
                                          << "shared/CMakeLists.txt:2: helper, and so scout_core, links Qt::Network\n";
    QTest::newRow("in a comment") << "shared/CMakeLists.txt"
                                  << "# target_link_libraries(scout_core PRIVATE Qt6::Core)\n"
                                  << "";
    QTest::newRow("its own library") << "shared/net/CMakeLists.txt"
                                     << "target_sources(scout_engine PRIVATE a.cpp)\n"
                                     << "";
    QTest::newRow("another library")
        << "shared/net/CMakeLists.txt"
        << "target_sources(scout_core PRIVATE a.cpp)\n"
        << "shared/net/CMakeLists.txt:1: its sources belong to scout_engine, not to scout_core\n";
}

void WallsTest::judgesCMake() {
    QFETCH(QString, path);
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(display(checkCMake(table(), {{path.toStdString(), text.toStdString()}})), expected);
}

void WallsTest::theTableOfTheTreeIsSound() {
    std::vector<Violation> violations;
    const Table rows = readTable(textOf(top.filePath("shared/README.md")), violations);
    QCOMPARE(display(violations), QString());
    QVERIFY2(rows.contains("base") && rows.contains("kubectl-scout"), "the table was not found");
}

void WallsTest::everyModuleOfTheTreeHasAFolder() {
    std::vector<Violation> violations;
    for (const auto& [name, module] : readTable(textOf(top.filePath("shared/README.md")), violations)) {
        const QString folder = QString::fromStdString(module.library == "program" ? name : "shared/" + name);
        QVERIFY2(QFile::exists(top.filePath(folder + "/CMakeLists.txt")), qPrintable(folder + " is in the table only"));
    }
}

void WallsTest::theSourcesOfTheTreeKeepTheWalls() {
    std::vector<Violation> violations;
    const Table rows = readTable(textOf(top.filePath("shared/README.md")), violations);
    const std::vector<File> files = filesOf(isSource);
    QVERIFY2(files.size() > rows.size(), "the sources were not found");
    const QString found = display(checkSources(rows, files));
    QVERIFY2(found.isEmpty(), qPrintable('\n' + found));
}

void WallsTest::theCMakeFilesOfTheTreeKeepTheWalls() {
    std::vector<Violation> violations;
    const Table rows = readTable(textOf(top.filePath("shared/README.md")), violations);
    const std::vector<File> files = filesOf(isCMake);
    QVERIFY2(files.size() > rows.size(), "the CMake files were not found");
    const QString found = display(checkCMake(rows, files));
    QVERIFY2(found.isEmpty(), qPrintable('\n' + found));
}

QTEST_GUILESS_MAIN(WallsTest)
#include "walls_test.moc"
