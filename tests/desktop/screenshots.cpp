// Not a test: writes those of the documentation's pictures that show the window. pictures.sh runs it.
//
// screenshots FOLDER            of the demo; with QT_SCALE_FACTOR=2 the one that is for such a screen
// screenshots FOLDER SNAPSHOT   of a large cluster
#include <QApplication>
#include <QDir>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <cstdio>
#include <span>

#include "desktop/graph/graph_view.h"
#include "desktop/window/actions.h"
#include "desktop/window/main_window.h"

using namespace scout;

namespace {

struct Shot {
    const char* name;
    const char* select;
    bool dark;
    const char* view;  ///< object name of an action that is triggered before, "" for none
    int scale;         ///< pixels of the screen for one of the window
};

constexpr Shot shots[] = {
    {"healthy", "apps/Deployment/prod/frontend", false, "", 1},
    {"broken", "source.toolkit.fluxcd.io/OCIRepository/flux-system/failed-source", false, "", 1},
    {"dark", "apps/Deployment/argo-outofsync/web", true, "", 1},
    {"sharp", "apps/Deployment/argo-outofsync/web", false, "", 2},
};
constexpr Shot large = {"large", "", false, "allChains", 1};

bool waitFor(const std::function<bool()>& condition) {
    return QTest::qWaitFor(condition, 120000);
}

}  // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    const QDir folder(argc > 1 ? QString::fromLocal8Bit(argv[1]) : QStringLiteral("."));
    for (const Shot& shot : argc > 2 ? std::span(&large, 1) : std::span(shots)) {
        if (shot.scale != qRound(application.devicePixelRatio())) continue;
        QTemporaryDir home;
        desktop::WindowEnvironment environment;
        environment.session.variables = {{"HOME", home.path().toStdString()}};
        environment.session.now = [] { return base::Time{}; };
        environment.settings =
            std::make_unique<QSettings>(home.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        desktop::MainWindow window(std::move(environment));
        window.resize(1440, 860);
        window.show();
        if (argc > 2)
            window.openSnapshot(QString::fromLocal8Bit(argv[2]));
        else
            window.openDemo();
        if (!waitFor([&] { return window.session().phase() == desktop::Session::Phase::ready; })) return 1;
        (shot.dark ? window.actions().themeDark : window.actions().themeLight)->trigger();
        if (*shot.select != '\0') {
            window.selectWhenSeen(QString::fromLatin1(shot.select));
            const auto shown = [&] {
                const auto picture = window.graph().picture();
                return window.selection() == QLatin1String(shot.select) && picture &&
                       picture == window.session().picture() && picture->cardOf(shot.select).has_value();
            };
            if (!waitFor(shown)) return 1;
        }
        QSignalSpy pictures(&window.session(), &desktop::Session::pictureChanged);
        if (*shot.view != '\0') window.findChild<QAction*>(QString::fromLatin1(shot.view))->trigger();
        while (pictures.wait(argc > 2 ? 20000 : 1000)) continue;
        window.graph().fitAll();
        QTest::qWait(600);  // pulses and tool tips have gone
        const QString path = folder.filePath(QString::fromLatin1(shot.name) + QStringLiteral(".png"));
        if (!window.grab().save(path)) return 1;
        std::printf("%s\n", qPrintable(path));
    }
    return 0;
}
