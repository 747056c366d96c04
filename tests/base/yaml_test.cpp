// YAML as Kubernetes reads it: every expectation below is what sigs.k8s.io/yaml's YAMLToJSON gives, except where the
// comment says otherwise.
#include "base/yaml.h"

#include <QtTest>

#include <nlohmann/json.hpp>

using namespace scout::base;

class YamlTest : public QObject {
    Q_OBJECT

    static std::string asJson(const std::string& text) {
        const auto documents = parseYaml(text, "test.yaml");
        if (!documents) return documents.error().what;
        std::string out;
        for (const Json& document : *documents) out += (out.empty() ? "" : "\n") + document.dump();
        return out;
    }

  private slots:
    void plainScalarsHaveKubernetesTypes_data() {
        QTest::addColumn<QString>("scalar");
        QTest::addColumn<QString>("json");
        const auto row = [](const char* scalar, const char* json) { QTest::newRow(scalar) << scalar << json; };
        row("", "null");
        row("~", "null");
        row("null", "null");
        row("NULL", "null");
        row("nUll", "\"nUll\"");
        for (const char* word : {"true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y"})
            row(word, "true");
        for (const char* word : {"false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N"})
            row(word, "false");
        row("tRue", "\"tRue\"");
        row("yess", "\"yess\"");
        row("1", "1");
        row("-1", "-1");
        row("+1", "1");
        row("0", "0");
        row("0x1F", "31");
        row("-0x10", "-16");
        row("0o17", "15");
        row("017", "15");
        row("0b101", "5");
        row("08", "8");
        row("1_000", "1000");
        row("9223372036854775807", "9223372036854775807");
        row("-9223372036854775808", "-9223372036854775808");
        row("18446744073709551615", "18446744073709551615");
        row("1.5", "1.5");
        row("1.0", "1");
        row(".5", "0.5");
        row("5.", "5");
        row("-2.5e-3", "-0.0025");
        row("12e03", "12000");
        row("1e999", "\"1e999\"");
        row("1.2.3", "\"1.2.3\"");
        row("0x", "\"0x\"");
        row("0b12", "\"0b12\"");
        row("09a", "\"09a\"");
        row("+", "\"+\"");
        row(".", "\".\"");
        row("._5", "\"._5\"");
        row("_1", "\"_1\"");
        row("12:30:45", "\"12:30:45\"");
        row("2026-11-21", "\"2026-11-21\"");
        row("2026-11-21T02:16:43Z", "\"2026-11-21T02:16:43Z\"");
        row("a: b", "not valid YAML: line 1, column 5: illegal map value");
        row("v1", "\"v1\"");
        row("sha256:0123", "\"sha256:0123\"");
        row("http://host:80/x#y", "\"http://host:80/x#y\"");
        row("word # remark", "\"word\"");
        row("'1'", "\"1\"");
        row("\"1\"", "\"1\"");
        row("'yes'", "\"yes\"");
        row("''", "\"\"");
        row("'it''s'", "\"it's\"");
        row("\"a\\tb\\u00e4\\x41\"",
            "\"a\\tb\xC3\xA4"
            "A\"");
        row("!!str 1", "\"1\"");
        row("!!str", "\"\"");
        row("!!int '7'", "7");
        row("!!float 1", "1");
        row("!!bool 'yes'", "true");
        row("!custom 1", "\"1\"");
        row("!!int x", "not valid YAML: line 1, column 4: \"x\" is not of type int");
        row(".nan", "not valid YAML: line 1, column 4: JSON has no .nan");
        row("-.inf", "not valid YAML: line 1, column 4: JSON has no -.inf");
    }
    void plainScalarsHaveKubernetesTypes() {
        QFETCH(QString, scalar);
        QFETCH(QString, json);
        const bool isError = json.startsWith("not valid");
        QCOMPARE(QString::fromStdString(asJson("v: " + scalar.toStdString())), isError ? json : "{\"v\":" + json + "}");
    }

