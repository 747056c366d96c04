// What toYaml writes, parseYaml reads back; and it looks as kubectl -o yaml does.
#include <QtTest>

#include <nlohmann/json.hpp>

#include "base/yaml.h"

using namespace scout::base;
using nlohmann::ordered_json;

class YamlWriteTest : public QObject {
    Q_OBJECT

  private slots:
    void looksLikeKubectls() {
        const auto value = ordered_json::parse(R"({
            "kind": "ConfigMap", "apiVersion": "v1",
            "data": {"b": "two\nlines\n", "a": "cut\n\n  inner", "empty": "", "yes": "yes", "n": "123"},
            "list": [{"x": 1, "y": [1, "2"], "z": {"k": null}}, [true, []], {}, "text\nblock"],
            "none": [], "nothing": {}, "float": 1.5})");
        QCOMPARE(toYaml(value), std::string("kind: ConfigMap\n"
                                            "apiVersion: v1\n"
                                            "data:\n"
                                            "  b: |\n"
                                            "    two\n"
                                            "    lines\n"
                                            "  a: |-\n"
                                            "    cut\n"
                                            "\n"
                                            "      inner\n"
                                            "  empty: \"\"\n"
                                            "  \"yes\": \"yes\"\n"
                                            "  \"n\": \"123\"\n"
                                            "list:\n"
                                            "- x: 1\n"
                                            "  \"y\":\n"
                                            "  - 1\n"
                                            "  - \"2\"\n"
                                            "  z:\n"
                                            "    k: null\n"
                                            "- - true\n"
                                            "  - []\n"
                                            "- {}\n"
                                            "- |-\n"
                                            "  text\n"
                                            "  block\n"
                                            "none: []\n"
                                            "nothing: {}\n"
                                            "float: 1.5\n"));
    }

    void commonTextStaysPlain_data() {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"frontend", "10.0.0.1", "v1.2.3", "1.2.3", "sha256:ab12", "oci://registry/a/b:tag@sha256:12",
              "main@sha1:abc", "a b  c", "it's", "-x", "a#b", "path/to,file", "Applied revision: 3", "x]"}) {
            QTest::newRow(text) << text;
        }
    }
    void commonTextStaysPlain() {
        QFETCH(QString, text);
        const bool isQuoted = text.contains(": ");
        const std::string plain = text.toStdString();
        QCOMPARE(toYaml(ordered_json(plain)), isQuoted ? '"' + plain + "\"\n" : plain + "\n");
    }

    void writtenIsRead_data() {
        QTest::addColumn<QByteArray>("text");
        const QList<QByteArray> texts = {"",
                                         " ",
                                         "a ",
                                         " a",
                                         "\n",
                                         "\n\n",
                                         "a\n",
                                         "a\n\n",
                                         "a\nb",
                                         "a\r\nb\r\n",
                                         " a\nb",
                                         "a\n b",
                                         "a\n\nb\n",
                                         "\na",
                                         "a \nb",
                                         "a\n   \nb",
                                         "a\tb\nc",
                                         "\ta",
                                         "yes",
                                         "no",
                                         "on",
                                         "off",
                                         "y",
                                         "n",
                                         "Y",
                                         "true",
                                         "null",
                                         "~",
                                         "1",
                                         "-1",
                                         "0x1F",
                                         "1e3",
                                         "12e03",
                                         ".5",
                                         "1_0",
                                         ".inf",
                                         ".nan",
                                         "+.inf",
                                         "08",
                                         "2026-11-21",
                                         "2026-11-21T02:16:43Z",
                                         "12:30",
                                         "-",
                                         "--",
                                         "---",
                                         "--- a",
                                         "...",
                                         "?",
                                         "? a",
                                         ":",
                                         ": a",
                                         "a:",
                                         "a: b",
                                         "a :b",
                                         "a #b",
                                         "#a",
                                         "a#",
                                         "[",
                                         "]",
                                         "{",
                                         "}",
                                         "[a]",
                                         "{a}",
                                         ",",
                                         "&a",
                                         "*a",
                                         "!a",
                                         "!!str a",
                                         "|",
                                         "|a",
                                         ">",
                                         ">-",
                                         "'",
                                         "'a'",
                                         "\"",
                                         "\"a\"",
                                         "a\"b",
                                         "%a",
                                         "@a",
                                         "`a",
                                         "=",
                                         "<<",
                                         "\\",
                                         "\\n",
                                         "a\\b",
                                         "\x1B[31m",
                                         "\x7F",
                                         "\xC2\x85",
                                         "\xC2\x9B",
                                         "\xE2\x80\xA8",
                                         "\xE2\x80\xAE",
                                         "\xEF\xBB\xBF"
                                         "a",
                                         "\xC3\xA4",
                                         "\xF0\x9F\x9A\x80",
                                         "- a",
                                         "-a",
                                         "-\ta",
                                         "a: |\n  b",
                                         "%YAML 1.1",
                                         "# remark\nline\n",
                                         "---\na\n",
                                         "...\n",
                                         "key: value\nother: [1]\n"};
        for (const QByteArray& text : texts)
            QTest::newRow(QByteArray("'" + text.toPercentEncoding(" []{}:#|>&*!?'\",\\") + "'").constData()) << text;
    }
    void writtenIsRead() {
        QFETCH(QByteArray, text);
        const std::string bytes = text.toStdString();
        const ordered_json value = {
            {"key", bytes}, {bytes, 1}, {"list", {bytes, {bytes, {{"inner", bytes}}}}}, {"after", true}};
        for (const ordered_json& written :
             {value, ordered_json({bytes, bytes}), ordered_json({{"only", {{"deep", bytes}}}})}) {
            const std::string yaml = toYaml(written);
            const auto read = parseYaml(yaml, "written");
            QVERIFY2(read.ok(), (read.ok() ? yaml : read.error().what + "\n" + yaml).c_str());
            QCOMPARE(read->size(), std::size_t{1});
            QVERIFY2(nlohmann::json(written) == *read->front().raw(), yaml.c_str());
        }
        const auto top = parseYaml(toYaml(ordered_json(bytes)), "written");
        QVERIFY(top.ok());
        QCOMPARE(top->front().text("not text"), bytes);
    }

    void valuesKeepTheirTypes() {
        const auto value = ordered_json::parse(
            R"([0, -1, 9223372036854775807, -9223372036854775808, 18446744073709551615, 1.5, -2.5e-7, 1e300, true, false, null, [], {}, [[]], [{}], {"a":[[1],[2]]}])");
        const auto read = parseYaml(toYaml(value), "written");
        QVERIFY(read.ok());
        QVERIFY2(nlohmann::json(value) == *read->front().raw(), toYaml(value).c_str());
    }

    void invalidUtf8IsReplaced() {
        const auto read = parseYaml(toYaml(ordered_json({{"a", "x\xFF"}})), "written");
        QVERIFY(read.ok());
        QCOMPARE(read->front()["a"].text(), std::string("x\xEF\xBF\xBD"));
    }
};

QTEST_GUILESS_MAIN(YamlWriteTest)
#include "yaml_write_test.moc"
