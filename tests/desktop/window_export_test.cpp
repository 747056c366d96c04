// Exports: from the dialog, and by the program without a display.
#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QProcessEnvironment>
#include <QPushButton>
#include <QRadioButton>
#include <QScopeGuard>
#include <QSpinBox>
#include <QStatusBar>

#include "desktop/export/export.h"
#include "desktop/window/export_dialog.h"
#include "window_fixture.h"

using namespace scout;

namespace {

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

struct Ended {
    int code = -1;
    QByteArray out;
    QByteArray err;
};

/// Without any display.
Ended run(const QStringList& arguments, const QByteArray& input = {}) {
    QProcess process;
    QProcessEnvironment bare;
    bare.insert(QStringLiteral("PATH"), QStringLiteral("/usr/bin:/bin"));
    bare.insert(QStringLiteral("HOME"), QStringLiteral("/nonexistent"));
    process.setProcessEnvironment(bare);
    process.start(QStringLiteral(SCOUT_BIN_DIR "/scout-desktop"), arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(60000)) return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

}  // namespace

class WindowExportTest : public test::WindowFixture {
    Q_OBJECT

    template <typename T>
    T* part(const char* name) const {
        return m_window->exportDialog()->findChild<T*>(QString::fromLatin1(name));
    }
    QPushButton* button() const { return part<QPushButton>("exportButton"); }
    void openDialog() {
        if (!m_window->session().picture()) openDemo();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        key(Qt::Key_E, Qt::ControlModifier);
        QVERIFY(m_window->exportDialog() != nullptr && m_window->exportDialog()->isVisible());
        QTRY_VERIFY(button()->isEnabled());
    }
    void exportTo(const QString& file) {
        part<QLineEdit>("path")->setText(file);
        QTRY_VERIFY(button()->isEnabled());
        QTest::mouseClick(button(), Qt::LeftButton);
        QTRY_VERIFY(!m_window->exportDialog()->isVisible());
        QVERIFY(QFile::exists(file));
    }

  private slots:
    void init() { WindowFixture::init(); }
    void cleanup() { WindowFixture::cleanup(); }

    void theSizeIsToldAndKept() {
        openDialog();
        auto* scale = part<QSpinBox>("scale");
        auto* size = part<QLabel>("size");
        scale->setValue(1);
        QTRY_VERIFY2(size->text().contains(QStringLiteral(" pixels")), qPrintable(size->text()));
        const QString once = size->text();
        scale->setValue(3);
        QTRY_VERIFY(button()->isEnabled() && size->text() != once);
        const QStringList told = size->text().split(QLatin1Char(' '));
        exportTo(path("demo.png"));
        const QImage image(path("demo.png"));
        QCOMPARE(QSize(told[0].toInt(), told[2].toInt()), image.size());
        QVERIFY(m_window->statusBar()->currentMessage().startsWith(QStringLiteral("Exported ")));
    }

    void aHugeBitmapIsWarnedAboutAndSvgOffered() {
        const auto text = trace::writeSnapshot(test::deployments(150));
        QVERIFY(test::write(path("many.json"), QByteArray::fromStdString(text)));
        m_window->openSnapshot(path("many.json"));
        QTRY_VERIFY(drawn());
        m_window->actions().allChains->trigger();
        QTRY_VERIFY(m_window->session().picture()->cards.size() == 150);
        openDialog();
        auto* warning = part<QLabel>("warning");
        QVERIFY(!warning->isVisible());
        part<QSpinBox>("scale")->setValue(4);
        QTRY_VERIFY(warning->isVisible());
        QVERIFY2(warning->text().contains(QStringLiteral("SVG")), qPrintable(warning->text()));
        auto* svg = part<QPushButton>("useSvg");
        QVERIFY(svg->isVisible());
        QTest::mouseClick(svg, Qt::LeftButton);
        QTRY_VERIFY(button()->isEnabled());
        QVERIFY(!warning->isVisible() && !svg->isVisible());
        QVERIFY(part<QLineEdit>("path")->text().endsWith(QStringLiteral(".svg")));
    }

