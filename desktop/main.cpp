// The outside world as values: the only place of the viewer that reads the environment and the clock.
#include <QApplication>
#include <QFile>
#include <QSettings>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "desktop/window/arguments.h"
#include "desktop/window/headless_export.h"
#include "desktop/window/main_window.h"

extern char** environ;

namespace {

using scout::base::Error;
using scout::base::ErrorKind;

// Qt's own talk (about the locale, about a missing service) is for developers.
void dropQtMessage(QtMsgType type, const QMessageLogContext&, const QString& text) {
    if (type == QtFatalMsg || type == QtCriticalMsg) std::cerr << text.toStdString() << '\n';
}

std::map<std::string, std::string> environmentVariables() {
    std::map<std::string, std::string> variables;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view text(*entry);
        const auto equals = text.find('=');
        if (equals != std::string_view::npos) variables.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
    return variables;
}

bool hasDisplay([[maybe_unused]] const std::map<std::string, std::string>& variables) {
#if defined(Q_OS_MACOS) || defined(Q_OS_WIN)
    return true;
#else
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) {
        const auto found = variables.find(name);
        if (found != variables.end() && !found->second.empty()) return true;
    }
    return false;
#endif
}

scout::base::Time now() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::seconds>(since).count()};
}

scout::base::Result<std::string> standardInput() {
    QFile in;
    if (!in.open(stdin, QIODevice::ReadOnly)) return Error{ErrorKind::config, "cannot read standard input", "", ""};
    return in.readAll().toStdString();
}

void name(QCoreApplication& application) {
    application.setApplicationName(QStringLiteral("scout-desktop"));
    application.setOrganizationName(QStringLiteral("kubectl-scout"));
    application.setApplicationVersion(QStringLiteral(SCOUT_VERSION));
}

int fail(const Error& error) {
    std::cerr << scout::base::display(error);
    return 1;
}

int exportPicture(int argc, char** argv, const scout::desktop::Arguments& arguments) {
    qputenv("QT_QPA_PLATFORM", "offscreen");  // a display is neither needed nor looked for
    const QGuiApplication application(argc, argv);
    const auto said = scout::desktop::exportHeadless(arguments, standardInput);
    if (!said) return fail(said.error());
    if (!said->empty()) (arguments.output == "-" ? std::cerr : std::cout) << *said << '\n';
    return 0;
}

int showWindow(int argc, char** argv, const scout::desktop::Arguments& arguments) {
    const auto variables = environmentVariables();
    if (!hasDisplay(variables)) {
        return fail({ErrorKind::config, "there is no display to open a window on", "",
                     "Set DISPLAY, or write a picture: scout-desktop --export FILE --demo needs no display."});
    }
    QApplication application(argc, argv);
    name(application);
    QGuiApplication::setDesktopFileName(QStringLiteral("io.github.kubectl_scout.ScoutDesktop"));

    scout::desktop::WindowEnvironment environment;
    environment.session.variables = variables;
    environment.session.kubeconfig = arguments.kubeconfig;
    environment.session.now = now;
    environment.settings = std::make_unique<QSettings>();
    scout::desktop::MainWindow window(std::move(environment));
    window.show();
    window.start(arguments);
    return QApplication::exec();
}

}  // namespace

int main(int argc, char** argv) {
    qInstallMessageHandler(dropQtMessage);
    std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
    const auto arguments = scout::desktop::parseArguments(words);
    if (!arguments) return fail(arguments.error());
    switch (arguments->task) {
        case scout::desktop::Arguments::Task::help:
            std::cout << scout::desktop::helpText();
            return 0;
        case scout::desktop::Arguments::Task::version:
            std::cout << "scout-desktop " << SCOUT_VERSION << '\n';
            return 0;
        case scout::desktop::Arguments::Task::exportPicture:
            return exportPicture(argc, argv, *arguments);
        case scout::desktop::Arguments::Task::window:
            return showWindow(argc, argv, *arguments);
    }
    return 1;
}