    void structures_data() {
        QTest::addColumn<QString>("yaml");
        QTest::addColumn<QString>("json");
        QTest::newRow("nothing") << ""
                                 << "";
        QTest::newRow("only remarks") << "# a\n# b\n"
                                      << "";
        QTest::newRow("block collections") << "a:\n- b: 1\n  c: 2\n- - x\n  - z\n"
                                           << R"({"a":[{"b":1,"c":2},["x","z"]]})";
        QTest::newRow("flow collections") << "{a: [1, two], b: {}}"
                                          << R"({"a":[1,"two"],"b":{}})";
        QTest::newRow("typed keys") << "1: a\ntrue: b\n0x10: c\n'2': d\n1.5: e\n"
                                    << R"({"1":"a","1.5":"e","16":"c","2":"d","true":"b"})";
        QTest::newRow("y is a boolean key") << "y: 1\n"
                                            << R"({"true":1})";
        QTest::newRow("last of two keys wins") << "a: 1\na: 2\n"
                                               << R"({"a":2})";
        QTest::newRow("literal block") << "a: |\n  one\n    two\n\n  three\nb: |-\n  x\nc: |+\n  y\n\n"
                                       << R"({"a":"one\n  two\n\nthree\n","b":"x","c":"y\n\n"})";
        QTest::newRow("block of digits is text") << "a: |-\n  1\nb: >-\n  true\n"
                                                 << R"({"a":"1","b":"true"})";
        QTest::newRow("folded block") << "a: >\n  one\n  two\n\n  three\n"
                                      << R"({"a":"one two\nthree\n"})";
        QTest::newRow("text over lines") << "a: one\n  two\n"
                                         << R"({"a":"one two"})";
        QTest::newRow("anchors") << "a: &x {k: 1}\nb: *x\nc: &s word\nd: *s\n"
                                 << R"({"a":{"k":1},"b":{"k":1},"c":"word","d":"word"})";
        QTest::newRow("merge") << "base: &b {k: 1, l: 2}\nx:\n  <<: *b\n  l: 3\n"
                               << R"({"base":{"k":1,"l":2},"x":{"k":1,"l":3}})";
        QTest::newRow("written keys win over a later merge") << "base: &b {k: 1}\nx:\n  k: 2\n  <<: *b\n"
                                                             << R"({"base":{"k":1},"x":{"k":2}})";
        QTest::newRow("earlier merged map wins") << "- &a {k: 1}\n- &b {k: 2, l: 2}\n- <<: [*a, *b]\n"
                                                 << R"([{"k":1},{"k":2,"l":2},{"k":1,"l":2}])";
        QTest::newRow("merge within merge") << "- &a {k: 1}\n- &b {<<: *a, l: 2}\n- <<: *b\n"
                                            << R"([{"k":1},{"k":1,"l":2},{"k":1,"l":2}])";
        QTest::newRow("quoted << is a key") << "'<<': {k: 1}\n"
                                            << R"({"<<":{"k":1}})";
        QTest::newRow("documents") << "---\na: 1\n---\n---\n# none\n---\nb: 2\n...\n---\nc: 3\n"
                                   << "{\"a\":1}\n{\"b\":2}\n{\"c\":3}";
        QTest::newRow("end mark") << "a: 1\n...\n"
                                  << R"({"a":1})";
        QTest::newRow("only an end mark") << "...\n"
                                          << "";
        QTest::newRow("blank last line") << "a: |\n  x\n  "
                                         << R"({"a":"x\n"})";
        QTest::newRow("windows line ends") << "a: 1\r\nb:\r\n- c\r\n"
                                           << R"({"a":1,"b":["c"]})";
        QTest::newRow("byte order mark") << "\uFEFFa: 1\n"
                                         << R"({"a":1})";
        QTest::newRow("JSON with tabs") << "{\n\t\"a\":\t[1,\n\t\t2.5, \"x\\u00e4\\ud83d\\ude80\"],\n\t\"b\": null}\n"
                                        << "{\"a\":[1,2.5,\"x\u00e4\U0001F680\"],\"b\":null}";
        QTest::newRow("JSON array") << "[{\"a\":\t\"yes\"}]"
                                    << R"([{"a":"yes"}])";
        QTest::newRow("flow YAML that is not JSON") << "{a: yes}\n"
                                                    << R"({"a":true})";
    }
    void structures() {
        QFETCH(QString, yaml);
        QFETCH(QString, json);
        QCOMPARE(QString::fromStdString(asJson(yaml.toStdString())), json);
    }

