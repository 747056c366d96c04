#include "net/process.h"

#include <signal.h>
#include <unistd.h>

#include <QFileInfo>
#include <QProcess>
#include <QProcessEnvironment>
#include <QStandardPaths>
#include <QTimer>

#include "net/http_error.h"

namespace scout::net {

namespace {

constexpr std::size_t keptErrors = 4096;

QString qstr(const std::string& text) {
    return QString::fromStdString(text);
}

}  // namespace

class Process::Run : public QObject {
  public:
    Run(Command command, ErrorSink errorSink, Callback callback)
        : m_command(std::move(command)), m_errorSink(std::move(errorSink)), m_callback(std::move(callback)) {
        m_timer.setSingleShot(true);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            end(base::Error{base::ErrorKind::timeout,
                            "\"" + m_command.program + "\" did not end within " + limitText(*m_command.timeout),
                            m_command.program, "run it by hand to see what it waits for"});
        });
        connect(&m_process, &QProcess::readyReadStandardOutput, this, [this] { readOutput(); });
        connect(&m_process, &QProcess::readyReadStandardError, this, [this] { readErrors(); });
        connect(&m_process, &QProcess::finished, this,
                [this](int code, QProcess::ExitStatus how) { finished(code, how); });
        connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart) failedToStart();
        });
        // start() can report a missing command at once; the port promises "later".
        QMetaObject::invokeMethod(
            this, [this] { start(); }, Qt::QueuedConnection);
    }

    ~Run() override {
        m_process.disconnect(this);
        stop();
    }

    void cancel() {
        end(base::Error{base::ErrorKind::cancelled, "\"" + m_command.program + "\" was stopped", m_command.program,
                        ""});
    }

  private:
    void start() {
        if (m_ended) return;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const auto& [name, value] : m_command.env) environment.insert(qstr(name), qstr(value));
        m_process.setProcessEnvironment(environment);
        // A command that may ask on the terminal stays in the terminal's foreground group, or reading would stop it.
        if (m_command.inheritInput) {
            m_process.setInputChannelMode(QProcess::ForwardedInputChannel);
        } else {
            if (m_command.input.empty()) m_process.setStandardInputFile(QProcess::nullDevice());
            m_process.setChildProcessModifier([] { ::setpgid(0, 0); });
        }
        QStringList args;
        for (const std::string& arg : m_command.args) args << qstr(arg);
        if (m_command.timeout) m_timer.start(*m_command.timeout);
        m_process.start(qstr(m_command.program), args);
        if (m_command.inheritInput || m_command.input.empty()) return;
        m_process.write(m_command.input.data(), static_cast<qint64>(m_command.input.size()));
        m_process.closeWriteChannel();
    }

    void readOutput() {
        m_outcome.output += m_process.readAllStandardOutput().toStdString();
        if (m_outcome.output.size() > m_command.maxOutput) {
            end(base::Error{
                base::ErrorKind::tooLarge,
                "\"" + m_command.program + "\" wrote more than " + std::to_string(m_command.maxOutput) + " bytes",
                m_command.program, "run it by hand to see what it prints"});
        }
    }

    void readErrors() {
        const std::string text = m_process.readAllStandardError().toStdString();
        if (m_errorSink) m_errorSink(text);
        std::string& kept = m_outcome.errors;
        kept += text;
        if (kept.size() > keptErrors) kept.erase(0, kept.size() - keptErrors);
    }

    void finished(int code, QProcess::ExitStatus how) {
        readErrors();
        readOutput();
        if (how == QProcess::CrashExit) {
            end(base::Error{base::ErrorKind::server, "\"" + m_command.program + "\" was ended by a signal",
                            m_command.program, "run it by hand to see why"});
            return;
        }
        m_outcome.exitCode = code;
        end(std::move(m_outcome));
    }

    void failedToStart() {
        // Qt's error code does not tell the two apart.
        end(exists()
                ? base::Error{base::ErrorKind::config,
                              "\"" + m_command.program + "\" cannot be run: " + m_process.errorString().toStdString(),
                              m_command.program, "check its permissions and its first line"}
                : base::Error{base::ErrorKind::notFound, "there is no command \"" + m_command.program + "\"",
                              m_command.program, "install it, or put its folder into PATH"});
    }

    bool exists() const {
        const QString program = m_process.program();
        return program.contains(QLatin1Char('/')) ? QFileInfo::exists(program)
                                                  : !QStandardPaths::findExecutable(program).isEmpty();
    }

    void stop() {
        if (m_process.state() == QProcess::NotRunning) return;
        // With whatever it has started: a script's own end would leave that behind.
        if (!m_command.inheritInput && m_process.processId() > 0)
            ::kill(-static_cast<pid_t>(m_process.processId()), SIGKILL);
        m_process.kill();
        m_process.waitForFinished(1000);
    }

    void end(base::Result<Outcome> result) {
        if (m_ended) return;
        m_ended = true;
        m_timer.stop();
        m_process.disconnect(this);
        stop();
        // The callback may destroy this run, and a signal of m_process may be on the stack now.
        QMetaObject::invokeMethod(
            this,
            [this, result = std::move(result)]() mutable {
                const Callback callback = std::move(m_callback);
                callback(std::move(result));
            },
            Qt::QueuedConnection);
    }

    Command m_command;
    ErrorSink m_errorSink;
    Callback m_callback;
    QProcess m_process;
    QTimer m_timer;
    Outcome m_outcome;
    bool m_ended = false;
};

Process::Process(Command command, ErrorSink errorSink, Callback callback)
    : m_run(std::make_unique<Run>(std::move(command), std::move(errorSink), std::move(callback))) {}

Process::~Process() = default;

void Process::cancel() {
    m_run->cancel();
}

}  // namespace scout::net
