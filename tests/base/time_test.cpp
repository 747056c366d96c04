// Points in time, ages as kubectl prints them (apimachinery duration.HumanDuration) and Go durations.
#include "base/time.h"

#include <QtTest>

#include <limits>

using namespace scout::base;

class TimeTest : public QObject {
    Q_OBJECT

  private slots:
    void readsRfc3339_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("seconds");
        QTest::newRow("epoch") << "1970-01-01T00:00:00Z" << qint64{0};
        QTest::newRow("before the epoch") << "1969-12-31T23:59:59Z" << qint64{-1};
        QTest::newRow("Go's zero time") << "0001-01-01T00:00:00Z" << qint64{-62135596800};
        QTest::newRow("leap day") << "2024-02-29T12:00:00Z" << qint64{1709208000};
        QTest::newRow("fraction") << "2026-11-21T02:16:43.999999999Z" << qint64{1795227403};
        QTest::newRow("offset east") << "2026-11-21T04:16:43+02:00" << qint64{1795227403};
        QTest::newRow("offset west over midnight") << "2026-11-20T20:46:43-05:30" << qint64{1795227403};
        QTest::newRow("lower case") << "2026-11-21t02:16:43z" << qint64{1795227403};
        QTest::newRow("last") << "9999-12-31T23:59:59Z" << qint64{253402300799};
    }
    void readsRfc3339() {
        QFETCH(QString, text);
        QFETCH(qint64, seconds);
        const auto time = parseTime(text.toStdString());
        QVERIFY(time.has_value());
        QCOMPARE(time->seconds, seconds);
        QCOMPARE(parseTime(format(*time)), time);
    }

    void refusesOtherText_data() {
        QTest::addColumn<QString>("text");
        for (const char* text : {"",
                                 "2026-11-21",
                                 "2026-11-21 02:16:43Z",
                                 "2026-11-21T02:16:43",
                                 "2026-11-21T02:16Z",
                                 "2026-13-01T00:00:00Z",
                                 "2026-00-01T00:00:00Z",
                                 "2026-02-30T00:00:00Z",
                                 "2025-02-29T00:00:00Z",
                                 "2026-01-01T24:00:00Z",
                                 "2026-01-01T00:60:00Z",
                                 "2026-01-01T00:00:60Z",
                                 "2026-01-01T00:00:00.Z",
                                 "2026-01-01T00:00:00+0200",
                                 "2026-01-01T00:00:00+24:00",
                                 "2026-01-01T00:00:00Zx",
                                 "26-01-01T00:00:00Z",
                                 "2026-1-1T00:00:00Z",
                                 "-026-01-01T00:00:00Z",
                                 "yesterday"}) {
            QTest::newRow(text) << text;
        }
    }
    void refusesOtherText() {
        QFETCH(QString, text);
        QVERIFY(!parseTime(text.toStdString()).has_value());
    }

    void formatsInUtc() {
        QCOMPARE(format(Time{1795227403}), std::string("2026-11-21T02:16:43Z"));
        QCOMPARE(format(Time{-1}), std::string("1969-12-31T23:59:59Z"));
        QVERIFY(Time{1} < Time{2});
    }

    void agesLookLikeKubectls_data() {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("age");
        constexpr qint64 m = 60, h = 3600, d = 24 * h, y = 365 * d;
        const auto row = [](qint64 seconds, const char* age) { QTest::newRow(age) << seconds << age; };
        QTest::newRow("negative") << qint64{-100} << "0s";
        row(0, "0s");
        row(1, "1s");
        row(119, "119s");
        row(2 * m, "2m");
        row(5 * m + 10, "5m10s");
        row(10 * m - 1, "9m59s");
        row(10 * m + 59, "10m");
        row(3 * h - 1, "179m");
        row(3 * h, "3h");
        row(7 * h + 59 * m, "7h59m");
        row(8 * h + 59 * m, "8h");
        row(47 * h + 59 * m, "47h");
        row(2 * d, "2d");
        row(2 * d + 5 * h, "2d5h");
        row(8 * d + 23 * h, "8d");
        row(400 * d, "400d");
        row(2 * y, "2y");
        row(2 * y + 3 * d, "2y3d");
        row(8 * y + 364 * d, "8y");
    }
    void agesLookLikeKubectls() {
        QFETCH(qint64, seconds);
        QFETCH(QString, age);
        QCOMPARE(QString::fromStdString(formatAge(seconds)), age);
    }

    void readsGoDurations_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("milliseconds");
        const auto row = [](const char* text, qint64 value) { QTest::newRow(text) << text << value; };
        row("0", 0);
        row("0s", 0);
        row("5", 5000);
        row("010", 10000);
        row("10s", 10000);
        row("+10s", 10000);
        row("1h30m", 5400000);
        row("1.5m", 90000);
        row(".5s", 500);
        row("1.s", 1000);
        row("0.1s", 100);
        row("0.29s", 290);
        row("300ms", 300);
        row("1h0m0.001s", 3600001);
        row("1ns", 1);
        row("1500us", 2);
        row("1000\xC2\xB5s", 1);
        row("1000\xCE\xBCs", 1);
        row("2540400h", 9145440000000);
    }
    void readsGoDurations() {
        QFETCH(QString, text);
        QFETCH(qint64, milliseconds);
        const auto duration = parseDuration(text.toStdString());
        QVERIFY(duration.has_value());
        QCOMPARE(*duration, milliseconds);
    }

    void refusesOtherDurations_data() {
        QTest::addColumn<QString>("text");
        for (const char* text : {"",
                                 "+",
                                 "s",
                                 "10x",
                                 "1h30",
                                 "1.5",
                                 "1d",
                                 "-1s",
                                 "1 s",
                                 " 1s",
                                 "1..5s",
                                 ".s",
                                 "1e3s",
                                 "1H",
                                 "10s ",
                                 "99999999999999999999h",
                                 "99999999999999999999",
                                 "3000000h",
                                 "nan",
                                 "inf"}) {
            QTest::newRow(text) << text;
        }
    }
    void refusesOtherDurations() {
        QFETCH(QString, text);
        QVERIFY(!parseDuration(text.toStdString()).has_value());
    }
};

QTEST_GUILESS_MAIN(TimeTest)
#include "time_test.moc"
