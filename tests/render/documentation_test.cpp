// resources/docs/traces.md: ten traces as the program prints them, from the tracer's own cases. SCOUT_UPDATE_GOLDEN=1
// writes the page anew.
#include <QTest>
#include <algorithm>
#include <array>

#include "golden.h"
#include "render/text.h"
#include "render/wrap.h"
#include "trace/harness.h"

using namespace scout;

namespace {

constexpr int columns = 80;

struct Shown {
    const char* title;
    const char* about;  ///< what to look at
    const char* name;   ///< of the case
};
constexpr std::array<Shown, 10> shown = {{
    {"A healthy chain, down to the commit",
     "Every edge is proven, and every step is ready. Git is claimed by the artifact's own annotation: nobody asked it.",
     "flux-oci-deployment-frontend"},
    {"A tag that moved on, under a source that is suspended",
     "The registry has a newer artifact under the tag. The verdict says where it stopped, and the finding who stopped "
     "it.",
     "registry-flux-tag-moved-suspended"},
    {"The newest revision fails, and the older one is live",
     "What runs is healthy, so a look at the workload alone says that all is well.", "failed-build-deployment-web"},
    {"Applied, but not healthy",
     "The newest revision is live and did not pass its health check; *applied* still names the last one that did.",
     "failing-health-deployment-web"},
    {"A controller that does not run",
     "Everything looks ready, and nothing moves: somebody scaled the controller to 0.", "flux-request-not-handled"},
    {"Argo CD, held by a sync window", "Automatic sync is on, and the project's window is closed.",
     "argo-sync-window-deny"},
    {"Argo CD from an OCI registry", "The commit behind the deployed digest, from the registry's own manifest.",
     "registry-argo-origin"},
    {"A Helm release from a chart repository", "Chart versions are compared with chart versions.",
     "helm-chart-deployment-webapp"},
    {"A step that may not be read", "A hole with the reason, never \"not managed\": the steps around it are there.",
     "flux-applier-forbidden-in-words"},
    {"Labels that lie", "The labels were copied; the applier's inventory does not know the object.",
     "copied-labels-deployment-impostor"},
}};

std::string page(const std::vector<test::Case>& cases) {
    std::string out =
        "# Ten traces\n\nAs `kubectl scout trace` prints them on a terminal of 80 columns, without colour. They are "
        "the "
        "text of recorded and of\nwritten cases of the tests - asked of registries only where a head is shown - and a "
        "test keeps this page in step with\nthe program. "
        "[What the marks mean](reading-a-trace.md),\n[every finding](findings.md).\n";
    for (const Shown& one : shown) {
        const auto found =
            std::find_if(cases.begin(), cases.end(), [&one](const test::Case& each) { return each.name == one.name; });
        if (found == cases.end()) return std::string("no case ") + one.name;
        out += "\n## " + std::string(one.title) + "\n\n";
        for (const std::string& line : render::wrap(one.about, 140)) out += line + "\n";
        out += "\n```text\n" + render::toText(test::run(*found).trace, {.width = columns}) + "```\n";
    }
    return out;
}

}  // namespace

class DocumentationTest : public QObject {
    Q_OBJECT

  private slots:
    void tenTraces() {
        const std::string text = page(test::allCases());
        const QString difference =
            test::goldenDifference(QStringLiteral(SCOUT_TESTS_DIR "/../resources/docs/traces.md"), text);
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }

    // A word - a URL, a digest in a server's message - is never cut, however long.
    void theyFitTheirTerminal() {
        bool inside = false;
        for (const QString& line : QString::fromStdString(page(test::allCases())).split(u'\n')) {
            if (line.startsWith(QStringLiteral("```"))) inside = !inside;
            if (!inside || render::visibleColumns(line.toStdString()) <= std::size_t{columns}) continue;
            const QString word = line.simplified().section(u' ', -1);
            QVERIFY2(word.size() > 40, qPrintable(line));
        }
    }
};

QTEST_GUILESS_MAIN(DocumentationTest)
#include "documentation_test.moc"
