// The plugin's pictures, held against other programs: what they accept, and what they read out of them.
#include <QFile>
#include <QImage>
#include <QImageReader>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include "program.h"

using namespace scout;
using test::Program;

namespace {

struct Said {
    int code = -1;
    QByteArray out;
    QByteArray err;
};

Said outside(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForStarted()) return {-1, {}, program.toUtf8() + " is not installed"};
    process.waitForFinished(120000);
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

QByteArray both(const QByteArray& out, const QByteArray& err) {
    return "stdout: " + out.left(2000) + "\nstderr: " + err.left(2000);
}

// The demo, with text that would break out of every quoting if it could.
QByteArray hostileSnapshot(const QByteArray& demo) {
    const QByteArray hostile = "a\\\"b'c<d>&amp;{e}[f](g)|h#quot;i;j\\\\k\\n-->%%l \\u202e\\u0007 end";
    QByteArray text = demo;
    text.replace("fleet/flux-oci", hostile);  // in a URL that becomes a name
    text.replace("manifest unknown", hostile);
    text.replace("\"context\": \"demo\"", "\"context\": \"" + hostile + "\"");
    text.replace("\"context\":\"demo\"", "\"context\":\"" + hostile + "\"");
    return text;
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class PeersTest : public QObject {
    Q_OBJECT

    Program m_program;
    QTemporaryDir m_folder;
    QString m_hostile;

    QString drawn(const QStringList& source, const QString& form, const QStringList& more = {}) {
        const QString path = m_folder.filePath(QStringLiteral("picture.") + form);
        QFile::remove(path);
        const auto ended =
            m_program.run(QStringList{"trace"} + source + QStringList{"-o", form, "--output-file", path} + more);
        if (ended.code != 0) qWarning("%s", both(ended.out, ended.err).constData());
        return ended.code == 0 ? path : QString();
    }
    void sources() {
        QTest::addColumn<QStringList>("source");
        QTest::newRow("the demo") << QStringList{"--demo"};
        QTest::newRow("one chain") << QStringList{"--demo", "deploy/frontend", "-n", "prod"};
        QTest::newRow("a broken one") << QStringList{"--demo", "deploy/web", "-n", "failed-source"};
        QTest::newRow("hostile text") << QStringList{"--from", m_hostile};
    }

  private slots:
    void initTestCase() {
        QVERIFY(m_folder.isValid());
        QImageReader::setAllocationLimit(1024);  // MiB: the whole demo at 4x
        const QByteArray demo = contentOf(QStringLiteral(SCOUT_TESTS_DIR "/../resources/demo/demo.snapshot.json"));
        const QByteArray hostile = hostileSnapshot(demo);
        QVERIFY(!demo.isEmpty() && hostile != demo);
        m_hostile = m_program.file(QStringLiteral("hostile.json"), hostile);
    }

    void dot_data() { sources(); }
    void dot() {
        QFETCH(QStringList, source);
        const QString path = drawn(source, "dot");
        QVERIFY(!path.isEmpty());
        const Said plain = outside("dot", {"-Tplain", path});
        QVERIFY2(plain.code == 0 && plain.err.isEmpty(), both(plain.out, plain.err));
        int nodes = 0;
        int edges = 0;
        for (const QByteArray& line : plain.out.split('\n')) {
            nodes += line.startsWith("node ") ? 1 : 0;
            edges += line.startsWith("edge ") ? 1 : 0;
        }
        // A chain is at least a source, an applier and what it applies.
        QVERIFY2(nodes >= 3 && edges >= 2, plain.out);
    }

    void mermaid_data() { sources(); }
    void mermaid() {
        QFETCH(QStringList, source);
        const QString path = drawn(source, "mermaid");
        QVERIFY(!path.isEmpty());
        const Said said = outside("node", {QStringLiteral(SCOUT_MERMAID "/check.mjs"), path});
        QVERIFY2(said.code == 0 && said.out.contains("flowchart"), both(said.out, said.err));
    }
    void mermaidsParserRefusesWhatIsWrong() {
        const QString path = m_program.file(QStringLiteral("bad.mmd"), "flowchart LR\n a[ --> b\n");
        QCOMPARE(outside("node", {QStringLiteral(SCOUT_MERMAID "/check.mjs"), path}).code, 1);
    }

    // What Mermaid refuses is warned of, and nothing else is.
    void mermaidsLimit_data() {
        QTest::addColumn<QString>("objects");
        QTest::addColumn<bool>("refused");
        QTest::newRow("few") << "100" << false;
        QTest::newRow("many") << "1000" << true;
    }
    void mermaidsLimit() {
        QFETCH(QString, objects);
        QFETCH(bool, refused);
        const QString snapshot = m_folder.filePath(QStringLiteral("generated.json"));
        const QString path = m_folder.filePath(QStringLiteral("generated.mmd"));
        const Said made = outside(
            "python3", {QStringLiteral(SCOUT_TESTS_DIR "/benchmark/make_snapshot.py"), objects, "-o", snapshot});
        QVERIFY2(made.code == 0, both(made.out, made.err));
        const Said drawn =
            outside(QStringLiteral(SCOUT_BIN_DIR "/scout-desktop"), {"--export", path, "--everything", snapshot});
        QVERIFY2(drawn.code == 0, both(drawn.out, drawn.err));
        QVERIFY2((drawn.out + drawn.err).contains("Mermaid as it is set by default") == refused,
                 both(drawn.out, drawn.err));
        const Said said = outside("node", {QStringLiteral(SCOUT_MERMAID "/check.mjs"), path});
        QVERIFY2((said.code != 0) == refused && said.err.contains("Edge limit exceeded") == refused,
                 both(said.out, said.err));
    }

    void svg_data() { sources(); }
    void svg() {
        QFETCH(QStringList, source);
        const QString path = drawn(source, "svg");
        QVERIFY(!path.isEmpty());
        QXmlStreamReader xml(contentOf(path));
        QVERIFY(xml.readNextStartElement());
        QCOMPARE(xml.name().toString(), QStringLiteral("svg"));
        const auto pixels = [&xml](QLatin1String name) {
            return xml.attributes().value(name).toString().remove(QStringLiteral("px")).toDouble();
        };
        const QSizeF size(pixels(QLatin1String("width")), pixels(QLatin1String("height")));
        while (!xml.atEnd()) xml.readNext();
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));

        const QString bitmap = m_folder.filePath("rendered.png");
        const Said said = outside("rsvg-convert", {"-o", bitmap, path});
        QVERIFY2(said.code == 0 && said.err.isEmpty(), both(said.out, said.err));
        const QImage image(bitmap);
        QCOMPARE(image.size(), QSize(qCeil(size.width()), qCeil(size.height())));
        // Not one colour all over: something was drawn.
        QSet<QRgb> colours;
        for (int y = 0; y < image.height(); y += 3) {
            for (int x = 0; x < image.width(); x += 3) colours.insert(image.pixel(x, y));
        }
        QVERIFY2(colours.size() > 8, QByteArray::number(colours.size()));
    }

