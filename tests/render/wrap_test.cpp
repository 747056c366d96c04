#include "render/wrap.h"

#include <QTest>

#include "base/text.h"

using namespace scout;

namespace {

const std::string sha1 = "0123456789abcdef0123456789abcdef01234567";
const std::string sha256 = "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f809";

struct Text {
    const char* name;
    std::string in;
    std::string out;
};

}  // namespace

class WrapTest : public QObject {
    Q_OBJECT

  private slots:
    void wrapping() {
        const auto wrapped = [](std::string_view text, int width) {
            return base::join(render::wrap(text, width), "|");
        };
        QCOMPARE(wrapped("", 10), std::string(""));
        QCOMPARE(wrapped("one two three", 0), std::string("one two three"));
        QCOMPARE(wrapped("one two three", 7), std::string("one two|three"));
        QCOMPARE(wrapped("one two three", 6), std::string("one|two|three"));
        QCOMPARE(wrapped("one two three", 1), std::string("one|two|three"));
        QCOMPARE(wrapped("a https://example.org/long/path b", 8), std::string("a|https://example.org/long/path|b"));
        QCOMPARE(wrapped("first\nsecond line\n\nlast", 8), std::string("first|second|line||last"));
        QCOMPARE(wrapped("  - indented words here", 12), std::string("  - indented|  words here"));
        QCOMPARE(wrapped("          far too deep", 12), std::string("far too deep"));
        QCOMPARE(wrapped("üüü üüü", 7), std::string("üüü üüü"));
        QCOMPARE(wrapped("üüü üüü", 6), std::string("üüü|üüü"));
        QCOMPARE(wrapped("\x1b[31mred\x1b[0m word", 8), std::string("\x1b[31mred\x1b[0m word"));
        QCOMPARE(wrapped("two  blanks kept", 20), std::string("two  blanks kept"));
    }

    void columns() {
        QCOMPARE(render::visibleColumns(""), std::size_t{0});
        QCOMPARE(render::visibleColumns("└─▶ x"), std::size_t{5});
        QCOMPARE(render::visibleColumns("\x1b[32m✓\x1b[0m"), std::size_t{1});
    }

    void hashes_data() {
        QTest::addColumn<QString>("in");
        QTest::addColumn<QString>("out");
        const std::vector<Text> rows = {
            {"git", "Applied revision: main@sha1:" + sha1, "Applied revision: main@sha1:01234567"},
            {"oci", "'latest@sha256:" + sha256 + "', done", "'latest@sha256:1a2b3c4d', done"},
            {"two", "sha1:" + sha1 + " sha256:" + sha256, "sha1:01234567 sha256:1a2b3c4d"},
            {"short stays", "latest@sha1:abc123", "latest@sha1:abc123"},
            {"a digit too many", "sha1:" + sha1 + "0", "sha1:" + sha1 + "0"},
            {"no algorithm", "commit " + sha1, "commit " + sha1},
            {"not ASCII", "é sha1:" + sha1, "é sha1:01234567"},
            {"nothing", "", ""},
        };
        for (const Text& row : rows)
            QTest::newRow(row.name) << QString::fromStdString(row.in) << QString::fromStdString(row.out);
    }

    void hashes() {
        QFETCH(QString, in);
        QFETCH(QString, out);
        QCOMPARE(QString::fromStdString(render::shortenHashes(in.toStdString())), out);
    }

    void safety() {
        QCOMPARE(render::safeLine("a\tb\r\nc \n", true), std::string("a b\\x0ac"));
        QCOMPARE(render::safeLines("a\tb\r\nc \n", true), std::string("a b\nc"));
        QCOMPARE(render::safeLine("\x1b[31m", true), std::string("\\x1b[31m"));
        QCOMPARE(render::safeLine("a\rb", true), std::string("a\\x0db"));
        QCOMPARE(render::safeLine("é → 🚀", true), std::string("é → 🚀"));
        QCOMPARE(render::safeLine("é → 🚀", false), std::string("\\u00e9 \\u2192 \\U0001f680"));
        QCOMPARE(render::safeLine("\xFF", false), std::string("\\ufffd"));
        QCOMPARE(render::safeLines(" \n ", true), std::string());
    }

    void bytes() {
        QCOMPARE(render::formatBytes(0), std::string("0 B"));
        QCOMPARE(render::formatBytes(1023), std::string("1023 B"));
        QCOMPARE(render::formatBytes(1024), std::string("1.0 KiB"));
        QCOMPARE(render::formatBytes(12'700), std::string("12.4 KiB"));
        QCOMPARE(render::formatBytes(1024 * 1024), std::string("1.0 MiB"));
        QCOMPARE(render::formatBytes(std::int64_t{5} * 1024 * 1024 * 1024 * 1024), std::string("5120.0 GiB"));
    }
};

QTEST_GUILESS_MAIN(WrapTest)
#include "wrap_test.moc"