    void utf16IsRead() {
        const std::string utf16(
            "\xFF\xFE"
            "a\0:\0 \0"
            "1\0\n\0",
            12);
        QCOMPARE(asJson(utf16), std::string(R"({"a":1})"));
    }

    void brokenTextIsAConfigErrorWithItsLine_data() {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("part");
        QTest::newRow("tab") << QByteArray("a:\n  b: 1\n\tc: 2\n") << "line 3";
        QTest::newRow("open bracket") << QByteArray("a: [1, 2\nb: 3\n") << "line 2";
        QTest::newRow("open quote") << QByteArray("a: \"x\n") << "line";
        QTest::newRow("open quote and a blank line") << QByteArray("a: 'x\nb: 1\n  ") << "line";
        QTest::newRow("bad indentation") << QByteArray("a:\n    b: 1\n  c: 2\n") << "line 3";
        QTest::newRow("unknown alias") << QByteArray("a: 1\nb: *nobody\n") << "line 2";
        QTest::newRow("list as key") << QByteArray("a: 1\n? [x]\n: 1\n") << "line 2";
        QTest::newRow("null as key") << QByteArray("a: 1\n~: 1\n") << "line 2";
        QTest::newRow("merge of a word") << QByteArray("a: 1\n<<: word\n") << "needs a map";
        QTest::newRow("control character") << QByteArray("a: 1\nb: x\x04\nc: 2\n") << "line 2: control characters";
        QTest::newRow("NUL") << QByteArray("a: \0b\n", 6) << "line 1: control characters";
        QTest::newRow("not UTF-8") << QByteArray("a: \xFF\n") << "not UTF-8";
        QTest::newRow("self-containing alias") << QByteArray("a: &a [*a]\n") << "contains itself";
        QTest::newRow("deep flow") << QByteArray(100'000, '[') << "line 1";
        QTest::newRow("deep blocks") << QByteArray("- ").repeated(20'000) << "line 1";
    }
    void brokenTextIsAConfigErrorWithItsLine() {
        QFETCH(QByteArray, yaml);
        QFETCH(QString, part);
        const auto result = parseYaml(yaml.toStdString(), "/home/x/.kube/config");
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::config);
        QCOMPARE(result.error().where, std::string("/home/x/.kube/config"));
        QVERIFY2(QString::fromStdString(result.error().what).contains(part), result.error().what.c_str());
    }

    void tabsAreNamedInTheAdvice() {
        const auto tab = parseYaml("a:\n  b: 1\n\tc: 2\n", "x");
        QVERIFY(!tab);
        QCOMPARE(tab.error().advice, std::string("Line 3 is indented with a tab; YAML allows only spaces there."));
        QCOMPARE(parseYaml("a: [\n", "x").error().advice, std::string());
    }

    void aliasBombsAreRefused() {
        std::string billion = "a0: &a0 [x]\n";
        for (int i = 1; i < 12; ++i) {
            const std::string before = "*a" + std::to_string(i - 1);
            billion += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
            for (int k = 1; k < 10; ++k) billion += "," + before;
            billion += "]\n";
        }
        QVERIFY(QString::fromStdString(asJson(billion)).contains("too many values"));

        std::string large = "a: &a " + std::string(std::size_t{1} << 20, 'x') + "\nb:\n";
        for (int i = 0; i < 1000; ++i) large += "- *a\n";
        QVERIFY(QString::fromStdString(asJson(large)).contains("too much text"));
    }
};

QTEST_GUILESS_MAIN(YamlTest)
#include "yaml_test.moc"
