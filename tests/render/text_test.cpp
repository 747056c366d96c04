// The text form: one golden file per case and style, the requirement's own trees word for word, and laws that hold for
// all.
#include <QRegularExpression>
#include <QTest>
#include <algorithm>

#include "golden.h"
#include "render/text.h"
#include "samples.h"

using namespace scout;
using render::TextStyle;

namespace {

QString goldenPath(const std::string& name) {
    return QStringLiteral(SCOUT_TESTS_DIR "/render/golden/%1.txt").arg(QString::fromStdString(name));
}

const TextStyle plain;
const TextStyle ascii = {.unicode = false};
const TextStyle wide = {.wide = true};
const TextStyle coloured = {.color = true};
const TextStyle narrow = {.width = 80};

const std::string requirementFluxTree = R"(TRACE: Deployment/frontend in prod

  ✓ ConfigHub OCI/prod/us-west
    │ Space: prod
    │ Target: us-west
    │ Registry: oci.api.confighub.com
    │ Revision: latest@sha1:abc123
    │
    └─▶ ✓ Kustomization/apps
          │ Path: .
          │ Status: Applied revision latest@sha1:abc123
          │
          └─▶ ✓ Deployment/frontend
                Status: 3/3 ready

✓ All levels in sync. Managed by flux.
)";

const std::string requirementArgoTree = R"(TRACE: Application/frontend-app

  ✓ ConfigHub OCI/prod/us-west
    │ Space: prod
    │ Target: us-west
    │ Registry: oci.api.confighub.com
    │ Revision: latest@sha1:abc123
    │
    └─▶ ✓ Application/frontend-app
          │ Status: Synced / Healthy
          │
          └─▶ ✓ Deployment/frontend
                Status: Synced / Healthy

✓ All levels in sync. Managed by argocd.
)";

}  // namespace

class TextTest : public QObject {
    Q_OBJECT

  private slots:
    void requirementTrees() {
        QCOMPARE(render::toText(test::requirementFlux(), plain), requirementFluxTree);
        QCOMPARE(render::toText(test::requirementArgo(), plain), requirementArgoTree);
    }

