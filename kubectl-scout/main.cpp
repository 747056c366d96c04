// The outside world as values: the only place that reads the environment and the clocks.

#include <sys/ioctl.h>
#include <unistd.h>

#include <QCoreApplication>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <iostream>

#include "kubectl-scout/commands.h"
#include "kubectl-scout/report.h"
#include "kubectl-scout/standard_output.h"

namespace {

// Qt's own talk (about the locale, about a TLS library) is for developers.
void dropQtMessage(QtMsgType type, const QMessageLogContext&, const QString& text) {
    if (type == QtFatalMsg) std::cerr << text.toStdString() << '\n';
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

scout::plugin::TerminalSize terminalSize() {
    winsize size{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return {};
    return {size.ws_col, size.ws_row};
}

}  // namespace

int main(int argc, char** argv) {
    scout::plugin::occupyClosedDescriptors();
    std::signal(SIGPIPE, SIG_IGN);  // a reader that went away (| head) is no reason to die half-way
    std::ios::sync_with_stdio(false);

    scout::plugin::StandardOutput standardOutput;
    std::ostream out(&standardOutput);

    scout::plugin::Environment environment;
    environment.program = argc > 0 ? argv[0] : "";
    for (int i = 1; i < argc; ++i) environment.words.emplace_back(argv[i]);
    environment.in = &std::cin;
    environment.out = &out;
    environment.err = &std::cerr;
    environment.inIsTerminal = isatty(STDIN_FILENO) == 1;
    environment.outIsTerminal = isatty(STDOUT_FILENO) == 1;
    environment.errIsTerminal = isatty(STDERR_FILENO) == 1;
    environment.terminalSize = terminalSize;
    environment.columns = environment.outIsTerminal ? terminalSize().columns : 0;
    environment.variables = environmentVariables();
    environment.now = [] {
        const auto now = std::chrono::system_clock::now().time_since_epoch();
        return scout::base::Time{std::chrono::duration_cast<std::chrono::seconds>(now).count()};
    };
    environment.milliseconds = [] {
        const auto now = std::chrono::steady_clock::now().time_since_epoch();
        return std::int64_t{std::chrono::duration_cast<std::chrono::milliseconds>(now).count()};
    };

    qInstallMessageHandler(dropQtMessage);
    QCoreApplication application(argc, argv);
    const int code = scout::plugin::run(environment);

    out.flush();
    const int failure = standardOutput.failure();
    if (failure != 0 && failure != EPIPE) {
        std::cerr << "error: cannot write to standard output: " << std::strerror(failure) << '\n';
        return scout::plugin::kFailure;
    }
    return code;
}
