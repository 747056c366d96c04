// Text helpers, what is safe to print on a terminal, and Base64.
#include "base/text.h"

#include <QtTest>

#include "base/base64.h"

using namespace scout::base;

class TextTest : public QObject {
    Q_OBJECT

  private slots:
    void splitAndJoinAreInverse() {
        for (const std::string text : {"", "a", "a,b", ",", "a,,b", ",a,"}) QCOMPARE(join(split(text, ','), ","), text);
        QCOMPARE(split("", ',').size(), std::size_t{1});
        QCOMPARE(split("a,,b", ',').size(), std::size_t{3});
        QCOMPARE(join({}, ","), std::string());
    }

    void trimAndLowerAreAsciiOnly() {
        QCOMPARE(trim(" \t a b\r\n"), std::string_view("a b"));
        QCOMPARE(trim(" \n "), std::string_view());
        QCOMPARE(lower("AbC-\xC3\x84"), std::string("abc-\xC3\x84"));
    }

    void pluralsAreThoseOfApiAuthors() {
        QCOMPARE(plural("Deployment"), std::string("Deployments"));
        QCOMPARE(plural("Ingress"), std::string("Ingresses"));
        QCOMPARE(plural("ingressclass"), std::string("ingressclasses"));
        QCOMPARE(plural("NetworkPolicy"), std::string("NetworkPolicies"));
        QCOMPARE(plural("Gateway"), std::string("Gateways"));
        QCOMPARE(plural("Switch"), std::string("Switches"));
        QCOMPARE(plural("Box"), std::string("Boxes"));
    }

    void controlCharactersBecomeVisible_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("escaped");
        const auto same = [](const char* name, const QByteArray& text) { QTest::newRow(name) << text << text; };
        same("plain", "nothing to do");
        same("umlaut", "\xC3\xA4");
        same("four bytes", "\xF0\x9F\x9A\x80");
        same("last code point", "\xF4\x8F\xBF\xBF");
        QTest::newRow("escape sequence") << QByteArray("\x1B[31mred") << QByteArray("\\x1b[31mred");
        QTest::newRow("carriage return") << QByteArray("a\rb") << QByteArray("a\\x0db");
        QTest::newRow("tab, delete, NUL") << QByteArray("\t\x7F\0", 3) << QByteArray("\\x09\\x7f\\x00");
        QTest::newRow("line feed") << QByteArray("a\nb") << QByteArray("a\\x0ab");
        QTest::newRow("C1 control (CSI)") << QByteArray("\xC2\x9B") << QByteArray("\\x9b");
        QTest::newRow("right-to-left override") << QByteArray("a\xE2\x80\xAE") << QByteArray("a\\u202e");
        QTest::newRow("isolate") << QByteArray("\xE2\x81\xA6") << QByteArray("\\u2066");
        QTest::newRow("line separator") << QByteArray("\xE2\x80\xA8") << QByteArray("\\u2028");
        QTest::newRow("lone continuation") << QByteArray("\x80") << QByteArray("\xEF\xBF\xBD");
        QTest::newRow("cut sequence") << QByteArray("a\xE2\x80") << QByteArray("a\xEF\xBF\xBD\xEF\xBF\xBD");
        QTest::newRow("overlong ESC") << QByteArray("\xC0\x9B") << QByteArray("\xEF\xBF\xBD\xEF\xBF\xBD");
        QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << QByteArray("\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
        QTest::newRow("past the last code point")
            << QByteArray("\xF4\x90\x80\x80") << QByteArray("\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
        QTest::newRow("goes on behind a bad byte") << QByteArray("\xFFok") << QByteArray("\xEF\xBF\xBDok");
    }
    void controlCharactersBecomeVisible() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, escaped);
        const std::string once = escapeControl(text.toStdString());
        QCOMPARE(QByteArray::fromStdString(once), escaped);
        QCOMPARE(escapeControl(once), once);
        QVERIFY(isUtf8(once));
        QCOMPARE(isUtf8(text.toStdString()), !escaped.contains("\xEF\xBF\xBD"));
    }

    void linesStayOnRequest() { QCOMPARE(escapeControl("a\r\nb\n", true), std::string("a\\x0d\nb\n")); }

    void base64KnownAnswers_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("text");
        // RFC 4648 section 10
        QTest::newRow("0") << QByteArray("") << "";
        QTest::newRow("1") << QByteArray("f") << "Zg==";
        QTest::newRow("2") << QByteArray("fo") << "Zm8=";
        QTest::newRow("3") << QByteArray("foo") << "Zm9v";
        QTest::newRow("6") << QByteArray("foobar") << "Zm9vYmFy";
        QTest::newRow("high bytes") << QByteArray("\xFF\xEF\xBE\x00", 4) << "/+++AA==";
    }
    void base64KnownAnswers() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, text);
        QCOMPARE(QString::fromStdString(encodeBase64(bytes.toStdString())), text);
        const auto decoded = decodeBase64(text.toStdString());
        QVERIFY(decoded.has_value());
        QCOMPARE(QByteArray::fromStdString(*decoded), bytes);
    }

    void base64RoundTripsEveryByteAtEveryPosition() {
        for (int byte = 0; byte < 256; ++byte) {
            for (const std::string around : {"", "a", "ab", "abc"}) {
                const std::string bytes = around + static_cast<char>(byte) + around;
                QCOMPARE(decodeBase64(encodeBase64(bytes)).value_or("refused"), bytes);
            }
        }
    }

    void base64AllowsFoldedLines() { QCOMPARE(decodeBase64(" Zm9v\r\n YmFy\n").value_or(""), std::string("foobar")); }

    void base64RefusesWhatItCannotRead_data() {
        QTest::addColumn<QString>("text");
        for (const char* text :
             {"Z", "Zg", "Zg=", "Zm8", "Zg==Zg==", "====", "Z===", "Zg=a", "Zm9v!", "Zm9-", "Zm_v", "Zg====", "="}) {
            QTest::newRow(text) << text;
        }
    }
    void base64RefusesWhatItCannotRead() {
        QFETCH(QString, text);
        QVERIFY(!decodeBase64(text.toStdString()).has_value());
    }
};

QTEST_GUILESS_MAIN(TextTest)
#include "text_test.moc"
