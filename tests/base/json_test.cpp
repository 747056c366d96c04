// base::Json never throws and never dangles; base::Error reads as one message.
#include "base/json.h"

#include <QtTest>

#include <limits>
#include <nlohmann/json.hpp>
#include <set>

using namespace scout::base;

class JsonTest : public QObject {
    Q_OBJECT

    static Json parsed(const std::string& text) {
        auto result = Json::parse(text, "test");
        return result ? *result : Json();
    }

  private slots:
    void everyReaderTakesEveryType_data() {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"null", "true", "false", "0", "-7", "1.5", "\"word\"", "[]", "[1,\"a\"]", "{}", "{\"a\":{\"b\":1}}"}) {
            QTest::newRow(text) << text;
        }
    }
    void everyReaderTakesEveryType() {
        QFETCH(QString, text);
        const Json value = parsed(text.toStdString());
        QVERIFY(value.exists());
        const bool isContainer = value.isObject() || value.isArray();
        QCOMPARE(value.elements().size(), value.isArray() ? value.size() : 0);
        QCOMPARE(value.members().size(), value.isObject() ? value.size() : 0);
        QVERIFY(isContainer || value.size() == 0);
        QVERIFY(!value["no such key"].exists());
        QVERIFY(!value[std::size_t{99}].exists());
        QVERIFY(!value.at("a.b.c.d").exists());
        QCOMPARE(value.text("fallback") == "fallback", !value.isText());
        QCOMPARE(QString::fromStdString(value.dump()), text);
        QVERIFY(value == parsed(value.dump()));
    }

    void absentIsQuiet() {
        const Json absent;
        QVERIFY(!absent.exists() && !absent.isNull() && !absent.isObject() && !absent.isArray() && !absent.isText());
        QCOMPARE(absent.size(), std::size_t{0});
        QVERIFY(!absent["a"]["b"][std::size_t{3}].at("c.d").exists());
        QCOMPARE(absent.text("x"), std::string("x"));
        QVERIFY(!absent.integer() && !absent.boolean() && !absent.isTrue());
        QCOMPARE(absent.dump(), std::string("null"));
        QVERIFY(absent.raw() == nullptr);
        QVERIFY(absent == Json());
        QVERIFY(!(absent == parsed("null")));
    }

    void pathsGoThroughObjectsOnly() {
        const Json value = parsed(R"({"a":{"b":{"c":"deep"},"x.y":"dotted"},"list":[{"c":1}]})");
        QCOMPARE(value.at("a.b.c").text(), std::string("deep"));
        QCOMPARE(value["a"]["x.y"].text(), std::string("dotted"));
        QVERIFY(!value.at("a.x.y").exists());
        QVERIFY(!value.at("list.0.c").exists());
        QVERIFY(!value.at("").exists());
        QVERIFY(!value.at("a.").exists());
        QVERIFY(!value.at(".a").exists());
    }

    void integersAreRealIntegers_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isInteger");
        QTest::addColumn<qint64>("value");
        QTest::newRow("zero") << "0" << true << qint64{0};
        QTest::newRow("negative") << "-5" << true << qint64{-5};
        QTest::newRow("largest") << "9223372036854775807" << true << std::numeric_limits<qint64>::max();
        QTest::newRow("smallest") << "-9223372036854775808" << true << std::numeric_limits<qint64>::min();
        QTest::newRow("one past the largest") << "9223372036854775808" << false << qint64{0};
        QTest::newRow("float") << "1.0" << false << qint64{0};
        QTest::newRow("text") << "\"1\"" << false << qint64{0};
        QTest::newRow("boolean") << "true" << false << qint64{0};
    }
    void integersAreRealIntegers() {
        QFETCH(QString, text);
        QFETCH(bool, isInteger);
        QFETCH(qint64, value);
        const auto integer = parsed(text.toStdString()).integer();
        QCOMPARE(integer.has_value(), isInteger);
        QCOMPARE(integer.value_or(0), value);
    }

    void viewsOutliveTheirDocument() {
        Json inner;
        {
            const Json document = parsed(R"({"a":{"b":["kept"]}})");
            inner = document["a"];
        }
        QCOMPARE(inner["b"][std::size_t{0}].text(), std::string("kept"));
    }

    void brokenTextIsAProtocolError_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("cut") << QByteArray(R"({"a":[1,2)");
        QTest::newRow("html") << QByteArray("<!DOCTYPE html><html></html>");
        QTest::newRow("rest behind") << QByteArray("{} {}");
        QTest::newRow("single quotes") << QByteArray("{'a':1}");
        QTest::newRow("bad utf-8") << QByteArray("\"\xC3\x28\"");
        QTest::newRow("lone NUL") << QByteArray("\0", 1);
    }
    void brokenTextIsAProtocolError() {
        QFETCH(QByteArray, text);
        const auto result = Json::parse(text.toStdString(), "https://host/x");
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::protocol);
        QCOMPARE(result.error().where, std::string("https://host/x"));
        const QString what = QString::fromStdString(result.error().what);
        QVERIFY2(what.startsWith(QStringLiteral("not valid JSON: parse error at line 1, column ")), qPrintable(what));
    }

    void nestingHasALimit() {
        const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
        QVERIFY(Json::parse(nested(500), "test").ok());
        const auto tooDeep = Json::parse(nested(200'000), "test");
        QVERIFY(!tooDeep);
        QCOMPARE(tooDeep.error().kind, ErrorKind::protocol);
        // Many brackets side by side are not deep.
        std::string wide = "[";
        for (int i = 0; i < 2000; ++i) wide += "[],";
        QCOMPARE(parsed(wide + "[]]").size(), std::size_t{2001});
    }

    void dumpReplacesInvalidUtf8() {
        const Json value(nlohmann::json(std::string("a\xFF")));
        QCOMPARE(value.dump(), std::string("\"a\xEF\xBF\xBD\""));
    }

    void errorsReadAsOneMessage() {
        QCOMPARE(display({ErrorKind::config, "no such file", "/x", "Create it."}),
                 std::string("error: no such file (/x)\n  Create it.\n"));
        QCOMPARE(display({ErrorKind::auth, "refused", {}, {}}), std::string("error: refused\n"));
    }

    void errorKindsHaveDistinctNames() {
        std::set<std::string_view> names;
        for (int kind = 0; kind <= static_cast<int>(ErrorKind::internal); ++kind)
            names.insert(name(static_cast<ErrorKind>(kind)));
        QCOMPARE(names.size(), static_cast<std::size_t>(ErrorKind::internal) + 1);
    }
};

QTEST_GUILESS_MAIN(JsonTest)
#include "json_test.moc"