    void goldens_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("variant");
        const auto row = [](const std::string& name, const std::string& suffix, int variant) {
            QTest::newRow((name + suffix).c_str())
                << QString::fromStdString(name) << QString::fromStdString(name + suffix) << variant;
        };
        for (const auto& [name, trace] : test::samples()) row(name, "", 0);
        for (const char* name : {"flux-origins", "failed-source", "hostile", "every-state"}) row(name, ".ascii", 1);
        for (const char* name : {"flux-origins", "failed-health-check", "forbidden", "helm-only", "confighub-unit",
                                 "multi-source", "hostile", "history"})
            row(name, ".wide", 2);
        for (const char* name : {"requirement-flux", "failed-health-check", "out-of-sync", "hostile", "every-state"})
            row(name, ".colour", 3);
        for (const char* name :
             {"failed-source", "failed-health-check", "forbidden", "unmanaged", "history", "differences"})
            row(name, ".80", 4);
    }

    void goldens() {
        QFETCH(QString, name);
        QFETCH(QString, file);
        QFETCH(int, variant);
        const std::vector<TextStyle> styles = {plain, ascii, wide, coloured, narrow};
        const auto all = test::samples();
        const auto found = std::find_if(all.begin(), all.end(),
                                        [&](const auto& sample) { return sample.first == name.toStdString(); });
        QVERIFY(found != all.end());
        const QString difference = test::goldenDifference(
            goldenPath(file.toStdString()), render::toText(found->second, styles[static_cast<std::size_t>(variant)]));
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }

    // What a cluster says must not reach the terminal as a control.
    void noControlCharacters() {
        for (const auto& [name, trace] : test::samples()) {
            for (const TextStyle& style : {plain, ascii, wide, narrow}) {
                const std::string text = render::toText(trace, style);
                const auto bad = std::find_if(text.begin(), text.end(),
                                              [](unsigned char c) { return (c < 0x20 && c != '\n') || c == 0x7F; });
                QVERIFY2(bad == text.end(), name.c_str());
            }
        }
    }

    void asciiIsAscii() {
        for (const auto& [name, trace] : test::samples()) {
            const std::string text = render::toText(trace, ascii);
            QVERIFY2(std::all_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x80; }), name.c_str());
        }
    }

    // Colour adds nothing but colour.
    void colourIsOnlyColour() {
        for (const auto& [name, trace] : test::samples()) {
            for (const int width : {0, 60}) {
                const QString text =
                    QString::fromStdString(render::toText(trace, {.color = true, .wide = true, .width = width}));
                QVERIFY(text.contains(QStringLiteral("\x1b[")));
                QString without = text;
                without.remove(QRegularExpression(QStringLiteral("\x1b\\[[0-9]+m")));
                QCOMPARE(without, QString::fromStdString(render::toText(trace, {.wide = true, .width = width})));
            }
        }
    }

    // Wrapping moves words and loses none.
    void wrappingKeepsWords() {
        static const QRegularExpression furniture(QStringLiteral("[\\s│]+"));
        for (const auto& [name, trace] : test::samples()) {
            const QString whole = QString::fromStdString(render::toText(trace, wide));
            const QString wrapped = QString::fromStdString(render::toText(trace, {.wide = true, .width = 50}));
            QCOMPARE(wrapped.split(furniture), whole.split(furniture));
        }
    }

    void linesFitUnlessOneWordDoesNot() {
        for (const auto& [name, trace] : test::samples()) {
            const QString text = QString::fromStdString(render::toText(trace, narrow));
            for (const QString& line : text.split(u'\n')) {
                const QString content = line.mid(line.indexOf(QRegularExpression(QStringLiteral("[^\\s│]"))));
                // A title is never wrapped; a word longer than the line is never cut; a deep level keeps its least
                // width.
                const bool title = content.contains(QStringLiteral("─▶")) || content.size() <= 24;
                const bool oneWord = !content.contains(u' ');
                QVERIFY2(line.size() <= 80 || title || oneWord, qPrintable(line));
            }
        }
    }

    void noTrailingBlanks() {
        static const QRegularExpression trailing(QStringLiteral("[ \\t]\\n"));
        for (const auto& [name, trace] : test::samples()) {
            QVERIFY2(!QString::fromStdString(render::toText(trace, narrow)).contains(trailing), name.c_str());
        }
    }

    // Every hop and every node beside the chain is named.
    void nothingIsDropped() {
        for (const auto& [name, trace] : test::samples()) {
            if (name == "hostile") continue;  // its names are escaped
            const std::string text = render::toText(trace, plain);
            for (const model::Hop& node : trace.nodes)
                QVERIFY2(text.find(node.label()) != std::string::npos, node.label().c_str());
        }
    }

    void applicationHeading() {
        model::Trace trace = test::requirementArgo();
        trace.object.ns = "team-a";
        QVERIFY(render::toText(trace, plain).starts_with("TRACE: Application/frontend-app in team-a\n"));
        trace.object = {"app.k8s.io", "Application", "argocd", "frontend-app"};
        QVERIFY(render::toText(trace, plain).starts_with("TRACE: Application/frontend-app in argocd\n"));
    }

    void differencesThatAreNotKnown() {
        model::Trace trace = test::requirementFlux();
        trace.differencesUnread = "Secrets are not compared: only their metadata is read";
        QVERIFY(render::toText(trace, plain)
                    .ends_with("\n\nDifferences: not known. Secrets are not compared: only their metadata is read.\n"));
    }

    // Nothing is behind where an applier has not come to anything yet; the newest revision is not live for that.
    void noTickBeforeItIsLive() {
        model::Trace trace = test::requirementFlux();
        trace.revisions = {};
        trace.revisions.head = {"v1", {}, "registry"};
        trace.revisions.fetched = trace.revisions.attempted = trace.revisions.head;
        QVERIFY(render::toText(trace, plain).find("\n  · v1  head, fetched, attempted\n") != std::string::npos);
        trace.revisions.live = trace.revisions.head;
        QVERIFY(render::toText(trace, plain).find("\n  ✓ v1  head, fetched, attempted, live\n") != std::string::npos);
    }

    void emptyChain() {
        model::Trace trace = test::unmanaged();
        trace.chain.clear();
        trace.nodes.clear();
        trace.verdict = {};
        QCOMPARE(render::toText(trace, plain), std::string("TRACE: Deployment/frontend in prod\n\n? Incomplete\n"));
    }

    void several() {
        const std::string one = render::toText(test::requirementFlux(), plain);
        const std::string two = render::toText(test::unmanaged(), plain);
        QCOMPARE(render::toText(std::vector{test::requirementFlux(), test::unmanaged()}, plain),
                 one + "\n---\n\n" + two);
        QCOMPARE(render::toText(std::vector{test::unmanaged()}, plain), two);
    }
};

QTEST_GUILESS_MAIN(TextTest)
#include "text_test.moc"