    void theEndingFollowsTheFormat() {
        openDialog();
        auto* format = part<QComboBox>("format");
        auto* file = part<QLineEdit>("path");
        QVERIFY2(file->text().endsWith(QStringLiteral(".png")), qPrintable(file->text()));
        for (const char* name : {"svg", "pdf", "dot", "mermaid", "png"}) {
            format->setCurrentIndex(
                format->findData(static_cast<int>(*desktop::exportFormat(QString::fromLatin1(name)))));
            const QString ending = QString::fromLatin1(name == std::string("mermaid") ? "mmd" : name);
            QCOMPARE(file->text().section(QLatin1Char('.'), -1), ending);
            QCOMPARE(part<QSpinBox>("scale")->isEnabled(), ending == QLatin1String("png"));
            QTRY_VERIFY(button()->isEnabled());
        }
    }

    void aRedactedPictureHasNoNames() {
        openDialog();
        auto* format = part<QComboBox>("format");
        format->setCurrentIndex(format->findData(static_cast<int>(desktop::ExportFormat::svg)));
        exportTo(path("plain.svg"));
        const model::Hop* hop = m_window->session().graph()->find(m_window->selection().toStdString());
        QVERIFY(hop != nullptr);
        const QByteArray name = QByteArray::fromStdString(hop->name);
        QVERIFY(contentOf(path("plain.svg")).contains(name));
        for (const char* what : {"whole", "selection"}) {
            openDialog();
            part<QRadioButton>(what)->setChecked(true);
            part<QCheckBox>("redact")->setChecked(true);
            exportTo(path("redacted.svg"));
            const QByteArray svg = contentOf(path("redacted.svg"));
            QVERIFY2(svg.contains("</svg>") && !svg.contains(name), what);
            QVERIFY(QFile::remove(path("redacted.svg")));
        }
    }

    void theSelectionIsSmaller() {
        openDialog();
        auto* size = part<QLabel>("size");
        m_window->exportDialog()->reject();
        m_window->actions().allChains->trigger();
        QTRY_VERIFY(m_window->session().picture()->cards.size() > 8);
        openDialog();
        const QString whole = size->text();
        part<QRadioButton>("selection")->setChecked(true);
        QTRY_VERIFY(button()->isEnabled() && size->text() != whole);
        const auto area = [](const QString& text) {
            return text.section(QLatin1Char(' '), 0, 0).toInt() * text.section(QLatin1Char(' '), 2, 2).toInt();
        };
        QVERIFY(area(size->text()) < area(whole));
    }

    void whatCannotBeWrittenIsToldInPlace() {
        openDialog();
        part<QLineEdit>("path")->setText(path("no/such/folder/x.png"));
        QTest::mouseClick(button(), Qt::LeftButton);
        auto* warning = part<QLabel>("warning");
        QTRY_VERIFY(warning->isVisible());
        QVERIFY2(warning->text().contains(path("no/such/folder/x.png")), qPrintable(warning->text()));
        QVERIFY(m_window->exportDialog()->isVisible());
        QTRY_VERIFY(button()->isEnabled());
        m_window->exportDialog()->reject();
    }