    void png_data() { sources(); }
    void png() {
        QFETCH(QStringList, source);
        const QImage one(drawn(source, "png", {"--scale", "1"}));
        QVERIFY(!one.isNull());
        // 96 dots per inch at scale 1.
        QCOMPARE(one.dotsPerMeterX(), 3780);
        for (const int scale : {2, 3, 4}) {
            const QImage larger(drawn(source, "png", {"--scale", QString::number(scale)}));
            QVERIFY(qAbs(larger.width() - one.width() * scale) < scale);
            QVERIFY(qAbs(larger.height() - one.height() * scale) < scale);
            QVERIFY(qAbs(larger.dotsPerMeterX() - 3780 * scale) <= scale);
            QCOMPARE(larger.dotsPerMeterX(), larger.dotsPerMeterY());
        }
        const QImage dark(drawn(source, "png", {"--scale", "1", "--theme", "dark"}));
        QCOMPARE(dark.size(), one.size());
        QVERIFY(qGray(dark.pixel(0, 0)) < 80 && qGray(one.pixel(0, 0)) > 200);
    }

    void pdf_data() { sources(); }
    void pdf() {
        QFETCH(QStringList, source);
        const QString path = drawn(source, "pdf");
        QVERIFY(!path.isEmpty());
        const Said said = outside("pdftotext", {"-layout", path, "-"});
        QVERIFY2(said.code == 0, both(said.out, said.err));
        QVERIFY2(said.out.contains("Deployment"), said.out);
        QVERIFY2(said.out.contains("GITOPS"), said.out);
        const Said info = outside("pdfinfo", {path});
        static const QRegularExpression onePage(QStringLiteral("Pages: +1\n"));
        QVERIFY2(onePage.match(QString::fromUtf8(info.out)).hasMatch(), info.out);
    }

    void theSameCardsInEveryForm() {
        const QStringList source{"--demo", "deploy/frontend", "-n", "prod"};
        const QByteArray pdf = outside("pdftotext", {"-layout", drawn(source, "pdf"), "-"}).out;
        for (const char* name : {"frontend", "apps", "prod/us-west"}) {
            for (const char* form : {"svg", "dot", "mermaid"}) {
                const QByteArray text = contentOf(drawn(source, QString::fromLatin1(form)));
                QVERIFY2(text.contains(name), QByteArray(form) + " lacks " + name);
            }
            QVERIFY2(pdf.contains(name), QByteArray("pdf lacks ") + name + pdf);
        }
    }

    void redacted() {
        const QStringList source{"--demo", "deploy/frontend", "-n", "prod"};
        for (const char* form : {"svg", "dot", "mermaid"}) {
            const QByteArray text = contentOf(drawn(source, QString::fromLatin1(form), {"--redact"}));
            QVERIFY(text.contains("Deployment"));
            for (const char* name : {"frontend", "us-west", "flux-system", "86428658", "git.example.test"})
                QVERIFY2(!text.contains(name), QByteArray(form) + " tells " + name);
        }
        const QByteArray pdf = outside("pdftotext", {"-layout", drawn(source, "pdf", {"--redact"}), "-"}).out;
        QVERIFY2(pdf.contains("Deployment") && !pdf.contains("frontend") && !pdf.contains("us-west"), pdf);
    }
};

QTEST_GUILESS_MAIN(PeersTest)
#include "peers_test.moc"