    void theOfferedFileIsTheChainsInAFolderThatExists() {
        const QByteArray home = qgetenv("HOME");
        const QByteArray config = qgetenv("XDG_CONFIG_HOME");
        const auto back = qScopeGuard([&] {
            qputenv("HOME", home);
            config.isNull() ? qunsetenv("XDG_CONFIG_HOME") : qputenv("XDG_CONFIG_HOME", config);
        });
        qputenv("HOME", m_folder->path().toUtf8());
        qunsetenv("XDG_CONFIG_HOME");
        openDialog();
        const auto& shown = m_window->session().shown().chains;
        QCOMPARE(shown.size(), std::size_t(1));
        const model::Hop* chain = m_window->session().graph()->find(*shown.begin());
        QVERIFY(chain != nullptr);
        const QString stem =
            QString::fromStdString(chain->kind).toLower() +
            QStringLiteral("-%1-%2.png").arg(QString::fromStdString(chain->ns), QString::fromStdString(chain->name));
        QCOMPARE(part<QLineEdit>("path")->text(), m_folder->filePath(stem));  // there is no ~/Pictures
        key(Qt::Key_Return);
        QTRY_VERIFY(!m_window->exportDialog()->isVisible());
        QVERIFY(QFile::exists(m_folder->filePath(stem)));
        // Of all chains it is the source's.
        m_window->actions().allChains->trigger();
        QTRY_VERIFY(m_window->session().shown().chains.empty() && m_window->session().picture()->cards.size() > 8);
        openDialog();
        QCOMPARE(part<QLineEdit>("path")->text(), path("Demo.png"));
        m_window->exportDialog()->reject();
        QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("Pictures")));
        openDialog();
        QCOMPARE(part<QLineEdit>("path")->text(), path("Pictures/Demo.png"));
        m_window->exportDialog()->reject();
        qputenv("HOME", path("gone").toUtf8());
        openDialog();
        QCOMPARE(part<QLineEdit>("path")->text(), QDir::currentPath() + QStringLiteral("/Demo.png"));
        m_window->exportDialog()->reject();
    }

    void aFileIsReplacedOnlyWhereThatIsSaid() {
        openDialog();
        auto* replaces = part<QLabel>("replaces");
        auto* line = part<QLineEdit>("path");
        line->setText(path("old.png"));
        QVERIFY(!replaces->isVisible());
        QCOMPARE(desktop::plainLabel(button()->text()), QStringLiteral("Export"));
        // It comes to be meanwhile: the first press only says so.
        QVERIFY(test::write(path("old.png"), "old"));
        QTest::mouseClick(button(), Qt::LeftButton);
        QVERIFY(replaces->isVisible());
        QCOMPARE(desktop::plainLabel(button()->text()), QStringLiteral("Replace"));
        QCOMPARE(contentOf(path("old.png")), QByteArray("old"));
        line->setText(path("new.png"));
        QVERIFY(!replaces->isVisible());
        QCOMPARE(desktop::plainLabel(button()->text()), QStringLiteral("Export"));
        line->setText(path("old.png"));
        QVERIFY(replaces->isVisible());
        QTest::keyClick(m_window->exportDialog(), Qt::Key_P, Qt::AltModifier);
        QTRY_VERIFY(!m_window->exportDialog()->isVisible());
        QVERIFY(contentOf(path("old.png")).startsWith("\x89PNG"));
    }

    void headless_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("start");
        QTest::newRow("png") << QStringLiteral("demo.png") << QByteArray("\x89PNG");
        QTest::newRow("pdf") << QStringLiteral("demo.pdf") << QByteArray("%PDF-");
        QTest::newRow("svg") << QStringLiteral("demo.svg") << QByteArray("<?xml");
        QTest::newRow("dot") << QStringLiteral("demo.dot") << QByteArray("digraph");
        QTest::newRow("mermaid") << QStringLiteral("demo.mmd") << QByteArray("flowchart LR");
    }
    void headless() {
        QFETCH(QString, name);
        QFETCH(QByteArray, start);
        const QString file = m_folder->filePath(name);
        const Ended ended = run({QStringLiteral("--demo"), QStringLiteral("--export"), file});
        QVERIFY2(ended.code == 0, ended.err);
        QVERIFY2(ended.out.startsWith("Wrote "), ended.out);
        QCOMPARE(ended.err, QByteArray());
        QVERIFY(contentOf(file).contains(start));
    }

    void headlessFromStandardInputToStandardOutput() {
        const Ended ended = run({QStringLiteral("--export"), QStringLiteral("-"), QStringLiteral("-"),
                                 QStringLiteral("--format"), QStringLiteral("svg"), QStringLiteral("--select"),
                                 QStringLiteral("deploy/frontend"), QStringLiteral("-n"), QStringLiteral("prod")},
                                test::demoText());
        QVERIFY2(ended.code == 0, ended.err);
        QVERIFY(ended.out.startsWith("<") && ended.out.contains("frontend"));
        QVERIFY(!ended.out.contains("DEMO DATA"));
    }

    void headlessOfTheSubjects() {
        QVERIFY(test::write(path("s.json"), test::demoText()));
        const Ended ended = run({QStringLiteral("--export"), path("s.svg"), QStringLiteral("--from"), path("s.json"),
                                 QStringLiteral("--subjects"), QStringLiteral("--mark-demo"), QStringLiteral("--theme"),
                                 QStringLiteral("dark"), QStringLiteral("--scale"), QStringLiteral("2")});
        QVERIFY2(ended.code == 0, ended.err);
        QVERIFY(contentOf(path("s.svg")).contains("DEMO DATA"));
    }

    void headlessOfANamespace() {
        const Ended ended = run({QStringLiteral("--export"), path("n.svg"), QStringLiteral("--demo"),
                                 QStringLiteral("-n"), QStringLiteral("helm-upgrade-failed")});
        QVERIFY2(ended.code == 0, ended.err);
        QVERIFY(contentOf(path("n.svg")).contains("HelmRelease/web in helm-upgrade-failed"));
        QVERIFY(!contentOf(path("n.svg")).contains("failed-source"));
    }

    void whatIsSelectedIsLookedForInTheNamespaces() {
        // Both hold a Deployment called web; so do other namespaces, before them.
        const Ended ended =
            run({QStringLiteral("--export"), path("s.svg"), QStringLiteral("--demo"), QStringLiteral("-n"),
                 QStringLiteral("argo-tag-moved,prod"), QStringLiteral("--select"), QStringLiteral("deployment/web")});
        QVERIFY2(ended.code == 0, ended.err);
        QVERIFY(contentOf(path("s.svg")).contains("Application/argo-tag-moved in argocd"));
    }

    void headlessFailures_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("said");
        const auto row = [](const char* line, const QByteArray& said) {
            QTest::newRow(line) << QString::fromUtf8(line).split(QLatin1Char(' ')) << said;
        };
        row("--exprot x.png", "error: unknown flag (--exprot)\n  Did you mean --export?\n");
        row("--export x.bmp --demo", "error: the ending of the file names no format (x.bmp)\n");
        row("--export x.png --from /no/such/file", "error: ");
        row("--export x.png --demo --select deploy/nowhere", "error: no object matches (deploy/nowhere)\n");
        row("--export x.png --demo --select deploy/web -n prod,nowhere",
            "error: no object matches in prod, nowhere (deploy/web)\n  Without -n all namespaces are looked in.\n");
        row("--export x.png --demo --chain nowhere",
            "error: there is no such chain (nowhere)\n  It holds "
            "kustomize.toolkit.fluxcd.io/Kustomization/flux-system/failed-source, ");
        row("--export x.png --demo --chain failed-source",
            "error: there is no such chain (failed-source)\n  Did you mean "
            "kustomize.toolkit.fluxcd.io/Kustomization/flux-system/failed-source?\n");
        row("--export x.png --demo -n nowhere", "error: no chain has an object in this namespace (nowhere)\n");
        row("--demo", "error: there is no display to open a window on\n");
    }
    void headlessFailures() {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, said);
        const Ended ended = run(arguments);
        QCOMPARE(ended.code, 1);
        QVERIFY2(ended.err.startsWith(said), ended.err);
        QCOMPARE(ended.out, QByteArray());
    }

    void helpAndVersion() {
        QVERIFY(run({QStringLiteral("--help")}).out.contains("Usage:\n  scout-desktop [FILE] [flags]"));
        const Ended version = run({QStringLiteral("--version")});
        QCOMPARE(version.code, 0);
        QVERIFY(version.out.startsWith("scout-desktop "));
    }
};

QTEST_MAIN(WindowExportTest)
#include "window_export_test.moc"
